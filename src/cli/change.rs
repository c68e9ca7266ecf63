//! What `build` and `plan` share: from what was asked for to policies that are held against earlier releases, the organization and the package beneath.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;

use crate::bedrock::Catalogue;
use crate::catalogue::{old, rules::acceptance_lost};
use crate::compose::{Basis, Composition, compose};
use crate::control_tower::Baseline;
use crate::diagnostic::{Diagnostic, Severity};
use crate::org::Organization;
use crate::proof::{After, check_expectations};
use crate::release::{
    self, Base, Input, LOCK, Ledger, Merged, Previous, Slots, Wanted, covered_by, had_input,
    held_against,
};
use crate::spec::{Day, Spec};

use super::asked::{Asked, Valid};
use super::catalogue::{self, ACCEPTED};
use super::input;
use super::talk::Talk;

/// What a change is made from, besides the spec.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct ChangeArgs {
    /// The release that is live: its policy names must stay, and its content goes into `rollback/`.
    #[arg(long, value_name = "DIR")]
    pub(super) previous: Option<PathBuf>,
    /// The CfCT package (a folder or zip) that ours goes into, in one marked block; default: `package.base` of the spec.
    #[arg(long, value_name = "DIR|ZIP")]
    pub(super) into: Option<PathBuf>,
    /// The version of the S3 object that the package to merge into came from; the runbook compares it again before the upload.
    #[arg(long, value_name = "VERSION")]
    pub(super) base_version: Option<String>,
    /// The organization, written by `crispack snapshot`; default: `organization.snapshot` of the spec.
    #[arg(long, value_name = "FILE")]
    pub(super) snapshot: Option<PathBuf>,
    /// The record of slots; default: `crispack.lock` beside the spec.
    #[arg(long, value_name = "FILE")]
    pub(super) lock: Option<PathBuf>,
    /// A slot that no target has any more: its policy stays under its name with a deny that can never match; repeatable.
    #[arg(long, value_name = "SLOT")]
    pub(super) retire: Vec<String>,
    /// A slot that no target has any more and that was never rolled out, or was taken away by hand; repeatable.
    #[arg(long, value_name = "SLOT")]
    pub(super) forget: Vec<String>,
}

/// A change that is ready to be proved.
pub(super) struct Change {
    pub(super) spec: Spec,
    pub(super) baseline: Baseline,
    pub(super) catalogue: Arc<Catalogue>,
    /// Files that a release must not replace.
    pub(super) keep: Vec<PathBuf>,
    pub(super) composition: Composition,
    pub(super) previous: Option<Previous>,
    pub(super) organization: Option<Organization>,
    pub(super) base: Option<Base>,
    pub(super) merged: Option<Merged>,
    /// The record of slots, and where it is written.
    pub(super) ledger: Option<(PathBuf, Ledger)>,
    /// What goes into the record of inputs besides spec and baseline.
    pub(super) inputs: Vec<Input>,
    /// What depends on the day, and so is said and never written.
    pub(super) of_today: Option<Diagnostic>,
}

impl Change {
    pub(super) fn basis(&self) -> Basis<'_> {
        Basis {
            spec: &self.spec,
            baseline: &self.baseline,
            catalogue: &self.catalogue,
        }
    }
}

/// `None`: the findings say why there is no change. `replaced` is the release whose place the new one takes, which is asked for its slots where no record has them.
pub(super) fn change(
    args: &ChangeArgs,
    asked: &Asked,
    replaced: Option<&Path>,
    today: Day,
    talk: &Talk,
    findings: &mut Vec<Diagnostic>,
) -> Option<Change> {
    let mut inputs = Vec::new();
    let mut keep: Vec<PathBuf> = [
        asked.path.clone(),
        args.previous.clone(),
        std::env::current_dir().ok(),
    ]
    .into_iter()
    .flatten()
    .collect();
    let organization = organization(args, asked, talk, &mut inputs, &mut keep, findings)?;
    let mut raw = asked.raw.clone();
    if let Some(organization) = &organization {
        covered_by(&mut raw, organization);
    }
    let Valid {
        spec,
        baseline,
        baseline_path,
        catalogue,
    } = asked.validate_as(&raw, today, findings)?;
    keep.extend(baseline_path);
    talk.detail(&format!(
        "baseline {}; catalogue of {}",
        baseline.source.name, catalogue.as_of
    ));
    let basis = Basis {
        spec: &spec,
        baseline: &baseline,
        catalogue: &catalogue,
    };
    let mut composition = compose(basis, findings);
    findings.extend(release::too_large(&composition, &spec));
    if !spec.expectations.is_empty() {
        let after = After::of(basis, &composition);
        findings.extend(check_expectations(&spec, &after, &catalogue));
    }
    let held = catalogue::hold(asked, basis, organization.as_ref(), findings)?;
    keep.extend(held.keep);
    let is_accepted = held.inputs.iter().any(|own| own.role == ACCEPTED);
    inputs.extend(held.inputs);
    let mut before = args.previous.iter().map(PathBuf::as_path).chain(replaced);
    if !is_accepted && let Some(release) = before.find(|own| had_input(own, ACCEPTED)) {
        findings.push(acceptance_lost::finding(&release.display().to_string()));
    }
    if let Some(organization) = &organization {
        composition.reach(&spec, organization);
        findings.extend(held_against(&spec, &composition, &baseline, organization));
    }
    let previous = match args.previous.as_deref().map(Previous::read).transpose() {
        Ok(previous) => previous,
        Err(finding) => {
            findings.push(*finding);
            return None;
        }
    };
    let base = base(args, asked, &mut keep, findings).ok()?;
    let region = base
        .as_ref()
        .map(|base| base.check_region(&spec.home_region));
    findings.extend(region.flatten());
    let ledger = ledger(args, asked, findings).ok()?;
    keep.extend(ledger.iter().map(|(path, _)| path.clone()));
    let prefix = spec.name_prefix();
    let mut slots = ledger
        .as_ref()
        .map_or_else(Slots::default, |(_, own)| own.slots());
    if let Some(replaced) = replaced.filter(|_| slots.iter().next().is_none()) {
        let replaced = Previous::read(replaced).ok();
        slots.add(replaced.map_or_else(Slots::default, |own| own.slots(prefix)));
    }
    if let Some(previous) = &previous {
        findings.extend(previous.compare(&spec));
        slots.add(previous.slots(prefix));
        inputs.push(previous.input.clone());
    }
    if let Some(base) = &base {
        slots.add(base.slots(prefix));
        inputs.push(base.input.clone());
    }
    let deleted = base.as_ref().is_some_and(Base::deletes_stack_sets);
    let shipped = previous.as_ref().map(Previous::delivered);
    let merged = || base.iter().flat_map(Base::delivered).cloned().collect();
    findings.extend(release::deliveries(
        &shipped.unwrap_or_else(merged),
        &release::delivered(&composition),
        deleted,
    ));
    findings.extend(release::unreached(
        &composition,
        &spec,
        organization.as_ref(),
    ));
    let wanted = Wanted {
        retire: &args.retire,
        forget: &args.forget,
    };
    slots.settle(&mut composition, wanted, organization.as_ref(), findings);
    findings.extend(release::name_taken(&composition, &spec));
    let merged = match &base {
        Some(base) if !has_error(findings) => match base.merge(&composition, spec.quota) {
            Ok((merged, found)) => {
                findings.extend(found);
                Some(merged)
            }
            Err(found) => {
                findings.extend(found);
                None
            }
        },
        _ => None,
    };
    Some(Change {
        of_today: old(&catalogue, &spec.working, today),
        spec,
        baseline,
        catalogue,
        keep,
        composition,
        previous,
        organization,
        base,
        merged,
        ledger,
        inputs,
    })
}

fn has_error(findings: &[Diagnostic]) -> bool {
    findings
        .iter()
        .any(|finding| finding.severity() == Severity::Error)
}

/// The organization, if a snapshot is named. `None`: it cannot be read.
#[expect(
    clippy::option_option,
    reason = "there may be none, and it may be unreadable"
)]
fn organization(
    args: &ChangeArgs,
    asked: &Asked,
    talk: &Talk,
    inputs: &mut Vec<Input>,
    keep: &mut Vec<PathBuf>,
    findings: &mut Vec<Diagnostic>,
) -> Option<Option<Organization>> {
    let of_spec = asked.raw.organization.snapshot.as_ref();
    let path = args
        .snapshot
        .clone()
        .or_else(|| Some(asked.base.join(of_spec?)));
    let Some(path) = path else { return Some(None) };
    talk.detail(&format!("snapshot {}", path.display()));
    match snapshot(&path) {
        Ok((organization, input)) => {
            inputs.push(input);
            keep.push(path);
            Some(Some(organization))
        }
        Err(found) => {
            let place = match args.snapshot {
                Some(_) => None,
                None => asked.origin.value("/organization/snapshot"),
            };
            findings.extend(input::at(found, place.as_ref()));
            None
        }
    }
}

/// A snapshot in a file, and what it is in the record of inputs.
pub(super) fn snapshot(path: &Path) -> Result<(Organization, Input), Vec<Diagnostic>> {
    let source = input::read_large(path)?.source;
    let organization = Organization::read(&source)?;
    let name = input::file_name(&source.name);
    Ok((
        organization,
        Input::new("snapshot", name, source.text.as_bytes()),
    ))
}

fn base(
    args: &ChangeArgs,
    asked: &Asked,
    keep: &mut Vec<PathBuf>,
    findings: &mut Vec<Diagnostic>,
) -> Result<Option<Base>, ()> {
    let of_spec = &asked.raw.package;
    let path = args
        .into
        .clone()
        .or_else(|| Some(asked.base.join(of_spec.base.as_ref()?)));
    let Some(path) = path else { return Ok(None) };
    let version = match (&args.base_version, &args.into) {
        (Some(version), _) => Some(version.as_str()),
        (None, None) => of_spec.base_version.as_deref(),
        (None, Some(_)) => None,
    };
    keep.push(path.clone());
    let place = match args.into {
        Some(_) => None,
        None => asked.origin.value("/package/base"),
    };
    Base::read(&path, version)
        .map(Some)
        .map_err(|found| findings.extend(input::at(found, place.as_ref())))
}

/// The record of slots: beside the spec, or where it was asked for.
fn ledger(
    args: &ChangeArgs,
    asked: &Asked,
    findings: &mut Vec<Diagnostic>,
) -> Result<Option<(PathBuf, Ledger)>, ()> {
    let beside = || Some(asked.path.as_ref()?.with_extension(LOCK));
    let Some(path) = args.lock.clone().or_else(beside) else {
        return Ok(None);
    };
    if !path.exists() {
        return Ok(Some((path, Ledger::default())));
    }
    let ledger = input::read_large(&path).and_then(|input| Ledger::read(&input.source));
    match ledger {
        Ok(ledger) => Ok(Some((path, ledger))),
        Err(found) => {
            findings.extend(found);
            Err(())
        }
    }
}

/// Writes the record of slots in one step.
pub(super) fn write_lock(path: &Path, ledger: &Ledger) -> std::io::Result<()> {
    let text = ledger.to_json();
    if fs::read(path).is_ok_and(|old| old == text.as_bytes()) {
        return Ok(());
    }
    release::write_whole(path, text.as_bytes())
}
