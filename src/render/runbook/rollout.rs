//! Sections 2 to 4, the same under every strategy: ours go live, and are looked at.

use crate::render::facts::{Artifacts, Facts};
use crate::render::identity::stack_set_commands;

use super::situation::Situation;
use super::step::{Key, More, Run, Section, Step, Undone};
use super::who::Who;

pub(super) fn upload(situation: Situation<'_>) -> Section {
    let artifacts = situation.artifacts;
    let put = format!("aws s3 cp {zip} s3://$BUCKET/{zip}\n", zip = artifacts.zip);
    let left_open = situation.left_open();
    // Where a strategy is left that kept the managed deny off, or Regions governed, Control Tower has to be set back first.
    let is_gated = situation
        .previous()
        .is_some_and(|previous| previous.managed_deny_first || !left_open.is_empty());
    let stops = Stops {
        base: situation.facts.base.is_some(),
        gate: is_gated,
    };
    let put = stops.base_first(put);
    let put = if is_gated {
        situation.gated(&left_open, &put)
    } else {
        put
    };
    upload_section(put, stops, Undone::by(Key::WayBack), artifacts)
}

/// What the upload looks at first.
#[derive(Clone, Copy)]
pub(super) struct Stops {
    /// Is the package that the release is merged into still the one that is there?
    pub(super) base: bool,
    /// Is Control Tower as it must be?
    pub(super) gate: bool,
}

impl Stops {
    /// An upload that is not made over another package than the one that the release was merged into.
    pub(super) fn base_first(self, put: String) -> String {
        if !self.base {
            return put;
        }
        format!(
            "if [ \"$(base_unchanged)\" = unchanged ]; then\n  {put}else\n  base_unchanged\nfi\n"
        )
    }

    fn words(self) -> String {
        let mut words = String::new();
        if self.gate {
            words.push_str(" `STOP` below other lines: nothing was uploaded; they say what is not well yet in Control Tower. Settle it as section 1 says, and run this again.");
        }
        if self.base {
            words.push_str(" `STOP` alone: nothing was uploaded, since another configuration lies in the bucket; see ");
            words.push_str(&Key::BaseUnchanged.to_string());
            words.push_str(". `this release is there already`: go on.");
        }
        words
    }
}

/// Section 2 with the commands that put the zip in its place.
pub(super) fn upload_section(
    put: String,
    stops: Stops,
    undone: Undone,
    artifacts: Artifacts<'_>,
) -> Section {
    let upload = Step {
        title: "Upload the zip, which starts the pipeline".to_owned(),
        who: Who::Uploader,
        run: Run::function("upload", put),
        expect: "`upload:` with the zip and the bucket.".to_owned(),
        if_not: format!(
            "the error says why: of S3, or of the key's policy. Settle it, and run this again.{}",
            stops.words()
        ),
        undone,
        more: More {
            key: Some(Key::Upload),
            ..More::default()
        },
    };
    let look = Step {
        title: "This release lies in the bucket".to_owned(),
        who: Who::Uploader,
        run: Run::lines(format!(
            "aws s3 cp s3://$BUCKET/{zip} - | sha256sum\naws s3api head-object --bucket $BUCKET --key {zip} --query VersionId --output text\n",
            zip = artifacts.zip
        )),
        expect: format!(
            "`{}  -`, and below it the version of the object, by which {} knows its run: note it down.",
            artifacts.zip_sha256,
            Key::Pipeline
        ),
        if_not: "stop: this release was not uploaded, or somebody uploaded after it, and the pipeline runs with that. Find out who, and start anew with section 1.".to_owned(),
        undone: Undone::Looks,
        more: More {
            key: Some(Key::Uploaded),
            ..More::default()
        },
    };
    Section {
        title: "Upload",
        key: None,
        intro: String::new(),
        steps: vec![upload, look],
    }
}

/// Section 3 for so many policies.
///
/// CfCT's stage for service control policies is a build that times out after 60 minutes, in which the work on each policy begins 15 seconds after the one before; a failed stage stops the rest (CfCT 2.8.4,
/// `customizations-for-aws-control-tower.template` and `WAIT_TIME`, read 2026-04-08).
pub(super) fn pipeline(policies: usize) -> Section {
    let step = Step {
        title: "The pipeline has run with this release".to_owned(),
        who: Who::Reader,
        run: Run::lines(
            "aws codepipeline list-pipeline-executions --no-paginate --pipeline-name Custom-Control-Tower-CodePipeline --query 'pipelineExecutionSummaries[0].[status,sourceRevisions[0].revisionId]' --output text\n",
        ),
        expect: format!(
            "`Succeeded` with the version of {}. That is not enough: an OU that CfCT cannot find is a line in a log.",
            Key::Uploaded
        ),
        if_not: format!(
            "wait, and run this again: another version is an earlier run, and a manual approval stage, if you have one, waits for you. \
                 `Failed`: {}. The log of the stage says why; when that is mended, *Release change* in CodePipeline's console runs it again.",
            if policies == 0 {
                "CfCT rolls nothing back".to_owned()
            } else {
                format!(
                    "CfCT applies policies one at a time and rolls nothing back; {} shows which of them are live, and is as far as you go",
                    Key::Verify
                )
            }
        ),
        undone: Undone::Looks,
        more: More {
            takes: if policies == 0 {
                String::new()
            } else {
                format!(
                    "{} s at least; 60 min at most for the policies",
                    15 * policies
                )
            },
            key: Some(Key::Pipeline),
            ..More::default()
        },
    };
    Section {
        title: "Pipeline",
        key: None,
        intro: String::new(),
        steps: vec![step],
    }
}

pub(super) fn verify(situation: Situation<'_>) -> Section {
    let mut section = verify_section(situation.facts.composition.all().count());
    section.steps.extend(stack_sets(situation.facts));
    section
}

/// Section 4 for so many policies.
pub(super) fn verify_section(count: usize) -> Section {
    let step = Step {
        title: "Each policy has the text of its file, and hangs on its OU and nowhere else"
            .to_owned(),
        who: Who::Reader,
        run: Run::function("verify", VERIFY_COMMANDS),
        expect: format!("`same attached` in every line, and {count} lines."),
        if_not: format!(
            "stop. `DIFFERS` or `NOT THERE`: this release is not live there, or not yet; see {}. `also elsewhere`: the policy hangs there since an earlier release, and CfCT never detaches; if it should not, `aws organizations detach-policy` ends its denies there.",
            Key::Pipeline
        ),
        undone: Undone::Looks,
        more: More {
            key: Some(Key::Verify),
            ..More::default()
        },
    };
    Section {
        title: "Verify",
        key: None,
        intro: String::new(),
        steps: vec![step],
    }
}

/// The identity policies that CfCT deploys.
fn stack_sets(facts: Facts<'_>) -> Option<Step> {
    let (_, instances) = stack_set_commands(facts)?;
    Some(Step {
        title: "The stack sets of identity policies are in every account".to_owned(),
        who: Who::Reader,
        run: Run::lines(instances),
        expect: "`CURRENT` in every line, one for each account that a stack set reaches.".to_owned(),
        if_not: "go on all the same: they only grant, and nothing below waits for them. The third word of a line says why; `iam/README.md`, *The stack sets*, has what stands in their way. No line: the stage of stack sets has not run, or there is no account in the OUs that `iam/README.md` names.".to_owned(),
        undone: Undone::Looks,
        more: More {
            why: "They come after the policies, in a stage of their own.".to_owned(),
            ..More::default()
        },
    })
}

const VERIFY_COMMANDS: &str = r#"targets | while IFS=$'\t' read -r name path; do
  id=$(policy_id "$name")
  hash=$(grep " package/policies/$name.json$" SHA256SUMS | cut -d' ' -f1)
  live=$(aws organizations describe-policy --policy-id "$id" --query Policy.Content --output text </dev/null | tr -d '\n' | sha256sum | cut -d' ' -f1)
  on=$(aws organizations list-targets-for-policy --policy-id "$id" --query 'Targets[].TargetId' --output text </dev/null | xargs)
  [ "$live" = "$hash" ] && text=same || text=DIFFERS
  ou=$(ou_id "$path")
  ou=${ou:-no-such-ou}
  case " $on " in
    " $ou ") place=attached ;;
    *" $ou "*) place="attached, and also elsewhere: $on" ;;
    *) place="NOT THERE, on: ${on:-nothing}" ;;
  esac
  echo "$text $place $name $path"
done
"#;
