use std::fmt::Write as _;

use super::facts::{Artifacts, Facts};
use super::markdown::{code, shell_word};

/// `RUNBOOK.md`: the commands of the rollout in order, a check after each, and the way back.
///
/// `tests/runbook.rs` runs them as they are printed, against an emulation of AWS Organizations and S3; those about the pipeline were run nowhere.
pub fn runbook(facts: Facts<'_>, artifacts: Artifacts<'_>) -> String {
    [
        head(facts, artifacts),
        targets(facts),
        before(facts),
        upload(artifacts),
        pipeline(),
        verify(),
        way_back(artifacts),
    ]
    .join("\n")
}

fn head(facts: Facts<'_>, artifacts: Artifacts<'_>) -> String {
    format!(
        "# Runbook\n\n\
         Run these in the management account, in the folder of this file, in one `bash`, with the AWS CLI and a role that may: read AWS Organizations, and for the way back detach and delete policies; \
         read and write the CfCT bucket and use its KMS key (`CustomControlTowerKMSKey`); read CodePipeline. Stop at the first check that does not hold, unless its section says how to go on. Strategy: `additive`; \
         Control Tower's Region deny stays on all the time, so no step opens anything.\n\n\
         The commands have not been tried on a live AWS organization. Those of sections 1, 2, 4 and of the way back were run against an emulation of AWS Organizations and S3; those with `aws codepipeline` were run nowhere.\n\n\
         Before an important OU, build and roll out a spec with the same mode on a staging OU that holds a throw-away account, and make one call of each kind there.\n\n\
         ```sh\n\
         export AWS_REGION={region} AWS_DEFAULT_REGION={region} AWS_PAGER=\n\
         ACCOUNT=$(aws sts get-caller-identity --query Account --output text)\n\
         BUCKET=custom-control-tower-configuration-$ACCOUNT-$AWS_REGION\n\
         KEY={zip}\n\
         HASH={hash} # of this release\n\
         BACKUP=../before-{short}.zip # of the configuration before it\n\
         ```\n",
        region = shell_word(&facts.spec.home_region),
        zip = artifacts.zip,
        hash = artifacts.zip_sha256,
        short = artifacts.zip_sha256.chars().take(12).collect::<String>(),
    )
}

/// The table that the commands work on, and what they have in common.
fn targets(facts: Facts<'_>) -> String {
    let mut text = "Which policy belongs to which OU, and how an OU and a policy are found:\n\n\
        ```sh\ntargets() { cat <<'END'\n"
        .to_owned();
    for policy in &facts.composition.policies {
        let _ = writeln!(text, "{}\t{}", policy.target.policy_name, policy.target.ou);
    }
    text.push_str(
        r#"END
}
child() { # child PARENT_ID NAME
  aws organizations list-organizational-units-for-parent --parent-id "$1" --query 'OrganizationalUnits[].[Id,Name]' --output text </dev/null |
    OU_NAME=$2 awk -F'\t' '$2 == ENVIRON["OU_NAME"] {print $1}'
}
ou_id() { # ou_id PATH; nothing if there is no such OU
  local node path=$1
  node=$(aws organizations list-roots --query 'Roots[0].Id' --output text </dev/null)
  while [ "$path" != Root ] && [ -n "$node" ] && [ -n "$path" ]; do
    node=$(child "$node" "${path%%:*}")
    case $path in *:*) path=${path#*:} ;; *) path= ;; esac
  done
  echo "$node"
}
policy_id() { # policy_id NAME
  aws organizations list-policies --filter SERVICE_CONTROL_POLICY --query "Policies[?Name=='$1'].Id" --output text </dev/null
}
```
"#,
    );
    text
}

fn before(facts: Facts<'_>) -> String {
    let baseline = if facts.baseline.is_builtin() {
        format!(
            "This release was made from {}, a published text. **Export the Region deny that is in force and build again** before going on.",
            code(facts.baseline.file_name())
        )
    } else {
        format!(
            "This release was made from {}. If it was not exported today, export it again and build again into another folder: as long as the lines of `SHA256SUMS` \
             for `package/` and `REPORT.md` stay the same, the policies and what the report says of them do.",
            code(facts.baseline.file_name())
        )
    };
    let attached = facts.spec.quota.attachments();
    format!(
        "## 1. Before\n\n\
         The files are those that were built:\n\n\
         ```sh\nsha256sum --check --quiet SHA256SUMS && echo unchanged\n```\n\n\
         Expected: `unchanged`.\n\n\
         {baseline}\n\n\
         Every OU is there. CfCT says nothing of one that it cannot find:\n\n\
         ```sh\ntargets | while IFS=$'\\t' read -r name path; do id=$(ou_id \"$path\"); echo \"${{id:-MISSING}} $path\"; done\n```\n\n\
         Expected: no `MISSING`.\n\n\
         CfCT reads its configuration from this bucket:\n\n\
         ```sh\naws s3api head-bucket --bucket $BUCKET >/dev/null && echo there\n```\n\n\
         Expected: `there`.\n\n\
         ```sh\naws codepipeline get-pipeline --name Custom-Control-Tower-CodePipeline --query 'pipeline.stages[0].actions[0].actionTypeId.provider' --output text\n```\n\n\
         Expected: `S3`. **With any other source, stop: this runbook is for S3.** Merge the resources of `package/manifest.yaml` and the files of `package/policies/` into the repository, \
         by the review that it has.\n\n\
         Keep the configuration that is there now, and look into it. The upload replaces all of it. A backup that was kept once is never overwritten, so this section may be repeated.\n\n\
         ```sh\n{BACKUP_COMMANDS}```\n\n\
         Expected: the list, `no configuration yet`, or `kept from an earlier run`. **If the list holds anything but an earlier release of this tool, stop**: merge the \
         resources of `package/manifest.yaml` and the files of `package/policies/` into it by hand, and ship that.\n\n\
         Free names: CfCT finds a policy by its name and overwrites what it finds.\n\n\
         ```sh\naws organizations list-policies --filter SERVICE_CONTROL_POLICY --query \"Policies[?starts_with(Name, '{prefix}')].Name\" --output text\n```\n\n\
         Expected: nothing, or names of an earlier release.\n\n\
         Free slots: an OU takes {attached} policies (quota `{quota}`).\n\n\
         ```sh\ntargets | while IFS=$'\\t' read -r name path; do\n\
         \x20 aws organizations list-policies-for-target --target-id \"$(ou_id \"$path\")\" --filter SERVICE_CONTROL_POLICY --query 'length(Policies)' --output text </dev/null\n\
         done\n```\n\n\
         Expected: {free} at most in each line, or {attached} where the policy hangs there already.\n",
        prefix = facts.spec.name_prefix(),
        quota = facts.spec.quota.as_str(),
        free = attached - 1,
    )
}

/// Keeps what is there now, or that nothing is, under a name that belongs to this release.
const BACKUP_COMMANDS: &str = r#"count=$(aws s3api list-objects-v2 --no-paginate --max-keys 1 --bucket $BUCKET --prefix $KEY --query 'length(Contents || `[]`)' --output text)
if [ -e "$BACKUP" ] || [ -e "$BACKUP.none" ]; then
  echo "kept from an earlier run:" "$BACKUP"*
elif [ "$count" = 0 ]; then
  touch "$BACKUP.none" && echo "no configuration yet"
elif [ "$count" = 1 ] && aws s3 cp --quiet s3://$BUCKET/$KEY "$BACKUP.part"; then
  if [ "$(sha256sum <"$BACKUP.part" | cut -d' ' -f1)" = $HASH ]; then
    rm "$BACKUP.part"; echo "STOP: this release is there already; aws s3api list-object-versions shows what was there before"
  else
    mv "$BACKUP.part" "$BACKUP" && unzip -l "$BACKUP"
  fi
else
  echo "STOP: the bucket cannot be read"
fi
"#;

fn upload(artifacts: Artifacts<'_>) -> String {
    format!(
        "## 2. Upload\n\n\
         ```sh\n\
         aws s3 cp {zip} s3://$BUCKET/{zip}\n\
         aws s3 cp s3://$BUCKET/{zip} - | sha256sum\n\
         aws s3api head-object --bucket $BUCKET --key {zip} --query VersionId --output text\n\
         ```\n\n\
         Expected: `{hash}`, and the version of the object, by which section 3 knows its run. The upload starts the pipeline.\n",
        zip = artifacts.zip,
        hash = artifacts.zip_sha256,
    )
}

fn pipeline() -> String {
    "## 3. Pipeline\n\n\
     ```sh\naws codepipeline list-pipeline-executions --no-paginate --pipeline-name Custom-Control-Tower-CodePipeline --query 'pipelineExecutionSummaries[0].[status,sourceRevisions[0].revisionId]' --output text\n```\n\n\
     Expected, after some minutes: `Succeeded` with the version of section 2; with another version it is an earlier run. A manual approval stage, if you have one, waits for you. \
     `Failed`: CfCT applies policies one at a time and rolls nothing back, so go on to section 4 and see which of them are live.\n\n\
     Green is not enough: an OU that CfCT cannot find is a line in a log.\n"
        .to_owned()
}

fn verify() -> String {
    "## 4. Verify\n\n\
     Each live policy has the hash of its file, and hangs on its OU and nowhere else:\n\n\
     ```sh\n\
     targets | while IFS=$'\\t' read -r name path; do\n\
     \x20 id=$(policy_id \"$name\")\n\
     \x20 hash=$(grep \" package/policies/$name.json$\" SHA256SUMS | cut -d' ' -f1)\n\
     \x20 live=$(aws organizations describe-policy --policy-id \"$id\" --query Policy.Content --output text </dev/null | tr -d '\\n' | sha256sum | cut -d' ' -f1)\n\
     \x20 on=$(aws organizations list-targets-for-policy --policy-id \"$id\" --query 'Targets[].TargetId' --output text </dev/null | xargs)\n\
     \x20 [ \"$live\" = \"$hash\" ] && text=same || text=DIFFERS\n\
     \x20 ou=$(ou_id \"$path\")\n\
     \x20 case \" $on \" in\n\
     \x20   \" $ou \") place=attached ;;\n\
     \x20   *\" $ou \"*) place=\"attached, and also elsewhere: $on\" ;;\n\
     \x20   *) place=\"NOT THERE, on: ${on:-nothing}\" ;;\n\
     \x20 esac\n\
     \x20 echo \"$text $place $name $path\"\n\
     done\n\
     ```\n\n\
     Expected: `same attached` in every line. A policy that hangs elsewhere as well does so since an earlier release; CfCT never detaches.\n"
        .to_owned()
}

fn way_back(artifacts: Artifacts<'_>) -> String {
    format!(
        "## The way back\n\n\
         For release {release} and the backup that section 1 kept. Put the earlier configuration back; what it holds under the same names gets its earlier content with the next run of the pipeline:\n\n\
         ```sh\n{RESTORE_COMMANDS}```\n\n\
         Expected: the upload or the deletion, and no `STOP`. The upload starts the pipeline: wait for its run (section 3). A deletion starts none; a later run, such as a newly vended account starts, \
         fails at its first stage until there is a configuration again.\n\n\
         What the earlier configuration does not hold stays attached, since CfCT never detaches and never deletes; take that away by hand. First see which policies those are:\n\n\
         ```sh\n{GONE_COMMANDS}```\n\n\
         Expected: the names of policies that the earlier configuration does not mention; nothing, if it mentions them all. Compare them with the `name` lines of its manifest before going on. \
         Detaching ends the denies at once; the managed Region deny goes on holding the Regions.\n\n\
         ```sh\n{DETACH_COMMANDS}```\n\n\
         Expected: `deleted` for each name of the list before, and for no other. Then an id behind those that are kept, and nothing behind the others:\n\n\
         ```sh\ntargets | while IFS=$'\\t' read -r name path; do echo \"$name: $(policy_id \"$name\")\"; done\n```\n\n\
         Those that are kept have their earlier content: section 4 of the earlier release's runbook says so.\n",
        release = code(&artifacts.zip_sha256.chars().take(12).collect::<String>()),
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

/// Whatever the earlier manifest so much as mentions is kept, and so is everything if it cannot be read: in doubt a deny stays.
const GONE_COMMANDS: &str = r#"gone() { # the policies that the earlier configuration does not mention
  local earlier
  if [ -e "$BACKUP" ]; then
    earlier=$(unzip -p "$BACKUP" '*manifest.yaml') && [ -n "$earlier" ] || { echo "STOP: no manifest in $BACKUP" >&2; return 1; }
  elif [ ! -e "$BACKUP.none" ]; then
    echo "STOP: there is no backup here" >&2; return 1
  fi
  targets | while IFS=$'\t' read -r name path; do
    grep -qF -- "$name" <<<"$earlier" || echo "$name"
  done
}
gone
"#;

const DETACH_COMMANDS: &str = r#"gone | while read -r name; do
  id=$(policy_id "$name")
  for target in $(aws organizations list-targets-for-policy --policy-id "$id" --query 'Targets[].TargetId' --output text </dev/null); do
    aws organizations detach-policy --policy-id "$id" --target-id "$target" </dev/null
  done
  aws organizations delete-policy --policy-id "$id" </dev/null && echo "deleted $name"
done
"#;
