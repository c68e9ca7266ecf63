//! The tables and shell functions that the commands of a runbook share.

use std::fmt::Write as _;

use crate::control_tower::OuControl;
use crate::render::facts::Beneath;
use crate::render::markdown::shell_word;
use crate::render::ou_control::covered_ous;
use crate::spec::{OuPath, Strategy};

use super::control::parameter_tests;
use super::situation::Situation;

/// The table that the commands work on, and what they have in common.
pub(super) fn helpers(situation: Situation<'_>) -> String {
    let spec = situation.facts.spec;
    let mut text = String::new();
    let all = situation.facts.composition.all();
    text.push_str(&targets(all.map(|own| (own.name, own.ou))));
    text.push_str(&functions());
    if let Some(base) = situation.facts.base {
        text.push_str(&base_functions(*base));
    }
    if !spec.covered.is_empty() {
        text.push_str(&list("covered", spec.covered.iter().map(OuPath::as_str)));
    }
    let guarded = situation.guarded();
    if !guarded.is_empty() {
        text.push_str(&list("guarded", guarded.iter().copied()));
        text.push_str(TOP_FUNCTION);
    }
    if !guarded.is_empty() || !situation.opened().is_empty() || !situation.left_open().is_empty() {
        text.push_str(&unsafe_function(situation));
    }
    if spec.strategy == Strategy::OuControl || situation.may_have_ou_control() {
        let identifier = OuControl::identifier(spec.partition.as_str());
        let functions = CONTROL_FUNCTIONS.replace("IDENTIFIER", &identifier);
        text.push_str(&functions.replace("OF_THE_SNAPSHOT", &known_arns(situation)));
        text.push_str(&differences(situation));
    }
    text
}

/// The ARNs that a snapshot tells of the covered OUs, before any is asked for.
fn known_arns(situation: Situation<'_>) -> String {
    let ous = covered_ous(situation.facts);
    let known = ous.iter().filter_map(|own| {
        let path = shell_word(own.target.ou.as_str());
        Some(format!(
            "    {path}) echo {}; return ;;\n",
            own.arn.as_deref()?
        ))
    });
    let known: String = known.collect();
    if known.is_empty() {
        return known;
    }
    format!("  case $1 in # by the snapshot\n{known}  esac\n")
}

/// With a snapshot: what of an OU control that is on is not as this release has it.
fn differences(situation: Situation<'_>) -> String {
    if situation.facts.organization.is_none() {
        return String::new();
    }
    let tests = parameter_tests(situation, "$1", "echo {key}");
    if tests.is_empty() {
        return tests;
    }
    format!(
        "differences() {{ # differences ENABLED_CONTROL_ARN: its parameters that are not those of this release\n{tests}}}\n"
    )
}

/// The table of policies with their OUs.
pub(super) fn targets<'a>(policies: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let mut text = "targets() { cat <<'END'\n".to_owned();
    for (name, ou) in policies {
        let _ = writeln!(text, "{name}\t{ou}");
    }
    text.push_str("END\n}\n");
    text
}

/// How OUs and policies are found, and which an earlier configuration does not mention.
pub(super) fn functions() -> String {
    format!("{FUNCTIONS}{GONE_FUNCTION}")
}

/// `unsafe` for OUs that the landing-zone Region deny must hold.
pub(super) fn guard<'a>(guarded: impl Iterator<Item = &'a str> + Clone) -> String {
    let tests = UNHELD_TEST
        .replace("SID", "GRREGIONDENY")
        .replace("LOOSE", "");
    let of_guarded = list("guarded", guarded);
    let function = UNSAFE_FUNCTION
        .replace("TESTS", &tests)
        .replace("SID", "GRREGIONDENY");
    format!("{of_guarded}{TOP_FUNCTION}{function}")
}

/// What the commands of every runbook have in common.
pub(super) const BASE_HEAD: &str =
    "export AWS_REGION=HOME_REGION AWS_DEFAULT_REGION=HOME_REGION AWS_PAGER=
ACCOUNT=$(aws sts get-caller-identity --query Account --output text)
BUCKET=custom-control-tower-configuration-$ACCOUNT-$AWS_REGION
KEY=ZIP_NAME
HASH=ZIP_SHA256 # of this release
BACKUP=../before-SHORT_HASH-after-FOLLOWS.zip # of the configuration before it
";

/// A function that prints OUs, a line each; with the root among them, every OU directly below it.
fn list<'a>(name: &str, ous: impl Iterator<Item = &'a str> + Clone) -> String {
    if ous.clone().any(|ou| ou == "Root") {
        return format!(
            "{name}() {{ tops | cut -f2-; }} # the root is one, and so is every OU below it\n"
        );
    }
    // Behind a tab, since an OU may be called `END`.
    let lines: Vec<String> = ous.map(|ou| format!("\t{ou}\n")).collect();
    format!("{name}() {{ cut -f2- <<'END'\n{}END\n}}\n", lines.concat())
}

/// Why nothing of ours may go yet.
fn unsafe_function(situation: Situation<'_>) -> String {
    let mut tests = String::new();
    if !situation.guarded().is_empty() {
        let loose = if situation.facts.baseline.is_ou_control() {
            "$(managed CTMULTISERVICEPV1 bedrock:InvokeModel)"
        } else {
            ""
        };
        tests = UNHELD_TEST
            .replace("SID", situation.sid())
            .replace("LOOSE", loose);
    }
    UNSAFE_FUNCTION
        .replace("TESTS", &tests)
        .replace("SID", situation.sid())
}

/// How OUs and policies are found, and where the statements of Control Tower's own policies hang: it packs several controls into one policy, so each is looked into. What
/// can't be read is named, so that nobody takes silence for an answer.
const FUNCTIONS: &str = r#"child() { # child PARENT_ID NAME
  aws organizations list-organizational-units-for-parent --parent-id "$1" --query 'OrganizationalUnits[].[Id,Name]' --output text </dev/null |
    OU_NAME=$2 awk -F'\t' '($2 "") == (ENVIRON["OU_NAME"] "") {print $1}'
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
tops() { # the OUs directly below the root: id and name, a line each
  local root
  root=$(aws organizations list-roots --query 'Roots[0].Id' --output text </dev/null) &&
    aws organizations list-organizational-units-for-parent --parent-id "$root" --query 'OrganizationalUnits[].[Id,Name]' --output text </dev/null || printf 'UNREADABLE\tthe OUs below the root\n'
}
managed() { # managed SID [WORD...]: what Control Tower's policies with this statement, and these words in them, hang on: id and name, a line each
  local id ids word content
  ids=$(aws organizations list-policies --filter SERVICE_CONTROL_POLICY --query "Policies[?starts_with(Name, 'aws-guardrails-')].Id" --output text </dev/null) || printf 'UNREADABLE\tthe list of policies\n'
  for id in $ids; do
    content=$(aws organizations describe-policy --policy-id "$id" --query Policy.Content --output text </dev/null) || { printf 'UNREADABLE\t%s\n' "$id"; continue; }
    for word in "$@"; do
      grep -qF -- "\"$word\"" <<<"$content" || continue 2
    done
    aws organizations list-targets-for-policy --policy-id "$id" --query 'Targets[].[TargetId,Name]' --output text </dev/null || printf 'UNREADABLE\t%s\n' "$id"
  done
}
"#;

/// In which OU directly below the root something lies.
const TOP_FUNCTION: &str = r#"top() { # top ID: the OU directly below the root that it is, or lies in
  local node=$1 parent
  while parent=$(aws organizations list-parents --child-id "$node" --query 'Parents[0].[Type,Id]' --output text </dev/null); do
    case $parent in
      ORGANIZATIONAL_UNIT*) node=${parent#*$'\t'} ;;
      *) echo "$node"; return ;;
    esac
  done
  echo UNREADABLE
}
"#;

/// Prints `looked` alone only if everything was looked at and nothing was found; so a function that is not there stops as well.
const UNSAFE_FUNCTION: &str = r#"KNOWN= # lines of `unsafe` that you have looked at and that may stand, a line each
unsafe() { # unsafe [REGION...]: why nothing of ours may go yet, a line each; at the end `looked`
  local region on loose path id
  {
TESTS    for region in "$@"; do
      [ -z "$(managed SID "$region")" ] || echo "still governed: $region"
    done
  } | grep -vxF -- "$KNOWN"
  echo looked
}
"#;

/// The OUs on which no Region deny of Control Tower's hangs: the one that held them before, so that the OU control of this release does not count, nor one that leaves
/// inference out.
const UNHELD_TEST: &str = r#"    on=$(managed SID) loose=LOOSE
    grep UNREADABLE <<<"$on$loose"
    guarded | while IFS= read -r path; do
      id=$(ou_id "$path")
      [ -n "$id" ] && cut -f1 <<<"$on" | grep -qxF -- "$id" && ! cut -f1 <<<"$loose" | grep -qxF -- "$id" || echo "not held: $path"
    done
"#;

/// What the commands on the OU control share.
const CONTROL_FUNCTIONS: &str = r#"CONTROL=IDENTIFIER
ou_arn() { # ou_arn PATH
OF_THE_SNAPSHOT  aws organizations describe-organizational-unit --organizational-unit-id "$(ou_id "$1")" --query OrganizationalUnit.Arn --output text </dev/null
}
enabled() { # enabled OU_ARN: the ARN of the control there; nothing if it is not on
  aws controltower list-enabled-controls --target-identifier "$1" --query "enabledControls[?controlIdentifier=='$CONTROL' || ends_with(controlIdentifier, 'CT.MULTISERVICE.PV.1')].arn" --output text </dev/null
}
settled() { # settled OPERATION PATH: waits for the operation
  local status=${1:+IN_PROGRESS}
  [ -n "$status" ] || { echo "NOT STARTED $2"; return; }
  while [ "$status" = IN_PROGRESS ]; do
    sleep 15
    status=$(aws controltower get-control-operation --operation-identifier "$1" --query controlOperation.status --output text </dev/null)
  done
  echo "${status:-UNKNOWN} $2"
}
parameter() { # parameter ENABLED_CONTROL_ARN KEY: what it is enabled with, in order
  local values
  values=$(aws controltower get-enabled-control --enabled-control-identifier "$1" --query "sort(enabledControlDetails.parameters[?key=='$2'].value[])" --output text </dev/null) || values=UNREADABLE
  xargs <<<"$values"
}
"#;

/// Whatever the earlier manifest so much as mentions is kept, and so is everything if it cannot be read: in doubt a deny stays.
const GONE_FUNCTION: &str = r#"gone() { # the policies that the earlier configuration does not mention
  local earlier
  if [ -e "$BACKUP" ]; then
    earlier=$(unzip -p "$BACKUP" '*manifest.yaml') && [ -n "$earlier" ] || { echo "STOP: no manifest in $BACKUP" >&2; return 1; }
  elif [ ! -e "$BACKUP.none" ]; then
    echo "STOP: there is no backup here" >&2; return 1
  fi
  targets | while IFS=$'\t' read -r name path; do
    grep -qE "(^|[^A-Za-z0-9-])$name([^A-Za-z0-9-]|\$)" <<<"$earlier" || echo "$name"
  done
}
"#;

/// Is the configuration in the bucket still what the release was merged into? A stale base would take back what others have changed since.
pub(super) fn base_functions(base: Beneath<'_>) -> String {
    let now = if base.is_zip { ZIP_NOW } else { FOLDER_NOW };
    let version = base.version.map_or_else(String::new, |version| {
        VERSION_TEST.replace("VERSION", &shell_word(version))
    });
    BASE_FUNCTIONS
        .replace("SHA256", base.sha256)
        .replace("NOW", now)
        .replace("TEST", &version)
}

const ZIP_NOW: &str = "aws s3 cp --quiet s3://$BUCKET/$KEY - | sha256sum | cut -d' ' -f1";
const FOLDER_NOW: &str = r"local folder
  folder=$(mktemp -d) && aws s3 cp --quiet s3://$BUCKET/$KEY $folder/now.zip && mkdir $folder/now && unzip -q $folder/now.zip -d $folder/now &&
    (cd $folder/now && find . -type f | LC_ALL=C sort | tr '\n' '\0' | xargs -0 sha256sum | sha256sum | cut -d' ' -f1)
  rm -rf $folder";
const VERSION_TEST: &str = r#"  elif [ "$(aws s3api head-object --bucket $BUCKET --key $KEY --query VersionId --output text </dev/null)" != VERSION ]; then
    echo "STOP: the configuration in the bucket is another version than the one that this release was merged into (VERSION)"
"#;
const BASE_FUNCTIONS: &str = r#"BASE=SHA256 # of the package that this release was merged into
base_now() { # the configuration in the bucket, as that package is recognized
  NOW
}
base_unchanged() { # base_unchanged: `unchanged`, or why the release must not be uploaded
  if [ "$(aws s3 cp --quiet s3://$BUCKET/$KEY - | sha256sum | cut -d' ' -f1)" = "$HASH" ]; then
    echo "this release is there already"
  elif [ "$(base_now)" != "$BASE" ]; then
    echo "STOP: the configuration in the bucket is not the one that this release was merged into; merge into what is there now, and build again"
TEST  else
    echo unchanged
  fi
}
"#;
