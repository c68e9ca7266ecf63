//! The way back: the steps of the rollout in the opposite order.

use crate::render::markdown::{code, codes};
use crate::spec::Strategy;

use super::managed::{DISABLE_CONTROL, ENABLE_CONTROL};
use super::situation::Situation;

pub(super) fn way_back(situation: Situation<'_>) -> String {
    let follows_its_kind =
        situation.strategy() != Strategy::Additive && situation.follows(situation.strategy());
    if follows_its_kind {
        return format!(
            "## The way back\n\n{}{}",
            step_back(situation),
            take_away(situation)
        );
    }
    let first = match situation.strategy() {
        Strategy::Additive => String::new(),
        Strategy::Extend => undo_regions(situation),
        Strategy::Replace | Strategy::OuControl => managed_on_first(situation),
    };
    format!(
        "## The way back\n\n{first}\
         For release {release} and the backup that section 1 kept. Put the earlier configuration back; what it holds under the same names gets its earlier content with the next run of the pipeline:\n\n\
         ```sh restore\n{restore}```\n\n\
         Expected: the upload or the deletion, and no `STOP`. The upload starts the pipeline: wait for its run (section 3). A deletion starts none; a later run, such as a newly vended account starts, \
         fails at its first stage until there is a configuration again.\n\n{take_away}",
        release = code(&situation.artifacts.short()),
        restore = situation.gated(&situation.opened(), &restore(situation)),
        take_away = take_away(situation),
    )
}

/// What CfCT leaves behind.
fn take_away(situation: Situation<'_>) -> String {
    let holds = if situation.guarded().is_empty() {
        "the managed Region deny goes on holding the Regions"
    } else {
        "only Control Tower's Region deny holds then, and the commands look first whether it is there"
    };
    let list = match situation.previous() {
        Some(_) => {
            ", and with `rollback/detach.tsv`, which has those that the release before does not hold"
        }
        None => "; `rollback/detach.tsv` lists all policies of this release",
    };
    format!(
        "What the earlier configuration does not hold stays attached, since CfCT never detaches and never deletes; take that away by hand. First see which policies those are:\n\n\
         ```sh\ngone\n```\n\n\
         Expected: the names of policies that the earlier configuration does not mention; nothing, if it mentions them all. Compare them with the `name` lines of its manifest before going on{list}. \
         Detaching ends the denies at once; {holds}.\n\n\
         ```sh take_away\n{detach}```\n\n\
         Expected: `deleted` for each name of the list before, and for no other. Then an id behind those that are kept, and nothing behind the others:\n\n\
         ```sh\ntargets | while IFS=$'\\t' read -r name path; do echo \"$name: $(policy_id \"$name\")\"; done\n```\n\n\
         Those that are kept have their earlier content: section 4 of the earlier release's runbook says so.\n",
        detach = situation.gated(&situation.opened(), DETACH_COMMANDS),
    )
}

/// From the backup; without one, from what the release before held.
fn restore(situation: Situation<'_>) -> String {
    let last_resort = match situation.previous() {
        Some(_) => "elif [ -e rollback/$KEY ]; then\n  aws s3 cp rollback/$KEY s3://$BUCKET/$KEY\n",
        None => "",
    };
    RESTORE_COMMANDS.replace("else\n", &format!("{last_resort}else\n"))
}

/// Under `extend`: the further Regions are closed by Control Tower before ours go.
fn undo_regions(situation: Situation<'_>) -> String {
    format!(
        "In the opposite order: **first Control Tower, then ours.** {}",
        close_regions(situation)
    )
}

/// How Control Tower lets Regions in no more, and how that is seen.
fn close_regions(situation: Situation<'_>) -> String {
    let regions = situation.opened();
    let how = if situation.facts.baseline.is_ou_control() {
        "out of `AllowedRegions` of the OU control on every OU"
    } else {
        "out of the governed Regions in Control Tower's console (*Landing zone settings*, *Modify settings*), update the landing zone, and re-register the OUs"
    };
    format!(
        "Take {all} {how}; ours alone close them for other services until then. What is not well yet:\n\n\
         ```sh\nunsafe {words}\n```\n\n\
         Expected: `looked`, and nothing before it. The commands below stop as long as there is more. What may stand, such as a Region that was governed for everything before and is to be again, goes into `KNOWN` as it is printed: \
         `KNOWN='still governed: {first}'`.\n\n",
        all = codes(regions.iter().copied()),
        words = regions.join(" "),
        first = regions.first().copied().unwrap_or_default(),
    )
}

/// Under `replace` and `ou-control`: nothing of ours goes before Control Tower's Region deny is back.
fn managed_on_first(situation: Situation<'_>) -> String {
    let own = situation.facts.baseline.is_ou_control();
    let features = situation.facts.and_features();
    let back = if own && situation.strategy() == Strategy::Replace {
        format!(
            "Enable the OU control `CT.MULTISERVICE.PV.1` on every covered OU, as it was before the first release of ours, without the two inference actions{features} in `ExemptedActions`"
        )
    } else if own {
        format!(
            "The Region deny that was given is the OU control's own: set its parameters back to what they were before the first release of ours, without the two inference actions{features} in `ExemptedActions` (`aws controltower update-enabled-control`), and do not disable it"
        )
    } else {
        "In the console of Control Tower, *Landing zone settings*, *Modify settings*, choose *Enabled* for the Region deny control, and update the landing zone".to_owned()
    };
    let control = if situation.strategy() == Strategy::OuControl && !own {
        format!(
            "Then the OU control, OU by OU (with a stack, delete the stack first, which keeps the controls):\n\n```sh disable_controls\n{}```\n\nExpected: `SUCCEEDED` in every line, and no `STOP`.\n\n",
            situation.gated(&[], DISABLE_CONTROL)
        )
    } else {
        String::new()
    };
    format!(
        "{back_to_control}In the opposite order: **Control Tower's Region deny first.** {back}; wait until that is done. What is not well yet:\n\n\
         ```sh\nunsafe\n```\n\n\
         Expected: `looked`, and nothing before it. The commands below stop as long as there is more. An OU that was never registered with Control Tower, such as a staging OU, stays in the list: \
         if it may be held to no Region, it goes into `KNOWN` as it is printed, a line each: `KNOWN='not held: Staging'`.\n\n{control}",
        back_to_control = back_to_the_ou_control(situation),
    )
}

/// From `replace` back to `ou-control`, for which the landing-zone Region deny need not be on.
fn back_to_the_ou_control(situation: Situation<'_>) -> String {
    if situation.strategy() != Strategy::Replace || !situation.follows(Strategy::OuControl) {
        return String::new();
    }
    format!(
        "To go back to the release before, which was made under `ou-control`: first the OU control, and only if every line says `SUCCEEDED`, its configuration; then wait for the run (section 3), and stop there.\n\n\
         ```sh enable_controls_of_the_release_before\n{}```\n\n```sh\naws s3 cp rollback/$KEY s3://$BUCKET/$KEY\n```\n\n\
         To leave both, go through all of the following instead.\n\n",
        ENABLE_CONTROL.replace("${1:-control-tower}", "rollback/control-tower")
    )
}

/// The way back to a release of the same strategy, for which Control Tower's Region deny stays as it is.
fn step_back(situation: Situation<'_>) -> String {
    let strategy = situation.strategy().as_str();
    let opened = situation.opened();
    let (before, stays) = match situation.strategy() {
        Strategy::Extend if opened.is_empty() => {
            (String::new(), "the governed Regions stay as they are")
        }
        Strategy::Extend => (
            close_regions(situation),
            "the other governed Regions stay as they are",
        ),
        _ => (String::new(), "Control Tower's Region deny stays as it is"),
    };
    let put = "aws s3 cp rollback/$KEY s3://$BUCKET/$KEY\n";
    let (name, put) = if opened.is_empty() {
        ("", put.to_owned())
    } else {
        (" put_back", situation.gated(&opened, put))
    };
    let control = match situation.strategy() {
        Strategy::OuControl => {
            " Then set the parameters of the OU control back: `enable_controls rollback/control-tower`."
        }
        _ => "",
    };
    format!(
        "{before}The release before was made under `{strategy}` as well. To go back to it, {stays}: put its content back, wait for the run (section 3), and stop there.{control} \
         Detach nothing yet: a policy that this release added may be all that holds its OU.\n\n\
         ```sh{name}\n{put}```\n\n\
         To leave `{strategy}` altogether, go on with *The way back* in the runbook of the release before, and after it take away what this release added:\n\n"
    )
}

const RESTORE_COMMANDS: &str = r#"if [ -e "$BACKUP" ]; then
  unzip -tq "$BACKUP" && aws s3 cp "$BACKUP" s3://$BUCKET/$KEY || echo "STOP: the backup cannot be put back"
elif [ -e "$BACKUP.none" ]; then
  aws s3 rm s3://$BUCKET/$KEY
else
  echo "STOP: there is no backup here; aws s3api list-object-versions shows what was there before"
fi
"#;

const DETACH_COMMANDS: &str = r#"gone | while read -r name; do
  id=$(policy_id "$name")
  for target in $(aws organizations list-targets-for-policy --policy-id "$id" --query 'Targets[].TargetId' --output text </dev/null); do
    aws organizations detach-policy --policy-id "$id" --target-id "$target" </dev/null
  done
  aws organizations delete-policy --policy-id "$id" </dev/null && echo "deleted $name"
done
"#;
