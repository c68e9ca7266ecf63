//! How what was retired is taken away for good.

use std::fmt::Write as _;

use crate::render::facts::Facts;
use crate::render::markdown::shell_word;

/// The section on the tombstones of a composition; empty without one.
pub(super) fn retired(facts: Facts<'_>) -> String {
    let tombstones = &facts.composition.tombstones;
    let names: Vec<String> = tombstones
        .iter()
        .map(|own| own.policy_name.clone())
        .collect();
    section(&names, tombstones.first().map_or("", |own| &own.sha256))
}

/// The same of policies by their names, with the SHA-256 of their text.
pub(super) fn section(tombstones: &[String], sha256: &str) -> String {
    if tombstones.is_empty() {
        return String::new();
    }
    let mut lines = String::new();
    for name in tombstones {
        let _ = writeln!(lines, "retire {}", shell_word(name));
    }
    format!(
        "## Retired\n\n\
         {} of this release {}: under the old name, with a deny that can never match, since CfCT would leave the old content attached for ever. Only if section 4 said `same attached` for them:\n\n\
         ```sh prologue\n{}```\n\n\
         ```sh\n{lines}```\n\n\
         Expected: `deleted`, or `gone`, in every line. Then take a snapshot at once and build with it, which drops them; until that release is live, each run of the pipeline makes them again, harmless as they are:\n\n\
         ```sh\ncrispack snapshot --force\n```\n\n\
         Expected: a snapshot in which none of these policies is.\n",
        match tombstones.len() {
            1 => "One policy".to_owned(),
            n => format!("{n} policies"),
        },
        if tombstones.len() == 1 {
            "is retired"
        } else {
            "are retired"
        },
        RETIRE_FUNCTION.replace("SHA256", sha256),
    )
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
