use std::collections::BTreeSet;

use crate::bedrock::{Catalogue, country};
use crate::render::facts::Facts;
use crate::render::prose::{Prose, prose};
use crate::render::survey;
use crate::simulate;

use super::group::Ous;
use super::links::Links;

/// Where prompts may be processed, OU by OU.
pub(super) struct Places {
    pub(super) rows: Vec<Row>,
    /// The Regions that the matrix names by a letter.
    pub(super) sets: Vec<Set>,
}

/// OUs whose prompts may go to the same places.
pub(super) struct Row {
    pub(super) ous: Vec<Ous>,
    pub(super) countries: Vec<Country>,
    pub(super) is_anywhere: bool,
    /// Each call in its own Region only.
    pub(super) is_at_home: bool,
    /// What may also lead into Regions that AWS adds.
    pub(super) followed: Prose,
}

pub(super) struct Country {
    pub(super) name: String,
    pub(super) regions: Vec<Region>,
}

pub(super) struct Region {
    pub(super) code: String,
    pub(super) city: String,
}

/// A reference to Regions that have a letter.
#[derive(PartialEq, Eq)]
pub(super) struct Regions {
    pub(super) letter: String,
    pub(super) count: usize,
}

/// Regions that have a letter.
pub(super) struct Set {
    pub(super) letter: String,
    pub(super) regions: Vec<Region>,
}

pub(super) fn places<'a>(facts: Facts<'a>, links: &mut Links<'a>) -> Places {
    let mut known: Vec<(simulate::Places<'_>, Option<String>, bool)> = Vec::new();
    let mut rows: Vec<Row> = Vec::new();
    for own in facts.surveys {
        let mut places = simulate::Places::of(&own.after);
        places.starts.clear();
        let ous = Ous::of(&own.of.ous);
        let key = (places, survey::followed(own), survey::is_at_home(own));
        if let Some(at) = known.iter().position(|known| *known == key) {
            if let Some(row) = rows.get_mut(at) {
                row.ous.push(ous);
            }
            continue;
        }
        rows.push(Row {
            ous: vec![ous],
            countries: countries(&key.0.processed, facts.catalogue),
            is_anywhere: key.0.anywhere,
            is_at_home: key.2,
            followed: prose(key.1.as_deref().unwrap_or_default()),
        });
        known.push(key);
    }
    Places {
        rows,
        sets: links.sets(facts.catalogue),
    }
}

/// Regions by country, in the order of their codes.
pub(super) fn countries(codes: &BTreeSet<&str>, catalogue: &Catalogue) -> Vec<Country> {
    let mut countries: Vec<Country> = Vec::new();
    for code in codes {
        let name = country(code).unwrap_or("Elsewhere");
        let region = region(code, catalogue);
        match countries.iter_mut().find(|own| own.name == name) {
            Some(own) => own.regions.push(region),
            None => countries.push(Country {
                name: name.to_owned(),
                regions: vec![region],
            }),
        }
    }
    countries
}

pub(super) fn region(code: &str, catalogue: &Catalogue) -> Region {
    Region {
        code: code.to_owned(),
        city: survey::city(code, catalogue).to_owned(),
    }
}
