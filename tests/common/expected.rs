//! What a mode should meet under the strategy `additive`: plain rules, written here and not taken from the program.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;

use super::baseline::Form;
use super::mode::Mode;

/// What the routes of a family are, seen from a set of governed Regions, by the catalogue of 2026-10-27.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Routes {
    /// Each works.
    All,
    /// Some work; of those to Anthropic's models each does.
    Part,
    /// Each has a destination that is not governed.
    Blocked,
    /// There are none from these Regions.
    Nowhere,
}

/// A set of governed Regions, the home Region first, with the routes of `eu`, `us` and `apac`.
pub(crate) struct Regions {
    pub(crate) list: &'static [&'static str],
    pub(crate) routes: [(&'static str, Routes); 3],
}

pub(crate) const ATLANTIC: Regions = Regions {
    list: &[
        "eu-central-1",
        "eu-north-1",
        "eu-south-1",
        "eu-south-2",
        "eu-west-1",
        "eu-west-3",
        "us-east-1",
        "us-east-2",
        "us-west-2",
    ],
    routes: [
        ("eu", Routes::All),
        ("us", Routes::Part),
        ("apac", Routes::Nowhere),
    ],
};

pub(crate) const AMERICA: Regions = Regions {
    list: &["us-east-1", "us-east-2", "us-west-1", "us-west-2"],
    routes: [
        ("eu", Routes::Nowhere),
        ("us", Routes::All),
        ("apac", Routes::Nowhere),
    ],
};

pub(crate) const TWO: Regions = Regions {
    list: &["us-east-1", "us-west-1"],
    routes: [
        ("eu", Routes::Nowhere),
        ("us", Routes::Blocked),
        ("apac", Routes::Nowhere),
    ],
};

pub(crate) const PACIFIC: Regions = Regions {
    list: &[
        "ap-northeast-1",
        "ap-northeast-2",
        "ap-northeast-3",
        "ap-south-1",
        "ap-south-2",
        "ap-southeast-1",
        "ap-southeast-2",
        "ap-southeast-4",
    ],
    routes: [
        ("eu", Routes::Nowhere),
        ("us", Routes::Nowhere),
        ("apac", Routes::Part),
    ],
};

/// The codes that a mode should meet, from rules that a user could be told.
pub(crate) fn expected(mode: &Mode, form: &Form, regions: &Regions) -> BTreeSet<String> {
    let mut codes: BTreeSet<&str> = form.findings.iter().copied().collect();
    let no_model = mode.profiles == Some("[\"nothing.*\"]");
    let anthropic = mode.profiles == Some("[\"anthropic.*\"]");
    // The managed Region deny stays on, and denies the Global hop.
    if mode.global == "allow" {
        codes.insert("CRP140");
    }
    // A pattern without a model is worth a word; so are destinations, which the managed deny holds already.
    if no_model {
        codes.insert("CRP118");
    }
    let nothing_to_narrow =
        mode.geographies == "none" && mode.global == "deny" && mode.profiles.is_some();
    if nothing_to_narrow || matches!(mode.destinations, Some("by-profile" | "pinned")) {
        codes.insert("CRP119");
    }
    // Copies of what a mode does not name keep working, if there is a route that does.
    if mode.application_profiles == "by-destination" && names_less(mode, regions) {
        codes.insert("CRP147");
    }
    // A family that is named has to work: from some Region, through some route; routes that do not are counted.
    for named in mode.families() {
        let (_, routes) = regions
            .routes
            .iter()
            .find(|(family, _)| *family == named)
            .unwrap();
        codes.extend(match routes {
            Routes::Nowhere => Some("CRP141"),
            _ if no_model => Some("CRP142"),
            Routes::Blocked => Some("CRP142"),
            Routes::Part if !anthropic => Some("CRP143"),
            Routes::Part | Routes::All => None,
        });
    }
    codes.into_iter().map(str::to_owned).collect()
}

/// Is there a route that works and that the mode does not name?
fn names_less(mode: &Mode, regions: &Regions) -> bool {
    let works = |routes: &Routes| matches!(routes, Routes::All | Routes::Part);
    let mut working = regions
        .routes
        .iter()
        .filter(|(_, routes)| works(routes))
        .map(|(family, _)| *family);
    match (mode.geographies, mode.profiles) {
        ("any", None) => false,
        // Every working family has models of others than Anthropic.
        (_, Some(_)) | ("none", _) => working.next().is_some(),
        // `jp`, `au` and `in` work besides.
        _ if regions.list.contains(&"ap-south-2") => true,
        _ => working.any(|family| !mode.families().contains(&family)),
    }
}

pub(crate) fn is_refused(codes: &BTreeSet<String>) -> bool {
    codes
        .iter()
        .any(|code| matches!(code.as_str(), "CRP140" | "CRP141" | "CRP142"))
}
