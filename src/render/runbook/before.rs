//! Section 1: what must be so before anything is uploaded.

use crate::render::facts::Artifacts;
use crate::render::markdown::code;
use crate::spec::{OuPath, Strategy};

use super::situation::Situation;

pub(super) fn before(situation: Situation<'_>) -> String {
    let (facts, artifacts) = (situation.facts, situation.artifacts);
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
        "## 1. Before\n\n{managed_first}\
         The files are those that were built:\n\n\
         ```sh\nsha256sum --check --quiet SHA256SUMS && echo unchanged\n```\n\n\
         Expected: `unchanged`.\n\n\
         {baseline}\n\n\
         Every OU is there. CfCT says nothing of one that it cannot find:\n\n\
         ```sh\ntargets | while IFS=$'\\t' read -r name path; do id=$(ou_id \"$path\"); echo \"${{id:-MISSING}} $path\"; done\n```\n\n\
         Expected: no `MISSING`.\n\n\
         {coverage}\
         CfCT reads its configuration from this bucket:\n\n\
         ```sh\naws s3api head-bucket --bucket $BUCKET >/dev/null && echo there\n```\n\n\
         Expected: `there`.\n\n\
         ```sh\naws codepipeline get-pipeline --name Custom-Control-Tower-CodePipeline --query 'pipeline.stages[0].actions[0].actionTypeId.provider' --output text\n```\n\n\
         Expected: `S3`. **With any other source, stop: this runbook is for S3.** Merge the resources of `package/manifest.yaml` and the files of `package/policies/` into the repository, \
         by the review that it has.\n\n\
         Keep the configuration that is there now, and look into it. The upload replaces all of it. A backup that was kept once is never overwritten, so this section may be repeated.\n\n\
         ```sh\n{BACKUP_COMMANDS}```\n\n\
         Expected: the list, `no configuration yet`, or `kept from an earlier run`. {previous}**If the list holds anything but an earlier release of this tool, stop**: merge the \
         resources of `package/manifest.yaml` and the files of `package/policies/` into it by hand, and ship that.\n\n\
         Free names: CfCT finds a policy by its name and overwrites what it finds.\n\n\
         ```sh\naws organizations list-policies --filter SERVICE_CONTROL_POLICY --query \"Policies[?starts_with(Name, '{prefix}')].Name\" --output text\n```\n\n\
         Expected: nothing, or names of an earlier release.\n\n\
         Free slots: an OU takes {attached} policies (quota `{quota}`).\n\n\
         ```sh\ntargets | while IFS=$'\\t' read -r name path; do\n\
         \x20 aws organizations list-policies-for-target --target-id \"$(ou_id \"$path\")\" --filter SERVICE_CONTROL_POLICY --query 'length(Policies)' --output text </dev/null\n\
         done\n```\n\n\
         Expected: {free} at most in each line, or {attached} where the policy hangs there already.\n",
        managed_first = managed_first(artifacts),
        coverage = coverage(situation),
        previous = previous(artifacts),
        prefix = facts.spec.name_prefix(),
        quota = facts.spec.quota.as_str(),
        free = attached - 1,
    )
}

/// Does what we cover, or under `extend` what the targets reach, hold everything that the managed Region deny holds?
fn coverage(situation: Situation<'_>) -> String {
    let spec = situation.facts.spec;
    let sid = situation.sid();
    let has_root = spec.targets.iter().any(|target| target.ou.is_root());
    match spec.strategy {
        Strategy::Additive => String::new(),
        Strategy::Extend if has_root => String::new(),
        Strategy::Extend => format!(
            "The OUs that Control Tower's Region deny hangs on. In one that no target names, the inference-only Regions are, or will be, open for every service:\n\n\
             ```sh\nmanaged {sid}\n```\n\n\
             Expected: OUs that are targets here, and others only by intent.\n\n"
        ),
        Strategy::Replace | Strategy::OuControl if spec.covered.iter().any(OuPath::is_root) => {
            "The root is covered, and so is every OU.\n\n".to_owned()
        }
        Strategy::Replace | Strategy::OuControl => format!(
            "Every OU that the managed Region deny holds is covered:\n\n\
             ```sh\n{}```\n\n\
             Expected: `covered` for every OU that is registered with Control Tower. **With a `NOT COVERED`, stop: that OU would be held to no Region, for any service.** Add it to `covered_ous` and build again. \
             `not reached` is an OU that Control Tower's Region deny does not hang on: one that was never registered, or, if the managed deny is off since an earlier release, one that nothing holds now. If it should be held, cover it. \
             With `UNREADABLE` nothing is sure: find out why a policy could not be read.\n\n",
            COVERAGE_COMMANDS.replace("SID", sid)
        ),
    }
}

/// Each OU directly below the root: covered, held by Control Tower and not covered, or neither.
const COVERAGE_COMMANDS: &str = r#"ids=$(covered | while IFS= read -r path; do ou_id "$path"; done)
on=$(managed SID | while IFS=$'\t' read -r id name; do [ "$id" = UNREADABLE ] && echo "UNREADABLE $name" || top "$id"; done)
grep UNREADABLE <<<"$on"
root=$(aws organizations list-roots --query 'Roots[0].Id' --output text)
aws organizations list-organizational-units-for-parent --parent-id "$root" --query 'OrganizationalUnits[].[Id,Name]' --output text </dev/null | while IFS=$'\t' read -r id name; do
  if grep -qxF -- "$id" <<<"$ids"; then echo "covered $name"
  elif grep -qxF -- "$id" <<<"$on"; then echo "NOT COVERED $name"
  else echo "not reached $name"; fi
done
"#;

/// After a strategy that left the managed Region deny off, it has to be on again before policies without one come.
fn managed_first(artifacts: Artifacts<'_>) -> String {
    match artifacts.previous {
        Some(previous) if previous.managed_deny_first => format!(
            "**The release before was made under `{}`: the landing-zone Region deny is off, and the policies of this release do not take its place.** Switch it on again first: in the runbook of the release before, *The way back*, up to its first check. \
             As long as that check names an OU, stop.\n\n",
            previous.strategy
        ),
        _ => String::new(),
    }
}

/// Is what lies in the bucket what the release was built to follow?
fn previous(artifacts: Artifacts<'_>) -> String {
    let Some(previous) = artifacts.previous else {
        return String::new();
    };
    format!(
        "This release was built to follow another one; `sha256sum <$BACKUP` must say `{}`. With another hash somebody has changed the configuration since: stop, and build with the release that is there as `--previous`. ",
        previous.zip_sha256
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
