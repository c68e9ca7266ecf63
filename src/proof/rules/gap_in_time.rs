//! CRP421: a change would leave requests open while it is rolled out.

use super::promise_broken::shown;
use crate::bedrock::Feature;
use crate::compose::OnOu;
use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::proof::Gap;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP421",
    name: "gap-in-time",
    severity: Severity::Error,
    summary: "a change would leave requests open while it is rolled out",
    page: "\
## What it is
Requests are denied by one policy of the previous release and, in this one, by another, and by none of them in both. CfCT updates policies one at a time, in an order that nobody \
promises, may stop after any of them, and rolls nothing back. Whenever the first policy is updated and the second is not, nothing denies these requests.

Control Tower's own Region denies are taken in the order of the runbook: the landing zone's goes last, and the OU control is enabled or updated when ours are live and verified, so until then it denies what it denied before. With a snapshot, only those count that hang on the OU's path.

## Why it matters
What is denied before and after would be open for a while, and for good if the run stops there.

## What to do
Make it in two releases. In the first, the policy that is to deny the requests already does, and the other one still does; when it is live and verified, build the second, with \
`--previous` the first. To move the Region deny from an OU to the root: first a release in which the root carries it as well (`floor`, or `Root` covered), then the one in which the OU no longer does. To let a mode open something of `also`: first a release whose spec has the mode, with its `also`, under a name that no target \
has yet, which gives every policy that needs it its own statement on these actions; then the one in which targets take it. To take it back, the other way round.
",
};

/// The finding; `names` are the steps on the path, `is_live` says that a snapshot tells what was before, and `in_two` that two releases were tried and leave no gap.
pub fn finding(
    own: OnOu<'_>,
    gap: &Gap,
    names: &[String],
    is_live: bool,
    in_two: bool,
) -> Diagnostic {
    let list = |steps: &[usize]| {
        let names = steps.iter().filter_map(|step| names.get(*step));
        names.map(String::as_str).collect::<Vec<_>>().join(" and ")
    };
    let (of_before, as_before) = if is_live {
        ("as the snapshot has it", "still as the snapshot has it")
    } else {
        ("of the previous release", "still as in the previous one")
    };
    let (before, after) = (list(&gap.before), list(&gap.after));
    let mut finding = Diagnostic::new(
        &RULE,
        format!(
            "under `{}` a request that is denied before and after would be open in between",
            own.ou
        ),
    )
    .at(
        own.target.and_then(|target| target.place.clone()),
        "this target",
    )
    .note(format!(
        "{} is denied by {before} {of_before} and by {after} of this release",
        shown(&gap.request)
    ))
    .note(format!(
        "{before} may be changed before {after} is, and the rollout may stop there: then nothing denies it"
    ));
    let action = &*gap.request.action;
    let of = |feature: &Feature| {
        feature
            .actions()
            .iter()
            .any(|own| own.eq_ignore_ascii_case(action))
    };
    if let Some(feature) = Feature::ALL.into_iter().find(of) {
        finding = finding.note(format!(
            "a mode that names `{}` in `also` and that no target has makes the first of two releases: with it every policy has its own statement on these actions, and opens nothing",
            feature.as_str()
        ));
    }
    if in_two {
        finding.help(format!(
            "make it in two releases: first one in which {after} is as in this one and {before} {as_before}; when that is live and verified, this one"
        ))
    } else {
        finding.help(format!(
            "make it in steps: first a release in which both {before} and {after} deny what either denies; when that is live and verified, this one"
        ))
    }
}
