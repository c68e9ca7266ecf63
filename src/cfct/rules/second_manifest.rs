//! CRP255: a second manifest, which CfCT leaves alone.

use crate::diagnostic::{Diagnostic, Place, Rule, Severity};

use super::super::{MANIFEST, PackageView, TOP_FOLDER};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP255",
    name: "second-manifest",
    severity: Severity::Warning,
    summary: "a manifest in the top folder that CfCT does not look at",
    page: "\
## What it is
The package has `manifest.yaml` at its root and another in `custom-control-tower-configuration/`.

## Why it matters
The one at the root wins, and everything in the folder is left alone, in silence. (CfCT 2.8.4 source, read 2026-04-08.)

## Example
```
manifest.yaml
custom-control-tower-configuration/manifest.yaml
```

## What to do
Keep one of them.
",
};

/// Looks for the second one.
pub fn check(package: &PackageView<'_>) -> Vec<Diagnostic> {
    let second = format!("{TOP_FOLDER}/{MANIFEST}");
    let files = package
        .files
        .filter(|files| files.has(&second) && files.has(MANIFEST));
    files
        .map(|files| {
            Diagnostic::new(&RULE, format!("`{second}` is not looked at"))
                .at(Place::of_file(files.shown(&second)), "")
                .note("CfCT would take the manifest at the root, leave this one alone, and finish green")
                .help("keep one of them")
        })
        .into_iter()
        .collect()
}
