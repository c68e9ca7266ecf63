//! Which catalogue of inference profiles is used, and whether it is what was accepted.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::bedrock::Catalogue;
use crate::catalogue::rules::nothing_accepted;
use crate::catalogue::{self, Accepted, Wanted, foreign, never_asked, old};
use crate::compose::Basis;
use crate::diagnostic::{Diagnostic, Place};
use crate::org::Organization;
use crate::release::Input;

use super::asked::Asked;
use super::clock::today;
use super::input;

/// What the name of the record of accepted routes ends in, beside the spec: `crispack.yaml` has `crispack.profiles.json`.
const RECORD: &str = "profiles.json";

/// What the record is among the inputs of a release.
pub(super) const ACCEPTED: &str = "accepted";

/// How the embedded catalogue is called where a file may stand.
pub(super) const BUILTIN: &str = "builtin";

/// The catalogue of a name: a file, or the embedded one.
pub(super) fn named(name: &Path) -> Result<Arc<Catalogue>, Vec<Diagnostic>> {
    if name == Path::new(BUILTIN) {
        return Ok(Catalogue::embedded());
    }
    catalogue::read(&input::read(name)?.source).map(Arc::new)
}

/// The catalogue that a spec names, or the embedded one.
pub(super) fn of_spec(asked: &Asked) -> Result<Arc<Catalogue>, Vec<Diagnostic>> {
    match file(asked) {
        Some(path) => named(&path).map_err(|found| {
            let place = asked.origin.value("/catalogue/file");
            input::at(found, place.as_ref())
        }),
        None => Ok(Catalogue::embedded()),
    }
}

fn file(asked: &Asked) -> Option<PathBuf> {
    let file = asked.raw.catalogue.as_ref()?.file.as_ref()?;
    Some(asked.base.join(file))
}

/// Where the record of accepted routes is, or would be: where the spec says, or beside it.
pub(super) fn accepted_path(asked: &Asked) -> Option<PathBuf> {
    let named = asked
        .raw
        .catalogue
        .as_ref()
        .and_then(|own| own.accepted.as_ref());
    match named {
        Some(named) => Some(asked.base.join(named)),
        None => Some(asked.path.as_ref()?.with_extension(RECORD)),
    }
}

/// The record of accepted routes, with its text as an input; `None`: nothing was ever accepted. One that the spec names has to be there.
pub(super) fn accepted(
    asked: &Asked,
) -> Result<Option<(Accepted, Input, PathBuf)>, Vec<Diagnostic>> {
    let place = asked.origin.value("/catalogue/accepted");
    let Some(path) = accepted_path(asked).filter(|path| place.is_some() || path.exists()) else {
        return Ok(None);
    };
    let source = input::read(&path)
        .map_err(|found| input::at(found, place.as_ref()))?
        .source;
    let accepted = Accepted::read(&source)?;
    let input = Input::new(
        ACCEPTED,
        input::file_name(&source.name),
        source.text.as_bytes(),
    );
    Ok(Some((accepted, input, path)))
}

/// What goes into the record of inputs, and which files a release must not replace.
#[derive(Default)]
pub(super) struct Held {
    pub(super) inputs: Vec<Input>,
    pub(super) keep: Vec<PathBuf>,
}

/// Holds the catalogue in use against what was accepted, and against the accounts of the organization. `None`: what was accepted cannot be read.
pub(super) fn hold(
    asked: &Asked,
    basis: Basis<'_>,
    organization: Option<&Organization>,
    findings: &mut Vec<Diagnostic>,
) -> Option<Held> {
    let mut held = Held::default();
    if let Some(path) = file(asked) {
        let name = input::file_name(&path.display().to_string());
        let text = basis.catalogue.text.as_bytes();
        held.inputs.push(Input::new("catalogue", name, text));
        held.keep.push(path);
    }
    let place = asked.origin.value("/catalogue/file");
    findings.extend(organization.and_then(|own| foreign(basis.catalogue, own, place.clone())));
    findings.extend(never_asked(
        basis.catalogue,
        &basis.spec.working,
        place.clone(),
    ));
    match accepted(asked) {
        Ok(Some((accepted, input, path))) => {
            let place = Place::of_file(input::shown(&path));
            findings.extend(accepted.check(wanted(basis), Some(&place)));
            held.inputs.push(input);
            held.keep.push(path);
        }
        Ok(None) if file(asked).is_some() => findings.push(nothing_accepted::finding(place)),
        Ok(None) => {}
        Err(found) => {
            findings.extend(found);
            return None;
        }
    }
    Some(held)
}

/// What routes are judged by.
pub(super) fn wanted(basis: Basis<'_>) -> Wanted<'_> {
    Wanted {
        spec: basis.spec,
        ground: basis.spec.ground(basis.baseline, basis.catalogue),
    }
}

/// The finding that what is known of source Regions is old today: by the day of the environment, or the clock's.
pub(super) fn old_today(catalogue: &Catalogue, sources: &BTreeSet<String>) -> Option<Diagnostic> {
    old(catalogue, sources, today(None)?)
}
