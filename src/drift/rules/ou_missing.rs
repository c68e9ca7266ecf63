//! CRP513: an OU of the release is not there.

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::drift::PlannedPolicy;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP513",
    name: "ou-missing",
    severity: Severity::Error,
    summary: "an OU of the release is not there",
    page: "\
## What it is
The release has a policy for an OU path that the snapshot does not have: the OU was renamed, moved or deleted.

## Why it matters
CfCT finds an OU by its path: from now on it only logs a warning for this one. Under its new name the OU keeps the policy that hangs on it, and gets no update any more.

## What to do
If the OU was renamed, name the new path in the spec, with `slot:` as it was, and build with a snapshot. If it was deleted, retire the slot.
",
};

/// The finding; `now` is where the policy hangs.
pub fn finding(planned: &PlannedPolicy, now: &[&str]) -> Diagnostic {
    let finding = Diagnostic::new(
        &RULE,
        format!("OU `{}` of `{}` is not there", planned.ou, planned.name),
    );
    match now {
        [] => finding
            .note("CfCT would only log a warning and finish green")
            .help(format!("crispack build --snapshot org-snapshot.json --retire SLOT  # the slot of `{}`, if the OU was deleted", planned.name)),
        now => finding
            .note(format!("the policy hangs on {}: most likely the OU was renamed or moved", now.join(", ")))
            .help("crispack build --snapshot org-snapshot.json  # with the new path in the spec, and `slot:` as it was"),
    }
}
