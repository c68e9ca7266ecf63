use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::family::GLOBAL;
use super::region::Region;

mod file;

/// The only destination of a route of a Global profile: any commercial Region.
pub const ANYWHERE: &str = "commercial-regions";

/// What is known of Regions and inference profiles, as of a date.
#[derive(Debug, Clone)]
pub struct Catalogue {
    /// Its text, so that a release can say by hash which catalogue it rests on, and carry it along.
    pub text: Cow<'static, str>,
    /// The day of the newest of it, `2026-10-27`.
    pub as_of: String,
    /// The day of what was not imported, where that is another.
    pub base_as_of: Option<String>,
    /// The accounts that answers were imported from, twelve digits each.
    pub accounts: Vec<String>,
    /// Source Regions whose whole list was imported, each with the day.
    pub scanned: BTreeMap<String, String>,
    /// What the words in `evidence` of profiles mean.
    pub evidence: Vec<Evidence>,
    /// Every profile known, sorted by id.
    pub profiles: Vec<Profile>,
    /// Every Region known.
    pub regions: Vec<Region>,
}

/// Where something is known from.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// The word.
    pub key: String,
    /// What it stands for.
    pub what: String,
}

/// A system-defined inference profile.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// `eu.anthropic.claude-sonnet-4-5-20250929-v1:0`.
    pub id: String,
    /// The partition it belongs to.
    pub partition: String,
    /// How sure the routes are that were not imported: `doc`, `api`, `derived`, or `id-only` (no routes known); `import`: all were.
    pub confidence: String,
    /// Where it is known from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<String>,
    /// It was seen earlier and is offered no more.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub gone: bool,
    /// The day of the first list that had it: no day of launch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_seen: Option<String>,
    /// The day of the last list that had it: no day of retirement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_seen: Option<String>,
    /// `ACTIVE` or `LEGACY`: the model's lifecycle where its routes were read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lifecycle: Option<String>,
    /// What else is to be said of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Source Regions whose answer about this profile alone was imported, each with the day.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub asked: BTreeMap<String, String>,
    /// Source Region to destination Regions. Of a Global profile only the source Regions mean anything; the destination is [`ANYWHERE`].
    pub routes: BTreeMap<String, Vec<String>>,
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
        !self.gone && !self.routes.is_empty()
    }

    /// May it be served in any commercial Region?
    pub fn is_global(&self) -> bool {
        self.family() == GLOBAL
    }
}

impl Catalogue {
    /// One without a profile, as of a day.
    pub fn empty(as_of: &str) -> Self {
        Self {
            text: Cow::Borrowed(""),
            as_of: as_of.to_owned(),
            base_as_of: None,
            accounts: Vec::new(),
            scanned: BTreeMap::new(),
            evidence: Vec::new(),
            profiles: Vec::new(),
            regions: Self::builtin().regions.clone(),
        }
    }

    /// Is it the one that is part of this program?
    pub fn is_builtin(&self) -> bool {
        self.text == Self::builtin().text
    }

    /// The profile of an id.
    pub fn profile(&self, id: &str) -> Option<&Profile> {
        self.profiles.iter().find(|own| own.id == id)
    }

    /// The day of what is known of a source Region.
    pub fn day_of(&self, source: &str) -> &str {
        let base = self.base_as_of.as_ref();
        self.scanned.get(source).or(base).unwrap_or(&self.as_of)
    }

    /// Is it known what can be called from a source Region? One that is made from answers alone knows only those Regions that were listed.
    pub fn knows(&self, source: &str) -> bool {
        let is_of_answers =
            !self.evidence.is_empty() && self.evidence.iter().all(|own| own.key == IMPORT);
        !is_of_answers || self.scanned.contains_key(source)
    }

    /// How sure a route is, and as of which day.
    pub fn sureness<'a>(&'a self, profile: &'a Profile, source: &str) -> (&'a str, &'a str) {
        let last = profile.last_seen.as_ref().filter(|_| profile.gone);
        match last.or(profile.asked.get(source)) {
            Some(day) if profile.gone => (&profile.confidence, day),
            Some(day) => (IMPORT, day),
            None if self.scanned.contains_key(source) => (IMPORT, self.day_of(source)),
            None => (&profile.confidence, self.day_of(source)),
        }
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

/// The confidence of routes that were imported.
pub const IMPORT: &str = "import";

#[cfg(test)]
mod tests {
    use super::{ANYWHERE, Catalogue};

    #[test]
    fn the_embedded_catalogue_can_be_read_and_is_dated() {
        let catalogue = Catalogue::builtin();
        assert_eq!(catalogue.as_of, "2026-10-27");
        assert_eq!(catalogue.profiles.len(), 188);
        assert_eq!(catalogue.regions.len(), 39);
        assert!(catalogue.profiles.is_sorted_by(|a, b| a.id < b.id));
        // The file is what the program would write.
        assert!(catalogue.to_text() == catalogue.text);
    }

    #[test]
    fn every_region_of_a_route_is_a_known_region_of_the_same_partition() {
        let catalogue = Catalogue::builtin();
        for profile in &catalogue.profiles {
            for (source, destinations) in &profile.routes {
                for code in std::iter::once(source).chain(destinations) {
                    if code == ANYWHERE {
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
