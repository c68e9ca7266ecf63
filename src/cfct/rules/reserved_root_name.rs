//! CRP196: a name at the root that CfCT uses itself.

use crate::diagnostic::{Diagnostic, Place, Rule, Severity};

use super::super::PackageView;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP196",
    name: "reserved-root-name",
    severity: Severity::Warning,
    summary: "a file at the package's root has a name that CfCT uses itself",
    page: "\
## What it is
A file or folder beside the manifest that is called like one of CfCT's own (`cfct/`, `yaml/`, `requests/`, `boto3/`, `*.py`, `*.sh`, …), or one that changes what CfCT does (`add-on/`, `add-on-manifests/`, `add_on_avm_files.json`, `original/`).

## Why it matters
In every stage CfCT unpacks its scripts over the package: what has the same name is overwritten or mixed with them, in silence. Files in `add-on-manifests/` are merged into the manifest, so what is deployed is not what the manifest says; zips in `add-on/` are unpacked and merged by rules of the former format; `original/` is overwritten by a copy of everything. (CfCT 2.8.4 source, read 2026-04-08.)

## Example
```
manifest.yaml
requests/notes.txt
add-on-manifests/extra.yaml
```

## What to do
Keep `manifest.yaml`, `policies/`, `templates/` and `parameters/` at the root and nothing else.
",
};

/// What CfCT brings along: its own folders, and those of the Python packages that it is installed with.
const OVERWRITTEN: [&str; 18] = [
    "cfct",
    "yaml",
    "requests",
    "boto3",
    "botocore",
    "jinja2",
    "pykwalify",
    "yorm",
    "ruamel",
    "urllib3",
    "certifi",
    "idna",
    "docopt",
    "markupsafe",
    "six",
    "simplejson",
    "validation",
    "codebuild_scripts",
];

/// Looks at what lies at the root, each name once.
pub fn check(package: &PackageView<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut last = None;
    let Some(files) = package.files else {
        return found;
    };
    for path in files.paths() {
        let (root, is_folder) = match path.split_once('/') {
            Some((root, _)) => (root, true),
            None => (path, false),
        };
        if last == Some(root) {
            continue;
        }
        last = Some(root);
        if let Some(consequence) = consequence(root, is_folder) {
            let shown = if is_folder {
                format!("{root}/")
            } else {
                root.to_owned()
            };
            found.push(
                Diagnostic::new(&RULE, format!("`{shown}` at the package's root is a name that CfCT uses itself"))
                    .at(Place::of_file(files.shown(root)), "")
                    .note(consequence)
                    .help("keep the manifest, `policies/`, `templates/` and `parameters/` at the root, and nothing else"),
            );
        }
    }
    found
}

fn consequence(root: &str, is_folder: bool) -> Option<&'static str> {
    let is_script = |extension: &str| {
        std::path::Path::new(root)
            .extension()
            .is_some_and(|own| own == extension)
    };
    match (root, is_folder) {
        ("add-on-manifests", true) => Some(
            "CfCT would merge every file in it into the manifest, or stop the build if one contains `{{`: what is deployed is not what the manifest says",
        ),
        ("add-on", true) => Some(
            "CfCT would unpack the zips in it and merge them by the rules of the former format: what is deployed is not what the manifest says",
        ),
        ("add_on_avm_files.json", false) => {
            Some("CfCT would take it for a list of add-ons to merge")
        }
        ("original", true) => Some("CfCT would overwrite it with a copy of the whole package"),
        (_, true) if OVERWRITTEN.contains(&root) => {
            Some("CfCT would unpack its own files over it, in silence")
        }
        (_, false) if is_script("py") || is_script("sh") => Some(
            "CfCT would overwrite it with a script of its own if it has one of that name, or run beside it",
        ),
        _ => None,
    }
}
