#!/usr/bin/env bash
# Made by crispack: finds out in a sandbox what AWS's pages leave open; README.md says where and how.
#
#   bash probe.sh [PROMPT_ROUTER_ARN]
#
# Makes and deletes two application inference profiles. Exit codes: 0 all three settled; 2 not all; 64 not to be used like this.
# Not tried on a live AWS organization.
set -u
export AWS_PAGER=
region=eu-central-1
one=eu.amazon.nova-micro-v1:0 two=eu.amazon.nova-lite-v1:0 three=eu.amazon.nova-2-lite-v1:0

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
  aws bedrock create-inference-profile --region $region --inference-profile-name "$1" --model-source "copyFrom=arn:aws:bedrock:$region:$account:inference-profile/$2" --query inferenceProfileArn --output text </dev/null
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
  'answer deny') worlds="$worlds, key_on_profile: absent" ;;
  'deny answer') worlds="$worlds, key_on_profile: present" ;;
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
    'deny answer') worlds="$worlds, key_through_application_profile: own" ;;
    'answer deny') worlds="$worlds, key_through_application_profile: origin" ;;
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
  deny) worlds="$worlds, key_behind_prompt_router: present" ;;
  answer)
    worlds="$worlds, key_behind_prompt_router: absent"
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
