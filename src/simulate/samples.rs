use std::collections::{BTreeMap, BTreeSet};

use crate::bedrock::call::{ANY_ACCOUNT, Call, Through};
use crate::bedrock::{
    Catalogue, DIRECT_MODEL, GLOBAL, INFERENCE_ACTIONS, Partition, Profile, Settled, ado,
};
use crate::policy::{Levels, Request};

use super::call::is_denied;

/// A call that stands for others of its row and column in the matrix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    /// The Region of the caller.
    pub source: String,
    /// The id of the inference profile, or of the model in a direct call.
    pub id: String,
    /// The id of the foundation model behind it.
    pub model: String,
    /// A hop of it is denied.
    pub is_denied: bool,
}

/// A principal that no policy names.
const NOBODY: &str = "role/crispack-smoke-test";

/// For every source Region, and there for direct calls and for every family, a call that is denied and one that is not, as far as there are both among the profiles that
/// differ in their routes or in their `kind`. What rests on something that AWS leaves open and that is not settled is left out.
///
/// The profiles that are called with the least ado come first; in the order of the source Regions, direct calls before families.
pub fn samples<K: Ord + Clone>(
    levels: &Levels,
    catalogue: &Catalogue,
    partition: Partition,
    settled: &Settled,
    kind: impl Fn(&Profile) -> K,
) -> Vec<Sample> {
    let [action, _] = INFERENCE_ACTIONS;
    let principal = format!("arn:{}:iam::{ANY_ACCOUNT}:{NOBODY}", partition.as_str());
    let fill = |request: Request<'static>| request.with("aws:PrincipalArn", principal.clone());
    let sample = |through: Through, source: &str, destinations: &[String]| {
        let (id, model) = match &through {
            Through::Profile { id } => (id.clone(), through.model().to_owned()),
            _ => (through.model().to_owned(), through.model().to_owned()),
        };
        let call = Call::of_route(through, source, destinations, partition);
        is_denied(levels, &call, action, settled, fill).map(|is_denied| Sample {
            source: source.to_owned(),
            id,
            model,
            is_denied,
        })
    };
    let mut samples = Vec::new();
    for (source, families) in cells(catalogue, partition, kind) {
        let direct = Through::Model {
            id: DIRECT_MODEL.to_owned(),
        };
        samples.extend(sample(direct, source, &[]));
        for profiles in families.values() {
            let mut verdicts = BTreeSet::new();
            for profile in profiles {
                let through = Through::Profile {
                    id: profile.id.clone(),
                };
                let destinations = profile.routes.get(source).map_or(&[][..], Vec::as_slice);
                let one = sample(through, source, destinations);
                samples.extend(one.filter(|one| verdicts.insert(one.is_denied)));
                if verdicts.len() == 2 {
                    break;
                }
            }
        }
    }
    samples
}

type Cells<'c> = BTreeMap<&'c str, BTreeMap<&'c str, Vec<&'c Profile>>>;

/// The profiles by source Region and family, one of those with the same destinations and of the same kind, the easiest to call first.
fn cells<K: Ord + Clone>(
    catalogue: &Catalogue,
    partition: Partition,
    kind: impl Fn(&Profile) -> K,
) -> Cells<'_> {
    let mut profiles: Vec<&Profile> = catalogue
        .profiles
        .iter()
        .filter(|profile| profile.is_routable() && profile.partition == partition.as_str())
        .collect();
    profiles.sort_unstable_by_key(|profile| (ado(profile.model()), profile.id.as_str()));
    let mut cells = Cells::new();
    let mut seen = BTreeSet::new();
    for profile in profiles {
        let (family, kind) = (profile.family(), kind(profile));
        for (source, destinations) in &profile.routes {
            // Where a Global call may be served is not asked.
            let destinations = Some(destinations).filter(|_| family != GLOBAL);
            if seen.insert((source, family, kind.clone(), destinations)) {
                let families = cells.entry(source.as_str()).or_default();
                families.entry(family).or_default().push(profile);
            }
        }
    }
    cells
}
