use std::collections::BTreeSet;

use crate::bedrock::Profile;
use crate::policy::glob;
use crate::proof::ProvedEffect;
use crate::render::{Facts, Smoke};
use crate::simulate::samples;

/// The calls of `smoke-test.sh`, for each group of OUs with the same policies on their path.
pub(super) fn smoke(facts: Facts<'_>) -> Vec<Smoke<'_>> {
    let of_group = |group: &'_ ProvedEffect| {
        let patterns = patterns(facts, group);
        let is_named = |profile: &Profile| -> Vec<bool> {
            let is_match = |pattern: &String| glob::matches(pattern, &profile.id);
            patterns.iter().map(is_match).collect()
        };
        samples(
            &group.after,
            facts.catalogue,
            facts.spec.partition,
            &facts.spec.worlds,
            is_named,
        )
    };
    facts
        .proof
        .effects
        .iter()
        .map(|group| Smoke {
            ous: &group.ous,
            samples: of_group(group),
        })
        .collect()
}

/// The patterns on profiles' ids of the modes on the path of a group, by which its calls may end differently.
fn patterns(facts: Facts<'_>, group: &ProvedEffect) -> BTreeSet<String> {
    let on_path = |own: &str| group.after.levels().iter().any(|level| level.name == own);
    let targets = facts.spec.targets.iter();
    targets
        .filter(|target| on_path(target.ou.as_str()))
        .flat_map(|target| target.mode.allowed_ids())
        .collect()
}
