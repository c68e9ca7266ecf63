//! CRP435: what an answer says of a profile does not fit together.

use crate::diagnostic::{Diagnostic, Place, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP435",
    name: "profile-does-not-fit",
    severity: Severity::Error,
    summary: "what an answer says of a profile does not fit together",
    page: "\
## What it is
The id of a profile is not that of its ARN, a model of it is another one than its id says, its status is not `ACTIVE`, a Region is of another partition or is none, or the ARN is of something else; or one list has profiles of two source Regions, or the answers are of two partitions.

## Why it matters
The ARN says in which Region a profile can be called, and those of its models where it is served. If they cannot be relied on, nothing can.

## What to do
Save the answer again; do not edit it. Import commercial Regions and GovCloud one after the other (`--merge-into`).
",
};

/// The finding.
pub(in crate::catalogue) fn finding(place: Place, why: &str) -> Diagnostic {
    Diagnostic::new(&RULE, why)
        .at(place, "here")
        .help("save the answer again, as it is")
}
