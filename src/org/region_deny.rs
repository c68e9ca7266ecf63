use crate::control_tower::Baseline;
use crate::diagnostic::{Diagnostic, Source};

use super::{LivePolicy, Organization};

/// What the names of Control Tower's own policies begin with.
pub const MANAGED: &str = "aws-guardrails-";

/// A Region deny of Control Tower's that is there: Control Tower packs it with other controls into a policy of its own.
#[derive(Debug)]
pub struct LiveRegionDeny<'o> {
    /// The policy.
    pub policy: &'o LivePolicy,
    /// The statement.
    pub baseline: Baseline,
    /// What is odd about it: that it was edited, or has a list of another day.
    pub findings: Vec<Diagnostic>,
}

/// The policies of Control Tower's that have the Sid of a Region deny and cannot be read as one, with the reason.
pub fn unread_region_denies(organization: &Organization) -> Vec<(&LivePolicy, String)> {
    let managed = organization.policies.iter();
    let managed = managed.filter(|own| own.name.starts_with(MANAGED));
    managed
        .filter_map(|policy| {
            let content = policy.content.as_deref()?;
            let has_sid = ["GRREGIONDENY", "CTMULTISERVICEPV1"]
                .iter()
                .any(|sid| content.contains(&format!("\"{sid}\"")));
            let source = Source::new(policy.name.as_str(), content);
            let found = Baseline::read(&source, &mut Vec::new()).err()?;
            let why = found.first().map_or("", |own| own.message.as_str());
            has_sid.then(|| (policy, why.to_owned()))
        })
        .collect()
}

/// The Region denies of Control Tower's among the policies of an organization. One that cannot be read as such is left out.
pub fn region_denies(organization: &Organization) -> Vec<LiveRegionDeny<'_>> {
    let managed = organization.policies.iter();
    let managed = managed.filter(|own| own.name.starts_with(MANAGED));
    managed
        .filter_map(|policy| read(organization, policy))
        .collect()
}

/// The Region deny in a policy.
pub(super) fn read<'o>(
    organization: &Organization,
    policy: &'o LivePolicy,
) -> Option<LiveRegionDeny<'o>> {
    let content = policy.content.as_deref()?;
    let mut findings = Vec::new();
    let name = format!("{}!{}", organization.name, policy.name);
    let baseline = Baseline::read(&Source::new(name, content), &mut findings).ok()?;
    Some(LiveRegionDeny {
        policy,
        baseline,
        findings,
    })
}
