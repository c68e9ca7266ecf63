//! Does what we cover, or under `extend` what the targets reach, hold everything that the managed Region deny holds?

use crate::spec::{OuPath, Strategy};

use super::situation::Situation;
use super::step::{Key, More, Run, Step, Undone};
use super::who::Who;

/// Nothing to compare where the root is covered, and with it every OU.
pub(super) fn is_asked(situation: Situation<'_>) -> bool {
    let spec = situation.facts.spec;
    let covers = matches!(spec.strategy, Strategy::Replace | Strategy::OuControl);
    !(covers && spec.covered.iter().any(OuPath::is_root))
}

pub(super) fn coverage(situation: Situation<'_>) -> Option<Step> {
    if !is_asked(situation) {
        return None;
    }
    let sid = situation.sid();
    let lines = Run::lines(format!("managed {sid}\n"));
    let none = "**with no line, stop**: this strategy counts on that Region deny, and does not take its place. With `UNREADABLE` nothing is sure: find out why a policy could not be read.";
    let (title, why, run, expect, if_not) = match situation.facts.spec.strategy {
        Strategy::Additive => (
            "Control Tower's Region deny hangs on the OUs",
            "",
            lines,
            "the id and the name of every OU that is registered with Control Tower, a line each.",
            none.to_owned(),
        ),
        Strategy::Extend => (
            "Control Tower's Region deny hangs on the OUs",
            "In an OU that no target names, the inference-only Regions are, or will be, open for every service.",
            lines,
            "the id and the name of OUs, a line each: those that are targets here, and others only by intent.",
            format!("{none} With an OU too many, make it a target and build again."),
        ),
        Strategy::Replace | Strategy::OuControl => (
            "Every OU that the managed Region deny holds is covered",
            "",
            Run::function("coverage", COVERAGE_COMMANDS.replace("SID", sid)),
            "`covered` for every OU that is registered with Control Tower.",
            "**with a `NOT COVERED`, stop: that OU would be held to no Region, for any service.** Add it to `covered_ous` and build again. \
             `not reached` is an OU that Control Tower's Region deny does not hang on: one that was never registered, or, if the managed deny is off since an earlier release, one that nothing holds now; if it should be held, cover it. \
             With `UNREADABLE` nothing is sure: find out why a policy could not be read."
                .to_owned(),
        ),
    };
    Some(Step {
        title: title.to_owned(),
        who: Who::Reader,
        run,
        expect: expect.to_owned(),
        if_not,
        undone: Undone::Looks,
        more: More {
            key: Some(Key::Coverage),
            why: why.to_owned(),
            ..More::default()
        },
    })
}

/// Each OU directly below the root: covered, held by Control Tower and not covered, or neither.
const COVERAGE_COMMANDS: &str = r#"ids=$(covered | while IFS= read -r path; do ou_id "$path"; done)
on=$(managed SID | while IFS=$'\t' read -r id name; do [ "$id" = UNREADABLE ] && echo "UNREADABLE $name" || top "$id"; done)
case $on in *UNREADABLE*) echo "UNREADABLE: $on" ;; esac
tops | while IFS=$'\t' read -r id name; do
  if grep -qxF -- "$id" <<<"$ids"; then echo "covered $name"
  elif grep -qxF -- "$id" <<<"$on"; then echo "NOT COVERED $name"
  else echo "not reached $name"; fi
done
"#;
