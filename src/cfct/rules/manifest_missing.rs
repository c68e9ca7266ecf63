//! CRP256: no manifest where CfCT looks for one.

use crate::diagnostic::{Diagnostic, Place, Rule, Severity};

use super::super::{Files, MANIFEST, TOP_FOLDER};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP256",
    name: "manifest-missing",
    severity: Severity::Error,
    summary: "there is no manifest where CfCT looks for it",
    page: "\
## What it is
The package has no `manifest.yaml` at its root and none in a top folder called exactly `custom-control-tower-configuration`.

## Why it matters
The build ends in its install phase, and nothing is deployed. A `manifest.yaml.j2` is rendered only once, by CfCT's own installation, never in a package; another folder around the package is not looked into; `manifest.yml` and `Manifest.yaml` are other names. (CfCT 2.8.4 source, read 2026-04-08.)

## Example
```
my-package/manifest.yaml      the folder itself was packed
manifest.yaml.j2              the template was packed, not what is made of it
```

## What to do
Pack the content of the folder, not the folder: `(cd my-package && zip -r -X ../custom-control-tower-configuration.zip .)`.
",
};

/// The finding for a package in which no manifest is found; `shown` is how the package is called.
pub fn finding(files: &dyn Files, shown: &str) -> Diagnostic {
    let paths = files.paths();
    let name = |path: &str| {
        path.rsplit('/')
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase()
    };
    let others: Vec<&&str> = paths
        .iter()
        .filter(|path| {
            let name = name(path);
            name == MANIFEST
                || matches!(
                    name.as_str(),
                    "manifest.yml" | "manifest.yaml.j2" | "manifest.json"
                )
        })
        .take(3)
        .collect();
    let finding = Diagnostic::new(
        &RULE,
        format!("{shown} has no `{MANIFEST}` where CfCT looks for it"),
    )
    .at(Place::of_file(shown), "")
    .note("the build would end in its install phase, and nothing would be deployed");
    match others.first() {
        Some(other) if name(other) == MANIFEST && other.contains('/') => finding.help(format!(
            "the manifest is `{other}`: pack what is in that folder, or call the folder `{TOP_FOLDER}`"
        )),
        Some(other) if name(other).ends_with("yaml.j2") => finding.help(format!(
            "`{other}` is a template that CfCT never renders in a package: write `{MANIFEST}`"
        )),
        Some(other) => finding.help(format!("`{other}` is not looked for: call it `{MANIFEST}`")),
        None => finding.help(format!("put `{MANIFEST}` at the root of the package")),
    }
}
