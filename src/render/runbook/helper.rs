//! The tables and shell functions that the commands of a runbook share.

use std::fmt::Write as _;

use crate::control_tower::OuControl;
use crate::render::facts::Facts;
use crate::spec::Strategy;

use super::managed::managed_sid;

/// The table that the commands work on, and what they have in common.
pub(super) fn helpers(facts: Facts<'_>) -> String {
    let mut text = "Which policy belongs to which OU, and how an OU and a policy are found:\n\n\
        ```sh\ntargets() { cat <<'END'\n"
        .to_owned();
    for policy in &facts.composition.policies {
        let _ = writeln!(text, "{}\t{}", policy.target.policy_name, policy.target.ou);
    }
    text.push_str(FUNCTIONS);
    if facts.spec.strategy != Strategy::Additive {
        text.push_str(MANAGED_FUNCTION);
    }
    if !facts.spec.covered.is_empty() {
        // Behind a tab, since an OU may be called `END`.
        text.push_str("covered() { cut -f2- <<'END'\n");
        for ou in &facts.spec.covered {
            let _ = writeln!(text, "\t{ou}");
        }
        text.push_str("END\n}\n");
        text.push_str(TOP_FUNCTION);
        text.push_str(&unheld(facts));
        if facts.spec.strategy == Strategy::OuControl || facts.baseline.is_ou_control() {
            let identifier = OuControl::identifier(facts.spec.partition.as_str());
            text.push_str(&CONTROL_FUNCTIONS.replace("IDENTIFIER", &identifier));
        }
    }
    text.push_str("```\n");
    text
}

/// How an OU and a policy are found.
const FUNCTIONS: &str = r#"END
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
"#;

/// Where the statements of Control Tower's own policies hang. It packs several controls into one policy, so each is looked into.
const MANAGED_FUNCTION: &str = r#"managed() { # managed SID [WORD...]: what Control Tower's policies with this statement, and these words in them, hang on: id and name, a line each
  local id word content
  for id in $(aws organizations list-policies --filter SERVICE_CONTROL_POLICY --query "Policies[?starts_with(Name, 'aws-guardrails-')].Id" --output text </dev/null); do
    content=$(aws organizations describe-policy --policy-id "$id" --query Policy.Content --output text </dev/null)
    for word in "$@"; do
      grep -qF -- "\"$word\"" <<<"$content" || continue 2
    done
    aws organizations list-targets-for-policy --policy-id "$id" --query 'Targets[].[TargetId,Name]' --output text </dev/null
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

/// The covered OUs on which no Region deny of Control Tower's hangs: the one that held them before, so that the OU control of this release does not count, nor one that
/// leaves inference out.
fn unheld(facts: Facts<'_>) -> String {
    let exempt = if facts.baseline.is_ou_control() {
        "managed CTMULTISERVICEPV1 bedrock:InvokeModel | cut -f1"
    } else {
        ":"
    };
    UNHELD_FUNCTION
        .replace("SID", managed_sid(facts))
        .replace("EXEMPT", exempt)
}

const UNHELD_FUNCTION: &str = r#"unheld() { # the covered OUs that Control Tower's Region deny does not hang on
  local on loose id
  on=$(managed SID | cut -f1) loose=$(EXEMPT)
  covered | while IFS= read -r path; do
    id=$(ou_id "$path")
    { grep -qxF -- "$id" <<<"$on" && ! grep -qxF -- "$id" <<<"$loose"; } || echo "not held: $path"
  done
}
"#;

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
  while [ "$status" = IN_PROGRESS ]; do
    sleep 15
    status=$(aws controltower get-control-operation --operation-identifier "$1" --query controlOperation.status --output text </dev/null)
  done
  echo "${status:-NOT STARTED} $2"
}
"#;
