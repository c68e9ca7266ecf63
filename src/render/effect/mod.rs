//! What a change of policies does: the answer of `diff`.

mod again;
mod json;
mod markdown;
pub(super) mod say;
mod text;

pub use again::Shown;
pub use json::{effect_value, effects_json};
pub use markdown::effects_markdown;
pub use text::effects_text;

use crate::policy::compare::Verdict;
use crate::proof::Effect;

/// An effect, and whom it is on.
#[derive(Debug)]
pub struct Compared<'a> {
    /// The OUs, all of which have the same policies on their path; none: two sets of policies were compared.
    pub ous: Vec<String>,
    /// The effect.
    pub effect: &'a Effect<'a>,
    /// How the sides can be named to the commands that judge a request, before and after.
    pub shown: [Shown; 2],
}

/// The verdict on several together.
pub fn together(compared: &[Compared<'_>]) -> Verdict {
    let verdicts = || compared.iter().map(|own| own.effect.difference.verdict());
    let opens = verdicts().any(|own| matches!(own, Verdict::Wider | Verdict::Both));
    let closes = verdicts().any(|own| matches!(own, Verdict::Tighter | Verdict::Both));
    match (opens, closes) {
        (false, false) => Verdict::Equal,
        (true, false) => Verdict::Wider,
        (false, true) => Verdict::Tighter,
        (true, true) => Verdict::Both,
    }
}
