//! What CfCT leaves attached, and how it is taken away.

use crate::render::facts::Facts;
use crate::render::identity::stack_sets_there;

use super::situation::Situation;
use super::step::{Key, More, Run, Step, Undone};
use super::way_back::STOPS;
use super::who::Who;

/// Of a release whose earlier configuration is back.
pub(super) fn take_away(situation: Situation<'_>) -> Vec<Step> {
    let mut steps = vec![gone(situation), delete(situation), left()];
    steps.extend(stack_sets(situation.facts));
    steps
}

fn gone(situation: Situation<'_>) -> Step {
    let list = match situation.previous() {
        Some(_) => "`rollback/detach.tsv` has those that the release before does not hold",
        None => "`rollback/detach.tsv` lists all policies of this release",
    };
    Step {
        title: "Which policies the earlier configuration does not mention".to_owned(),
        who: Who::Anyone,
        run: Run::lines("gone\n"),
        expect: format!(
            "their names; nothing, if it mentions them all. Compare them with the `name` lines of its manifest; {list}."
        ),
        if_not: "stop: `STOP` says what is wrong with the backup, and of a name too many nothing may be deleted.".to_owned(),
        undone: Undone::Looks,
        more: More {
            key: Some(Key::Gone),
            why: "These stay attached, since CfCT never detaches and never deletes; they are taken away by hand.".to_owned(),
            ..More::default()
        },
    }
}

fn delete(situation: Situation<'_>) -> Step {
    let is_guarded = !situation.guarded().is_empty();
    let is_gated = is_guarded || !situation.opened().is_empty();
    let holds = if is_guarded {
        "only Control Tower's Region deny holds then, and the commands look first whether it is there"
    } else {
        "the managed Region deny goes on holding the Regions"
    };
    Step {
        title: "Take these policies away".to_owned(),
        who: Who::PolicyRemover,
        run: Run::function(
            "take_away",
            situation.gated(&situation.opened(), DETACH_COMMANDS),
        ),
        expect: format!("`deleted` for each name of {}, and no other.", Key::Gone),
        if_not: format!(
            "a name without `deleted` is still there, and may be detached already: the error says why; run this again.{}",
            if is_gated { STOPS } else { "" }
        ),
        undone: Undone::No("a new rollout"),
        more: More {
            why: format!("Detaching ends the denies at once; {holds}."),
            ..More::default()
        },
    }
}

fn left() -> Step {
    Step {
        title: "What is left of this release".to_owned(),
        who: Who::Reader,
        run: Run::lines(
            "targets | while IFS=$'\\t' read -r name path; do echo \"$name: $(policy_id \"$name\")\"; done\n",
        ),
        expect: "an id behind those that are kept, and nothing behind the others. Those that are kept have their earlier content: *Verify* in the runbook of the earlier release says so.".to_owned(),
        if_not: format!("run the step before again: it has not deleted what {} names.", Key::Gone),
        undone: Undone::Looks,
        more: More::default(),
    }
}

fn stack_sets(facts: Facts<'_>) -> Option<Step> {
    Some(Step {
        title: "Stack sets of identity policies that stay".to_owned(),
        who: Who::Reader,
        run: Run::lines(stack_sets_there(facts)?),
        expect: "nothing, or those that the earlier configuration has.".to_owned(),
        if_not: "they stay until they are deleted, as `iam/README.md` says under *The stack sets*, once nothing has their policies. They only grant: nothing is open by them that the service control policies deny.".to_owned(),
        undone: Undone::Looks,
        more: More {
            why: "CfCT leaves a stack set whose entry is gone where it is, unless the manifest has `enable_stack_set_deletion: true`.".to_owned(),
            ..More::default()
        },
    })
}

const DETACH_COMMANDS: &str = r#"gone | while read -r name; do
  id=$(policy_id "$name")
  for target in $(aws organizations list-targets-for-policy --policy-id "$id" --query 'Targets[].TargetId' --output text </dev/null); do
    aws organizations detach-policy --policy-id "$id" --target-id "$target" </dev/null
  done
  aws organizations delete-policy --policy-id "$id" </dev/null && echo "deleted $name"
done
"#;
