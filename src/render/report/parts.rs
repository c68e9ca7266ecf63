//! What changes, part by part, in few words: for report and page.

use indexmap::IndexMap;

use crate::policy::compare::{Change, Difference};
use crate::render::effect::say;
use crate::render::facts::Facts;

use super::proof::note;

/// A part of what changes: requests that are decided otherwise.
#[derive(Debug, Clone)]
pub struct Part {
    /// They are denied no more; else from now on.
    pub(in crate::render) opens: bool,
    /// What they are about, besides Region and principal.
    pub(in crate::render) what: Vec<Axis>,
    /// For one of these Regions and principals; none: whatever they are.
    pub(in crate::render) when: Vec<Vec<Axis>>,
    /// What has to be so for any of them to be sent, as Markdown.
    pub(in crate::render) notes: Vec<String>,
    /// The OUs for which it is so.
    pub(in crate::render) ous: Vec<String>,
}

/// What a part is about.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::render) struct Axis {
    /// `Action`, `Resource` or the name of a key.
    pub(in crate::render) name: String,
    /// In words; of a longer list the first.
    pub(in crate::render) values: String,
    /// The same in full, so that lists of which the same is shown are not taken for equal.
    whole: String,
}

/// What the proof found, each part once for all OUs for which it is the same, and parts that differ only in Region and principal together.
pub fn parts(facts: Facts<'_>) -> Vec<Part> {
    let mut by_words: IndexMap<(bool, Vec<Axis>, Vec<String>), Vec<String>> = IndexMap::new();
    let governed = say::or(facts.spec.working.iter().map(String::as_str));
    for (of, effect) in facts.proof.effects.iter().zip(facts.effects) {
        let changes = effect.difference.changes.iter().zip(&effect.witnesses);
        for (change, witness) in changes {
            let settled = &facts.spec.worlds;
            let notes = witness.labels.iter();
            let notes = notes.map(|label| note(*label, settled)).collect();
            let axes = axes(&governed, &effect.difference, change);
            let ous = by_words.entry((change.opens, axes, notes)).or_default();
            ous.extend(of.ous.iter().cloned());
        }
    }
    let mut together: IndexMap<Together, Vec<Vec<Axis>>> = IndexMap::new();
    for ((opens, axes, notes), ous) in by_words {
        let (when, what): (Vec<Axis>, Vec<Axis>) = axes
            .into_iter()
            .partition(|axis| WHEN.iter().any(|own| own.eq_ignore_ascii_case(&axis.name)));
        together
            .entry((opens, what, notes, ous))
            .or_default()
            .push(when);
    }
    // What opens is what has to be looked at first.
    let (opened, closed): (Vec<Part>, Vec<Part>) = together
        .into_iter()
        .map(|((opens, what, notes, ous), when)| Part {
            opens,
            what,
            when: if when.iter().any(Vec::is_empty) {
                Vec::new()
            } else {
                when
            },
            notes,
            ous,
        })
        .partition(|part| part.opens);
    opened.into_iter().chain(closed).collect()
}

/// Direction, what it is about, notes and OUs of parts that are said together.
type Together = (bool, Vec<Axis>, Vec<String>, Vec<String>);

/// The axes in which parts that are said together may differ.
const WHEN: [&str; 2] = ["aws:RequestedRegion", "aws:PrincipalArn"];

/// What a part is about, in few words: the governed Regions by that name, of longer lists the first.
fn axes(governed: &str, difference: &Difference, change: &Change) -> Vec<Axis> {
    let lines = say::lines(difference, change, usize::MAX).into_iter();
    lines
        .filter(|line| line.values != "any")
        .map(|line| Axis {
            name: plain_axis(&line.axis),
            values: if !governed.is_empty() && line.values.contains(governed) {
                line.values.replace(governed, "the governed Regions")
            } else {
                line.few.replace(INFERENCE, "the two inference actions")
            },
            whole: line.values,
        })
        .collect()
}

/// As a list of both is written.
const INFERENCE: &str = "bedrock:InvokeModel or bedrock:InvokeModelWithResponseStream";

fn plain_axis(axis: &str) -> String {
    match axis {
        "action" => "Action",
        "resource" => "Resource",
        axis => axis,
    }
    .to_owned()
}
