use crate::bedrock::Catalogue;
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
    catalogue: &Catalogue,
) -> Explanation {
    let candidates = candidates(&denial, region, known, catalogue)
        .into_iter()
        .map(|candidate| {
            let judged = levels.iter().map(|levels| levels.judge(&candidate.request));
            let judged = judged.collect();
            (candidate, judged)
        })
        .collect();
    Explanation { denial, candidates }
}

impl Explanation {
    /// The verdict under the levels at a position.
    pub fn verdict(&self, levels: usize) -> Verdict {
        let is_denied = |(_, judged): &&(Candidate, Vec<Judgement>)| {
            judged
                .get(levels)
                .is_some_and(|judgement| judgement.decision() != Decision::NotDenied)
        };
        match self.candidates.iter().filter(is_denied).count() {
            0 => Verdict::Never,
            some if some == self.candidates.len() => Verdict::Always,
            _ => Verdict::Sometimes,
        }
    }
}
