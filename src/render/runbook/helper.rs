//! The tables and shell functions that the commands of a runbook share.

use std::fmt::Write as _;

use crate::control_tower::OuControl;
use crate::spec::Strategy;

use super::situation::Situation;

/// The table that the commands work on, and what they have in common.
pub(super) fn helpers(situation: Situation<'_>) -> String {
    let facts = situation.facts;
    let covered = situation.covered();
    let mut text = "Which policy belongs to which OU, and how an OU and a policy are found:\n\n\
        ```sh\ntargets() { cat <<'END'\n"
        .to_owned();
    for policy in &facts.composition.policies {
        let _ = writeln!(text, "{}\t{}", policy.target.policy_name, policy.target.ou);
    }
    text.push_str(FUNCTIONS);
    if facts.spec.strategy != Strategy::Additive || !covered.is_empty() {
        text.push_str(MANAGED_FUNCTION);
        text.push_str("SURE=\n");
    }
    if facts.spec.strategy == Strategy::Extend {
        let regions: Vec<&str> = facts
            .spec
            .inference_only
            .iter()
            .map(String::as_str)
            .collect();
        let opened = OPENED_FUNCTION.replace("REGIONS", &regions.join(" "));
        text.push_str(&opened.replace("SID", situation.sid()));
    }
    if !covered.is_empty() {
        // Behind a tab, since an OU may be called `END`.
        text.push_str("covered() { cut -f2- <<'END'\n");
        for ou in &covered {
            let _ = writeln!(text, "\t{ou}");
        }
        text.push_str("END\n}\n");
        text.push_str(TOP_FUNCTION);
        text.push_str(&unheld(situation));
    }
    if facts.spec.strategy == Strategy::OuControl || situation.may_have_ou_control() {
        let identifier = OuControl::identifier(facts.spec.partition.as_str());
        text.push_str(&CONTROL_FUNCTIONS.replace("IDENTIFIER", &identifier));
    }
    text.push_str("```\n");
    text
}

/// How an OU and a policy are found.
const FUNCTIONS: &str = r#"END
}
child() { # child PARENT_ID NAME
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
"#;

/// Where the statements of Control Tower's own policies hang. It packs several controls into one policy, so each is looked into; one that can't be read is named,
/// so that nobody takes silence for an answer.
const MANAGED_FUNCTION: &str = r#"managed() { # managed SID [WORD...]: what Control Tower's policies with this statement, and these words in them, hang on: id and name, a line each
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

/// The inference-only Regions that Control Tower still lets in; one that can't be told counts.
const OPENED_FUNCTION: &str = r#"opened() { # the inference-only Regions that Control Tower still governs
  local region
  for region in REGIONS; do
    [ -z "$(managed SID "$region")" ] || echo "still governed: $region"
  done
}
"#;

/// In which OU directly below the root something lies.
const TOP_FUNCTION: &str = r#"top() { # top ID: the OU directly below the root that it is, or lies in; nothing if there is none
  local node=$1 parent
  while parent=$(aws organizations list-parents --child-id "$node" --query 'Parents[0].[Type,Id]' --output text </dev/null); do
    case $parent in
      ORGANIZATIONAL_UNIT*) node=${parent#*$'\t'} ;;
      *) echo "$node"; return ;;
    esac
  done
}
"#;

/// The covered OUs on which no Region deny of Control Tower's hangs: the one that held them before, so that the OU control of this release does not count, nor one
/// that leaves inference out.
fn unheld(situation: Situation<'_>) -> String {
    let loose = if situation.facts.baseline.is_ou_control() {
        LOOSE_TEST
    } else {
        ""
    };
    UNHELD_FUNCTION
        .replace("SID", situation.sid())
        .replace("  LOOSE\n", loose)
}

const UNHELD_FUNCTION: &str = r#"unheld() { # the covered OUs that Control Tower's Region deny does not hang on
  local on id loose=
  on=$(managed SID | cut -f1)
  LOOSE
  covered | while IFS= read -r path; do
    id=$(ou_id "$path")
    [ -n "$id" ] && grep -qxF -- "$id" <<<"$on" && ! grep -qxF -- "$id" <<<"$loose" || echo "not held: $path"
  done
}
"#;

const LOOSE_TEST: &str = "  loose=$(managed CTMULTISERVICEPV1 bedrock:InvokeModel | cut -f1)\n";

/// What the commands on the OU control share.
const CONTROL_FUNCTIONS: &str = r#"CONTROL=IDENTIFIER
ou_arn() { # ou_arn PATH
  aws organizations describe-organizational-unit --organizational-unit-id "$(ou_id "$1")" --query OrganizationalUnit.Arn --output text </dev/null
}
enabled() { # enabled OU_ARN: the ARN of the control there; nothing if it is not on
  aws controltower list-enabled-controls --target-identifier "$1" --query "enabledControls[?controlIdentifier=='$CONTROL'].arn" --output text </dev/null
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
  aws controltower get-enabled-control --enabled-control-identifier "$1" --query "sort(enabledControlDetails.parameters[?key=='$2'].value[])" --output text </dev/null | xargs
}
"#;
