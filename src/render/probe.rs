//! `probe/`: how to find out, in a sandbox OU of a live organization, what AWS's pages leave open.

use crate::bedrock::{Partition, Settled};
use crate::compose::Probe;

use super::markdown::shell_word;

/// `probe/README.md`: what is done in the management account.
pub fn probe_readme(probe: &Probe) -> String {
    let [one, two, three] = &probe.profiles;
    README
        .replace("REGION", &probe.region)
        .replace("ONE", one)
        .replace("TWO", two)
        .replace("THREE", three)
}

/// `probe/probe.sh`: what is done in an account of the sandbox OU.
///
/// `tests/probe.rs` runs it with the real AWS CLI against a stand-in for Bedrock, in each world; on a live organization it was not run.
pub fn probe_script(probe: &Probe, partition: Partition) -> String {
    let [one, two, three] = &probe.profiles;
    let [(a1, _), (a2, _), (a3, _)] = Settled::WORDS;
    let mut script = SCRIPT.replace("FIELD_A1", a1);
    for (mark, text) in [
        ("FIELD_A2", a2),
        ("FIELD_A3", a3),
        ("PROFILE_1", &shell_word(one)),
        ("PROFILE_2", &shell_word(two)),
        ("PROFILE_3", &shell_word(three)),
        ("ITS_REGION", &shell_word(&probe.region)),
        ("ITS_PARTITION", partition.as_str()),
    ] {
        script = script.replace(mark, text);
    }
    script
}

const README: &str = "# What AWS's pages leave open, found out\n\n\
AWS's pages do not say, or not everywhere alike, what `bedrock:InferenceProfileArn` is: A1, on the authorization of the inference profile itself; A2, through an application inference profile; A3, together with `bedrock:PromptRouterArn`, behind a prompt router. \
What crispack promises holds in either case. What you expect of single calls (`expect` in the spec, `simulate`, `explain`, `smoke-test.sh`) may depend on it; with the answers in the spec, these are sharper.\n\n\
`policy.json` denies a few calls, and which of them are denied tells the answers. It was not tried on a live AWS organization; the script was run against a stand-in.\n\n\
## Where\n\n\
A sandbox OU with a throw-away account in it, **not registered with Control Tower and under no other service control policy than `FullAWSAccess`**, the root's included: whatever else denies calls of Bedrock there would be taken for an answer. \
The calls go from `REGION` through `ONE`, `TWO` and `THREE`, which the account must be able to call, and they cost what a few tokens cost.\n\n\
## In the management account\n\n\
In one shell, in this folder, with the sandbox OU's id in `SANDBOX`:\n\n\
```sh\n\
ID=$(aws organizations create-policy --type SERVICE_CONTROL_POLICY --name crispack-probe --description 'For one sandbox OU; to be deleted' --content file://policy.json --query Policy.PolicySummary.Id --output text)\n\
aws organizations attach-policy --policy-id $ID --target-id $SANDBOX\n\
aws organizations list-targets-for-policy --policy-id $ID --query 'Targets[].TargetId' --output text\n\
```\n\n\
Expected: the sandbox OU and nothing else.\n\n\
## In the throw-away account\n\n\
As a role that may call Bedrock and make and delete application inference profiles: `bash probe.sh`, or `bash probe.sh ARN` with the ARN of a prompt router of yours. Within the first minutes the policy may not be in force yet; the script says so.\n\n\
It prints the lines for the spec. Keep its whole output with them: it is the evidence.\n\n\
## Afterwards\n\n\
```sh\n\
aws organizations detach-policy --policy-id $ID --target-id $SANDBOX\n\
aws organizations delete-policy --policy-id $ID\n\
```\n\n\
What was seen in one organization on one day may be otherwise later: AWS has changed these pages before.\n";

const SCRIPT: &str = r#"#!/usr/bin/env bash
# Made by crispack: finds out in a sandbox what AWS's pages leave open; README.md says where and how.
#
#   bash probe.sh [PROMPT_ROUTER_ARN]
#
# Makes and deletes two application inference profiles. Exit codes: 0 all three settled; 2 not all; 64 not to be used like this.
# Not tried on a live AWS organization.
set -u
export AWS_PAGER=
region=ITS_REGION
one=PROFILE_1 two=PROFILE_2 three=PROFILE_3

# The call of a model, up to three times as long as it tells nothing: answer, deny or unknown; what was said goes to standard error.
ask() { # WHAT MODEL
  local said told n
  for n in 1 2 3; do
    if said=$(aws bedrock-runtime converse --region $region --model-id "$2" --messages '[{"role":"user","content":[{"text":"1"}]}]' --inference-config maxTokens=1 --query stopReason --output text 2>&1 </dev/null); then
      told=answer
    else
      case "$said" in
        *AccessDenied*'service control polic'*) told=deny ;;
        *) told=unknown ;;
      esac
    fi
    # That a router itself is denied is not of policy.json: there is no profile yet.
    case "$told $said" in
      deny*'on resource: '*prompt-router/*) told=unknown ;;
    esac
    case "$told $said" in
      deny*' policy/'* | deny*':policy/'*) printf '%s\n' "arn:${said##* arn:}" >>"$denied_by" ;;
    esac
    echo "$1: $told ($2: $(printf %s "$said" | tr -s '\n' ' '))" >&2
    [ $told = unknown ] || break
    [ $n = 3 ] || sleep "${PAUSE:-5}"
  done
  echo $told
}

# Which policies the messages name, where they name any.
denied_by=$(mktemp) || exit 64
made=
clean_up() {
  rm -f "$denied_by"
  local arn
  for arn in $made; do
    aws bedrock delete-inference-profile --region $region --inference-profile-identifier "$arn" </dev/null || echo "delete it by hand: $arn" >&2
  done
}
trap clean_up EXIT

copy() { # NAME PROFILE: an application inference profile of it
  aws bedrock create-inference-profile --region $region --inference-profile-name "$1" --model-source "copyFrom=arn:ITS_PARTITION:bedrock:$region:$account:inference-profile/$2" --query inferenceProfileArn --output text </dev/null
}

case "${1:-}" in
  '' | arn:*) ;;
  -h | --help) sed -n '2,/^set/s/^# \{0,1\}//p' "$0"; exit 0 ;;
  *) sed -n '2,/^set/s/^# \{0,1\}//p' "$0" >&2; exit 64 ;;
esac
account=$(aws sts get-caller-identity --query Account --output text </dev/null) || exit 64
worlds= open=

case $(ask 'is the policy in force' $two) in
  deny) ;;
  answer) echo "policy.json is not in force in this account (yet)" >&2; exit 64 ;;
  *) echo "this account cannot call $two from $region, so nothing can be found out" >&2; exit 64 ;;
esac

# Exactly one of them is denied, whichever world it is; the other one shows that calls are answered at all.
case "$(ask A1 $one) $(ask A1 $three)" in
  'answer deny') worlds="$worlds, FIELD_A1: absent" ;;
  'deny answer') worlds="$worlds, FIELD_A1: present" ;;
  *)
    echo "not settled: A1, and so nothing: the policy is not in force everywhere, another one denies calls here, or the models are not enabled" >&2
    exit 2
    ;;
esac

first=$(copy crispack-probe-1-$$ $one)
made=$first
second=$(copy crispack-probe-2-$$ $two)
made="$made $second"
if [ -n "$first" ] && [ -n "$second" ]; then
  case "$(ask A2 "$first") $(ask A2 "$second")" in
    'deny answer') worlds="$worlds, FIELD_A2: own" ;;
    'answer deny') worlds="$worlds, FIELD_A2: origin" ;;
    *) open="$open A2" ;;
  esac
else
  open="$open A2"
fi

# Only a router that goes through inference profiles can tell, and through none of those three, whose calls other statements deny.
query="[promptRouterArn, join(' ', models[].modelArn)]"
if [ -n "${1:-}" ]; then
  routers=$(aws bedrock get-prompt-router --region $region --prompt-router-arn "$1" --query "$query" --output text </dev/null)
else
  routers=$(aws bedrock list-prompt-routers --region $region --type default --query "promptRouterSummaries[].$query" --output text </dev/null)
fi
told=none
while read -r router behind; do
  case "$behind" in
    '' | *foundation-model/* | *"/$one"* | *"/$two"* | *"/$three"*) continue ;;
  esac
  told=answer
  break
done <<<"$routers"
# Its profiles by themselves have to be answered, or a denial would not be of the router.
if [ $told = answer ]; then
  for own in $behind; do
    [ "$(ask "a model behind the router, by itself" "$own")" = answer ] || told=unknown
  done
fi
case $told in
  answer)
    # An answer may come from where the policy has not arrived, so it is asked for more than once.
    for n in 1 2 3; do
      told=$(ask A3 "$router")
      [ $told = answer ] || break
      [ $n = 3 ] || sleep "${PAUSE:-5}"
    done
    ;;
esac
# And if it is in force no more, nothing was shown.
[ "$told" != answer ] || [ "$(ask 'is the policy still in force' $two)" = deny ] || told=unknown
case $told in
  deny) worlds="$worlds, FIELD_A3: present" ;;
  answer)
    worlds="$worlds, FIELD_A3: absent"
    echo "A3 rests on answers alone: run this again in a quarter of an hour, and record it only if it says the same" >&2
    ;;
  none) echo "A3: no prompt router can be seen in $region that goes through inference profiles only, and not through $one, $two or $three; give the ARN of one of yours" >&2; open="$open A3" ;;
  *) open="$open A3" ;;
esac

by=$(sort -u "$denied_by")
if [ "$(sort -u "$denied_by" | wc -l)" -gt 1 ]; then
  printf 'not settled: more than one policy denies calls here:\n%s\n' "$by" >&2
  exit 2
fi
echo "this holds only if the policy of this probe is the only one that denies anything here; the messages name ${by:-none}" >&2
[ -z "$worlds" ] || echo "worlds: {seen: $(date -u +%F)$worlds}"
[ -z "$open" ] && exit 0
echo "not settled:$open" >&2
exit 2
"#;
