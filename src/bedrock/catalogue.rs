use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde::Deserialize;

use super::region::Region;

/// What AWS published about Regions and inference profiles, as of a date.
#[derive(Debug)]
pub struct Catalogue {
    /// The day of the profiles' routes, `2026-10-27`.
    pub as_of: String,
    /// The embedded text, so that a release can say by hash which catalogue it rests on.
    pub text: &'static str,
    /// Every profile known, sorted by id.
    pub profiles: Vec<Profile>,
    /// Every Region known.
    pub regions: Vec<Region>,
}

/// A system-defined inference profile.
#[derive(Debug, Deserialize)]
pub struct Profile {
    /// `eu.anthropic.claude-sonnet-4-5-20250929-v1:0`.
    pub id: String,
    /// The partition it belongs to.
    pub partition: String,
    /// How sure the routes are: `doc`, `api`, `derived`, or `id-only` (no routes known).
    pub confidence: String,
    /// `Some(false)`: seen in an earlier snapshot and gone since.
    in_latest_snapshot: Option<bool>,
    /// Source Region to destination Regions. Of a Global profile only the source Regions mean anything.
    pub routes: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
struct ProfileFile {
    as_of: String,
    profiles: Vec<Profile>,
}

#[derive(Deserialize)]
struct RegionFile {
    regions: Vec<Region>,
}

impl Profile {
    /// The prefix of the id: what stands before the first dot.
    pub fn family(&self) -> &str {
        self.id
            .split_once('.')
            .map_or(self.id.as_str(), |(family, _)| family)
    }

    /// The foundation model's id: what stands behind the first dot.
    pub fn model(&self) -> &str {
        self.id.split_once('.').map_or("", |(_, model)| model)
    }

    /// Is it still offered, and are its routes known?
    pub fn is_routable(&self) -> bool {
        self.in_latest_snapshot != Some(false) && !self.routes.is_empty()
    }
}

static BUILTIN: LazyLock<Catalogue> = LazyLock::new(|| {
    let text = include_str!("data/inference-profiles.json");
    #[expect(clippy::expect_used, reason = "embedded text, read by the tests below")]
    let file: ProfileFile = serde_json::from_str(text).expect("the embedded profiles");
    #[expect(clippy::expect_used, reason = "embedded text, read by the tests below")]
    let regions: RegionFile =
        serde_json::from_str(include_str!("data/regions.json")).expect("the embedded Regions");
    Catalogue {
        as_of: file.as_of,
        text,
        profiles: file.profiles,
        regions: regions.regions,
    }
});

impl Catalogue {
    /// The catalogue that is part of this program.
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    /// The Region of a code.
    pub fn region(&self, code: &str) -> Option<&Region> {
        self.regions.iter().find(|region| region.code == code)
    }

    /// Every family that has a profile, `global` included.
    pub fn families(&self) -> BTreeSet<&str> {
        self.profiles.iter().map(Profile::family).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Catalogue;

    #[test]
    fn the_embedded_catalogue_can_be_read_and_is_dated() {
        let catalogue = Catalogue::builtin();
        assert_eq!(catalogue.as_of, "2026-10-27");
        assert_eq!(catalogue.profiles.len(), 188);
        assert_eq!(catalogue.regions.len(), 39);
        assert!(catalogue.profiles.is_sorted_by(|a, b| a.id < b.id));
    }

    #[test]
    fn every_region_of_a_route_is_a_known_region_of_the_same_partition() {
        let catalogue = Catalogue::builtin();
        for profile in &catalogue.profiles {
            for (source, destinations) in &profile.routes {
                for code in std::iter::once(source).chain(destinations) {
                    if code == "commercial-regions" {
                        assert_eq!(profile.family(), "global");
                        continue;
                    }
                    assert_eq!(
                        catalogue.region(code).unwrap().partition,
                        profile.partition,
                        "{code} of {}",
                        profile.id
                    );
                }
            }
        }
    }

    #[test]
    fn a_family_is_what_stands_before_the_first_dot() {
        let catalogue = Catalogue::builtin();
        assert!(catalogue.families().contains("us-gov"));
        let profile = catalogue
            .profiles
            .iter()
            .find(|p| p.id == "us.openai.gpt-5.4")
            .unwrap();
        assert_eq!(
            (profile.family(), profile.model()),
            ("us", "openai.gpt-5.4")
        );
    }
}
