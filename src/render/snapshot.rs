//! What `snapshot` says, and the script for whoever may run what its user may not.

use std::fmt::Write as _;

use crate::org::{Asked, Missing, Snapshot};

use super::markdown::shell_word;
use super::visible::visible;

/// What is in a snapshot, in a few lines.
pub fn snapshot_summary(snapshot: &Snapshot, path: &str) -> String {
    let ous = &snapshot.organizational_units;
    let accounts: usize = ous.iter().map(|ou| ou.accounts.len()).sum();
    let root = snapshot
        .organization
        .as_ref()
        .map_or(0, |own| own.root_accounts.len());
    let mut text = format!(
        "wrote {path}: {} OUs, {} accounts, {} service control policies, {} inference profiles\n",
        ous.len(),
        accounts + root,
        snapshot.policies.len(),
        snapshot.inference_profiles.len()
    );
    if let Some(zone) = snapshot
        .control_tower
        .as_ref()
        .and_then(|own| own.landing_zone.as_ref())
    {
        let _ = writeln!(
            text,
            "landing zone {} {} {}, {} governed Regions",
            zone.version,
            zone.status,
            zone.drift,
            zone.governed_regions.len()
        );
    }
    if !snapshot.missing.is_empty() {
        let _ = writeln!(
            text,
            "partial: {} could not be read (`missing` in the file); nothing will be said about that",
            match snapshot.missing.len() {
                1 => "one thing".to_owned(),
                n => format!("{n} things"),
            }
        );
    }
    text
}

/// Something that could not be read, for people.
pub fn missing_text(missing: &Missing) -> String {
    format!(
        "not known: {}\n  {}\n  {}",
        visible(&missing.what),
        visible(&missing.command),
        visible(&missing.why)
    )
}

/// A script that saves the answers of the commands into `answers/`, under the names that `--from` looks for.
pub fn snapshot_script(asked: &Asked) -> String {
    let home = asked
        .home_region
        .as_ref()
        .map_or_else(String::new, |region| {
            format!(" --region {}", shell_word(region))
        });
    let sources = if asked.sources.is_empty() {
        "aws controltower get-landing-zone --landing-zone-identifier \"$zone\" HOME --query 'landingZone.manifest.governedRegions' --output text".to_owned()
    } else {
        let words: Vec<String> = asked.sources.iter().map(|own| shell_word(own)).collect();
        format!("echo {}", words.join(" "))
    };
    SCRIPT.replace("SOURCES", &sources).replace(" HOME", &home)
}

const SCRIPT: &str = r#"#!/usr/bin/env bash
# Saves what `crispack snapshot --from answers` reads: read-only commands of the AWS CLI, each answer in a file. What is refused is left out.
mkdir -p answers && cd answers || exit 1
export AWS_PAGER=
date -u +%Y-%m-%dT%H:%M:%SZ >taken-at
save() { # save FILE COMMAND...
  local file=$1; shift
  aws "$@" --output json >"$file" </dev/null || { echo "not saved: $file" >&2; rm -f "$file"; }
}
save organizations.list-roots.json organizations list-roots
save organizations.describe-organization.json organizations describe-organization
walk() { # walk PARENT: its OUs and accounts, and those below
  local unit
  save "organizations.list-organizational-units-for-parent.$1.json" organizations list-organizational-units-for-parent --parent-id "$1"
  save "organizations.list-accounts-for-parent.$1.json" organizations list-accounts-for-parent --parent-id "$1"
  for unit in $(aws organizations list-organizational-units-for-parent --parent-id "$1" --query 'OrganizationalUnits[].Id' --output text </dev/null); do
    walk "$unit"
  done
}
walk "$(aws organizations list-roots --query 'Roots[0].Id' --output text </dev/null)"
save organizations.list-policies.json organizations list-policies --filter SERVICE_CONTROL_POLICY
for policy in $(aws organizations list-policies --filter SERVICE_CONTROL_POLICY --query 'Policies[].Id' --output text </dev/null); do
  save "organizations.describe-policy.$policy.json" organizations describe-policy --policy-id "$policy"
  save "organizations.list-targets-for-policy.$policy.json" organizations list-targets-for-policy --policy-id "$policy"
done
save controltower.list-landing-zones.json controltower list-landing-zones HOME
zone=$(aws controltower list-landing-zones HOME --query 'landingZones[0].arn' --output text </dev/null)
save "controltower.get-landing-zone.${zone##*/}.json" controltower get-landing-zone --landing-zone-identifier "$zone" HOME
save controltower.list-enabled-controls.json controltower list-enabled-controls HOME
for control in $(aws controltower list-enabled-controls HOME --query "enabledControls[?ends_with(controlIdentifier, 'ka8e3pkqefnjsxuyc26ji580')].arn" --output text </dev/null); do
  save "controltower.get-enabled-control.${control##*/}.json" controltower get-enabled-control --enabled-control-identifier "$control" HOME
done
for region in $(SOURCES </dev/null); do
  for kind in SYSTEM_DEFINED APPLICATION; do
    save "bedrock.list-inference-profiles.$kind.$region.json" bedrock list-inference-profiles --type-equals "$kind" --region "$region"
  done
done
"#;
