//! The identity policies that a spec asks for: one set per mode, for the OUs that have the mode.

use std::sync::Arc;

use crate::bedrock::call::ANY_ACCOUNT;
use crate::diagnostic::Diagnostic;
use crate::iam::{self, Bearer, Grants, Identity, rules};
use crate::org::Organization;
use crate::policy::Policy;
use crate::spec::{Mode, Spec};
use crate::text::sha256;

use super::basis::Basis;

/// The identity policies of one mode.
#[derive(Debug, Clone)]
pub struct ModeIdentity {
    /// The mode.
    pub mode: Arc<Mode>,
    /// What the policies' names begin with, and what a stack set is called: letters, digits and hyphens.
    pub name: String,
    /// The calls that are allowed.
    pub grants: Grants,
    /// The OUs whose accounts get them: those that have the mode, and below them those that a snapshot tells and no target names.
    pub ous: Vec<String>,
    /// Is it a stack set of the package, and not only a file?
    pub stack_set: bool,
    /// Control Tower's home Region, where the stacks are.
    pub home_region: String,
}

impl ModeIdentity {
    /// The policies, each with its name, for a partition and an account.
    pub fn policies(&self, identity: &Identity<'_>) -> Vec<(String, Policy)> {
        self.grants.named(&self.name, identity)
    }

    /// The template's path in the package.
    pub fn file(&self) -> String {
        format!("templates/{}.template.json", self.name)
    }
}

/// The identity policies of every mode under which a call works that the spec asks for, in the order of the modes.
pub(super) fn identities(basis: Basis<'_>, findings: &mut Vec<Diagnostic>) -> Vec<ModeIdentity> {
    let spec = basis.spec;
    let Some(wanted) = &spec.iam else {
        return Vec::new();
    };
    let ground = spec.ground(basis.baseline, basis.catalogue);
    let identity = Identity {
        partition: spec.partition.as_str(),
        account: ANY_ACCOUNT,
    };
    let place = || wanted.place.clone();
    let mut all = Vec::new();
    for mode in &spec.modes {
        let calls = iam::calls_of(mode, &ground, wanted, spec.partition);
        if calls.is_empty() {
            continue;
        }
        for call in &calls {
            let profile = basis
                .catalogue
                .profiles
                .iter()
                .find(|own| call.is_through(&own.id));
            let found = profile.and_then(|own| rules::iam_route_unsure::check(own, place()));
            findings.extend(found.filter(|new| !findings.contains(new)));
        }
        match Grants::by_model(calls, &identity, Bearer::Auto) {
            Ok(grants) => {
                let whose = format!("the mode `{}`", mode.name);
                findings.extend(rules::iam_too_many::check(grants.len(), &whose, place()));
                all.push(ModeIdentity {
                    name: short(format!("{}iam-{}", spec.name_prefix(), plain(&mode.name))),
                    mode: Arc::clone(mode),
                    grants,
                    ous: ous(spec, mode),
                    stack_set: wanted.stack_set,
                    home_region: spec.home_region.clone(),
                });
            }
            Err(own) => findings.push(rules::iam_too_large::call(&own, place())),
        }
    }
    if all.is_empty() {
        let names: Vec<&str> = spec.modes.iter().map(|mode| mode.name.as_str()).collect();
        findings.push(rules::iam_nothing_to_grant::finding(&names, place()));
    }
    all
}

/// The OUs that have a mode. The root only where no OU has it: as a stack set's target it means every account of the organization.
fn ous(spec: &Spec, mode: &Mode) -> Vec<String> {
    let own = spec.targets.iter().filter(|own| own.mode.name == mode.name);
    let (roots, ous): (Vec<_>, Vec<_>) = own.partition(|own| own.ou.is_root());
    let paths = if ous.is_empty() { roots } else { ous };
    paths.iter().map(|own| own.ou.as_str().to_owned()).collect()
}

/// Adds the OUs below those that have a mode, as far as no other target is nearer: a stack set reaches the accounts directly in an OU only. They take the place of the root, which as a
/// stack set's target means every account.
pub(super) fn reach(all: &mut [ModeIdentity], spec: &Spec, organization: &Organization) {
    for path in &organization.ous {
        let above = |own: &str| {
            path == own
                || path
                    .strip_prefix(own)
                    .is_some_and(|rest| rest.starts_with(':'))
        };
        let of_path = spec.targets.iter().filter(|own| above(own.ou.as_str()));
        let nearest = of_path.max_by_key(|own| own.ou.as_str().len());
        // A policy on the root holds for every OU.
        let nearest = nearest.or_else(|| spec.targets.iter().find(|own| own.ou.is_root()));
        let Some(nearest) = nearest else { continue };
        let own = all
            .iter_mut()
            .find(|own| own.mode.name == nearest.mode.name);
        if let Some(own) = own.filter(|own| !own.ous.contains(path)) {
            own.ous.retain(|ou| ou != "Root");
            own.ous.push(path.clone());
        }
    }
}

/// A name that leaves room for what CfCT puts before that of a stack set, which has 128 characters (AWS CloudFormation API Reference, `CreateStackSet`, read 2026-11-26).
fn short(name: String) -> String {
    const MOST: usize = 100;
    if name.len() <= MOST {
        return name;
    }
    let hash: String = sha256(name.as_bytes()).chars().take(8).collect();
    let start: String = name.chars().take(MOST - 9).collect();
    format!("{start}-{hash}")
}

/// A mode's name in letters, digits and hyphens, as CloudFormation takes it for a stack set; another one for another mode.
fn plain(mode: &str) -> String {
    let plain = mode.replace(['_', '.'], "-");
    if plain == mode {
        return plain;
    }
    let hash: String = sha256(mode.as_bytes()).chars().take(8).collect();
    format!("{plain}-{hash}")
}
