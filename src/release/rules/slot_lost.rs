//! CRP305: a policy of the previous release would be left behind.

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::spec::Target;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP305",
    name: "slot-lost",
    severity: Severity::Error,
    summary: "a policy of the previous release would be left behind",
    page: "\
## What it is
The release behind `--previous` has a policy that this one does not have, or has on another OU: a target was dropped, its slot or the name prefix was changed, or it names another OU.

## Why it matters
CfCT finds a policy by its name, attaches it, and never detaches, renames or deletes one. What is no longer named stays attached with its old content, unmanaged, and goes on denying. Two policies of ours on one OU also take two of its slots.

## What to do
Keep the target with its slot (`slot:` in the spec), and change its mode instead. If the policy is really to go, detach and delete it by hand (the runbook's way back has the commands), and then build without `--previous`. Not so under `replace` and `ou-control`: there it may be all that holds the OU to Regions, and must stay until Control Tower's Region deny is on again. An OU that was renamed keeps its policy: give the new path the old slot, and build without `--previous`, which knows OUs by their path only.
",
};

/// The finding for a policy whose OU is no target any more.
///
/// `holds`: under its strategy it, or a control beside it, is what holds the OU to Regions.
pub fn vanished(name: &str, ou: &str, holds: bool) -> Diagnostic {
    let help = if holds {
        format!(
            "keep a target for `{ou}`; its policy may be all that holds it to Regions, so do not detach it before Control Tower's Region deny is on again"
        )
    } else {
        format!(
            "keep a target for `{ou}`; or detach and delete the policy by hand, and build without `--previous`, whose content is then not kept for the way back"
        )
    };
    Diagnostic::new(
        &RULE,
        format!("the policy `{name}` of the previous release is in this one no more"),
    )
    .note(format!(
        "CfCT would leave it attached to `{ou}`, with its old content"
    ))
    .help(help)
}

/// The finding for an OU whose policy has another name now.
pub fn renamed(name: &str, ou: &str, target: &Target) -> Diagnostic {
    let finding = Diagnostic::new(
        &RULE,
        format!(
            "the policy of `{ou}` was `{name}` and would be `{}`",
            target.policy_name
        ),
    )
    .at(target.place.clone(), "")
    .note(format!(
        "CfCT would attach the new one and leave `{name}` attached beside it, with its old content"
    ));
    finding.help(
        "keep the name: `slot` (`--slot`) and `package.name_prefix` (`--name-prefix`) make it up",
    )
}

/// The finding for a policy that another OU has now.
pub fn moved(name: &str, ou: &str, now: &str) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        format!("the policy `{name}` was on `{ou}` and would be on `{now}`"),
    )
    .note(format!(
        "CfCT would attach it to `{now}` and leave it on `{ou}`, unless that is the same OU under a new name"
    ))
    .help(format!("give `{now}` a slot of its own and keep `{name}` for `{ou}`; for an OU that was renamed, build without `--previous`"))
}
