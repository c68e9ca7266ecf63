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
An earlier release (by `crispack.lock`, behind `--previous`, or in the block of the base package) has a policy that this one does not have, or has on another OU: a target was dropped, its slot or the name prefix was changed, or it names another OU.

## Why it matters
CfCT finds a policy by its name, attaches it, and never detaches, renames or deletes one. What is no longer named stays attached with its old content, unmanaged, and goes on denying. Two policies of ours on one OU also take two of its slots.

## What to do
Keep the target with its slot (`slot:` in the spec), and change its mode instead. If the policy is really to go, build with `--retire SLOT`: its policy stays under its name with a deny that can never match, and the runbook has the commands that detach and delete it; a snapshot that shows that they were run ends it. Not so under `replace` and `ou-control`: there it may be all that holds the OU to Regions, and must stay until Control Tower's Region deny is on again. \
`--forget SLOT` is for a release that was never uploaded. An OU that was renamed keeps its slot: give the new path the old one (`slot:`), and build with a snapshot, which knows OUs by their ids.
",
};

/// The finding for a slot that no target has any more.
///
/// `holds`: under its strategy it, or a control beside it, is what holds the OU to Regions.
pub fn vanished(slot: &str, name: &str, ou: &str, holds: bool) -> Diagnostic {
    let help = if holds {
        format!(
            "keep a target for `{ou}`; its policy may be all that holds it to Regions, so retire it (`--retire {slot}`) only when Control Tower's Region deny is on again"
        )
    } else {
        format!(
            "keep a target for `{ou}`; or `--retire {slot}` makes its policy a tombstone, which denies nothing; or, if its release was never uploaded, `--forget {slot}`"
        )
    };
    Diagnostic::new(
        &RULE,
        format!("slot `{slot}` of an earlier release has no target any more"),
    )
    .note(format!(
        "CfCT would leave its policy `{name}` attached to `{ou}`, with its old content"
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
    .help(format!("give `{now}` a slot of its own and keep `{name}` for `{ou}`; for an OU that was renamed, build with a snapshot, which knows it by its id"))
}
