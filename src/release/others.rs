use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Source};
use crate::org::{MANAGED, Organization, region_denies};
use crate::policy::{Attached, Document, Effect, Level, Levels, Policy, Scope as Of, Statement};
use crate::proof::rules::foreign_left_out;

/// Policies of others, by what they hang on.
#[derive(Debug, Default)]
pub(super) struct Others {
    pub(super) by_ou: BTreeMap<String, Vec<Attached>>,
    pub(super) by_account: BTreeMap<String, Vec<Attached>>,
}

/// What hangs in an organization besides the policies of some names and Control Tower's Region deny.
pub(super) fn others(
    organization: &Organization,
    names: &BTreeSet<&str>,
    findings: &mut Vec<Diagnostic>,
) -> Others {
    let denies = region_denies(organization);
    let mut others = Others::default();
    let foreign = organization.policies.iter();
    for live in foreign.filter(|own| !names.contains(own.name.as_str())) {
        if live.attached_to.is_empty() && live.attached_to_accounts.is_empty() {
            continue;
        }
        let policy = match live.content.as_deref() {
            Some(content) => {
                let name = format!("{}!{}", organization.name, live.name);
                Document::read(&Source::new(name, content)).map(|own| own.policy)
            }
            None if live.name == "FullAWSAccess" => Ok(Arc::new(full_access())),
            None => {
                let why = "the snapshot does not have its text";
                findings.push(foreign_left_out::finding(&live.name, why));
                continue;
            }
        };
        let mut policy = match policy {
            Ok(policy) => policy,
            Err(found) => {
                let why = found.first().map_or("", |own| own.message.as_str());
                findings.push(foreign_left_out::finding(&live.name, why));
                continue;
            }
        };
        let deny = denies.iter().find(|own| own.policy.name == live.name);
        if let Some(deny) = deny.filter(|_| live.name.starts_with(MANAGED)) {
            // The Region deny is on one of the sides already; Control Tower packs it with other controls.
            let mut rest = (*policy).clone();
            rest.statements
                .retain(|own| *own != deny.baseline.statement);
            policy = Arc::new(rest);
        }
        let (policy, is_cut) = decidable(&policy);
        if is_cut {
            let why = "it asks for keys that are not read from events; those statements are left out on both sides";
            findings.push(foreign_left_out::finding(&live.name, why));
        }
        let attached = Attached::from_policy(live.name.as_str(), Arc::new(policy));
        let alone = Level {
            name: String::new(),
            attached: vec![attached.clone()],
        };
        if let Err(found) = Levels::new(vec![alone]) {
            let why = found.first().map_or("", |own| own.message.as_str());
            findings.push(foreign_left_out::finding(&live.name, why));
            continue;
        }
        for ou in &live.attached_to {
            let on = others.by_ou.entry(ou.clone()).or_default();
            on.push(attached.clone());
        }
        // What allows everything allows it for each account alike.
        let is_plain = *attached.policy == full_access();
        for account in live.attached_to_accounts.iter().filter(|_| !is_plain) {
            let on = others.by_account.entry(account.clone()).or_default();
            on.push(attached.clone());
        }
    }
    others
}

/// The keys that a replayed request has, or is known not to have.
const KEYS: [&str; 4] = [
    "aws:RequestedRegion",
    "aws:PrincipalArn",
    "bedrock:InferenceProfileArn",
    "bedrock:PromptRouterArn",
];

/// What can be told of a policy of others: a Deny that asks for another key is left out, since whoever called may have had it; an Allow allows whatever the key. What others deny is there before and after, so
/// it is no effect of the rollout.
fn decidable(policy: &Policy) -> (Policy, bool) {
    let mut decidable = policy.clone();
    let is_known = |key: &str| KEYS.iter().any(|own| own.eq_ignore_ascii_case(key));
    decidable.statements.retain(|own| {
        let mut keys = own.conditions.iter().map(|one| one.key.as_str());
        own.effect == Effect::Allow || keys.all(is_known)
    });
    for own in &mut decidable.statements {
        own.conditions.retain(|one| is_known(&one.key));
    }
    let is_cut = decidable != *policy;
    (decidable, is_cut)
}

/// What AWS attaches to everything (AWS Organizations User Guide, "SCP evaluation", read 2026-11-25).
fn full_access() -> Policy {
    Policy {
        statements: vec![Statement {
            sid: None,
            effect: Effect::Allow,
            action: Of::Only(vec!["*".to_owned()]),
            resource: Of::Only(vec!["*".to_owned()]),
            conditions: Vec::new(),
        }],
        ..Policy::default()
    }
}
