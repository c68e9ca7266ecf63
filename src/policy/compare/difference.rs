use crate::policy::{Effect, Level, Statement, Version};

use super::atoms::Probes;
use super::diagram::{Diagram, TooManyNodes};
use super::question::{Both, OTHER_SIDE, TIGHTER, WIDER};
use super::rectangle::{Rectangle, cover};
use super::space::{Given, NoSpace, Space};

/// What one set of policies decides unlike another.
#[derive(Debug)]
pub struct Difference {
    /// The classes that were compared.
    pub space: Space,
    /// The answer for each.
    pub diagram: Diagram,
    /// The classes that are decided otherwise; those that are opened first. Rectangles may overlap.
    pub changes: Vec<Change>,
    /// Where the statements of the space stand, by their position in it; the first place of those that stand in several.
    pub origins: Vec<Origin>,
    /// Every change is listed. Otherwise there are more than were asked for.
    pub whole: bool,
}

/// Classes that are decided otherwise, all in the same direction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Denied before, and not after; otherwise the other way round.
    pub opens: bool,
    /// The classes.
    pub rectangle: Rectangle,
}

/// The exact effect of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// No request is decided otherwise.
    Equal,
    /// Some are denied that were not, and none the other way round.
    Tighter,
    /// Some are denied no more, and none the other way round.
    Wider,
    /// Some one way and some the other.
    Both,
}

/// Where a statement that takes part stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Origin {
    /// In the second set.
    pub after: bool,
    /// The level, by its position.
    pub level: usize,
    /// The policy, by its position in the level.
    pub policy: usize,
    /// The statement, by its position in the policy.
    pub statement: usize,
}

/// Why two sets of policies are not compared.
#[derive(Debug)]
#[non_exhaustive]
pub enum NoDifference {
    /// There is no space of classes; where the statements that it names stand.
    Space(NoSpace, Vec<Origin>),
    /// The statements overlap in too many ways.
    Nodes(TooManyNodes),
    /// More levels have Allow statements than are told apart.
    Levels(usize),
}

impl Difference {
    /// The effect in one word.
    pub fn verdict(&self) -> Verdict {
        match (self.diagram.has(WIDER), self.diagram.has(TIGHTER)) {
            (false, false) => Verdict::Equal,
            (true, false) => Verdict::Wider,
            (false, true) => Verdict::Tighter,
            (true, true) => Verdict::Both,
        }
    }
}

/// The statements of both sides, each once however often it stands there.
struct Sides<'a> {
    given: Vec<Given<'a>>,
    masks: Vec<u128>,
    origins: Vec<Origin>,
    levels: [u64; 2],
    /// The levels that have an Allow on either side, by their position; the first has group 1.
    allowing: Vec<usize>,
}

/// Levels with an Allow that are told apart; an organization has seven levels at most.
const MOST_LEVELS: usize = 62;

fn allowing(before: &[Level], after: &[Level]) -> Vec<usize> {
    let allows = |level: &Level| {
        let mut statements = level.attached.iter().flat_map(|own| &own.policy.statements);
        statements.any(|own| own.effect == Effect::Allow)
    };
    let has_allow = |number: &usize| {
        let mut sides = [before, after].into_iter();
        sides.any(|levels| levels.get(*number).is_some_and(allows))
    };
    (0..before.len().max(after.len()))
        .filter(has_allow)
        .collect()
}

impl<'a> Sides<'a> {
    fn add(&mut self, levels: &'a [Level], after: bool) {
        for (number, level) in levels.iter().enumerate() {
            let allow = self.allowing.iter().position(|own| *own == number);
            let allow = allow.map_or(0, |position| position + 1);
            for (policy, attached) in level.attached.iter().enumerate() {
                let version = attached.policy.version;
                for (position, statement) in attached.policy.statements.iter().enumerate() {
                    let group = match statement.effect {
                        Effect::Deny => 0,
                        Effect::Allow => allow,
                    };
                    let groups = 1_u64 << group;
                    if let (Effect::Allow, Some(own)) =
                        (statement.effect, self.levels.get_mut(usize::from(after)))
                    {
                        *own |= groups;
                    }
                    let mask = u128::from(groups) << if after { OTHER_SIDE } else { 0 };
                    let origin = Origin {
                        after,
                        level: number,
                        policy,
                        statement: position,
                    };
                    self.put(statement, version, mask, origin);
                }
            }
        }
    }

    fn put(&mut self, statement: &'a Statement, version: Version, mask: u128, origin: Origin) {
        let known = self
            .given
            .iter()
            .position(|own| own.version == version && says_the_same(own.statement, statement));
        match known.and_then(|known| self.masks.get_mut(known)) {
            Some(own) => *own |= mask,
            None => {
                self.given.push(Given { statement, version });
                self.masks.push(mask);
                self.origins.push(origin);
            }
        }
    }
}

fn says_the_same(one: &Statement, other: &Statement) -> bool {
    one.effect == other.effect
        && one.action == other.action
        && one.resource == other.resource
        && one.conditions == other.conditions
}

/// Compares two sets of policies, each the levels of a path from the root down, over all classes of requests.
///
/// # Errors
/// Statements that cannot be compared exactly (unless `assume_opaque`), and sets that are too large.
pub fn difference(
    before: &[Level],
    after: &[Level],
    probes: &Probes,
    assume_opaque: bool,
    most: usize,
) -> Result<Difference, NoDifference> {
    let allowing = allowing(before, after);
    if allowing.len() > MOST_LEVELS {
        return Err(NoDifference::Levels(allowing.len()));
    }
    let mut sides = Sides {
        allowing,
        given: Vec::new(),
        masks: Vec::new(),
        origins: Vec::new(),
        levels: [0, 0],
    };
    sides.add(before, false);
    sides.add(after, true);
    let space = match Space::of(&sides.given, probes, assume_opaque) {
        Ok(space) => space,
        Err(error) => return Err(NoDifference::Space(error, sides.origins)),
    };
    let question = Both {
        levels: sides.levels,
    };
    let diagram = Diagram::of(&space, &question, &sides.masks).map_err(NoDifference::Nodes)?;
    let mut changes = Vec::new();
    let mut whole = true;
    for (leaf, opens) in [(WIDER, true), (TIGHTER, false)] {
        let cover = cover(&space, &diagram, leaf, most);
        whole &= cover.whole;
        changes.extend(
            cover
                .rectangles
                .into_iter()
                .map(|rectangle| Change { opens, rectangle }),
        );
    }
    Ok(Difference {
        space,
        diagram,
        changes,
        origins: sides.origins,
        whole,
    })
}
