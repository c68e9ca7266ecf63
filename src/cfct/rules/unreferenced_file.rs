//! CRP258: a file that no resource names.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Place, Rule, Severity};

use super::super::written::file_entries;
use super::super::{Package, PackageView};
use super::system_litter::is_litter;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP258",
    name: "unreferenced-file",
    severity: Severity::Warning,
    summary: "a policy or a file of parameters that no resource names",
    page: "\
## What it is
A file under `policies/`, or a `.json` under `parameters/`, that no resource of the manifest refers to. (A template may be fetched by another one, so templates are not looked at.)

## Why it matters
CfCT does nothing with it: a policy that is not named is not deployed, and the pipeline is green. Often an entry was forgotten, or is spelled another way. (CfCT 2.8.4 source, read 2026-04-08.)

## Example
`policies/deny-global.json` in the package, and no resource with `resource_file: policies/deny-global.json`.

## What to do
Name it in the manifest, or take it out of the package.
",
};

/// Finds such files.
pub fn check(package: &PackageView<'_>) -> Vec<Diagnostic> {
    let Some(files) = package.files else {
        return Vec::new();
    };
    let named: BTreeSet<String> = file_entries(package.manifest)
        .into_iter()
        .filter_map(|entry| entry.value.as_str())
        .map(Package::normal)
        .collect();
    let is_ours = |path: &str| {
        let is_json = std::path::Path::new(path)
            .extension()
            .is_some_and(|own| own.eq_ignore_ascii_case("json"));
        is_json && (path.starts_with("policies/") || path.starts_with("parameters/"))
    };
    files
        .paths()
        .into_iter()
        .filter(|path| is_ours(path) && !is_litter(path) && !named.contains(*path))
        .map(|path| {
            Diagnostic::new(&RULE, format!("no resource names `{path}`"))
                .at(Place::of_file(files.shown(path)), "")
                .note("CfCT would do nothing with it, and finish green")
                .help("name it in the manifest, or take it out of the package")
        })
        .collect()
}
