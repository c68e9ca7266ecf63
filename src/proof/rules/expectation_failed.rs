//! CRP400: a call does not have the verdict that the spec expects.

use crate::bedrock::call::Call;
use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::policy::Levels;
use crate::simulate::CallJudgement;
use crate::spec::{Decision, Expectation};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP400",
    name: "expectation-failed",
    severity: Severity::Error,
    summary: "a call does not have the verdict that `expect` demands",
    page: "\
## What it is
An entry of `expect` names a call and its verdict. The call was expanded into its authorizations (the profile in the source Region, the model there, and the model wherever it may be served), each \
was judged under every policy on the OU's path as they will be after the rollout, Control Tower's Region deny included where it stays on, and the verdict is another one. One denied authorization denies the call.

## Why it matters
`expect` is where you write down what users must be able to do, and what must never happen. A build that breaks it is not shipped: nothing is written.

## What to do
The message names the first hop that is denied, with its statement. Change the mode, the OU, or the expectation. `crispack simulate --call` shows every hop of a call under a release. A verdict that \
rests on a point that AWS's pages leave open counts as failed, and the message says which point.
",
};

/// The verdict is another one.
pub fn finding(
    expected: &Expectation,
    call: &Call,
    judged: &CallJudgement,
    levels: &Levels,
) -> Diagnostic {
    let (wanted, found) = match expected.call {
        Decision::Allow => ("not to be denied", "it is denied"),
        Decision::Deny => ("to be denied", "no hop of it is denied"),
    };
    let mut finding = Diagnostic::new(
        &RULE,
        format!(
            "`{}` from {} under `{}` is expected {wanted}, and {found}",
            expected.model_id, call.source, expected.ou
        ),
    )
    .at(expected.place.clone(), "this expectation");
    let hops = judged.hops.len();
    for (number, hop) in judged
        .hops
        .iter()
        .enumerate()
        .filter(|(_, hop)| hop.is_denied())
    {
        let by: Vec<String> = hop
            .judgement
            .denying()
            .iter()
            .filter_map(|at| levels.statement(*at))
            .map(|placed| {
                let sid = placed.sid.unwrap_or("a statement without Sid");
                format!("`{sid}` of {} on {}", placed.policy, placed.level)
            })
            .collect();
        finding = finding.note(format!(
            "hop {} of {hops}, {} ({}): denied by {}",
            number + 1,
            hop.hop.kind.describe(),
            hop.hop.region,
            by.join(", ")
        ));
    }
    if !judged.is_denied() {
        finding = finding.note(format!(
            "its {hops} hops are {}",
            judged
                .hops
                .iter()
                .map(|hop| format!("{} ({})", hop.hop.kind.as_str(), hop.hop.region))
                .collect::<Vec<_>>()
                .join(", ")
        ));
    }
    finding.help(
        "change the mode, the target, or the expectation; `crispack explain CRP400` tells more",
    )
}

/// The verdict is the expected one, but for a point that AWS's pages leave open.
pub fn rests_on(expected: &Expectation, call: &Call, assumption: &str) -> Diagnostic {
    let verdict = match expected.call {
        Decision::Allow => "not denied",
        Decision::Deny => "denied",
    };
    Diagnostic::new(
        &RULE,
        format!(
            "`{}` from {} under `{}` is {verdict} as expected, but maybe not if {assumption}",
            expected.model_id, call.source, expected.ou,
        ),
    )
    .at(expected.place.clone(), "this expectation")
    .note("AWS's text leaves this open, so the verdict was not shown")
    .help("`form: strict` keeps its promise in every world, and a principal is an ARN; `probe/` of a release settles what a call looks like, for `worlds` of the spec; or drop the expectation")
}

/// The principal is one that no service control policy binds.
pub fn not_bound(expected: &Expectation) -> Diagnostic {
    let principal = expected.principal.as_deref().unwrap_or_default();
    Diagnostic::new(
        &RULE,
        format!("`{principal}` is a service-linked role, of which nothing can be expected"),
    )
    .at(expected.place.clone(), "this expectation")
    .note("service control policies do not bind service-linked roles, whatever they say")
    .help("name a role or user of the organization's accounts, or leave `principal` out")
}
