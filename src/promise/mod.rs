//! What a mode promises: which requests are denied once everything is rolled out.
//!
//! Written from the promise's table alone and unaware of the policies that are to keep it, so that the two can be compared. Knows
//! one request at a time; which requests exist, and which of them make up a call, is not known here.
//!
//! What it builds on, from the Amazon Bedrock User Guide and the Service Authorization Reference, read 2026-11-23: the shapes of
//! profile, model and router ARNs; `bedrock:InferenceProfileArn` exists on the two inference actions only, and is absent when the
//! profile itself is authorized ("Geographic cross-Region inference", "Global cross-Region inference").

mod action;
mod allowed;
mod arn;
mod reference;
mod row;
mod rows;
mod sight;
mod tells_apart;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

pub use self::reference::{Exemptions, Reference};
pub use self::row::Row;
pub use self::sight::Sight;
use crate::bedrock::Feature;
use crate::policy::Request;
use crate::spec::{Mode, Strategy};

/// One mode under one strategy, for one target.
#[derive(Debug, Clone)]
pub struct Promise {
    /// How the managed Region deny is met.
    pub strategy: Strategy,
    /// What cross-Region inference may be used.
    pub mode: Mode,
    /// R: the Regions that are worked in.
    pub working: BTreeSet<String>,
    /// X: the Regions governed only so that inference may be served there; empty but under [`Strategy::Extend`].
    pub inference_only: BTreeSet<String>,
    /// D: where the routes of the allowed geographies lead, from the working Regions, by the dated catalogue. The mode's `profiles`
    /// have been applied. Not looked at when the mode is `governed`, nor when it allows no geography: then there are none.
    pub destinations: BTreeSet<String>,
    /// What the `also` of any mode of the spec names: where the managed deny goes, the Region deny that takes over leaves these actions to the modes.
    pub features: Vec<Feature>,
    /// The Region deny in force after the rollout, ours left out, as it would be if no mode had anything left out of it.
    pub reference: Reference,
    /// Who and what the user wants exempt beyond that.
    pub declared: Exemptions,
}

impl Promise {
    /// Every row that denies a request, in the table's order; none: not denied by SCP.
    pub fn rows(&self, request: &Request) -> Vec<Row> {
        let seen = self.see(request);
        Row::ALL
            .into_iter()
            .filter(|row| self.says(*row, &seen))
            .collect()
    }

    /// Whether any row denies a request.
    pub fn denied(&self, request: &Request) -> bool {
        self.denies(&self.see(request))
    }

    /// Whether one row denies what is seen of a request.
    pub fn denies_by(&self, row: Row, seen: &Sight) -> bool {
        self.says(row, seen)
    }

    /// Whether any row denies what is seen of a request.
    pub fn denies(&self, seen: &Sight) -> bool {
        Row::ALL.into_iter().any(|row| self.says(row, seen))
    }
}

/// Whether a request is denied for a nested target: what any promise on its path denies, the top-level target's and its own included.
pub fn path_denied(path: &[&Promise], request: &Request) -> bool {
    path.iter().any(|promise| promise.denied(request))
}
