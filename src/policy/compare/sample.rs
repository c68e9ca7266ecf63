//! Numbers, dates and addresses: values at and between the edges that the policies name, so that every interval has one.

use crate::policy::evaluate::{Date, Network};

/// Numbers at, between and beyond some decimal numbers.
///
/// Behind a number comes the same with more digits than any has; before a negative one likewise, and around zero the smallest that is left.
pub(super) fn numbers<'t>(texts: impl Iterator<Item = &'t str> + Clone) -> Vec<String> {
    let decimals = |text: &str| text.split_once('.').map_or(0, |(_, behind)| behind.len());
    let most = texts.clone().map(decimals).max().unwrap_or(0);
    let beyond = |text: &str| {
        let zeros = "0".repeat(most - decimals(text));
        let point = if text.contains('.') { "" } else { "." };
        format!("{text}{point}{zeros}1")
    };
    let least = beyond("0");
    let mut samples = vec!["0".to_owned(), format!("-{least}"), least];
    for text in texts {
        samples.push(text.to_owned());
        samples.push(beyond(text));
    }
    samples
}

/// Moments at and right beside some dates: a gap between two holds the one behind the first.
pub(super) fn dates<'t>(texts: impl Iterator<Item = &'t str>) -> Vec<String> {
    texts
        .filter_map(Date::parse)
        .flat_map(Date::around)
        .collect()
}

/// Addresses at and right beside the edges of some ranges, and one of each kind.
pub(super) fn addresses<'t>(texts: impl Iterator<Item = &'t str>) -> Vec<String> {
    let mut samples = vec!["192.0.2.1".to_owned(), "2001:db8::1".to_owned()];
    for network in texts.filter_map(Network::parse) {
        samples.extend(network.edges());
    }
    samples
}
