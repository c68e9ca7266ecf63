use std::fmt::Write as _;

use super::facts::{Artifacts, Facts};
use super::markdown::{code, shell_word, table};

/// `RUNBOOK.md`: the commands of the rollout in order, a check after each, and the way back.
///
/// The commands were run against an emulation of AWS Organizations and S3, not against a live organization.
pub fn runbook(facts: Facts<'_>, artifacts: Artifacts<'_>) -> String {
    [
        head(facts),
        before(facts, artifacts),
        upload(artifacts),
        pipeline(),
        verify(facts),
        way_back(facts),
    ]
    .join("\n")
}

fn head(facts: Facts<'_>) -> String {
    format!(
        "# Runbook\n\n\
         Run these in the management account, in the folder of this file, with the AWS CLI and a role that may write to the CfCT bucket and use its KMS key \
         (`CustomControlTowerKMSKey`). Stop at the first check that does not hold. Strategy: `additive`; Control Tower's Region deny stays on all the time, so no step opens anything.\n\n\
         The commands have not been tried on a live AWS organization. All but those about the pipeline were run against an emulation of AWS Organizations and S3.\n\n\
         Before an important OU, attach the package to a staging OU that holds a throw-away account, and make one call of each kind there.\n\n\
         ```sh\nexport AWS_REGION={region} AWS_DEFAULT_REGION={region}\nACCOUNT=$(aws sts get-caller-identity --query Account --output text)\nBUCKET=custom-control-tower-configuration-$ACCOUNT-$AWS_REGION\n```\n",
        region = shell_word(&facts.spec.home_region),
    )
}

fn before(facts: Facts<'_>, artifacts: Artifacts<'_>) -> String {
    format!(
        "## 1. Before\n\n\
         The files are those that were built:\n\n\
         ```sh\nsha256sum --check --quiet SHA256SUMS && echo unchanged\n```\n\n\
         Expected: `unchanged`.\n\n\
         Keep the configuration that is there now, and look into it. The upload replaces all of it.\n\n\
         ```sh\naws s3 cp s3://$BUCKET/{zip} ../before.zip && unzip -l ../before.zip\n```\n\n\
         Expected: the list, or `404` if CfCT has no configuration yet. **If it holds anything but an earlier release of this tool, stop**: merge the \
         resources of `package/manifest.yaml` and the files of `package/policies/` into it by hand, and ship that.\n\n\
         The Region deny in force is the text that this release was made from ({baseline}). Export it again and compare, if it was not exported today.\n\n\
         Free names: CfCT finds a policy by its name and overwrites what it finds.\n\n\
         ```sh\naws organizations list-policies --filter SERVICE_CONTROL_POLICY --query \"Policies[?starts_with(Name, '{prefix}')].Name\" --output text\n```\n\n\
         Expected: nothing, or names of an earlier release.\n\n\
         Free slots: an OU takes ten policies.\n\n\
         ```sh\naws organizations list-policies-for-target --target-id OU_ID --filter SERVICE_CONTROL_POLICY --query 'Policies[].Name' --output text\n```\n\n\
         Expected, for each OU of section 4: nine names at most, or the policy of section 4 among them.\n",
        zip = artifacts.zip,
        baseline = code(facts.baseline.file_name()),
        prefix = facts.spec.name_prefix(),
    )
}

fn upload(artifacts: Artifacts<'_>) -> String {
    format!(
        "## 2. Upload\n\n\
         ```sh\naws s3 cp {zip} s3://$BUCKET/{zip}\naws s3 cp s3://$BUCKET/{zip} - | sha256sum\n```\n\n\
         Expected: `{hash}`. The upload starts the pipeline. (If CfCT reads from Git, commit the content of `package/` to the repository's root instead.)\n",
        zip = artifacts.zip,
        hash = artifacts.zip_sha256,
    )
}

fn pipeline() -> String {
    "## 3. Pipeline\n\n\
     ```sh\naws codepipeline list-pipeline-executions --pipeline-name Custom-Control-Tower-CodePipeline --max-items 1 --query 'pipelineExecutionSummaries[0].status' --output text\n```\n\n\
     Expected, after some minutes: `Succeeded`. A manual approval stage, if you have one, waits for you. `Failed`: CfCT applies policies one at a time and rolls nothing back, \
     so go on to section 4 and see which of them are live.\n\n\
     Green is not enough: an OU that CfCT cannot find is a line in a log.\n"
        .to_owned()
}

fn verify(facts: Facts<'_>) -> String {
    let rows = facts.composition.policies.iter().map(|policy| {
        vec![
            code(&policy.target.policy_name),
            code(policy.target.ou.as_str()),
            code(&policy.sha256),
        ]
    });
    format!(
        "## 4. Verify\n\n\
         Each live policy has the hash of its file, and hangs on its OU:\n\n\
         ```sh\n\
         grep ' package/policies/' SHA256SUMS | while read -r hash file; do\n\
         \x20 name=$(basename \"$file\" .json)\n\
         \x20 id=$(aws organizations list-policies --filter SERVICE_CONTROL_POLICY --query \"Policies[?Name=='$name'].Id\" --output text </dev/null)\n\
         \x20 live=$(aws organizations describe-policy --policy-id \"$id\" --query Policy.Content --output text </dev/null | tr -d '\\n' | sha256sum | cut -d' ' -f1)\n\
         \x20 on=$(aws organizations list-targets-for-policy --policy-id \"$id\" --query 'Targets[].Name' --output text </dev/null)\n\
         \x20 [ \"$live\" = \"$hash\" ] && echo \"same    $name on: $on\" || echo \"DIFFERS $name on: $on\"\n\
         done\n\
         ```\n\n\
         Expected: `same` in every line, and behind `on:` the last name of the OU path below. Nothing behind `on:` means that the OU was not found.\n\n{}",
        table(&["Policy", "OU", "SHA-256"], rows)
    )
}

fn way_back(facts: Facts<'_>) -> String {
    let mut text = "## The way back\n\n\
         Uploading an older package does not undo this one: CfCT never detaches and never deletes a policy. Detaching takes the denies away at once; the managed Region deny goes on holding the Regions.\n\n\
         First put the earlier configuration back, so that the next run of the pipeline does not attach the policies again (a newly vended account starts one):\n\n\
         ```sh\naws s3 cp ../before.zip s3://$BUCKET/custom-control-tower-configuration.zip\n```\n\n\
         Without an earlier configuration, delete the object instead: `aws s3 rm s3://$BUCKET/custom-control-tower-configuration.zip`; a later run has then nothing to read. \
         Wait for the pipeline to end. Then:\n\n\
         ```sh\n\
         detach() {\n\
         \x20 id=$(aws organizations list-policies --filter SERVICE_CONTROL_POLICY --query \"Policies[?Name=='$1'].Id\" --output text)\n\
         \x20 for target in $(aws organizations list-targets-for-policy --policy-id \"$id\" --query 'Targets[].TargetId' --output text); do\n\
         \x20   aws organizations detach-policy --policy-id \"$id\" --target-id \"$target\"\n\
         \x20 done\n\
         \x20 aws organizations delete-policy --policy-id \"$id\"\n\
         }\n"
        .to_owned();
    for policy in &facts.composition.policies {
        let _ = writeln!(text, "detach {}", shell_word(&policy.target.policy_name));
    }
    text.push_str("```\n\nCheck: `aws organizations list-policies --filter SERVICE_CONTROL_POLICY --query 'Policies[].Name'` lists none of them.\n");
    text
}
