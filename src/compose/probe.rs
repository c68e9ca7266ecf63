use std::collections::BTreeMap;

use crate::bedrock::{Catalogue, INFERENCE_ACTIONS, Partition, Profile, Tiny, ado, arn, tiny};
use crate::policy::Policy;
use crate::spec::Spec;

use super::statement::{PROFILE_KEY, deny};

/// A small policy for a sandbox OU, under which a few calls end differently in each of the worlds that AWS's pages leave open (A1 to A3).
#[derive(Debug)]
pub struct Probe {
    /// The Region of the caller.
    pub region: String,
    /// Inference profiles of one family that are offered there and converse.
    pub profiles: [String; 3],
    /// The policy.
    pub policy: Policy,
}

/// The key that names the prompt router of a call.
const ROUTER_KEY: &str = "bedrock:PromptRouterArn";

impl Probe {
    /// For the home Region if three profiles of a family are offered there, else for another working Region, else for any. `None`: nowhere are there three.
    pub fn new(spec: &Spec, catalogue: &Catalogue) -> Option<Self> {
        let home = std::iter::once(spec.home_region.as_str());
        let working = spec.working.iter().map(String::as_str);
        let any = catalogue.regions.iter().map(|region| region.code.as_str());
        let mut regions = home.chain(working).chain(any);
        let (region, profiles) = regions.find_map(|region| {
            let profiles = easiest_three(catalogue, spec.partition, region)?;
            Some((
                region.to_owned(),
                profiles.map(|profile| profile.id.clone()),
            ))
        })?;
        Some(Self {
            policy: policy(&profiles),
            region,
            profiles,
        })
    }
}

/// Three profiles of one geographic family that converse, offered in a Region, of the family whose calls are the least ado.
fn easiest_three<'c>(
    catalogue: &'c Catalogue,
    partition: Partition,
    region: &str,
) -> Option<[&'c Profile; 3]> {
    let mut families: BTreeMap<&str, Vec<&Profile>> = BTreeMap::new();
    for profile in &catalogue.profiles {
        if profile.is_routable()
            && profile.partition == partition.as_str()
            && profile.routes.contains_key(region)
            && tiny(profile.model()) == Tiny::Converse
        {
            families.entry(profile.family()).or_default().push(profile);
        }
    }
    let mut best = families
        .into_values()
        .filter_map(|mut profiles| {
            profiles.sort_unstable_by_key(|profile| (ado(profile.model()), profile.id.as_str()));
            profiles.first_chunk().copied()
        })
        .collect::<Vec<[&Profile; 3]>>();
    best.sort_unstable_by_key(|three| three.map(|profile| (ado(profile.model()), &profile.id)));
    best.first().copied()
}

/// One statement for each question, on its own profile or model, so that a denied call tells which it was.
///
/// The second profile's own calls are always denied, since the model's authorization has the key: that shows that the policy is in force.
fn policy(profiles: &[String; 3]) -> Policy {
    let [one, two, three] = profiles;
    let [action, _] = INFERENCE_ACTIONS;
    let profile = |id: &str| arn::inference_profiles(id);
    let model = |id: &str| {
        let model = id.split_once('.').map_or(id, |(_, model)| model);
        format!("arn:*:bedrock:*::foundation-model/{model}")
    };
    let like = |pattern: String| vec![pattern];
    Policy {
        statements: vec![
            deny("ProbeA1Present", &[action])
                .on(&[&profile(one)])
                .when_present(PROFILE_KEY),
            deny("ProbeA1Absent", &[action])
                .on(&[&profile(three)])
                .when("Null", PROFILE_KEY, vec!["true".to_owned()]),
            deny("ProbeA2Own", &[action]).on(&[&model(one)]).when(
                "ArnLike",
                PROFILE_KEY,
                like(arn::APPLICATION_PROFILES.to_owned()),
            ),
            deny("ProbeA2Origin", &[action]).on(&[&model(two)]).when(
                "ArnLike",
                PROFILE_KEY,
                like(profile(two)),
            ),
            deny("ProbeA3Present", &[action])
                .when_present(PROFILE_KEY)
                .when_present(ROUTER_KEY),
        ],
        ..Policy::default()
    }
}

#[cfg(test)]
mod tests {
    use super::easiest_three;
    use crate::bedrock::{Catalogue, Partition};

    #[test]
    fn three_profiles_of_one_family_in_a_region() {
        let catalogue = Catalogue::builtin();
        let ids = |partition, region| {
            let three = easiest_three(catalogue, partition, region);
            three.map(|three| three.map(|profile| profile.id.as_str()))
        };
        assert_eq!(
            ids(Partition::Aws, "eu-central-1"),
            Some([
                "eu.amazon.nova-micro-v1:0",
                "eu.amazon.nova-lite-v1:0",
                "eu.amazon.nova-2-lite-v1:0"
            ])
        );
        assert!(ids(Partition::AwsUsGov, "us-gov-west-1").is_some());
        assert_eq!(ids(Partition::Aws, "nowhere-1"), None);
    }
}
