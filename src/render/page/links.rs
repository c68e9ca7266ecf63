use std::collections::{BTreeMap, BTreeSet};

use crate::bedrock::Catalogue;
use crate::policy::evaluate::Matched;
use crate::policy::{Levels, PlacedStatement};
use crate::render::facts::Facts;
use crate::render::markdown::code;
use crate::render::prose::{Prose, prose};
use crate::render::report::meaning;
use crate::render::visible::visible;
use crate::spec::Mode;

use super::places::{Regions, Set, region};

/// A statement that decides something on the page.
pub(super) struct Statement {
    pub(super) id: String,
    /// Its Sid, or its number.
    pub(super) name: String,
    /// In which policies it is.
    pub(super) of: Prose,
    /// What it denies.
    pub(super) denies: Prose,
}

/// A link to a statement.
#[derive(PartialEq, Eq)]
pub(super) struct Link {
    pub(super) id: String,
    pub(super) name: String,
}

/// The statements that are linked to, each once: the same statement is in the policies of every OU that has the mode.
pub(super) struct Links<'a> {
    facts: Facts<'a>,
    modes: BTreeMap<&'a str, &'a Mode>,
    known: BTreeMap<(String, String), usize>,
    statements: Vec<Statement>,
    sets: Vec<Vec<String>>,
}

impl<'a> Links<'a> {
    pub(super) fn new(facts: Facts<'a>) -> Self {
        let own = facts.composition.all();
        let modes = own.filter_map(|own| Some((own.name, &*own.target?.mode)));
        Self {
            modes: modes.collect(),
            facts,
            known: BTreeMap::new(),
            statements: Vec::new(),
            sets: Vec::new(),
        }
    }

    /// The letter of some Regions.
    pub(super) fn regions(&mut self, codes: &BTreeSet<&str>) -> Regions {
        let codes: Vec<String> = codes.iter().map(|code| (*code).to_owned()).collect();
        let count = codes.len();
        let known = self.sets.iter().position(|set| *set == codes);
        let at = known.unwrap_or_else(|| {
            self.sets.push(codes);
            self.sets.len() - 1
        });
        Regions {
            letter: letter(at),
            count,
        }
    }

    /// The Regions behind each letter.
    pub(super) fn sets(&self, catalogue: &Catalogue) -> Vec<Set> {
        let sets = self.sets.iter().enumerate();
        let set = |(at, codes): (usize, &Vec<String>)| Set {
            letter: letter(at),
            regions: codes.iter().map(|code| region(code, catalogue)).collect(),
        };
        sets.map(set).collect()
    }

    /// Links to the statements at some positions of a path after the rollout; of those of the same name, to the one that is nearest to the OU.
    pub(super) fn to<'l>(
        &mut self,
        levels: &'l Levels,
        by: impl IntoIterator<Item = &'l Matched>,
    ) -> Vec<Link> {
        let named = |placed: PlacedStatement<'l>| match placed.sid {
            Some(sid) => (visible(sid), placed),
            None => (format!("statement {}", placed.number + 1), placed),
        };
        let placed = by.into_iter().filter_map(|at| levels.statement(*at));
        let nearest: BTreeMap<String, PlacedStatement<'l>> = placed.map(named).collect();
        let mut links: Vec<Link> = Vec::new();
        for (name, placed) in nearest {
            let mode = self.modes.get(placed.policy).copied();
            let origin = mode.map_or(placed.policy, |mode| &mode.name);
            let next = self.statements.len();
            let key = (origin.to_owned(), name.clone());
            let at = *self.known.entry(key).or_insert(next);
            let id = format!("statement-{}", at + 1);
            if at == next {
                let sid = placed.sid.unwrap_or("(no Sid)");
                let (of, denies) = match mode {
                    Some(mode) => (
                        format!("policies of the mode {}", code(&mode.name)),
                        meaning(sid, mode, self.facts),
                    ),
                    None => (visible(placed.policy), REGION_DENY.to_owned()),
                };
                self.statements.push(Statement {
                    id: id.clone(),
                    name: name.clone(),
                    of: prose(&of),
                    denies: prose(&denies),
                });
            }
            links.push(Link { id, name });
        }
        links
    }

    pub(super) fn statements(self) -> Vec<Statement> {
        self.statements
    }
}

const REGION_DENY: &str = "requests to Regions that Control Tower does not govern, but for what its `NotAction` leaves out and the principals that it exempts";

/// `A` to `Z`, then `A2` and so on.
fn letter(at: usize) -> String {
    let letter = char::from(b'A' + u8::try_from(at % 26).unwrap_or_default());
    match at / 26 {
        0 => letter.to_string(),
        round => format!("{letter}{}", round + 1),
    }
}
