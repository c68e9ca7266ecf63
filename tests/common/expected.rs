//! What a mode should meet under each strategy: plain rules, written here and not taken from the program.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

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

/// How a mode is written, and how it meets the Region deny.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Way {
    pub(crate) strategy: &'static str,
    /// `strict`, `published` or `published-split`.
    pub(crate) written: &'static str,
}

pub(crate) const ADDITIVE: Way = Way {
    strategy: "additive",
    written: "strict",
};

impl Way {
    /// Under `extend` the last two of [`ATLANTIC`] are for inference only.
    pub(crate) fn inference_only<'a>(&self, regions: &'a Regions) -> &'a [&'static str] {
        match self.strategy {
            "extend" => &regions.list[regions.list.len() - 2..],
            _ => &[],
        }
    }
}

/// The codes that a mode should meet, from rules that a user could be told.
pub(crate) fn expected(mode: &Mode, form: &Form, regions: &Regions, way: Way) -> BTreeSet<String> {
    let mut codes: BTreeSet<&str> = form.findings.iter().copied().collect();
    let no_model = mode.profiles == Some("[\"nothing.*\"]");
    let anthropic = mode.profiles == Some("[\"anthropic.*\"]");
    let keeps = matches!(way.strategy, "additive" | "extend");
    let additive = way.strategy == "additive";
    let none = mode.geographies == "none";
    let governed = mode.destinations == Some("governed")
        || mode.destinations.is_none() && mode.geographies == "any";
    // The managed Region deny stays on, and denies the Global hop.
    if keeps && mode.global == "allow" {
        codes.insert("CRP140");
    }
    // A pattern without a model is worth a word; so are destinations, where the managed deny holds them already or there are none.
    if no_model {
        codes.insert("CRP118");
    }
    let nothing_to_narrow = none && mode.global == "deny" && mode.profiles.is_some();
    let wider = matches!(mode.destinations, Some("by-profile" | "pinned"));
    if nothing_to_narrow || wider && (additive || none) {
        codes.insert("CRP119");
    }
    // Copies of what a mode does not name keep working, if there is a route that does.
    if mode.application_profiles == "by-destination"
        && way.written == "strict"
        && copies(mode, regions, way, governed)
    {
        codes.insert("CRP147");
    }
    // A family that is named has to work: from some Region, through some route; routes that do not are counted.
    let (mut works, mut blocked) = (false, false);
    for named in mode.families() {
        let (_, routes) = regions
            .routes
            .iter()
            .find(|(family, _)| *family == named)
            .unwrap();
        // Virginia alone calls `us` under `extend`; what it reaches is for inference only.
        let routes = match (way.strategy, named) {
            ("extend", "us") if governed => Routes::Blocked,
            ("replace" | "ou-control", _) if !governed && *routes != Routes::Nowhere => Routes::All,
            _ => *routes,
        };
        works |= matches!(routes, Routes::All | Routes::Part);
        blocked |= routes == Routes::Blocked || routes == Routes::Part && !anthropic;
        codes.extend(match routes {
            Routes::Nowhere => Some("CRP141"),
            _ if no_model => Some("CRP142"),
            Routes::Blocked => Some("CRP142"),
            Routes::Part | Routes::All => None,
        });
    }
    if works && blocked && !no_model {
        codes.insert("CRP143");
    }
    codes.extend(of_strategy(mode, form, way, governed));
    codes.extend(of_form(mode, way, governed));
    codes.into_iter().map(str::to_owned).collect()
}

/// What comes with a strategy, whatever the mode is, and the use of the inference-only Regions.
fn of_strategy(mode: &Mode, form: &Form, way: Way, governed: bool) -> Vec<&'static str> {
    let mut codes = Vec::new();
    let is_builtin = form.content.is_none();
    match way.strategy {
        "extend" => {
            codes.extend(["CRP138", "CRP166"]);
            if !["ct-multiservice-pv1", "OU control"].contains(&form.name) {
                codes.push("CRP170");
            }
            let reaches = mode.geographies == "any" || mode.families().contains(&"us");
            if governed || !reaches || mode.profiles == Some("[\"nothing.*\"]") {
                codes.push("CRP136");
            }
        }
        "replace" if is_builtin => codes.push("CRP139"),
        "ou-control" => {
            let same = [
                "current",
                "deployed-lz4",
                "docs-current",
                "ct-multiservice-pv1",
                "OU control",
            ];
            let exported = [
                "raw policy",
                "one line",
                "among others",
                "describe-policy",
                "describe-policy, queried",
                "comments and BOM",
                "opened for unspecified",
            ];
            if !same.contains(&form.name) && !exported.contains(&form.name) {
                codes.push("CRP148");
            }
            if !["ct-multiservice-pv1", "OU control"].contains(&form.name) {
                codes.push("CRP149");
            }
        }
        _ => {}
    }
    codes
}

/// What comes with AWS's own statements: their hole, or that there is none for this.
fn of_form(mode: &Mode, way: Way, governed: bool) -> Option<&'static str> {
    if way.written == "strict" {
        return None;
    }
    let any = mode.geographies == "any";
    let plain = mode.profiles.is_none() && mode.prompt_routers != Some("deny");
    let plain = plain && !(any && mode.application_profiles == "deny");
    Some(match (mode.global, way.strategy) {
        ("allow", "replace") if plain && any && governed => "CRP163",
        ("deny", "additive") if plain && any && way.written == "published" => "CRP161",
        ("deny", "additive")
            if plain && mode.geographies != "none" && way.written == "published" =>
        {
            "CRP162"
        }
        _ => "CRP160",
    })
}

/// Is there a route that works for an application inference profile, and that the mode does not name?
fn copies(mode: &Mode, regions: &Regions, way: Way, governed: bool) -> bool {
    if way.strategy != "extend" {
        return names_less(mode, regions);
    }
    // `eu` works from the governed Regions alone; `us` where the mode opens what it reaches.
    let opens_us = !governed
        && (mode.geographies == "any" || mode.families().contains(&"us"))
        && mode.profiles != Some("[\"nothing.*\"]");
    let working = ["eu", "us"]
        .into_iter()
        .filter(|family| *family == "eu" || opens_us);
    match (mode.geographies, mode.profiles) {
        ("any", None) => false,
        (_, Some(_)) | ("none", _) => true,
        _ => working
            .into_iter()
            .any(|family| !mode.families().contains(&family)),
    }
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
        .any(|code| matches!(code.as_str(), "CRP140" | "CRP141" | "CRP142" | "CRP160"))
}
