//! Policies against a promise, over all classes of requests.

use indexmap::IndexSet;

use crate::policy::compare::{Axis, Dimension, Given, NoSpace, Space};
use crate::policy::{Effect, Request, Statement, Version};
use crate::promise::{Promise, Row, Sight};

use super::certificate::{Certificate, Disagreement};
use super::effect::to_owned;

/// Policies that deny exactly what a promise says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept {
    /// The classes over which they were compared.
    pub classes: u64,
}

/// A request of which policies and promise say different things.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// The request.
    pub request: Request<'static>,
    /// The statement that denies it, by its position; none: nothing does.
    pub statement: Option<usize>,
    /// The rows that say it is denied; none: it was to be left open.
    pub rows: Vec<Row>,
}

/// Why it is not known whether a promise is kept.
#[derive(Debug)]
pub enum NotShown {
    /// The classes could not be told apart.
    Space(Box<NoSpace>),
    /// Two evaluators disagree.
    Bug(Disagreement),
    /// More statements than fit into one policy's 10,240 characters.
    TooMany,
}

/// One or several atoms of a dimension that the statements and the promise see alike.
struct Group {
    statements: u128,
    sight: Sight,
    atom: usize,
}

/// Do Deny statements deny exactly what a promise says? Where the Region deny is another policy's (`region_deny_elsewhere`), row D0 counts as denied here too.
///
/// The atoms are those of the statements, of the reference and of the promise itself; of each dimension those that all of them see alike are looked at once, and
/// every combination of what is left is.
///
/// # Errors
/// The inner error is a request of which the two say different things.
pub fn keeps(
    statements: &[&Statement],
    promise: &Promise,
    region_deny_elsewhere: bool,
) -> Result<Result<Kept, Box<Broken>>, NotShown> {
    let probes = promise.tells_apart();
    let reference = [promise.reference.statement()];
    let given: Vec<Given<'_>> = statements
        .iter()
        .copied()
        .chain(reference)
        .map(|statement| Given {
            statement,
            version: Version::V2012,
        })
        .collect();
    if given.len() > 128 {
        return Err(NotShown::TooMany);
    }
    let space = Space::of(&given, &probes, false).map_err(|e| NotShown::Space(Box::new(e)))?;
    let certificate = Certificate::of(&given).map_err(NotShown::Bug)?;
    certificate.check_atoms(&space).map_err(NotShown::Bug)?;
    let denies = statements
        .iter()
        .enumerate()
        .filter(|(_, statement)| statement.effect == Effect::Deny)
        .fold(0_u128, |all, (number, _)| all | 1 << number);
    let nothing = promise.see(&Request::borrowed("", ""));
    let groups: Vec<Vec<Group>> = space
        .dimensions()
        .iter()
        .enumerate()
        .map(|(number, dimension)| groups(&space, number, dimension, promise))
        .collect();
    let mut walk = Walk {
        space: &space,
        groups: &groups,
        promise,
        denies,
        region_deny_elsewhere,
        certificate: &certificate,
        certified: IndexSet::new(),
        class: Vec::new(),
    };
    let all = if given.len() == 128 {
        u128::MAX
    } else {
        (1_u128 << given.len()) - 1
    };
    if let Some(broken) = walk.down(0, all, nothing).map_err(NotShown::Bug)? {
        return Ok(Err(Box::new(broken)));
    }
    let classes = space.classes()[0].unwrap_or(u64::MAX);
    Ok(Ok(Kept { classes }))
}

fn groups(space: &Space, number: usize, dimension: &Dimension, promise: &Promise) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut known: IndexSet<(u128, Sight)> = IndexSet::new();
    for atom in 0..dimension.values.len() {
        let statements = space
            .column(number, atom)
            .map_or(0, |own| own.ones().fold(0_u128, |all, own| all | 1 << own));
        let sight = promise.see(&space.request_of(number, atom));
        if known.insert((statements, sight)) {
            groups.push(Group {
                statements,
                sight,
                atom,
            });
        }
    }
    groups
}

struct Walk<'a> {
    space: &'a Space,
    groups: &'a [Vec<Group>],
    promise: &'a Promise,
    denies: u128,
    region_deny_elsewhere: bool,
    certificate: &'a Certificate,
    /// The sets of statements of which a whole request was judged again.
    certified: IndexSet<u128>,
    class: Vec<usize>,
}

impl Walk<'_> {
    fn down(
        &mut self,
        number: usize,
        live: u128,
        seen: Sight,
    ) -> Result<Option<Broken>, Disagreement> {
        let (Some(groups), Some(dimension)) =
            (self.groups.get(number), self.space.dimensions().get(number))
        else {
            return self.judge(live, &seen);
        };
        for group in groups {
            self.class.push(group.atom);
            let seen = overlaid(seen, &group.sight, &dimension.axis);
            let broken = self.down(number + 1, live & group.statements, seen)?;
            if broken.is_some() {
                return Ok(broken);
            }
            self.class.pop();
        }
        Ok(None)
    }

    fn judge(&mut self, live: u128, seen: &Sight) -> Result<Option<Broken>, Disagreement> {
        if self.certified.insert(live) {
            self.certificate
                .check(&self.space.request(&self.class), live)?;
        }
        let by_policies = live & self.denies != 0;
        let elsewhere = self.region_deny_elsewhere && self.promise.denies_by(Row::D0, seen);
        let promised = self.promise.denies(seen);
        if (by_policies || elsewhere) == promised {
            return Ok(None);
        }
        let request = to_owned(&self.space.request(&self.class));
        Ok(Some(Broken {
            statement: by_policies.then(|| (live & self.denies).trailing_zeros() as usize),
            rows: self.promise.rows(&request),
            request,
        }))
    }
}

/// What is seen of a request with another value on one axis.
fn overlaid(mut seen: Sight, of: &Sight, axis: &Axis) -> Sight {
    let is = |key: &str, name: &str| key.eq_ignore_ascii_case(name);
    match axis {
        Axis::Action => seen.action = of.action,
        Axis::Resource => seen.resource = of.resource,
        Axis::Key(key) if is(key, "bedrock:InferenceProfileArn") => seen.key = of.key,
        Axis::Key(key) if is(key, "aws:RequestedRegion") => seen.region = of.region,
        Axis::Key(key) if is(key, "aws:PrincipalArn") => seen.principal = of.principal,
        Axis::Key(key) if is(key, "bedrock:PromptRouterArn") => seen.router = of.router,
        // A promise looks at no further key.
        Axis::Key(_) | Axis::Opaque(_) => {}
    }
    seen
}
