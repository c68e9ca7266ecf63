//! CRP315: an OU of a slot has another path now.

use super::slot_lost;
use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::release::ledger::Held;
use crate::spec::Target;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP315",
    name: "ou-renamed",
    severity: Severity::Note,
    summary: "an OU of a slot has another path now",
    page: "\
## What it is
The snapshot has the OU of a slot, known by its id, under another path: it was renamed or moved in the organization.

## Why it matters
The policy hangs on the OU whatever it is called, so the slot stays with it. CfCT finds an OU by its path, so the spec has to name the new one.

## What to do
Name the new path in the target, with `slot:` as it was. With the slot derived from the path, the new path would make a new one.
",
};

/// The note on a slot that stays with its OU.
pub fn finding(held: &Held, now: &str) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        format!(
            "the OU of `{}` was `{}` and is `{now}` now: its id is the same",
            held.policy, held.ou
        ),
    )
}

/// The error for an OU that moved while its slot was derived from its path.
pub fn needs_slot(slot: &str, held: &Held, target: &Target) -> Diagnostic {
    Diagnostic::new(
        &slot_lost::RULE,
        format!(
            "`{}` is the OU that was `{}`, and its policy would be `{}` instead of `{}`",
            target.ou, held.ou, target.policy_name, held.policy
        ),
    )
    .at(target.place.clone(), "")
    .note(format!(
        "CfCT would attach the new policy and leave `{}` attached beside it, with its old content",
        held.policy
    ))
    .help(format!("give the target its slot: `slot: {slot}`"))
}

/// The error for a path that is another OU's now.
pub fn another(held: &Held, moved: Option<&str>) -> Diagnostic {
    let on = moved.map_or_else(
        || "an OU that is not in the snapshot".to_owned(),
        |path| format!("`{path}`"),
    );
    Diagnostic::new(
        &slot_lost::RULE,
        format!("`{}` is another OU than the one that `{}` was made for: its id is another", held.ou, held.policy),
    )
    .note(format!("CfCT would attach the policy to the new OU as well, and leave it on {on}"))
    .help(match moved {
        Some(path) => format!("name `{path}` in the target that has the slot, and give `{}` a slot of its own", held.ou),
        None => "if the old OU was deleted, detach and delete the policy by hand, and `--forget` its slot; then build again".to_owned(),
    })
}
