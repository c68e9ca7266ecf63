//! An organization, call by call.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::bedrock::INFERENCE_ACTIONS;
use crate::control_tower::OuControl;
use crate::text::sha256;

use super::call::{Call, Fetch};
use super::calls::{
    Asked, KINDS, accounts, content, control, controls, organization, policies, profiles, roots,
    targets, units, zone, zones,
};
use super::ou_control::ENABLED_CONTROLS;
use super::snapshot::{
    ControlTower, EnabledControl, Identity, LandingZone, LivePolicy, LiveProfile, Missing, Ou,
    SCHEMA, Snapshot,
};
use super::{Organization, region_denies};

/// Asks for everything, as far as the rights go; what is refused is listed in the snapshot.
///
/// # Errors
/// The root cannot be read: without it there is no organization to speak of.
pub fn collect(asked: &Asked, fetch: &dyn Fetch) -> Result<Snapshot, Missing> {
    let mut found = Collector {
        fetch,
        missing: Vec::new(),
        paths: BTreeMap::new(),
        units: Vec::new(),
    };
    let mut first = fetch.fetch(&[roots(), organization()]).into_iter();
    let roots_answer = first.next().unwrap_or_else(|| Err(String::new()));
    let root = roots_answer.map_err(|why| missing("the organization", &roots(), why))?;
    let root = text(&root, "/Roots/0/Id").ok_or_else(|| {
        let why = "the answer has no root".to_owned();
        missing("the organization", &roots(), why)
    })?;
    let described = match first.next() {
        Some(Ok(value)) => value,
        Some(Err(why)) => {
            let what = missing("the organization's own id", &organization(), why);
            found.missing.push(what);
            Value::Null
        }
        None => Value::Null,
    };
    let root_accounts = found.tree(&root);
    let policies = found.policies();
    let control_tower = found.control_tower(asked);
    let sources = if asked.sources.is_empty() {
        let zone = control_tower
            .as_ref()
            .and_then(|own| own.landing_zone.as_ref());
        zone.map_or_else(
            || asked.home_region.iter().cloned().collect(),
            |zone| zone.governed_regions.clone(),
        )
    } else {
        asked.sources.clone()
    };
    let inference_profiles = found.profiles(&sources);
    let mut units = found.units;
    units.sort_unstable_by(|a, b| a.path.cmp(&b.path));
    let mut snapshot = Snapshot {
        schema: SCHEMA.to_owned(),
        taken_at: asked.taken_at.clone(),
        home_region: asked.home_region.clone(),
        organization: Some(Identity {
            id: text(&described, "/Organization/Id"),
            management_account: text(&described, "/Organization/MasterAccountId"),
            root_id: Some(root),
            root_accounts,
        }),
        organizational_units: units,
        policies,
        control_tower,
        inference_profiles,
        missing: found.missing,
    };
    let organization = Organization::of(String::new(), snapshot.clone());
    if let Some(control_tower) = &mut snapshot.control_tower {
        control_tower.region_denies = region_denies(&organization)
            .iter()
            .map(|own| {
                json!({
                    "policy": own.policy.name,
                    "sid": own.baseline.statement.sid,
                    "regions": own.baseline.regions,
                    "inference_exempt": own.baseline.leaves_inference_out(&INFERENCE_ACTIONS),
                    "attached_to": own.policy.attached_to,
                })
            })
            .collect();
    }
    Ok(snapshot)
}

struct Collector<'f> {
    fetch: &'f dyn Fetch,
    missing: Vec<Missing>,
    /// The paths of OUs and of the root by their ids.
    paths: BTreeMap<String, String>,
    units: Vec<Ou>,
}

impl Collector<'_> {
    /// Asks; what is refused is noted down.
    fn ask(&mut self, what: &[String], calls: &[Call]) -> Vec<Option<Value>> {
        let answers = self.fetch.fetch(calls);
        let mut values = Vec::with_capacity(answers.len());
        for ((answer, call), what) in answers.into_iter().zip(calls).zip(what) {
            match answer {
                Ok(value) => values.push(Some(value)),
                Err(why) => {
                    self.missing.push(missing(what, call, why));
                    values.push(None);
                }
            }
        }
        values
    }

    fn ask_one(&mut self, what: &str, call: &Call) -> Option<Value> {
        self.ask(&[what.to_owned()], std::slice::from_ref(call))
            .pop()
            .flatten()
    }

    /// Every OU, level by level. Returns the accounts of the root.
    fn tree(&mut self, root: &str) -> Vec<String> {
        /// More levels than Organizations has.
        const DEEPEST: usize = 8;
        self.paths.insert(root.to_owned(), "Root".to_owned());
        let mut level = vec![(root.to_owned(), String::new())];
        let mut root_accounts = Vec::new();
        for depth in 0..DEEPEST {
            if level.is_empty() {
                break;
            }
            let shown = |path: &str| {
                if path.is_empty() {
                    "the root".to_owned()
                } else {
                    format!("`{path}`")
                }
            };
            let calls: Vec<Call> = level
                .iter()
                .flat_map(|(id, _)| [units(id), accounts(id)])
                .collect();
            let what: Vec<String> = level
                .iter()
                .flat_map(|(_, path)| {
                    [
                        format!("the OUs below {}", shown(path)),
                        format!("the accounts of {}", shown(path)),
                    ]
                })
                .collect();
            let mut answers = self.ask(&what, &calls).into_iter();
            let mut next = Vec::new();
            for (id, path) in &level {
                let below = answers.next().flatten().unwrap_or_default();
                let own = answers.next().flatten().unwrap_or_default();
                let mut accounts: Vec<String> = list(&own, "Accounts")
                    .iter()
                    .filter_map(|account| text(account, "/Id"))
                    .collect();
                accounts.sort();
                if depth == 0 {
                    root_accounts = accounts;
                } else {
                    self.units.push(Ou {
                        path: path.clone(),
                        id: Some(id.clone()),
                        accounts,
                    });
                }
                for unit in list(&below, "OrganizationalUnits") {
                    let (Some(id), Some(name)) = (text(unit, "/Id"), text(unit, "/Name")) else {
                        continue;
                    };
                    let path = if path.is_empty() {
                        name
                    } else {
                        format!("{path}:{name}")
                    };
                    self.paths.insert(id.clone(), path.clone());
                    next.push((id, path));
                }
            }
            level = next;
        }
        root_accounts
    }

    fn policies(&mut self) -> Vec<LivePolicy> {
        let Some(listed) = self.ask_one("the service control policies", &policies()) else {
            return Vec::new();
        };
        let known: Vec<(String, String, bool)> = list(&listed, "Policies")
            .iter()
            .filter_map(|own| {
                let managed = own.get("AwsManaged").and_then(Value::as_bool);
                Some((
                    text(own, "/Id")?,
                    text(own, "/Name")?,
                    managed.unwrap_or_default(),
                ))
            })
            .collect();
        let calls: Vec<Call> = known
            .iter()
            .flat_map(|(id, ..)| [content(id), targets(id)])
            .collect();
        let what: Vec<String> = known
            .iter()
            .flat_map(|(_, name, _)| {
                [
                    format!("the text of `{name}`"),
                    format!("what `{name}` hangs on"),
                ]
            })
            .collect();
        let mut answers = self.ask(&what, &calls).into_iter();
        let mut policies: Vec<LivePolicy> = Vec::with_capacity(known.len());
        for (id, name, aws_managed) in known {
            let described = answers.next().flatten().unwrap_or_default();
            let hangs_on = answers.next().flatten().unwrap_or_default();
            let content = text(&described, "/Policy/Content");
            let mut policy = LivePolicy {
                name,
                id: Some(id),
                aws_managed,
                sha256: content.as_ref().map(|text| sha256(text.as_bytes())),
                content,
                ..LivePolicy::default()
            };
            for target in list(&hangs_on, "Targets") {
                let Some(id) = text(target, "/TargetId") else {
                    continue;
                };
                match self.paths.get(&id) {
                    Some(path) => policy.attached_to.insert(path.clone()),
                    None => policy.attached_to_accounts.insert(id),
                };
            }
            policies.push(policy);
        }
        policies.sort_unstable_by(|a, b| a.name.cmp(&b.name));
        policies
    }

    fn control_tower(&mut self, asked: &Asked) -> Option<ControlTower> {
        let home = asked.home_region.as_deref();
        let zones = self.ask_one("the landing zone", &zones(home));
        let arn = zones.and_then(|zones| text(&zones, "/landingZones/0/arn"));
        let landing_zone = arn
            .and_then(|arn| self.ask_one("the landing zone", &zone(&arn, home)))
            .map(|zone| LandingZone {
                version: text(&zone, "/landingZone/version").unwrap_or_default(),
                status: text(&zone, "/landingZone/status").unwrap_or_default(),
                drift: text(&zone, "/landingZone/driftStatus/status").unwrap_or_default(),
                governed_regions: zone
                    .pointer("/landingZone/manifest/governedRegions")
                    .and_then(Value::as_array)
                    .map(|regions| {
                        regions
                            .iter()
                            .filter_map(|own| own.as_str().map(str::to_owned))
                            .collect()
                    })
                    .unwrap_or_default(),
            });
        let enabled = self.ask_one(ENABLED_CONTROLS, &controls(home));
        if landing_zone.is_none() && enabled.is_none() {
            return None;
        }
        let mut enabled_controls = Vec::new();
        for own in enabled.iter().flat_map(|own| list(own, "enabledControls")) {
            let Some(control_arn) = text(own, "/controlIdentifier") else {
                continue;
            };
            let target = text(own, "/targetIdentifier").unwrap_or_default();
            let id = target.rsplit('/').next().unwrap_or_default();
            let mut parameters = BTreeMap::new();
            if OuControl::is_named_by(&control_arn)
                && let Some(arn) = text(own, "/arn")
                && let Some(details) =
                    self.ask_one("the parameters of the OU Region deny", &control(&arn, home))
            {
                let all = details.pointer("/enabledControlDetails/parameters");
                for parameter in all.and_then(Value::as_array).into_iter().flatten() {
                    if let Some(key) = text(parameter, "/key") {
                        let value = parameter.get("value").cloned();
                        parameters.insert(key, value.unwrap_or_default());
                    }
                }
            }
            enabled_controls.push(EnabledControl {
                ou: self.paths.get(id).cloned().unwrap_or(target),
                status: text(own, "/statusSummary/status").unwrap_or_default(),
                drift: text(own, "/driftStatusSummary/driftStatus").unwrap_or_default(),
                control: control_arn,
                parameters,
            });
        }
        enabled_controls.sort_unstable_by(|a, b| (&a.control, &a.ou).cmp(&(&b.control, &b.ou)));
        Some(ControlTower {
            landing_zone,
            region_denies: Vec::new(),
            enabled_controls,
        })
    }

    fn profiles(&mut self, sources: &[String]) -> Vec<LiveProfile> {
        let asked: Vec<(&String, &str)> = sources
            .iter()
            .flat_map(|source| KINDS.map(|kind| (source, kind)))
            .collect();
        let calls: Vec<Call> = asked
            .iter()
            .map(|(source, kind)| profiles(kind, source))
            .collect();
        let what: Vec<String> = asked
            .iter()
            .map(|(source, kind)| {
                let kind = if *kind == "APPLICATION" {
                    "application"
                } else {
                    "system"
                };
                format!("the {kind} inference profiles of {source}")
            })
            .collect();
        let answers = self.ask(&what, &calls);
        let mut profiles = Vec::new();
        for ((source, kind), answer) in asked.iter().zip(answers) {
            for own in answer
                .iter()
                .flat_map(|own| list(own, "inferenceProfileSummaries"))
            {
                let Some(id) = text(own, "/inferenceProfileId") else {
                    continue;
                };
                let destinations: BTreeSet<String> = list(own, "models")
                    .iter()
                    .filter_map(|model| {
                        Some(text(model, "/modelArn")?.split(':').nth(3)?.to_owned())
                    })
                    .collect();
                profiles.push(LiveProfile {
                    source: (*source).clone(),
                    id,
                    is_application: *kind == "APPLICATION",
                    destinations,
                    status: text(own, "/status").unwrap_or_default(),
                });
            }
        }
        profiles.sort_unstable_by(|a, b| (&a.source, &a.id).cmp(&(&b.source, &b.id)));
        profiles
    }
}

fn missing(what: &str, call: &Call, why: String) -> Missing {
    Missing {
        what: what.to_owned(),
        command: call.shown(),
        why,
    }
}

fn text(value: &Value, pointer: &str) -> Option<String> {
    value.pointer(pointer)?.as_str().map(str::to_owned)
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value
        .get(key)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}
