//! The tables and shell functions that the commands of a runbook share.

use std::fmt::Write as _;

use crate::render::facts::Facts;
use crate::spec::Strategy;

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
        text.push_str("covered() { cat <<'END'\n");
        for ou in &facts.spec.covered {
            let _ = writeln!(text, "{ou}");
        }
        text.push_str("END\n}\n");
        text.push_str(TOP_FUNCTION);
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
