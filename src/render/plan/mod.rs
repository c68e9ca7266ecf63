//! What `plan` says: what a change would do, before any file of it is made.

mod json;
mod markdown;
mod text;

use std::fmt::Write as _;

use imara_diff::{Algorithm, BasicLineDiffPrinter, Diff, InternedInput, UnifiedDiffConfig};
use serde_json::Value;

use crate::catalogue::Change;
use crate::policy::compare::Verdict;

use super::effect::{Compared, together};
use super::facts::Facts;

pub use json::plan_of_change_json;
pub use markdown::plan_markdown;
pub use text::plan_text;

/// A change, and what it is held against.
#[derive(Debug, Clone, Copy)]
pub struct Plan<'a> {
    /// What would be released.
    pub facts: Facts<'a>,
    /// The effect, OU by OU.
    pub compared: &'a [Compared<'a>],
    /// What was there before.
    pub against: Against<'a>,
    /// The policies.
    pub policies: &'a [PolicyChange],
    /// The policies that hang on each OU in the worst state of the rollout; empty without a snapshot.
    pub used: &'a [Used],
    /// Inference profiles whose routes are not those of the catalogue any more; empty without a snapshot.
    pub profiles: &'a [Change],
    /// OUs directly below the root that the managed Region deny reaches and no target names.
    pub without_policy: &'a [String],
}

/// What a change is held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Against<'a> {
    /// The baseline of the spec, and nothing of ours.
    Assumed,
    /// A release: its folder.
    Release(&'a str),
    /// A snapshot: its file, and when it was taken.
    Snapshot(&'a str, Option<&'a str>),
}

/// A policy of ours, before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyChange {
    /// Its name.
    pub name: String,
    /// Its OU.
    pub ou: String,
    /// Its text before; `None`: there is none.
    pub before: Option<String>,
    /// Its text after.
    pub after: String,
    /// It does not hang on its OU yet, although it is there.
    pub is_detached: bool,
    /// The most characters that it may have.
    pub quota: usize,
}

/// The policies of an OU.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Used {
    /// The OU.
    pub ou: String,
    /// Their names.
    pub names: Vec<String>,
    /// How many there may be.
    pub quota: usize,
}

impl PolicyChange {
    /// `new`, `changed`, `not attached` or `same`.
    fn word(&self) -> &'static str {
        match &self.before {
            None => "new",
            Some(before) if *before != self.after => "changed",
            Some(_) if self.is_detached => "not attached",
            Some(_) => "same",
        }
    }

    /// The lines that change, of both texts laid out over many lines.
    fn diff(&self) -> String {
        let Some(before) = &self.before else {
            return String::new();
        };
        let (before, after) = (laid_out(before), laid_out(&self.after));
        let input = InternedInput::new(before.as_str(), after.as_str());
        let mut diff = Diff::compute(Algorithm::Histogram, &input);
        diff.postprocess_lines(&input);
        let printer = BasicLineDiffPrinter(&input.interner);
        let mut text = String::new();
        let _ = write!(
            text,
            "{}",
            diff.unified_diff(&printer, UnifiedDiffConfig::default(), &input)
        );
        text
    }
}

fn laid_out(text: &str) -> String {
    match serde_json::from_str::<Value>(text) {
        Ok(value) => format!("{value:#}\n"),
        Err(_) => format!("{text}\n"),
    }
}

/// Would anything be different: an effect, a text, an attachment?
pub fn is_change(plan: &Plan<'_>) -> bool {
    together(plan.compared) != Verdict::Equal
        || plan.policies.iter().any(|own| own.word() != "same")
}

/// What the change is held against, in words.
fn against(plan: &Plan<'_>) -> String {
    match plan.against {
        Against::Assumed => format!(
            "nothing of ours, and {} as Control Tower's Region deny (assumed, not read back)",
            plan.facts.baseline.file_name()
        ),
        Against::Release(folder) => format!("release {folder}"),
        Against::Snapshot(file, Some(at)) => format!("{file} of {at}"),
        Against::Snapshot(file, None) => file.to_owned(),
    }
}

/// How many policies are what.
fn counted(plan: &Plan<'_>) -> String {
    let count = |word: &str| {
        plan.policies
            .iter()
            .filter(|own| own.word() == word)
            .count()
    };
    ["new", "changed", "not attached", "same"]
        .into_iter()
        .map(|word| (count(word), word))
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{count} {word}"))
        .collect::<Vec<_>>()
        .join(", ")
}

/// The OUs that have the fewest slots left, the fullest first.
fn fullest<'a>(plan: &Plan<'a>, most: usize) -> Vec<&'a Used> {
    let mut used: Vec<&Used> = plan.used.iter().collect();
    used.sort_unstable_by_key(|own| (std::cmp::Reverse(own.names.len()), &own.ou));
    used.truncate(most);
    used
}
