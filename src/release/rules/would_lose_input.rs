//! CRP303: the release folder holds an input.

use crate::diagnostic::{Diagnostic, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP303",
    name: "would-lose-input",
    severity: Severity::Error,
    summary: "the release folder holds an input or the working directory",
    page: "\
## What it is
The spec, the baseline, or the directory that you are in lies within the folder behind `--out`.

## Why it matters
A release takes the place of the whole folder, so the input would be gone. `--force` does not change that.

## What to do
Name a folder of its own, such as `--out release`.
",
};

/// The finding.
pub fn finding(folder: &str, input: &str) -> Diagnostic {
    Diagnostic::new(&RULE, format!("`{folder}` holds `{input}`"))
        .note("a release takes the place of the whole folder; nothing was written")
        .help("name a folder of its own, such as `--out release`")
}
