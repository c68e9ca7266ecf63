//! The steps beyond ours: what is done in Control Tower after our policies are live, and how it is seen that it was done. Here for a Region deny that goes.

use std::fmt::Write as _;

use crate::bedrock::Partition;
use crate::render::markdown::shell_word;
use crate::spec::Strategy;

use super::governed;
use super::situation::Situation;
use crate::render::ou_control::standings;

/// A numbered section.
pub(super) struct Step {
    pub(super) title: &'static str,
    pub(super) text: String,
}

impl Step {
    pub(super) fn section(&self, number: usize) -> String {
        format!("## {number}. {}\n\n{}", self.title, self.text)
    }
}

/// The steps after section 4, in order; none under `additive`.
pub(super) fn steps(situation: Situation<'_>) -> Vec<Step> {
    match situation.strategy() {
        // The OU control of the release before goes, now that the landing-zone Region deny is back.
        Strategy::Additive | Strategy::Extend => situation
            .follows(Strategy::OuControl)
            .then(|| disable_control("The landing-zone Region deny holds the OUs again"))
            .into_iter()
            .chain(governed::steps(situation))
            .collect(),
        Strategy::Replace => situation
            .may_have_ou_control()
            .then(|| disable_control("Ours take the place of the OU control"))
            .into_iter()
            .chain([switch_off(situation), verify_gone(situation)])
            .collect(),
        Strategy::OuControl => vec![
            enable_control(situation),
            verify_control(situation),
            switch_off(situation),
            verify_gone(situation),
        ],
    }
}

fn switch_off(situation: Situation<'_>) -> Step {
    let before = match situation.strategy() {
        Strategy::OuControl => {
            "Only if section 4 said `same attached` and section 6 said `held SUCCEEDED same` in every line."
        }
        _ => "Only if section 4 said `same attached` in every line.",
    };
    Step {
        title: "Switch the landing-zone Region deny off",
        text: format!(
            "{before} Run section 1's check of the covered OUs once more, too: an OU that was registered meanwhile may not be covered. \
             If it is off already, since an earlier release or since only the OU control was in use, there is nothing to do here, and the next section shows it.\n\n\
             This can't be done by a command: neither the control APIs nor the landing-zone API take this control (AWS Control Tower control reference, controls that must be changed in the console; landing-zone API, manifest schema). \
             In the console of Control Tower, in the management account, in the home Region:\n\n\
             1. *Landing zone settings*, *Modify settings*.\n\
             2. Leave everything as it is, and above all the governed Regions. In the step with the Region deny control, choose *Not enabled*.\n\
             3. Go on to the last page, read that nothing else changes, and update the landing zone.\n\n\
             From here it ends in every OU, at different moments. Where it is gone already ours hold, and where it is still there both do.\n"
        ),
    }
}

fn verify_gone(situation: Situation<'_>) -> Step {
    let control = if situation.strategy() == Strategy::Replace && situation.may_have_ou_control() {
        "managed CTMULTISERVICEPV1 | sed 's/$/ still there (OU control)/'\n"
    } else {
        ""
    };
    Step {
        title: "Wait, and verify that it is gone everywhere",
        text: format!(
            "Until the update is done:\n\n```sh\n{LANDING_ZONE}```\n\nExpected: `ACTIVE` and `IN_SYNC`; `PROCESSING` means wait. Then, on which OUs Control Tower's Region deny still hangs:\n\n\
             ```sh still_there\nmanaged GRREGIONDENY | sed 's/$/ still there/'\n{control}echo looked\n```\n\n\
             Expected: `looked`, and nothing before it. Then run section 4 again: ours are still what they were. From an account of each covered OU, make one call of each kind that REPORT.md says works, and one in a Region that is closed.\n",
        ),
    }
}

/// Whether an update of the landing zone is done.
pub(super) const LANDING_ZONE: &str = r"zone=$(aws controltower list-landing-zones --query 'landingZones[0].arn' --output text)
aws controltower get-landing-zone --landing-zone-identifier $zone --query 'landingZone.[status,driftStatus.status]' --output text
";

fn enable_control(situation: Situation<'_>) -> Step {
    let gov = match situation.facts.spec.partition {
        Partition::Aws => "",
        Partition::AwsUsGov => {
            "The control's identifier was read in the partition `aws`; nobody has seen here whether it is the same in GovCloud. Compare it first: `aws controlcatalog list-controls`, the control `CT.MULTISERVICE.PV.1`.\n\n"
        }
    };
    let stack = if situation.may_have_ou_control() {
        "If a stack of `control-tower/ou-region-deny.template.json` made the controls, update that stack with the new template instead, which changes the parameters of the controls that there are. Do not make a second stack: a control that is on can't be enabled again."
    } else {
        "Or by CloudFormation, in this account and Region, with the ARN of each OU as a parameter: `control-tower/ou-region-deny.template.json` (over 51,200 bytes, from S3). Choose one of the two and stay with it: a control that is on already can't be enabled again."
    };
    let title = "Put the OU control on every covered OU";
    let known = standings(situation.facts);
    if !known.is_empty() {
        return Step {
            title,
            text: enable_known(gov, &known),
        };
    }
    Step {
        title,
        text: format!(
            "{gov}Only if section 4 said `same attached` in every line. By command, one OU after the other; where the control is on already, its parameters are changed:\n\n\
             ```sh enable_controls\n{ENABLE_CONTROL}```\n\n\
             Expected: `SUCCEEDED` in every line, one for each covered OU (an operation takes some minutes for each).\n\n\
             {stack} The template keeps the controls when the stack is deleted, since without them nothing would hold these OUs.\n",
        ),
    }
}

/// The step where a snapshot tells the OUs' ARNs and what is on.
///
/// Control Tower refuses an update that changes nothing, and any update of a control that has drifted; `reset-enabled-control` does not work for controls that are SCPs (AWS Control Tower API
/// reference, `UpdateEnabledControl`, `ResetEnabledControl`). CloudFormation can import a control, but creates nothing in the same step, and not by itself where a `Ref` names it (AWS CloudFormation User
/// Guide, "Resource type support", "Import AWS resources into a CloudFormation stack automatically"). All read 2026-11-26.
fn enable_known(gov: &str, known: &str) -> String {
    let loop_of_known =
        ENABLE_CONTROL.replace("    operation=$(aws controltower update", LOOK_FIRST);
    format!(
        "{gov}Only if section 4 said `same attached` in every line. {known}\n\
         The commands take the ARNs from there and look again at what is on: they enable the control where it is off, change its parameters where they are others, and leave it alone where it is on with these, since Control Tower refuses a change that changes nothing:\n\n\
         ```sh enable_controls\n{loop_of_known}```\n\n\
         Expected: `SUCCEEDED` or `nothing to do` in every line, one for each covered OU (an operation takes some minutes for each). `DRIFTED`: Control Tower takes no update of a control that has drifted, and `reset-enabled-control` does not work for one that is an SCP. \
         Re-register that OU in the console, and run the commands again. Do not disable the control: it may be all that holds the OU. `UNDER_CHANGE`: an operation on it is running; run the commands again when it is done.\n\n\
         Instead of the commands, in this account and Region, one of these; choose one and stay with it:\n\n\
         * Terraform, `control-tower/ou-region-deny.tf`: where the control is on by the snapshot it is imported, and its parameters are changed if they are others. A control that was enabled since needs an `import` block of its own, or Terraform tries to enable it again.\n\
         * CloudFormation, `control-tower/ou-region-deny.template.json` (over 51,200 bytes, from S3), with the ARNs as defaults: for a stack of this template that made all the controls which are on, or where none is on. \
         A control that something else enabled can't be created again, so the stack would fail there. CloudFormation can import it, one template with nothing new in it before the whole one, by its `TargetIdentifier` and `ControlIdentifier`; nobody has tried that here, so take the commands or Terraform.\n\n\
         The stack keeps the controls when it is deleted, and Terraform refuses to destroy them, since without them nothing would hold these OUs.\n",
    )
}

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

fn verify_control(situation: Situation<'_>) -> Step {
    let tests = parameter_tests(situation, "$on", "same=\"$same DIFFERENT-{key}\"");
    Step {
        title: "Verify the OU control",
        text: format!(
            "Control Tower says that it is on with these parameters and no others, and the statement hangs on the OU, with the two inference actions{features} left out:\n\n\
             ```sh verify_controls\n\
             with=$(managed CTMULTISERVICEPV1 bedrock:InvokeModel bedrock:InvokeModelWithResponseStream{actions} | cut -f1)\n\
             covered | while IFS= read -r path; do\n\
             \x20 id=$(ou_id \"$path\")\n\
             \x20 [ -n \"$id\" ] && grep -qxF -- \"$id\" <<<\"$with\" && held=held || held=\"NOT HELD\"\n\
             \x20 on=$(enabled \"$(ou_arn \"$path\")\") same=\n\
             \x20 status=$([ -n \"$on\" ] && aws controltower get-enabled-control --enabled-control-identifier \"$on\" --query 'enabledControlDetails.statusSummary.status' --output text </dev/null)\n\
             {tests}\
             \x20 echo \"$held ${{status:-NOT ENABLED}}${{same:- same}} $path\"\n\
             done\n\
             ```\n\n\
             Expected: `held SUCCEEDED same` in every line, and {} lines. (`NOT ENABLED` for a control that the console shows as enabled may mean that the API names it by a Regional identifier; nobody has seen that here. Then compare it in the console.)\n",
            situation.facts.spec.covered.len(),
            features = situation.facts.and_features(),
            actions = situation
                .facts
                .feature_actions()
                .iter()
                .fold(String::new(), |all, own| all + " " + own),
        ),
    }
}

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

fn disable_control(why: &str) -> Step {
    Step {
        title: "Disable the OU control",
        text: format!(
            "Only if section 4 said `same attached` in every line. {why}, so it goes, OU by OU (with a stack, delete the stack first, which keeps the controls):\n\n\
             ```sh disable_controls\n{DISABLE_CONTROL}```\n\nExpected: `SUCCEEDED` in every line, or `not on`.\n"
        ),
    }
}

/// Takes the control off the OUs that are held otherwise.
pub(super) const DISABLE_CONTROL: &str = r#"guarded | while IFS= read -r path; do
  arn=$(ou_arn "$path") && on=$(enabled "$arn") || { echo "UNREADABLE $path"; continue; }
  [ -n "$on" ] || { echo "not on $path"; continue; }
  settled "$(aws controltower disable-control --control-identifier "$CONTROL" --target-identifier "$arn" --query operationIdentifier --output text </dev/null)" "$path"
done
"#;
