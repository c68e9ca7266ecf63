//! CRP311: the package to merge into cannot be read.

use crate::diagnostic::{Diagnostic, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP311",
    name: "base-unreadable",
    severity: Severity::Error,
    summary: "the package to merge into cannot be read",
    page: "\
## What it is
What `package.base` or `--into` names is no CfCT package: neither a folder nor a zip with `manifest.yaml` at its root or in `custom-control-tower-configuration/`, or something in it cannot be read.

## Why it matters
A release merged into half of a package would, once uploaded, take the place of the whole: CfCT would no longer manage what was left out.

## What to do
Give the zip that is in the CfCT bucket, or the folder that it is made from. `aws s3api get-object --bucket BUCKET --key custom-control-tower-configuration.zip base.zip --query VersionId` fetches it and prints its version, for `package.base_version`.
",
};

/// The finding.
pub fn finding(base: &str, why: &str) -> Diagnostic {
    Diagnostic::new(&RULE, format!("`{base}` cannot be merged into: {why}"))
        .note("the release would take the place of the whole package, so nothing of it may be left out")
        .help("give the zip that is in the CfCT bucket, or the folder that it is made from")
}
