//! CRP165: a Region deny on the root reaches more than the managed one did.

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::spec::Target;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP165",
    name: "root-reaches-all",
    severity: Severity::Note,
    summary: "a Region deny on the root reaches more than the managed one did",
    page: "\
## What it is
Under `replace` a policy with the Region deny goes on the root: a `floor`, or the covered OU `Root`.

## Why it matters
Control Tower's Region deny hangs on registered OUs. One on the root also binds OUs that are not registered, and accounts directly below the root. (The management account is bound by neither.)

## What to do
Look at what runs there before the rollout, or leave the root out.
",
};

/// The finding, if a target is the root.
pub fn check(targets: &[Target]) -> Option<Diagnostic> {
    let root = targets.iter().find(|target| target.ou.is_root())?;
    Some(
        Diagnostic::new(
            &RULE,
            "the Region deny on `Root` also binds OUs that Control Tower does not govern, and accounts directly below the root",
        )
        .at(root.place.clone(), ""),
    )
}
