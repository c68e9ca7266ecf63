//! CRP430: the file is no catalogue of inference profiles.

use crate::diagnostic::{Diagnostic, Place, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP430",
    name: "catalogue-shape",
    severity: Severity::Error,
    summary: "the file is no catalogue of inference profiles",
    page: "\
## What it is
The file that `catalogue.file`, `--catalogue`, `--merge-into` or `profiles diff` names is not what `manifest/schema/crispack.catalogue.1.schema.json` says.

## Why it matters
Which Regions a call may be served in would be taken from something else than a catalogue.

## What to do
`crispack profiles import` writes one from saved answers of AWS. A file that was edited by hand is best made again.
",
};

/// The finding.
pub(in crate::catalogue) fn finding(place: Place, why: &str) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        format!("this is no catalogue of inference profiles: {why}"),
    )
    .at(place, "here")
    .help("make it again with `crispack profiles import`")
}
