//! How what was retired is taken away for good.

use std::fmt::Write as _;

use crate::render::facts::Facts;
use crate::render::markdown::shell_word;

use super::step::{Commands, Key, More, Run, Section, Step, Undone};
use super::who::Who;

/// The section on the tombstones of a composition; none without one.
pub(super) fn retired(facts: Facts<'_>) -> Option<Section> {
    let tombstones = &facts.composition.tombstones;
    let names: Vec<String> = tombstones
        .iter()
        .map(|own| own.policy_name.clone())
        .collect();
    section(&names, tombstones.first().map_or("", |own| &own.sha256))
}

/// The same of policies by their names, with the SHA-256 of their text.
pub(super) fn section(tombstones: &[String], sha256: &str) -> Option<Section> {
    if tombstones.is_empty() {
        return None;
    }
    let mut lines = String::new();
    for name in tombstones {
        let _ = writeln!(lines, "retire {}", shell_word(name));
    }
    let (count, are) = match tombstones.len() {
        1 => ("One policy".to_owned(), "is"),
        n => (format!("{n} policies"), "are"),
    };
    let delete = Step {
        title: "Delete what is retired".to_owned(),
        who: Who::PolicyRemover,
        run: Commands::Defined {
            definition: RETIRE_FUNCTION.replace("SHA256", sha256),
            lines,
        }
        .after(""),
        expect: "`deleted`, or `gone`, in every line.".to_owned(),
        if_not: format!(
            "`STOP`: its live text is not the tombstone, so {} did not hold for it; nothing was detached. Wait for the pipeline, and run this again.",
            Key::Verify
        ),
        undone: Undone::by("the next run makes it again"),
        more: More {
            why: format!("Only if {} said `same attached` for them.", Key::Verify),
            ..More::default()
        },
    };
    let snapshot = Step {
        title: "Take a snapshot without what is retired".to_owned(),
        who: Who::Builder,
        run: Run::lines("crispack snapshot --force\n"),
        expect: "a snapshot in which none of these policies is. Build with it at once, which drops them.".to_owned(),
        if_not: "a run of the pipeline made them again, harmless as they are: go through the step before, and take the snapshot right after it.".to_owned(),
        undone: Undone::Looks,
        more: More {
            why: "Until a release is live that was built with it, each run of the pipeline makes them again.".to_owned(),
            ..More::default()
        },
    };
    Some(Section {
        title: "Retired",
        key: None,
        intro: format!(
            "{count} of this release {are} retired: under the old name, with a deny that can never match, since CfCT would leave the old content attached for ever.\n"
        ),
        steps: vec![delete, snapshot],
    })
}

const RETIRE_FUNCTION: &str = r#"retire() { # retire NAME: detaches and deletes a policy whose live text is the tombstone, and no other
  local id live target
  id=$(policy_id "$1") || { echo "UNREADABLE $1"; return; }
  [ -n "$id" ] || { echo "gone $1"; return; }
  live=$(aws organizations describe-policy --policy-id "$id" --query Policy.Content --output text </dev/null | tr -d '\n' | sha256sum | cut -d' ' -f1)
  [ "$live" = SHA256 ] || { echo "STOP: $1 is not the tombstone yet"; return; }
  for target in $(aws organizations list-targets-for-policy --policy-id "$id" --query 'Targets[].TargetId' --output text </dev/null); do
    aws organizations detach-policy --policy-id "$id" --target-id "$target" </dev/null
  done
  aws organizations delete-policy --policy-id "$id" </dev/null && echo "deleted $1"
}
"#;
