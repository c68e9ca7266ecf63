use std::collections::BTreeSet;

use crate::bedrock::{UNSPECIFIED, country};

use super::matrix::Matrix;

/// Where calls may start, and where they may be processed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Places<'a> {
    /// The Regions in which some call may start.
    pub starts: BTreeSet<&'a str>,
    /// The Regions in which calls may be processed that are not Global.
    pub processed: BTreeSet<&'a str>,
    /// And any other commercial Region, by Global.
    pub anywhere: bool,
}

impl<'a> Places<'a> {
    /// The places of a matrix.
    pub fn of(matrix: &Matrix<'a>) -> Self {
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
    pub fn countries(&self) -> Vec<&'a str> {
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
