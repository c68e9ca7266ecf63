use std::collections::BTreeSet;

use crate::bedrock::{Catalogue, UNSPECIFIED, country};
use crate::simulate::Matrix;

/// Where calls may start, and where they may be processed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::render) struct Places<'a> {
    /// The Regions in which some call may start.
    pub(in crate::render) starts: BTreeSet<&'a str>,
    /// The Regions in which calls may be processed that are not Global.
    pub(in crate::render) processed: BTreeSet<&'a str>,
    /// And any other commercial Region, by Global.
    pub(in crate::render) anywhere: bool,
}

impl<'a> Places<'a> {
    /// The places of a matrix.
    pub(in crate::render) fn of(matrix: &Matrix<'a>) -> Self {
        let open = matrix.rows.iter().filter(|row| !row.is_closed());
        let mut places = Self {
            starts: open.map(|row| row.source).collect(),
            processed: BTreeSet::new(),
            anywhere: false,
        };
        for cell in matrix.rows.iter().flat_map(|row| &row.cells) {
            places.processed.extend(&cell.destinations);
        }
        places.anywhere = places.processed.remove(UNSPECIFIED);
        places
    }

    /// The countries of the Regions in which calls may be processed, in the order of the Regions' codes; a Region of which none is known stands for itself.
    pub(in crate::render) fn countries(&self) -> Vec<&'a str> {
        let mut countries: Vec<&str> = Vec::new();
        for code in &self.processed {
            let name = country(code).unwrap_or(code);
            if !countries.contains(&name) {
                countries.push(name);
            }
        }
        countries
    }
}

/// `a, b and c`.
pub(in crate::render) fn listed(words: &[String]) -> String {
    match words.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => words.concat(),
    }
}

/// `Frankfurt` of `Europe (Frankfurt)`: what stands in the brackets of a Region's name.
pub(in crate::render) fn city<'a>(code: &'a str, catalogue: &'a Catalogue) -> &'a str {
    let region = catalogue.region(code);
    let name = region.map_or(code, |region| region.name.as_str());
    let inner = name.split_once('(').map(|(_, rest)| rest);
    inner
        .and_then(|rest| rest.strip_suffix(')'))
        .unwrap_or(name)
}
