//! A rollout, step by step: on the path of every target, the policies that `CfCT` updates and the Region denies of Control Tower that the runbook switches.

use std::sync::Arc;

use indexmap::IndexMap;

use crate::compose::{Basis, Composition, OnOu};
use crate::diagnostic::Diagnostic;
use crate::policy::Policy;
use crate::policy::compare::Probes;

use super::ids::Ids;
use super::managed::{Denies, Deny};
use super::prove::Before;
use super::rules::{gap_in_time, not_shown};
use super::time::{Step, steady};

/// The root in an OU's path.
const ROOT: &str = "Root";

/// The policies on a path, before and after, by their ids.
type Path = Vec<[usize; 2]>;

/// The finding of a path, and the OUs that it holds for as well.
type Looked = (Option<usize>, Vec<String>);

/// The policies of the path of every target, before and after, step by step.
pub(super) fn against_time(
    basis: Basis<'_>,
    composition: &Composition,
    before: &Before,
    probes: &Probes,
    findings: &mut Vec<Diagnostic>,
) {
    let denies = Denies::new(basis, before);
    let old: IndexMap<(&str, &str), &Arc<Policy>> = before
        .hung
        .iter()
        .map(|own| {
            (
                (own.attached.name.as_str(), own.ou.as_str()),
                &own.attached.policy,
            )
        })
        .collect();
    // The same policies on a path give the same answer; which finding it was, and the OUs that it holds for as well.
    let mut looked_at: IndexMap<Path, Looked> = IndexMap::new();
    let mut by_ou: IndexMap<&str, Vec<OnOu<'_>>> = IndexMap::new();
    for own in composition.all() {
        by_ou.entry(own.ou).or_default().push(own);
    }
    let mut ids = Ids::default();
    let mut managed: IndexMap<Vec<usize>, Vec<Deny>> = IndexMap::new();
    for slot in composition.all() {
        let steps = || denies.steps(slot.ou);
        managed
            .entry(denies.key(slot.ou, &mut ids))
            .or_insert_with(steps);
    }
    for slot in composition.all() {
        let ou = slot.ou;
        let ends = ou.match_indices(':').map(|(at, _)| at).chain([ou.len()]);
        let above = ends
            .filter_map(|end| ou.get(..end))
            .filter(|own| *own != ROOT);
        let path: Vec<OnOu<'_>> = [ROOT]
            .into_iter()
            .chain(above)
            .filter_map(|own| by_ou.get(own))
            .flatten()
            .copied()
            .collect();
        let mut steps: Vec<Step<'_>> = path
            .iter()
            .map(|own| Step {
                before: old.get(&(own.name, own.ou)).map(|policy| &***policy),
                after: Some(&**own.policy),
            })
            .collect();
        let managed = managed.get(&denies.key(ou, &mut ids));
        let managed = managed.map_or(&[][..], Vec::as_slice);
        steps.extend(managed.iter().map(|own| Step {
            before: own.before.as_ref(),
            after: own.after.as_ref(),
        }));
        let key: Vec<[usize; 2]> = steps
            .iter()
            .map(|step| [step.before, step.after].map(|policy| policy.map_or(0, |own| ids.of(own))))
            .collect();
        let first_finding = findings.len();
        if let Some((_, ous)) = looked_at.get_mut(&key) {
            ous.push(format!("`{ou}`"));
            continue;
        }
        match steady(&steps, probes) {
            Ok(None) => {}
            Ok(Some(gap)) => {
                let mut names: Vec<String> =
                    path.iter().map(|own| format!("`{}`", own.name)).collect();
                names.extend(managed.iter().map(|own| own.name.to_owned()));
                findings.push(gap_in_time::finding(
                    slot,
                    &gap,
                    &names,
                    before.live.is_some(),
                    in_two(&steps, &gap.after, probes),
                ));
            }
            Err(error) => findings.push(not_shown::in_time(slot, &error)),
        }
        let finding = (findings.len() > first_finding).then_some(first_finding);
        looked_at.insert(key, (finding, Vec::new()));
    }
    for (finding, mut ous) in looked_at.into_values() {
        if let Some(finding) = finding.and_then(|at| findings.get_mut(at))
            && !ous.is_empty()
        {
            let more = ous.len().saturating_sub(8);
            ous.truncate(8);
            if more > 0 {
                ous.push(format!("{more} more"));
            }
            finding
                .notes
                .push(format!("the same holds under {}", ous.join(", ")));
        }
    }
}

/// Would it be steady to update some of the policies first, and the others in a release of their own?
fn in_two(steps: &[Step<'_>], first: &[usize], probes: &Probes) -> bool {
    let mut early = steps.to_vec();
    let mut late = steps.to_vec();
    for (number, (early, late)) in early.iter_mut().zip(&mut late).enumerate() {
        if first.contains(&number) {
            late.before = late.after;
        } else {
            early.after = early.before;
        }
    }
    [early, late]
        .iter()
        .all(|steps| matches!(steady(steps, probes), Ok(None)))
}
