//! The OU control that is to be on, held against the controls that are on.

use crate::bedrock::INFERENCE_ACTIONS;
use crate::compose::Composition;
use crate::control_tower::{Baseline, OuControl};
use crate::diagnostic::Diagnostic;
use crate::org::{Change, Organization, Standing};
use crate::policy::glob;
use crate::spec::{OuPath, Spec, Strategy};

use super::rules::{
    exemption_lost, ou_arn_unknown, ou_control_changed, ou_control_drifted, ou_control_stays,
    ou_control_unnamed,
};

/// So many OUs are named in a finding; the runbook has them all.
const NAMED: usize = 10;

/// What a control that is on gains and loses, exemptions that end, controls that can't be updated, and OUs whose ARN is not known; nothing without an OU control.
pub(super) fn held_against(
    spec: &Spec,
    composition: &Composition,
    organization: &Organization,
) -> Vec<Diagnostic> {
    let Some(control) = &composition.ou_control else {
        return Vec::new();
    };
    let partition = spec.partition.as_str();
    let mut unknown = Vec::new();
    let mut drifted = Vec::new();
    let mut unnamed = Vec::new();
    let mut groups: Vec<(Vec<Change>, Vec<&str>)> = Vec::new();
    let covered = spec.covered.iter().map(OuPath::as_str);
    // An OU that is not there has a finding of its own.
    for ou in covered.filter(|ou| organization.ous.contains(*ou)) {
        if organization.ou_arn(ou, partition).is_none() {
            unknown.push(ou);
        }
        let changes = match organization.standing(ou, control) {
            Standing::Drifted => {
                drifted.push(ou);
                continue;
            }
            Standing::ByText(changes) => {
                unnamed.push(ou);
                changes.unwrap_or_default()
            }
            Standing::On(changes) | Standing::UnderChange(changes) => changes,
            Standing::Untold | Standing::Off | Standing::Unread => continue,
        };
        if changes.is_empty() {
            continue;
        }
        match groups.iter_mut().find(|(known, _)| *known == changes) {
            Some((_, ous)) => ous.push(ou),
            None => groups.push((changes, vec![ou])),
        }
    }
    let mut found = Vec::new();
    if !unknown.is_empty() {
        found.push(ou_arn_unknown::finding(
            &names(&unknown),
            &organization.name,
        ));
    }
    if !drifted.is_empty() {
        found.push(ou_control_drifted::finding(&names(&drifted)));
    }
    if !unnamed.is_empty() {
        found.push(ou_control_unnamed::finding(&names(&unnamed)));
    }
    for (changes, ous) in &groups {
        let ous = names(ous);
        found.push(ou_control_changed::finding(&ous, changes));
        for (value, field) in lost(control, changes) {
            found.push(exemption_lost::finding(&ous, value, field));
        }
    }
    found
}

/// OU controls that the rollout leaves as they are, on OUs that it does not cover: what they deny they deny after it as well. One with the parameters of this release does no harm, and under `additive` nothing is opened that it could deny.
pub(super) fn that_stay(
    spec: &Spec,
    composition: &Composition,
    baseline: &Baseline,
    organization: &Organization,
) -> Vec<Diagnostic> {
    if spec.strategy == Strategy::Additive {
        return Vec::new();
    }
    let mut groups: Vec<(Option<OuControl>, Vec<&str>)> = Vec::new();
    for ou in organization.with_ou_control() {
        if spec.changes_ou_control(ou, baseline) {
            continue;
        }
        let wanted = composition.ou_control.as_ref();
        let is_same = |wanted| organization.standing(ou, wanted) == Standing::On(Vec::new());
        if wanted.is_some_and(is_same) {
            continue;
        }
        let on = organization.ou_control_on(ou);
        match groups.iter_mut().find(|(known, _)| *known == on) {
            Some((_, ous)) => ous.push(ou),
            None => groups.push((on, vec![ou])),
        }
    }
    let finding = |(on, ous): (Option<OuControl>, Vec<&str>)| {
        let denied: Vec<&str> = match &on {
            Some(on) => {
                let statement = on.statement();
                let left_out = folded(statement.action.patterns());
                let actions = INFERENCE_ACTIONS.into_iter();
                let is_denied = |action: &&str| {
                    glob::uncovered(&action.to_ascii_lowercase(), &left_out) != Ok(None)
                };
                actions.filter(is_denied).collect()
            }
            None => Vec::new(),
        };
        let regions = on.as_ref().map(|on| &*on.allowed_regions);
        ou_control_stays::finding(&names(&ous), regions, &denied)
    };
    groups.into_iter().map(finding).collect()
}

fn folded(list: &[String]) -> Vec<String> {
    list.iter().map(|own| own.to_ascii_lowercase()).collect()
}

/// The exempted actions and principals that go and that nothing exempts which stays, each with the field of the spec that would keep it.
fn lost<'a>(control: &OuControl, changes: &'a [Change]) -> Vec<(&'a str, &'static str)> {
    let statement = control.statement();
    let actions = folded(statement.action.patterns());
    let conditions = statement.conditions.iter();
    let principals: Vec<String> = conditions
        .filter(|own| own.key.eq_ignore_ascii_case("aws:PrincipalArn"))
        .flat_map(|own| own.values.iter().cloned())
        .collect();
    let mut lost = Vec::new();
    for change in changes {
        for value in &change.loses {
            let (covered, field) = match change.key {
                "ExemptedActions" => (
                    glob::uncovered(&value.to_ascii_lowercase(), &actions),
                    "exempt_actions",
                ),
                "ExemptedPrincipalArns" => {
                    (glob::uncovered(value, &principals), "exempt_principals")
                }
                _ => continue,
            };
            if covered != Ok(None) {
                lost.push((value.as_str(), field));
            }
        }
    }
    lost
}

/// The first OUs by name, and how many more there are.
fn names(ous: &[&str]) -> String {
    let first: Vec<String> = ous.iter().take(NAMED).map(|ou| format!("`{ou}`")).collect();
    let more = ous.len().saturating_sub(NAMED);
    let rest = if more == 0 {
        String::new()
    } else {
        format!(" and {more} more")
    };
    format!("{}{rest}", first.join(", "))
}
