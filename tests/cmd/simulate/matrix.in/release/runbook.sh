# Made by crispack: what the commands of RUNBOOK.md call. Read it into one bash, in the folder of this file: . ./runbook.sh
# It only defines things, and asks who you are; nothing is changed by reading it.
export AWS_REGION=eu-central-1 AWS_DEFAULT_REGION=eu-central-1 AWS_PAGER=
ACCOUNT=$(aws sts get-caller-identity --query Account --output text)
BUCKET=custom-control-tower-configuration-$ACCOUNT-$AWS_REGION
KEY=custom-control-tower-configuration.zip
HASH=0b9f2b2e54001d10de98d1f484781f168e09b20e352094b8db5bbe49f9c7ab00 # of this release
BACKUP=../before-0b9f2b2e5400.zip # of the configuration before it
targets() { cat <<'END'
cris-security-8f6fb4eb	Security
cris-workloads	Workloads
cris-regulated	Workloads:Regulated
cris-sandbox-67fc6249	Sandbox
cris-genai-lab-10e79769	GenAI Lab
END
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
gone() { # the policies that the earlier configuration does not mention
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
keep_backup() {
count=$(aws s3api list-objects-v2 --no-paginate --max-keys 1 --bucket $BUCKET --prefix $KEY --query 'length(Contents || `[]`)' --output text)
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
}
free_slots() {
targets | while IFS=$'\t' read -r name path; do
  aws organizations list-policies-for-target --target-id "$(ou_id "$path")" --filter SERVICE_CONTROL_POLICY --query 'length(Policies)' --output text </dev/null
done
}
upload() {
aws s3 cp custom-control-tower-configuration.zip s3://$BUCKET/custom-control-tower-configuration.zip
}
verify() {
targets | while IFS=$'\t' read -r name path; do
  id=$(policy_id "$name")
  hash=$(grep " package/policies/$name.json$" SHA256SUMS | cut -d' ' -f1)
  live=$(aws organizations describe-policy --policy-id "$id" --query Policy.Content --output text </dev/null | tr -d '\n' | sha256sum | cut -d' ' -f1)
  on=$(aws organizations list-targets-for-policy --policy-id "$id" --query 'Targets[].TargetId' --output text </dev/null | xargs)
  [ "$live" = "$hash" ] && text=same || text=DIFFERS
  ou=$(ou_id "$path")
  ou=${ou:-no-such-ou}
  case " $on " in
    " $ou ") place=attached ;;
    *" $ou "*) place="attached, and also elsewhere: $on" ;;
    *) place="NOT THERE, on: ${on:-nothing}" ;;
  esac
  echo "$text $place $name $path"
done
}
restore() {
if [ -e "$BACKUP" ]; then
  unzip -tq "$BACKUP" && aws s3 cp "$BACKUP" s3://$BUCKET/$KEY || echo "STOP: the backup cannot be put back"
elif [ -e "$BACKUP.none" ]; then
  aws s3 rm s3://$BUCKET/$KEY
else
  echo "STOP: there is no backup here; aws s3api list-object-versions shows what was there before"
fi
}
take_away() {
gone | while read -r name; do
  id=$(policy_id "$name")
  for target in $(aws organizations list-targets-for-policy --policy-id "$id" --query 'Targets[].TargetId' --output text </dev/null); do
    aws organizations detach-policy --policy-id "$id" --target-id "$target" </dev/null
  done
  aws organizations delete-policy --policy-id "$id" </dev/null && echo "deleted $name"
done
}
