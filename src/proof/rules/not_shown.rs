//! CRP422: it cannot be shown that a policy keeps its promise.

use crate::compose::OnOu;
use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::policy::compare::NoSpace;
use crate::proof::NotSteady;
use crate::spec::Target;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP422",
    name: "not-shown",
    severity: Severity::Error,
    summary: "it cannot be shown that a policy keeps its promise",
    page: "\
## What it is
The Region deny, an exemption or a policy of the previous release has a pattern that cannot be compared exactly: an action without a colon or with a wildcard in its service \
prefix, a policy variable, or so many wildcards that their combinations are too many.

## Why it matters
A release is written only if every policy in it was shown to deny what its mode promises and nothing else. Here that would be a guess.

## What to do
Write the pattern so that it has one meaning (`ec2:*`, not `ec*:*`), or with fewer wildcards in its middle. `crispack explain CRP222` lists what cannot be compared.
",
};

/// The finding for a mode.
pub fn finding(target: &Target, error: &NoSpace) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        format!("that mode `{}` keeps its promise cannot be shown", target.mode.name),
    )
    .at(target.place.clone(), "this target")
    .note(why(error))
    .help("write the pattern so that it has one meaning; `crispack explain CRP222` tells which do not")
}

/// The finding for more statements than are compared.
pub fn too_many(target: &Target) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        format!(
            "that mode `{}` keeps its promise cannot be shown",
            target.mode.name
        ),
    )
    .at(target.place.clone(), "this target")
    .note("its policy has more than 126 statements")
    .help("please report this: crispack composes fewer than 20")
}

/// The finding for a change in time.
pub fn in_time(own: OnOu<'_>, error: &NotSteady) -> Diagnostic {
    let note = match error {
        NotSteady::Space(error) => why(error),
        NotSteady::Nodes(error) => error.to_string(),
        NotSteady::Steps(steps) => format!("{steps} policies are on its path"),
    };
    Diagnostic::new(
        &RULE,
        format!(
            "that the change leaves no gap under `{}` cannot be shown",
            own.ou
        ),
    )
    .at(
        own.target.and_then(|target| target.place.clone()),
        "this target",
    )
    .note(note)
    .help("correct the pattern; or build without `--previous`, and roll out as for a first release")
}

fn why(error: &NoSpace) -> String {
    match error {
        NoSpace::Refused(refused) => {
            let each = refused
                .iter()
                .map(|own| format!("`{}`: {}", own.part, own.why));
            let mut list: Vec<String> = each.collect();
            list.dedup();
            list.truncate(5);
            list.join("; ")
        }
        NoSpace::TooManyStates { pattern, .. } => {
            format!("`{pattern}` and the other patterns have too many wildcards")
        }
        NoSpace::Meaningless { reason, .. } => reason.to_string(),
    }
}
