use std::collections::BTreeSet;

use crate::policy::glob;

use super::catalogue::{Catalogue, Profile};
use super::family::GLOBAL;

/// One way a geographic inference profile can be called: from a source Region, served in any of the destination Regions.
#[derive(Debug, Clone, Copy)]
pub struct Route<'a> {
    /// The profile.
    pub profile: &'a Profile,
    /// The Region of the caller.
    pub source: &'a str,
    /// Every Region that may serve it. All of them are authorized at each call.
    pub destinations: &'a [String],
}

impl<'a> Route<'a> {
    /// The destination Regions that are not among these.
    pub fn outside(&self, regions: &BTreeSet<String>) -> Vec<&'a str> {
        self.destinations
            .iter()
            .map(String::as_str)
            .filter(|code| !regions.contains(*code))
            .collect()
    }
}

/// The geographic routes from some source Regions through the profiles whose id matches one of the patterns, in the order of the catalogue.
///
/// A destination Region that is denied fails every call of the route, even when another would have served it (Amazon Bedrock User Guide, "Geographic
/// cross-Region inference", read 2026-11-23).
pub fn routes<'a>(
    catalogue: &'a Catalogue,
    id_patterns: &[String],
    sources: &'a BTreeSet<String>,
) -> Vec<Route<'a>> {
    let allowed = |profile: &&Profile| {
        profile.is_routable()
            && profile.family() != GLOBAL
            && id_patterns
                .iter()
                .any(|pattern| glob::matches(pattern, &profile.id))
    };
    catalogue
        .profiles
        .iter()
        .filter(allowed)
        .flat_map(|profile| {
            profile
                .routes
                .iter()
                .filter(|(source, _)| sources.contains(*source))
                .map(move |(source, destinations)| Route {
                    profile,
                    source,
                    destinations,
                })
        })
        .collect()
}
