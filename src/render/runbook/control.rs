//! The OU control: it is put on the covered OUs, looked at, and taken off.

use std::fmt::Write as _;

use crate::bedrock::Partition;
use crate::render::markdown::shell_word;
use crate::render::ou_control::standings;

use super::situation::Situation;
use super::step::{Key, More, Run, Section, Step, Undone};
use super::who::Who;

pub(super) fn enable_section(situation: Situation<'_>) -> Section {
    let known = standings(situation.facts);
    let mut steps = Vec::new();
    if situation.facts.spec.partition == Partition::AwsUsGov {
        steps.push(compare_identifier());
    }
    steps.push(enable(known.is_empty(), situation.facts.spec.covered.len()));
    let intro = if known.is_empty() {
        let stack = if situation.may_have_ou_control() {
            "If a stack of `control-tower/ou-region-deny.template.json` made the controls, update that stack with the new template instead, which changes the parameters of the controls that there are. Do not make a second stack: a control that is on can't be enabled again."
        } else {
            "Instead of the commands, by CloudFormation, in this account and Region, with the ARN of each OU as a parameter: `control-tower/ou-region-deny.template.json` (over 51,200 bytes, from S3). Choose one of the two and stay with it: a control that is on already can't be enabled again."
        };
        format!(
            "{stack} The template keeps the controls when the stack is deleted, since without them nothing would hold these OUs.\n"
        )
    } else {
        format!("{known}{OTHER_FORMS}")
    };
    Section {
        title: "Put the OU control on every covered OU",
        key: None,
        intro,
        steps,
    }
}

/// CloudFormation can import a control, but creates nothing in the same step, and not by itself where a `Ref` names it (AWS CloudFormation User Guide, "Resource type support", "Import AWS resources into a
/// CloudFormation stack automatically", read 2026-11-26).
const OTHER_FORMS: &str = "
Instead of the commands, in this account and Region, one of these; choose one and stay with it:

* Terraform, `control-tower/ou-region-deny.tf`: where the control is on by the snapshot it is imported, and its parameters are changed if they are others. A control that was enabled since needs an `import` block of its own, or Terraform tries to enable it again.
* CloudFormation, `control-tower/ou-region-deny.template.json` (over 51,200 bytes, from S3), with the ARNs as defaults: for a stack of this template that made all the controls which are on, or where none is on. A control that something else enabled can't be created again, so the stack would fail there. CloudFormation can import it, one template with nothing new in it before the whole one, by its `TargetIdentifier` and `ControlIdentifier`; nobody has tried that here, so take the commands or Terraform.

The stack keeps the controls when it is deleted, and Terraform refuses to destroy them, since without them nothing would hold these OUs.
";

fn compare_identifier() -> Step {
    Step {
        title: "The control's identifier is the same in GovCloud".to_owned(),
        who: Who::Reader,
        run: Run::by_hand("`aws controlcatalog list-controls`, the control `CT.MULTISERVICE.PV.1`."),
        expect: "the ARN that `runbook.sh` has behind `CONTROL=`.".to_owned(),
        if_not: "stop. It was read in the partition `aws`; nobody has seen here whether it is the same in GovCloud. Put the other one into `runbook.sh` and the files of `control-tower/`.".to_owned(),
        undone: Undone::Looks,
        more: More::default(),
    }
}

/// Control Tower refuses an update that changes nothing, and any update of a control that has drifted; `reset-enabled-control` does not work for controls that are SCPs (AWS Control Tower API
/// reference, `UpdateEnabledControl`, `ResetEnabledControl`, read 2026-11-26). Where a snapshot tells what is on, the commands look first.
fn enable(blindly: bool, ous: usize) -> Step {
    let (why, body, expect) = if blindly {
        (
            "One OU after the other; where the control is on already, its parameters are changed.",
            ENABLE_CONTROL.to_owned(),
            "`SUCCEEDED`",
        )
    } else {
        (
            "The commands take the ARNs from the table and look again at what is on: they enable the control where it is off, change its parameters where they are others, and leave it alone where it is on with these.",
            ENABLE_CONTROL.replace("    operation=$(aws controltower update", LOOK_FIRST),
            "`SUCCEEDED` or `nothing to do`",
        )
    };
    let drifted = if blindly {
        ""
    } else {
        "`DRIFTED`: as above, re-register that OU and run this again. `UNDER_CHANGE`: an operation on it is running; run this again when it is done. "
    };
    Step {
        title: "Enable the OU control, or change its parameters".to_owned(),
        who: Who::ControlAdministrator,
        run: Run::function("enable_controls", body),
        expect: format!("{expect} in every line, and {ous} lines."),
        if_not: format!(
            "`NOT STARTED`: Control Tower took no order, and the error above the line says why. It refuses an update that changes nothing, as when this step is run twice: where {verify} says `held SUCCEEDED same` for that OU, the control is on with these parameters, and there is nothing left to do. \
             Otherwise it may have drifted, and then it takes no update, nor does `reset-enabled-control` work for an SCP: re-register that OU in the console, and run this again. \
             {drifted}`FAILED`: the console says why; run this again when it is settled. `UNREADABLE`: the OU or its controls could not be read; run this again. \
             **Do not disable the control to get on: it may be all that holds the OU.** Go no further than {verify} before every line is well.",
            verify = Key::VerifyControl,
        ),
        undone: Undone::by(Key::WayBack),
        more: More {
            why: format!(
                "Only if {} said `same attached` in every line. {why}",
                Key::Verify
            ),
            takes: PER_OU.to_owned(),
            ..More::default()
        },
    }
}

/// What `settled` waits before it asks for the first time.
pub(super) const PER_OU: &str = "15 s for each OU at least";

/// What is looked at before an update, and the beginning of the update.
const LOOK_FIRST: &str = r#"    state=$(aws controltower get-enabled-control --enabled-control-identifier "$on" --query 'enabledControlDetails.[statusSummary.status,driftStatusSummary.driftStatus]' --output text </dev/null)
    case $state in
      *DRIFTED) echo "DRIFTED $path"; continue ;;
      UNDER_CHANGE*) echo "UNDER_CHANGE $path"; continue ;;
      SUCCEEDED*) [ -n "$1" ] || [ -n "$(differences "$on")" ] || { echo "nothing to do $path"; continue; } ;;
    esac
    operation=$(aws controltower update"#;

/// Enables the control on each covered OU, or changes its parameters.
pub(super) const ENABLE_CONTROL: &str = r#"covered | while IFS= read -r path; do
  arn=$(ou_arn "$path") && on=$(enabled "$arn") || { echo "UNREADABLE $path"; continue; }
  if [ -n "$on" ]; then
    operation=$(aws controltower update-enabled-control --enabled-control-identifier "$on" --parameters file://${1:-control-tower}/parameters.json --query operationIdentifier --output text </dev/null)
  else
    operation=$(aws controltower enable-control --target-identifier "$arn" --cli-input-json file://${1:-control-tower}/enable-control.json --query operationIdentifier --output text </dev/null)
  fi
  settled "$operation" "$path"
done
"#;

pub(super) fn verify_section(situation: Situation<'_>) -> Section {
    let facts = situation.facts;
    let tests = parameter_tests(situation, "$on", "same=\"$same DIFFERENT-{key}\"");
    let actions: String = facts
        .feature_actions()
        .iter()
        .fold(String::new(), |all, own| all + " " + own);
    let step = Step {
        title: "The OU control is on with these parameters, and its statement hangs there".to_owned(),
        who: Who::Reader,
        run: Run::function(
            "verify_controls",
            VERIFY_CONTROLS
                .replace("ACTIONS", &actions)
                .replace("TESTS", &tests),
        ),
        expect: format!(
            "`held SUCCEEDED same` in every line, and {} lines.",
            facts.spec.covered.len()
        ),
        if_not: "stop; nothing is open so far. `NOT HELD`: the statement does not hang there yet, or not with these actions left out; wait, and run this again. `UNDER_CHANGE`: the same. `DIFFERENT-` names the parameter that is another one: go back to the section before. \
                 `NOT ENABLED` for a control that the console shows as enabled may mean that the API names it by a Regional identifier; nobody has seen that here. Then compare it in the console."
            .to_owned(),
        undone: Undone::Looks,
        more: More {
            key: Some(Key::VerifyControl),
            why: format!(
                "Left out of it are the two inference actions{}.",
                facts.and_features()
            ),
            ..More::default()
        },
    };
    Section {
        title: "Verify the OU control",
        key: None,
        intro: String::new(),
        steps: vec![step],
    }
}

const VERIFY_CONTROLS: &str = r#"with=$(managed CTMULTISERVICEPV1 bedrock:InvokeModel bedrock:InvokeModelWithResponseStreamACTIONS | cut -f1)
covered | while IFS= read -r path; do
  id=$(ou_id "$path")
  [ -n "$id" ] && grep -qxF -- "$id" <<<"$with" && held=held || held="NOT HELD"
  on=$(enabled "$(ou_arn "$path")") same=
  status=$([ -n "$on" ] && aws controltower get-enabled-control --enabled-control-identifier "$on" --query 'enabledControlDetails.statusSummary.status' --output text </dev/null)
TESTS  echo "$held ${status:-NOT ENABLED}${same:- same} $path"
done
"#;

/// A line of shell for each parameter: what is said if that of an enabled control is not this release's.
pub(super) fn parameter_tests(situation: Situation<'_>, enabled: &str, otherwise: &str) -> String {
    let mut tests = String::new();
    if let Some(control) = &situation.facts.composition.ou_control {
        for (key, list) in control.all_parameters() {
            let mut list = list.to_vec();
            list.sort();
            let _ = writeln!(
                tests,
                "  [ \"$(parameter \"{enabled}\" {key})\" = {} ] || {}",
                shell_word(&list.join(" ")),
                otherwise.replace("{key}", key)
            );
        }
    }
    tests
}

pub(super) fn disable_section(why: &str) -> Section {
    let why = format!(
        "Only if {} said `same attached` in every line. {why}, so it goes.",
        Key::Verify
    );
    Section {
        title: "Disable the OU control",
        key: None,
        intro: String::new(),
        steps: vec![disable(&why, DISABLE_CONTROL.to_owned(), "")],
    }
}

/// Takes the control off, by these commands.
pub(super) fn disable(why: &str, commands: String, stop: &str) -> Step {
    Step {
        title: "Take the OU control off every OU".to_owned(),
        who: Who::ControlAdministrator,
        run: Run::function("disable_controls", commands),
        expect: "`SUCCEEDED` or `not on` in every line.".to_owned(),
        if_not: format!(
            "`NOT STARTED` or `FAILED`: it is on there still, so more is denied than should be, and nothing is open; the error above the line, or the console, says why. Settle it, and run this again. `UNREADABLE`: the OU or its controls could not be read; run this again.{stop}"
        ),
        undone: Undone::by("enable it again"),
        more: More {
            why: format!("{why} With a stack, delete the stack first, which keeps the controls."),
            takes: PER_OU.to_owned(),
            ..More::default()
        },
    }
}

/// Takes the control off the OUs that are held otherwise.
pub(super) const DISABLE_CONTROL: &str = r#"guarded | while IFS= read -r path; do
  arn=$(ou_arn "$path") && on=$(enabled "$arn") || { echo "UNREADABLE $path"; continue; }
  [ -n "$on" ] || { echo "not on $path"; continue; }
  settled "$(aws controltower disable-control --control-identifier "$CONTROL" --target-identifier "$arn" --query operationIdentifier --output text </dev/null)" "$path"
done
"#;
