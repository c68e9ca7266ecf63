//! A change in time: `CfCT` updates policies one at a time, may stop anywhere, and rolls nothing back.

use crate::policy::compare::{
    Change, Diagram, Given, NoSpace, Probes, Question, Settled, Space, TooManyNodes, cover,
};
use crate::policy::{Policy, Request};

use super::effect::{spelled, telling};

/// One policy on the path of an OU in the state before and in the state after; empty where it is not there.
#[derive(Debug, Clone, Copy, Default)]
pub struct Step<'a> {
    /// Before.
    pub before: Option<&'a Policy>,
    /// After.
    pub after: Option<&'a Policy>,
}

/// A request that is denied at both ends, and by nothing at all while only some policies are updated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// The request.
    pub request: Request<'static>,
    /// The steps whose policy denies it before.
    pub before: Vec<usize>,
    /// The steps whose policy denies it after; none of those that do before.
    pub after: Vec<usize>,
}

/// Why a change was not looked at.
#[derive(Debug)]
pub enum NotSteady {
    /// The classes could not be told apart.
    Space(Box<NoSpace>),
    /// The statements overlap in too many ways.
    Nodes(TooManyNodes),
    /// More policies on a path than are told apart.
    Steps(usize),
}

/// Policies on a path that are told apart; a path of a spec has eight at most.
const MOST_STEPS: usize = 64;

/// Denied before, denied after, and by no policy in both versions.
const GAP: u8 = 1;
const FINE: u8 = 0;

/// Groups: bit `n` are the statements of step `n` before, bit `64 + n` those after.
struct Steady;

impl Question for Steady {
    fn settle(&self, yes: u128, maybe: u128, _: bool) -> Settled {
        let half = |groups: u128| (groups & u128::from(u64::MAX), groups >> 64);
        let ((before, after), (may_before, may_after)) = (half(yes), half(maybe));
        if before & after != 0 || before | may_before == 0 || after | may_after == 0 {
            return Settled::Leaf(FINE);
        }
        // What is known already need not be found again.
        if maybe & !yes == 0 {
            return Settled::Leaf(if before != 0 && after != 0 { GAP } else { FINE });
        }
        Settled::Open { keep: !yes, yes }
    }
}

/// Is every request that is denied at both ends denied in every state between, whichever policies are updated when the pipeline stops?
///
/// It is iff some policy denies it in both versions: if none does, those that deny it before may be updated already, and those that deny it after not yet. So all
/// subsets of updates are looked at without listing them. Policies that stay are a step with the same on both sides; Allow statements, which are not ours, take no part.
///
/// # Errors
/// The policies could not be compared. The inner value is a request that would be open in between.
pub fn steady(steps: &[Step<'_>], probes: &Probes) -> Result<Option<Gap>, NotSteady> {
    if steps.len() > MOST_STEPS {
        return Err(NotSteady::Steps(steps.len()));
    }
    let mut given: Vec<Given<'_>> = Vec::new();
    let mut masks: Vec<u128> = Vec::new();
    for (number, step) in steps.iter().enumerate() {
        for (policy, shift) in [(step.before, 0), (step.after, 64)] {
            let Some(policy) = policy else { continue };
            let version = policy.version;
            for statement in &policy.statements {
                let mask = 1_u128 << (number + shift);
                let known = given
                    .iter()
                    .position(|own| own.version == version && own.statement == statement);
                match known.and_then(|known| masks.get_mut(known)) {
                    Some(own) => *own |= mask,
                    None => {
                        given.push(Given { statement, version });
                        masks.push(mask);
                    }
                }
            }
        }
    }
    let space = Space::of(&given, probes, false).map_err(|e| NotSteady::Space(Box::new(e)))?;
    let diagram = Diagram::of(&space, &Steady, &masks).map_err(NotSteady::Nodes)?;
    if !diagram.has(GAP) {
        return Ok(None);
    }
    let cover = cover(&space, &diagram, GAP, 1);
    let Some(rectangle) = cover.rectangles.into_iter().next() else {
        return Ok(None);
    };
    let change = Change {
        opens: true,
        rectangle,
    };
    let class = telling(space.dimensions(), &change, &[], probes);
    let live = space.speaking(&class);
    let of = |shift: usize| {
        let denies = |number: &usize| {
            let bit = 1_u128 << (number + shift);
            live.ones()
                .any(|own| masks.get(own).is_some_and(|mask| mask & bit != 0))
        };
        (0..steps.len()).filter(denies).collect()
    };
    Ok(Some(Gap {
        request: spelled(&space.request(&class), space.dimensions(), probes),
        before: of(0),
        after: of(64),
    }))
}
