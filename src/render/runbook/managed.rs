//! The steps beyond ours: what is done in Control Tower after our policies are live, and how it is seen that it was done. Here for a Region deny that goes.

use crate::bedrock::Partition;
use crate::render::facts::Facts;
use crate::spec::Strategy;

use super::governed;

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
pub(super) fn steps(facts: Facts<'_>) -> Vec<Step> {
    match facts.spec.strategy {
        Strategy::Additive => Vec::new(),
        Strategy::Extend => governed::steps(facts),
        Strategy::Replace => {
            let mut steps = Vec::new();
            if facts.baseline.is_ou_control() {
                steps.push(Step {
                    title: "Disable the OU control",
                    text: format!(
                        "Only if section 4 said `same attached` in every line. The Region deny that was given is the OU control's. Ours take its place, so it goes, OU by OU:\n\n```sh\n{DISABLE_CONTROL}```\n\nExpected: `SUCCEEDED` in every line.\n"
                    ),
                });
            }
            steps.extend([switch_off(facts), verify_gone(facts)]);
            steps
        }
        Strategy::OuControl => vec![
            enable_control(facts),
            verify_control(),
            switch_off(facts),
            verify_gone(facts),
        ],
    }
}

/// The Sid of the statement that holds the OUs today.
pub(super) fn managed_sid(facts: Facts<'_>) -> &'static str {
    if facts.baseline.is_ou_control() {
        "CTMULTISERVICEPV1"
    } else {
        "GRREGIONDENY"
    }
}

fn switch_off(facts: Facts<'_>) -> Step {
    let before = match facts.spec.strategy {
        Strategy::OuControl => {
            "Only if section 4 said `same attached` and section 6 said `held` in every line."
        }
        _ => "Only if section 4 said `same attached` in every line.",
    };
    Step {
        title: "Switch the landing-zone Region deny off",
        text: format!(
            "{before} Run section 1's check of the covered OUs once more, too: an OU that was registered meanwhile may not be covered.\n\n\
             This can't be done by a command: neither the control APIs nor the landing-zone API take this control (AWS Control Tower control reference, controls that must be changed in the console; landing-zone API, manifest schema). \
             In the console of Control Tower, in the management account, in the home Region:\n\n\
             1. *Landing zone settings*, *Modify settings*.\n\
             2. Leave everything as it is, and above all the governed Regions. In the step with the Region deny control, choose *Not enabled*.\n\
             3. Go on to the last page, read that nothing else changes, and update the landing zone.\n\n\
             From here it ends in every OU, at different moments. Where it is gone already ours hold, and where it is still there both do.\n"
        ),
    }
}

fn verify_gone(facts: Facts<'_>) -> Step {
    let control = if facts.baseline.is_ou_control() && facts.spec.strategy == Strategy::Replace {
        "managed CTMULTISERVICEPV1 | sed 's/$/ still there (OU control)/'\n"
    } else {
        ""
    };
    Step {
        title: "Wait, and verify that it is gone everywhere",
        text: format!(
            "Until the update is done:\n\n```sh\n{LANDING_ZONE}```\n\nExpected: `ACTIVE` and `IN_SYNC`; `PROCESSING` means wait. Then, on which OUs Control Tower's Region deny still hangs:\n\n\
             ```sh\nmanaged GRREGIONDENY | sed 's/$/ still there/'\n{control}echo looked\n```\n\n\
             Expected: `looked`, and nothing before it. Then run section 4 again: ours are still what they were. From an account of each covered OU, make one call of each kind that REPORT.md says works, and one in a Region that is closed.\n",
        ),
    }
}

/// Whether an update of the landing zone is done.
pub(super) const LANDING_ZONE: &str = r"zone=$(aws controltower list-landing-zones --query 'landingZones[0].arn' --output text)
aws controltower get-landing-zone --landing-zone-identifier $zone --query 'landingZone.[status,driftStatus.status]' --output text
";

fn enable_control(facts: Facts<'_>) -> Step {
    let (verb, why) = if facts.baseline.is_ou_control() {
        (
            "update-enabled-control",
            "The Region deny that was given is this control's own text, so it is on already; its parameters are changed. ",
        )
    } else {
        ("enable-control", "")
    };
    let call = if facts.baseline.is_ou_control() {
        "aws controltower update-enabled-control --enabled-control-identifier \"$(enabled \"$arn\")\" --parameters file://control-tower/parameters.json"
    } else {
        "aws controltower enable-control --target-identifier \"$arn\" --cli-input-json file://control-tower/enable-control.json"
    };
    Step {
        title: "Put the OU control on every covered OU",
        text: format!(
            "{why}Only if section 4 said `same attached` in every line. By command, one OU after the other:\n\n\
             ```sh\n\
             covered | while IFS= read -r path; do\n\
             \x20 arn=$(ou_arn \"$path\")\n\
             \x20 settled \"$({call} --query operationIdentifier --output text </dev/null)\" \"$path\"\n\
             done\n```\n\n\
             Expected: `SUCCEEDED` in every line (`aws controltower {verb}` answers at once, and the operation takes some minutes for each).\n\n\
             {gov}Or by CloudFormation, in this account and Region, with the ARN of each OU as a parameter: `control-tower/ou-region-deny.template.json`. Choose one of the two and stay with it: a control that is on already can't be enabled again. \
             The template keeps the controls when the stack is deleted, since without them nothing would hold these OUs.\n",
            gov = match facts.spec.partition {
                Partition::Aws => "",
                Partition::AwsUsGov => {
                    "The control's identifier was read in the partition `aws`; nobody has seen here whether it is the same in GovCloud. Compare it first: `aws controlcatalog list-controls`, the control `CT.MULTISERVICE.PV.1`.\n\n"
                }
            },
        ),
    }
}

fn verify_control() -> Step {
    Step {
        title: "Verify the OU control",
        text: "Control Tower says that it is on, and the statement hangs on the OU, with the two inference actions left out:\n\n\
             ```sh\n\
             with=$(managed CTMULTISERVICEPV1 bedrock:InvokeModel bedrock:InvokeModelWithResponseStream | cut -f1)\n\
             covered | while IFS= read -r path; do\n\
             \x20 status=$(aws controltower get-enabled-control --enabled-control-identifier \"$(enabled \"$(ou_arn \"$path\")\")\" --query 'enabledControlDetails.statusSummary.status' --output text </dev/null)\n\
             \x20 grep -qxF -- \"$(ou_id \"$path\")\" <<<\"$with\" && held=held || held=\"NOT HELD\"\n\
             \x20 echo \"$held ${status:-NOT ENABLED} $path\"\n\
             done\n\
             ```\n\n\
             Expected: `held SUCCEEDED` in every line.\n"
            .to_owned(),
    }
}

/// Takes the control off the covered OUs.
pub(super) const DISABLE_CONTROL: &str = r#"covered | while IFS= read -r path; do
  settled "$(aws controltower disable-control --control-identifier "$CONTROL" --target-identifier "$(ou_arn "$path")" --query operationIdentifier --output text </dev/null)" "$path"
done
"#;
