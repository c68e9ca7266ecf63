use crate::bedrock::{Catalogue, Settled};
use crate::policy::Levels;
use crate::policy::evaluate::{Decision, Judgement};

use super::candidates::{Candidate, Known, candidates};
use super::denial::Denial;

/// A denial with every way in which it may have come about, judged.
#[derive(Debug, Clone)]
pub struct Explanation {
    /// What the message says.
    pub denial: Denial,
    /// Each way with its judgement under each of the levels that were given, in their order.
    pub candidates: Vec<(Candidate, Vec<Judgement>)>,
}

/// What the given policies say to a denial.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// However the call was made, they deny it.
    Always,
    /// They deny it if it was made in some of the ways.
    Sometimes,
    /// They deny it in none.
    Never,
}

/// Judges what a denial may mean by each of some levels.
///
/// `region` is the Region of the caller, where it is known; a message does not name it.
pub fn explain(
    denial: Denial,
    region: Option<&str>,
    known: Known<'_>,
    levels: &[&Levels],
    settled: &Settled,
    catalogue: &Catalogue,
) -> Explanation {
    let mut judged: Vec<(Candidate, Vec<Judgement>)> = Vec::new();
    for candidate in candidates(&denial, region, known, settled, catalogue) {
        let judge = |levels: &&Levels| levels.judge(&candidate.request);
        let judgements: Vec<Judgement> = levels.iter().map(judge).collect();
        // An assumption is only worth a word if it changes something.
        let is_same = |(_, own): &(Candidate, Vec<Judgement>)| {
            own.iter()
                .map(Judgement::decision)
                .eq(judgements.iter().map(Judgement::decision))
        };
        if candidate.assumption.is_none() || !judged.last().is_some_and(is_same) {
            judged.push((candidate, judgements));
        }
    }
    Explanation {
        denial,
        candidates: judged,
    }
}

impl Explanation {
    /// The ways that rest on no assumption.
    pub fn plain(&self) -> impl Iterator<Item = &(Candidate, Vec<Judgement>)> {
        let plain = |(candidate, _): &&(Candidate, _)| candidate.assumption.is_none();
        self.candidates.iter().filter(plain)
    }

    /// The verdict under the levels at a position, by the ways that rest on no assumption; that it is never denied, by all of them.
    pub fn verdict(&self, levels: usize) -> Verdict {
        let is_denied = |(_, judged): &&(Candidate, Vec<Judgement>)| {
            judged
                .get(levels)
                .is_some_and(|judgement| judgement.decision() != Decision::NotDenied)
        };
        match self.plain().filter(is_denied).count() {
            // What is left open may be how it was.
            0 if self.candidates.iter().any(|own| is_denied(&own)) => Verdict::Sometimes,
            0 => Verdict::Never,
            some if some == self.plain().count() => Verdict::Always,
            _ => Verdict::Sometimes,
        }
    }
}
