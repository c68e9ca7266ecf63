//! Section 1: what must be so before anything is uploaded.

use std::fmt::Write as _;

use crate::render::facts::Beneath;
use crate::render::markdown::{code, codes};
use crate::spec::{OuPath, Strategy};

use super::situation::Situation;

pub(super) fn before(situation: Situation<'_>) -> String {
    let facts = situation.facts;
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
         Expected: `S3`. **With any other source, stop: this runbook is for S3.** Merge the resources of `package/manifest.yaml` and the files of `package/policies/`{templates} into the repository, \
         by the review that it has.\n\n\
         {beneath}\
         Free names: CfCT finds a policy by its name and overwrites what it finds.\n\n\
         ```sh\naws organizations list-policies --filter SERVICE_CONTROL_POLICY --query \"Policies[?starts_with(Name, '{prefix}')].Name\" --output text\n```\n\n\
         Expected: nothing, or names of an earlier release.\n\n\
         Free slots: an OU takes {attached} policies (quota `{quota}`).\n\n\
         ```sh free_slots\ntargets | while IFS=$'\\t' read -r name path; do\n\
         \x20 aws organizations list-policies-for-target --target-id \"$(ou_id \"$path\")\" --filter SERVICE_CONTROL_POLICY --query 'length(Policies)' --output text </dev/null\n\
         done\n```\n\n\
         Expected: {free} at most in each line, or {attached} where the policy hangs there already.\n",
        templates = if facts.composition.identities.iter().any(|own| own.stack_set) {
            " and `package/templates/`"
        } else {
            ""
        },
        managed_first = managed_first(situation),
        coverage = coverage(situation),
        beneath = beneath(situation),
        prefix = facts.spec.name_prefix(),
        quota = facts.spec.quota.as_str(),
        free = attached - 1,
    )
}

/// Does what we cover, or under `extend` what the targets reach, hold everything that the managed Region deny holds?
fn coverage(situation: Situation<'_>) -> String {
    let spec = situation.facts.spec;
    let sid = situation.sid();
    match spec.strategy {
        Strategy::Additive => format!(
            "What Control Tower's Region deny hangs on:\n\n\
             ```sh\nmanaged {sid}\n```\n\n\
             Expected: every OU that is registered with Control Tower. **With none, stop**: this strategy counts on that Region deny, and does not take its place. With `UNREADABLE` nothing is sure.\n\n"
        ),
        Strategy::Extend => format!(
            "The OUs that Control Tower's Region deny hangs on. In one that no target names, the inference-only Regions are, or will be, open for every service:\n\n\
             ```sh\nmanaged {sid}\n```\n\n\
             Expected: OUs that are targets here, and others only by intent. **With none, stop**: this strategy counts on that Region deny, and does not take its place. With `UNREADABLE` nothing is sure.\n\n"
        ),
        Strategy::Replace | Strategy::OuControl if spec.covered.iter().any(OuPath::is_root) => {
            "The root is covered, and so is every OU.\n\n".to_owned()
        }
        Strategy::Replace | Strategy::OuControl => format!(
            "Every OU that the managed Region deny holds is covered:\n\n\
             ```sh coverage\n{}```\n\n\
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
case $on in *UNREADABLE*) echo "UNREADABLE: $on" ;; esac
tops | while IFS=$'\t' read -r id name; do
  if grep -qxF -- "$id" <<<"$ids"; then echo "covered $name"
  elif grep -qxF -- "$id" <<<"$on"; then echo "NOT COVERED $name"
  else echo "not reached $name"; fi
done
"#;

/// After a strategy that left the managed Region deny off, or Regions governed, Control Tower has to be set back before policies that count on it come.
fn managed_first(situation: Situation<'_>) -> String {
    let mut text = String::new();
    if let Some(previous) = situation
        .previous()
        .filter(|previous| previous.managed_deny_first)
    {
        let _ = write!(
            text,
            "**The release before was made under `{}`: the landing-zone Region deny is off, and the policies of this release do not take its place.** Switch it on again first: in the runbook of the release before, *The way back*, up to its first check, and no further.\n\n",
            previous.strategy
        );
    }
    let left_open = situation.left_open();
    if !left_open.is_empty() {
        let _ = write!(
            text,
            "**The release before closed {} for everything but inference, and this one does not.** Take them out of what Control Tower governs first: in the runbook of the release before, *The way back*, up to its first check, and no further.\n\n",
            codes(left_open.iter().copied())
        );
    }
    if !text.is_empty() {
        let _ = write!(
            text,
            "Section 2 uploads nothing as long as that is not done. What may stand all the same, such as a staging OU that was never registered, goes into `KNOWN` as it is printed: `KNOWN='not held: Staging'`.\n\n"
        );
    }
    text
}

/// The configuration that is there now is kept, and is what the release counts on.
fn beneath(situation: Situation<'_>) -> String {
    backup(situation.facts.base, &previous(situation))
}

/// The same for what is merged into a package, or into none; `previous` says what must be there then.
pub(super) fn backup(base: Option<Beneath<'_>>, previous: &str) -> String {
    let kept = "Keep the configuration that is there now, and look into it. The upload replaces all of it. A backup that was kept once is never overwritten, so this section may be repeated.\n\n";
    let looked = match base {
        Some(base) => format!(
            "Expected: the list, or `kept from an earlier run`. This release is {name} with ours in it; nothing that others have changed since is in it. So the configuration that is there now must be the one that it was merged into:\n\n\
             ```sh\nbase_unchanged\n```\n\n\
             Expected: `unchanged`, or `this release is there already`. **With `STOP`, stop: the upload would take back what a colleague changed.** Fetch what is there, build again with `--into`, and start anew. Section 2 looks once more, and uploads nothing otherwise.\n\n",
            name = code(base.name),
        ),
        None => format!(
            "Expected: the list, `no configuration yet`, or `kept from an earlier run`. {previous}**If the list holds anything but an earlier release of this tool, stop**: this zip is not merged with it, and would take its place. Fetch what is there \
             (`aws s3api get-object --bucket $BUCKET --key $KEY base.zip --query VersionId` prints its version), build again with `--into base.zip --base-version VERSION`, and follow that runbook.\n\n",
        ),
    };
    format!("{kept}```sh keep_backup\n{BACKUP_COMMANDS}```\n\n{looked}")
}

/// Is what lies in the bucket what the release was built to follow?
fn previous(situation: Situation<'_>) -> String {
    let Some(previous) = situation.previous() else {
        return String::new();
    };
    format!(
        "This release was built to follow another one; `sha256sum <$BACKUP` must say `{}`. With another hash somebody has changed the configuration since: stop, and build with the release that is there as `--previous`. ",
        previous.zip_sha256
    )
}

/// Keeps what is there now, or that nothing is, under a name that belongs to this release.
const BACKUP_COMMANDS: &str = r#"count=$(aws s3api list-objects-v2 --no-paginate --max-keys 1 --bucket $BUCKET --prefix $KEY --query 'length(Contents || `[]`)' --output text)
if [ "$count" = 1 ] && aws s3 cp --quiet s3://$BUCKET/$KEY "$BACKUP.now"; then now=$(sha256sum <"$BACKUP.now" | cut -d' ' -f1)
elif [ "$count" = 0 ]; then now=none
else now=unknown; fi
if [ -e "$BACKUP" ]; then kept=$(sha256sum <"$BACKUP" | cut -d' ' -f1)
elif [ -e "$BACKUP.none" ]; then kept=none
else kept=; fi
if [ $now = unknown ]; then
  echo "STOP: the bucket cannot be read"
elif [ -n "$kept" ] && { [ $now = $HASH ] || [ $now = $kept ]; }; then
  echo "kept from an earlier run:" "$BACKUP"*
elif [ -n "$kept" ]; then
  echo "STOP: the backup is of another time than what is there now; move" "$BACKUP"* "away if you know why, and run this again"
elif [ $now = $HASH ]; then
  echo "STOP: this release is there already; aws s3api list-object-versions shows what was there before"
elif [ $now = none ]; then
  touch "$BACKUP.none" && echo "no configuration yet"
else
  mv "$BACKUP.now" "$BACKUP" && unzip -l "$BACKUP"
fi
rm -f "$BACKUP.now"
"#;
