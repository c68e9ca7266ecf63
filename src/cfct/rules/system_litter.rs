//! CRP257: files that an operating system put there.

use crate::diagnostic::{Diagnostic, Place, Rule, Severity};

use super::super::PackageView;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP257",
    name: "system-litter",
    severity: Severity::Warning,
    summary: "files that an operating system put into the package",
    page: "\
## What it is
`__MACOSX/`, `._name`, `.DS_Store`, `Thumbs.db`, `desktop.ini`.

## Why it matters
They are files to CfCT like all others. Under `templates/` and `parameters/` one that ends like a template or in `.json` is validated, and the build fails on it. (CfCT 2.8.4 source, read 2026-04-08.)

## Example
```
__MACOSX/templates/._network.yaml
```

## What to do
Pack without them: `zip -r -X … -x \"*.DS_Store\" \"__MACOSX/*\"`, or from a fresh checkout.
",
};

/// Finds such files; all of them in one finding, since they come in dozens.
pub fn check(package: &PackageView<'_>) -> Vec<Diagnostic> {
    let Some(files) = package.files else {
        return Vec::new();
    };
    let litter: Vec<&str> = files
        .paths()
        .into_iter()
        .filter(|path| is_litter(path))
        .collect();
    let Some(first) = litter.first() else {
        return Vec::new();
    };
    let fails = litter.iter().any(|path| {
        let under = |folder: &str| path.starts_with(folder) || path.contains(&format!("/{folder}"));
        under("templates/") || under("parameters/")
    });
    let message = match litter.len() {
        1 => format!("`{first}` was put there by an operating system"),
        more => format!(
            "`{first}` and {} more were put there by an operating system",
            more - 1
        ),
    };
    let finding = Diagnostic::new(&RULE, message).at(Place::of_file(files.shown(first)), "");
    vec![
        if fails {
            finding.note("one of them lies where CfCT validates files: the build would fail on it if its name ends so")
        } else {
            finding.note("they are files to CfCT like all others")
        }
        .help("pack from a fresh checkout, or leave them out: `zip -r -X … -x '*.DS_Store' '__MACOSX/*'`"),
    ]
}

/// Is it one of those files?
pub(super) fn is_litter(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    path.starts_with("__MACOSX/")
        || path.contains("/__MACOSX/")
        || name.starts_with("._")
        || matches!(name, ".DS_Store" | "Thumbs.db" | "desktop.ini")
}
