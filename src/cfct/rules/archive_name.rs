//! CRP254: a zip under the name of the sample.

use crate::diagnostic::{Diagnostic, Place, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP254",
    name: "archive-name",
    severity: Severity::Warning,
    summary: "the zip has the name of CfCT's sample, which starts nothing",
    page: "\
## What it is
The file is called `_custom-control-tower-configuration.zip`, with an underscore in front.

## Why it matters
CfCT's own stack puts its sample under this name, so that it starts no pipeline. Uploaded so, a package lies in the bucket and nothing happens: there is no error to be seen. (CfCT 2.8.4 source, read 2026-04-08.)

## Example
`_custom-control-tower-configuration.zip`

## What to do
Upload it as `custom-control-tower-configuration.zip`, at the root of the bucket.
",
};

/// The name under which CfCT looks for a package in its bucket.
pub const KEY: &str = "custom-control-tower-configuration.zip";

/// Looks at the last part of the archive's path.
pub fn check(shown: &str, file_name: &str) -> Option<Diagnostic> {
    (file_name.strip_prefix('_') == Some(KEY)).then(|| {
        Diagnostic::new(
            &RULE,
            format!("`{file_name}` has the name of CfCT's sample"),
        )
        .at(Place::of_file(shown), "")
        .note("uploaded under this name it starts no pipeline, and nothing tells")
        .help(format!("upload it as `{KEY}`, at the root of the bucket"))
    })
}
