//! `smoke-test.sh`: one tiny call for each row and column of the matrix, and how it must end.

use std::fmt::Write as _;

use crate::bedrock::{Tiny, tiny};

use super::facts::Facts;
use super::markdown::shell_word;

/// `smoke-test.sh`.
///
/// `tests/smoke.rs` runs it with the real AWS CLI against a stand-in for Bedrock; on a live organization it was not run.
pub fn smoke_test(facts: Facts<'_>) -> String {
    let mut exempt = facts.exempt_principals();
    exempt.sort_unstable();
    let mut text = HEAD.to_owned();
    text.push_str("exempt() { cat <<'END'\n");
    for principal in &exempt {
        let _ = writeln!(text, "{principal}");
    }
    text.push_str("END\n}\n");
    let mut cases = String::new();
    let mut list = String::new();
    for (number, group) in (1..).zip(facts.surveys) {
        let _ = writeln!(text, "calls_{number}() {{ cat <<'END'");
        for sample in &group.samples {
            let expected = if sample.is_denied { "deny" } else { "answer" };
            let body = match tiny(&sample.model) {
                Tiny::Converse => "-",
                Tiny::Invoke(body) => body,
            };
            let (source, id) = (&sample.source, &sample.id);
            let _ = writeln!(text, "{source}\t{expected}\t{id}\t{body}");
        }
        text.push_str("END\n}\n");
        let ous: Vec<String> = group.of.ous.iter().map(|ou| shell_word(ou)).collect();
        let _ = writeln!(cases, "    {}) calls_{number} ;;", ous.join(" | "));
        for ou in &group.of.ous {
            let _ = writeln!(list, "{:>5} calls  {ou}", group.samples.len());
        }
    }
    let _ = write!(
        text,
        "calls() {{\n  case \"$1\" in\n{cases}    *) return 1 ;;\n  esac\n}}\nous() {{ cat <<'END'\n{list}END\n}}\n"
    );
    text.push_str(TAIL);
    text
}

const HEAD: &str = r"#!/usr/bin/env bash
# Made by crispack: one tiny call for each source Region and family of inference profiles (the matrix of `crispack simulate --matrix`), and how it must end
# after the whole rollout: with an answer, or denied by a service control policy.
#
#   bash smoke-test.sh OU [REGION...]   the calls of an OU (from some source Regions), made in an account of it, as a role that workloads have
#   bash smoke-test.sh --list           the OUs, and how many calls each has
#
# Exit codes: 0 every call ended as it must; 1 one did not; 2 none ended wrong, but some told nothing; 64 wrong usage.
# A call that is answered costs what a token of a small model costs. No call is made as a role that the Region deny does not bind.
# Not tried on a live AWS organization.
set -u
export AWS_PAGER=

";

const TAIL: &str = r#"
# REGION ID BODY: the call; its last line tells.
call() {
  if [ "$3" = - ]; then
    aws bedrock-runtime converse --region "$1" --model-id "$2" --messages '[{"role":"user","content":[{"text":"1"}]}]' --inference-config maxTokens=1 --query stopReason --output text 2>&1 </dev/null
  else
    aws bedrock-runtime invoke-model --region "$1" --model-id "$2" --content-type application/json --body fileb://<(printf %s "$3") /dev/null 2>&1 </dev/null
  fi
}

case "${1:-}" in
  --list) ous; exit 0 ;;
  -h | --help) sed -n '2,/^set/s/^# \{0,1\}//p' "$0"; exit 0 ;;
  --) shift ;;
esac
case "${1:-}" in
  '') sed -n '2,/^set/s/^# \{0,1\}//p' "$0" >&2; exit 64 ;;
esac
ou=$1
shift
if ! calls "$ou" >/dev/null; then
  echo "no policy of this release is on \`$ou\` itself; take the nearest OU above it of these:" >&2
  ous >&2
  exit 64
fi
for region; do
  if ! calls "$ou" | cut -f1 | grep -qxF -- "$region"; then
    echo "no call is made from \`$region\`" >&2
    exit 64
  fi
done
if ! caller=$(aws sts get-caller-identity --query Arn --output text 2>&1 </dev/null); then
  echo "who calls is not known: $caller" >&2
  exit 64
fi
echo "as $caller, which has to be in $ou"
# A session is that of a role, and does not spell the role's path.
who=$caller name=
case "$caller" in
  arn:*:sts::*:assumed-role/*/*)
    name=${caller#*:assumed-role/}
    name=${name%%/*}
    who=${caller%%:assumed-role/*}
    who=${who/:sts:/:iam:}:role/$name
    ;;
esac
while IFS= read -r pattern; do
  # Of the shell's wildcards IAM knows `*` and `?` only.
  glob=${pattern//\\/\\\\}
  glob=${glob//\[/\\[}
  case "$who" in
    $glob)
      echo "the Region deny does not bind \`$pattern\`; call as a role that it binds" >&2
      exit 64
      ;;
  esac
  case "$pattern" in
    *:role/*/*)
      if [ -n "$name" ]; then
        case "$name" in
          ${glob##*/}) echo "if the path of this role is that of \`$pattern\`, the Region deny does not bind it, and what follows shows nothing" >&2 ;;
        esac
      fi
      ;;
  esac
done < <(exempt)
right=0 wrong=0 unknown=0
while IFS=$'\t' read -r region expected id body; do
  case " $* " in
    '  ' | *" $region "*) ;;
    *) continue ;;
  esac
  if said=$(call "$region" "$id" "$body"); then got=answer; else got=unknown; fi
  said=$(printf %s "$said" | tr -s '\n' ' ')
  case "$got $said" in
    unknown*AccessDenied*'service control polic'*) got=deny ;;
  esac
  if [ $got = $expected ]; then
    right=$((right + 1))
    echo "ok       $region $id: $expected"
  elif [ $got = unknown ]; then
    unknown=$((unknown + 1))
    echo "UNKNOWN  $region $id: must be $expected, and ended without telling:$said"
  else
    wrong=$((wrong + 1))
    echo "WRONG    $region $id: must be $expected, got $got $said"
  fi
done < <(calls "$ou")
echo "$right as they must, $wrong wrong, $unknown told nothing"
[ $wrong = 0 ] || exit 1
[ $unknown = 0 ] || exit 2
"#;
