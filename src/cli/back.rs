//! `build --restore` and `build --remove`: releases that are made without a spec.

use std::path::{Path, PathBuf};

use crate::bedrock::{Catalogue, probes};
use crate::diagnostic::Diagnostic;
use crate::release::rules::base_unreadable;
use crate::release::{
    self, Base, Delivered, Files, Input, Inputs, LOCK, Ledger, NotRestored, Previous, Restore,
    Slots, ZIP, deliveries, take_out,
};
use crate::text;

use super::change::{ChangeArgs, write_lock};
use super::exit::Exit;
use super::input;
use super::talk::Talk;

/// Where the release goes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Out<'a> {
    pub(super) folder: &'a Path,
    pub(super) force: bool,
}

/// Puts an earlier release back.
pub(super) fn restore(folder: &Path, args: &ChangeArgs, out: Out<'_>, talk: &Talk) -> Exit {
    let made = || -> Result<_, NotRestored> {
        let restore = Restore::read(folder).map_err(NotRestored::Findings)?;
        let given = Given::read(args)?;
        let inputs = given.inputs(std::slice::from_ref(&restore.input), &restore.catalogue);
        let deleted = given.base.as_ref().is_some_and(Base::deletes_stack_sets);
        talk.findings(&deliveries(&given.delivered, &restore.delivered(), deleted));
        let words = probes(&restore.catalogue);
        let (files, entry) =
            restore.assemble(&given.slots, given.base.as_ref(), &inputs, &words)?;
        Ok((
            files,
            given
                .ledger
                .map(|(path, ledger)| (path, ledger.with(entry))),
        ))
    };
    match made() {
        Ok((files, ledger)) => placed(&files, &[folder.to_owned()], args, out, ledger, talk),
        Err(error) => refused(error, talk),
    }
}

/// Takes ours out of a package.
pub(super) fn remove(args: &ChangeArgs, out: Out<'_>, talk: &Talk) -> Exit {
    let made = || -> Result<_, NotRestored> {
        let given = Given::read(args)?;
        let Some(base) = &given.base else {
            return Ok(None);
        };
        if base.ours().is_empty() {
            let why = "there is nothing of ours in it to take out";
            let shown = args
                .into
                .as_ref()
                .map_or_else(String::new, |path| path.display().to_string());
            return Err(NotRestored::Findings(vec![base_unreadable::finding(
                &shown, why,
            )]));
        }
        let deleted = base.deletes_stack_sets();
        talk.findings(&deliveries(base.delivered(), &[], deleted));
        let inputs = given.inputs(&[], Catalogue::builtin());
        take_out(base, base.region(), &given.slots, &inputs).map(Some)
    };
    match made() {
        Ok(Some(files)) => placed(&files, &[], args, out, None, talk),
        Ok(None) => super::usage_error(
            "build",
            "--remove takes ours out of the package that --into names",
        ),
        Err(error) => refused(error, talk),
    }
}

/// What a release without a spec is made from.
struct Given {
    base: Option<Base>,
    slots: Slots,
    ledger: Option<(PathBuf, Ledger)>,
    inputs: Vec<Input>,
    /// The stack sets of ours that are live.
    delivered: Vec<Delivered>,
}

impl Given {
    fn read(args: &ChangeArgs) -> Result<Self, NotRestored> {
        let findings = NotRestored::Findings;
        let base = args
            .into
            .as_deref()
            .map(|path| Base::read(path, args.base_version.as_deref()))
            .transpose()
            .map_err(findings)?;
        let previous = args
            .previous
            .as_deref()
            .map(Previous::read)
            .transpose()
            .map_err(|found| findings(vec![*found]))?;
        let ledger = ledger(args).map_err(findings)?;
        let mut slots = ledger
            .as_ref()
            .map_or_else(Slots::default, |(_, own)| own.slots());
        let mut inputs = Vec::new();
        if let Some(previous) = &previous {
            slots.add(previous.slots(""));
            inputs.push(previous.input.clone());
        }
        if let Some(base) = &base {
            slots.add(base.slots(""));
            inputs.push(base.input.clone());
        }
        let shipped = previous.as_ref().map(Previous::delivered);
        let merged = || base.iter().flat_map(Base::delivered).cloned().collect();
        let delivered = shipped.unwrap_or_else(merged);
        Ok(Self {
            base,
            slots,
            ledger,
            inputs,
            delivered,
        })
    }

    fn inputs(&self, first: &[Input], catalogue: &Catalogue) -> Inputs {
        Inputs {
            tool_version: env!("CARGO_PKG_VERSION"),
            inputs: first.iter().chain(&self.inputs).cloned().collect(),
            catalogue_as_of: catalogue.as_of.clone(),
            catalogue_sha256: text::sha256(catalogue.text.as_bytes()),
            flags: None,
            retired: Vec::new(),
        }
    }
}

/// The record of slots that is named, or that of the nearest spec.
fn ledger(args: &ChangeArgs) -> Result<Option<(PathBuf, Ledger)>, Vec<Diagnostic>> {
    let nearest = || {
        let working = std::env::current_dir().unwrap_or_default();
        Some(input::discover(&working)?.with_extension(LOCK))
    };
    let Some(path) = args.lock.clone().or_else(nearest) else {
        return Ok(None);
    };
    if !path.exists() {
        return Ok(Some((path, Ledger::default())));
    }
    let ledger = Ledger::read(&input::read_large(&path)?.source)?;
    Ok(Some((path, ledger)))
}

fn placed(
    files: &Files,
    inputs: &[PathBuf],
    args: &ChangeArgs,
    out: Out<'_>,
    ledger: Option<(PathBuf, Ledger)>,
    talk: &Talk,
) -> Exit {
    let named = [&args.into, &args.previous, &args.lock]
        .into_iter()
        .flatten();
    let keep: Vec<PathBuf> = named
        .chain(inputs)
        .cloned()
        .chain(std::env::current_dir().ok())
        .collect();
    let place = release::Place {
        folder: out.folder,
        force: out.force,
        keep: &keep,
    };
    if let Err(finding) = release::place(files, place) {
        talk.findings(&[*finding]);
        return Exit::Errors;
    }
    if let Some((path, ledger)) = ledger
        && let Err(error) = write_lock(&path, &ledger)
    {
        talk.error(&format!(
            "the release is there, but {} cannot be written: {error}",
            path.display()
        ));
        return Exit::Errors;
    }
    let folder = out.folder.display();
    talk.summary(&format!(
        "release {folder}\nread   {folder}/RUNBOOK.md\nupload {folder}/{ZIP}, when the runbook says so\n"
    ))
}

fn refused(error: NotRestored, talk: &Talk) -> Exit {
    match error {
        NotRestored::Findings(found) => {
            talk.findings(&found);
            Exit::Errors
        }
        NotRestored::Bug(what) => {
            talk.error(&format!(
                "{what}; this is a bug of crispack, nothing was written"
            ));
            Exit::Bug
        }
    }
}
