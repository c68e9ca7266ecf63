//! Sections 2 to 4, the same under every strategy: ours go live, and are looked at.

use crate::render::facts::Artifacts;

use super::situation::Situation;

pub(super) fn upload(situation: Situation<'_>) -> String {
    let artifacts = situation.artifacts;
    let put = format!("aws s3 cp {zip} s3://$BUCKET/{zip}\n", zip = artifacts.zip);
    let (put, no_stop_of_base) = match situation.facts.base {
        Some(_) => (
            format!(
                "if [ \"$(base_unchanged)\" = unchanged ]; then\n  {put}else\n  base_unchanged\nfi\n"
            ),
            "no `STOP`; ",
        ),
        None => (put, ""),
    };
    let left_open = situation.left_open();
    // Where a strategy is left that kept the managed deny off, or Regions governed, Control Tower has to be set back first.
    let (put, no_stop) = match situation.previous() {
        Some(previous) if previous.managed_deny_first || !left_open.is_empty() => {
            (situation.gated(&left_open, &put), "no `STOP`; ")
        }
        _ => (put, no_stop_of_base),
    };
    upload_section(&put, no_stop, artifacts)
}

/// Section 2 with the commands that put the zip in its place.
pub(super) fn upload_section(put: &str, no_stop: &str, artifacts: Artifacts<'_>) -> String {
    format!(
        "## 2. Upload\n\n\
         ```sh upload\n\
         {put}\
         ```\n\n\
         ```sh\n\
         aws s3 cp s3://$BUCKET/{zip} - | sha256sum\n\
         aws s3api head-object --bucket $BUCKET --key {zip} --query VersionId --output text\n\
         ```\n\n\
         Expected: {no_stop}`{hash}`, and the version of the object, by which section 3 knows its run. The upload starts the pipeline.\n",
        zip = artifacts.zip,
        hash = artifacts.zip_sha256,
    )
}

pub(super) fn pipeline() -> String {
    "## 3. Pipeline\n\n\
     ```sh\naws codepipeline list-pipeline-executions --no-paginate --pipeline-name Custom-Control-Tower-CodePipeline --query 'pipelineExecutionSummaries[0].[status,sourceRevisions[0].revisionId]' --output text\n```\n\n\
     Expected, after some minutes: `Succeeded` with the version of section 2; with another version it is an earlier run. A manual approval stage, if you have one, waits for you. \
     `Failed`: CfCT applies policies one at a time and rolls nothing back, so go on to section 4 and see which of them are live.\n\n\
     Green is not enough: an OU that CfCT cannot find is a line in a log.\n"
        .to_owned()
}

pub(super) fn verify(situation: Situation<'_>) -> String {
    let composition = situation.facts.composition;
    let mut section = verify_section(composition.all().count());
    if composition.identities.iter().any(|own| own.stack_set) {
        section.push_str("\nThe stack sets of identity policies come after the policies, in a stage of their own: `iam/README.md` has how they are looked at, which names have to be free before the upload, and the way back. Nothing below waits for them.\n");
    }
    section
}

/// Section 4 for so many policies.
pub(super) fn verify_section(count: usize) -> String {
    "## 4. Verify\n\n\
     Each live policy has the hash of its file, and hangs on its OU and nowhere else:\n\n\
     ```sh verify\n\
     targets | while IFS=$'\\t' read -r name path; do\n\
     \x20 id=$(policy_id \"$name\")\n\
     \x20 hash=$(grep \" package/policies/$name.json$\" SHA256SUMS | cut -d' ' -f1)\n\
     \x20 live=$(aws organizations describe-policy --policy-id \"$id\" --query Policy.Content --output text </dev/null | tr -d '\\n' | sha256sum | cut -d' ' -f1)\n\
     \x20 on=$(aws organizations list-targets-for-policy --policy-id \"$id\" --query 'Targets[].TargetId' --output text </dev/null | xargs)\n\
     \x20 [ \"$live\" = \"$hash\" ] && text=same || text=DIFFERS\n\
     \x20 ou=$(ou_id \"$path\")\n\
     \x20 ou=${ou:-no-such-ou}\n\
     \x20 case \" $on \" in\n\
     \x20   \" $ou \") place=attached ;;\n\
     \x20   *\" $ou \"*) place=\"attached, and also elsewhere: $on\" ;;\n\
     \x20   *) place=\"NOT THERE, on: ${on:-nothing}\" ;;\n\
     \x20 esac\n\
     \x20 echo \"$text $place $name $path\"\n\
     done\n\
     ```\n\n\
     Expected: `same attached` in every line, and COUNT lines. A policy that hangs elsewhere as well does so since an earlier release; CfCT never detaches.\n"
        .replace("COUNT", &count.to_string())
}
