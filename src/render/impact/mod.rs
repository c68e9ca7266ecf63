//! What `impact` says: which calls of a log a release would deny, or no longer deny, and what could not be judged.

mod json;
mod markdown;
mod rest;
mod sums;
mod text;
mod told;
mod totals;
mod words;

use crate::observe::log::Reading;
use crate::observe::replay::{Impact, Tally, Window};

pub use json::impact_json;
pub use markdown::impact_markdown;
pub use text::impact_text;
pub use told::Told;
pub(super) use told::{Reason, ToldRow};
pub use totals::changes_calls;
pub(super) use words::{caller, number, rests_on};

/// A log, and what the policies before and after say to it.
#[derive(Debug, Clone, Copy)]
pub struct Replayed<'a> {
    /// What the policies after are called: a release's folder.
    pub after: &'a str,
    /// SHA-256 of the release's zip in hexadecimal; `None`: the policies are no release's.
    pub zip_sha256: Option<&'a str>,
    /// What counted as before.
    pub before: ImpactBefore,
    /// The day of the catalogue.
    pub catalogue: &'a str,
    /// The days that were looked at.
    pub window: &'a Window,
    /// The log.
    pub tally: &'a Tally,
    /// What becomes of its calls.
    pub impact: &'a Impact<'a>,
    /// How the reading went.
    pub reading: &'a Reading,
    /// Every row, also those of which nothing is to be said.
    pub all: bool,
}

/// Where what counted as before came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImpactBefore {
    /// Control Tower's Region deny as the baseline of the spec has it, which nobody read back.
    Assumed,
    /// What the build was told: a release before it, or a snapshot.
    Told,
    /// Policies that were named, or none.
    Named,
}

impl ImpactBefore {
    /// That of a name in JSON; nothing was read back, if it is none.
    pub(super) fn named(name: &str) -> Self {
        let all = [Self::Told, Self::Named];
        all.into_iter()
            .find(|own| own.as_str() == name)
            .unwrap_or(Self::Assumed)
    }

    fn as_str(self) -> &'static str {
        match self {
            Self::Assumed => "assumed",
            Self::Told => "told",
            Self::Named => "named",
        }
    }
}
