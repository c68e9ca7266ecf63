//! A spec as what is looked at, and as what silences findings elsewhere.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::catalogue::old;
use crate::check::{Ignores, Report};
use crate::cli::asked::Asked;
use crate::cli::catalogue::hold;
use crate::cli::input::{self, SPEC};
use crate::cli::talk::Talk;
use crate::compose::{Basis, compose};
use crate::diagnostic::Source;
use crate::proof::{After, check_expectations};
use crate::spec::Day;
use crate::text;

/// Adds what the specs above the paths silence; a spec that is looked at itself is among them.
pub(super) fn ignores(paths: &[PathBuf], talk: &Talk, ignores: &mut Ignores) {
    let working = std::env::current_dir().unwrap_or_default();
    let mut specs = BTreeSet::new();
    for path in paths {
        let absolute = working.join(path);
        let from = if absolute.is_dir() {
            absolute
        } else {
            absolute.parent().map(Path::to_path_buf).unwrap_or_default()
        };
        let is_spec = path.file_name().is_some_and(|name| name == SPEC) && path.is_file();
        let nearest = if is_spec {
            Some(path.clone())
        } else {
            input::discover(&from).map(|spec| from.join(spec))
        };
        specs.extend(nearest);
    }
    for spec in specs {
        let mut problems = Vec::new();
        match Asked::from_file(&spec, &mut problems) {
            Ok(Some(asked)) if problems.is_empty() => {
                if !asked.raw.ignore.is_empty() {
                    talk.detail(&format!("`ignore` of {}", spec.display()));
                }
                ignores.read_spec(&asked.raw, &asked.origin);
            }
            _ => talk.detail(&format!(
                "{} can't be read, so it silences nothing",
                spec.display()
            )),
        }
    }
}

/// A spec: everything that `build` would refuse short of the proof.
pub(super) fn look(path: &Path, source: &Arc<Source>, today: Day, ignores: &mut Ignores) -> Report {
    if let Ok(document) = text::yaml(source) {
        ignores.read(source, &document);
    }
    let mut report = Report::default();
    report.looked.specs = 1;
    let findings = &mut report.findings;
    let input = input::Input {
        source: Arc::clone(source),
        path: path.is_file().then(|| path.to_owned()),
    };
    let asked = match Asked::from_input(input, path, findings) {
        Ok(asked) => asked,
        Err(problems) => {
            findings.extend(problems);
            None
        }
    };
    let Some(asked) = asked else { return report };
    let Some(valid) = asked.validate(today, findings) else {
        return report;
    };
    report.looked.policies = usize::from(!valid.baseline.is_builtin());
    let catalogue = &*valid.catalogue;
    let basis = Basis {
        spec: &valid.spec,
        baseline: &valid.baseline,
        catalogue,
    };
    let _ = hold(&asked, basis, None, findings);
    findings.extend(old(catalogue, &valid.spec.working, today));
    let composition = compose(basis, findings);
    if !valid.spec.expectations.is_empty() {
        let after = After::of(basis, &composition);
        findings.extend(check_expectations(&valid.spec, &after, catalogue));
    }
    report
}
