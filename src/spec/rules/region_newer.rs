//! CRP115: the baseline governs a Region that is not in the table.

use crate::bedrock::Catalogue;
use crate::control_tower::Baseline;
use crate::diagnostic::suggest;
use crate::diagnostic::{Diagnostic, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP115",
    name: "region-newer",
    severity: Severity::Warning,
    summary: "the baseline governs a Region that crispack does not know",
    page: "\
## What it is
The Region list of the baseline holds a code that is not in the table of AWS Regions that is part of crispack.

## Why it matters
Control Tower governs only Regions that exist, so it may be newer than the table. If the text was typed by hand, it may be misspelt, and the Region that was meant is not governed.

## What to do
Compare with the live policy. Routes from and to the Region are not known here.
",
};

/// The finding, if there are such Regions.
pub fn check(baseline: &Baseline, catalogue: &Catalogue) -> Option<Diagnostic> {
    const SHOWN: usize = 10;
    let unknown: Vec<&str> = baseline
        .regions
        .iter()
        .map(String::as_str)
        .filter(|code| catalogue.region(code).is_none())
        .take(SHOWN)
        .collect();
    let first = unknown.first()?;
    let known = catalogue.regions.iter().map(|region| region.code.as_str());
    let finding = Diagnostic::new(
        &RULE,
        format!("the baseline governs {}, which is not in the table of AWS Regions", unknown.join(", ")),
    )
    .at(baseline.regions_place.clone(), "")
    .note("Control Tower governs only Regions that exist, so it may be newer than the table; its routes are not known here");
    Some(match suggest::nearest(first, known) {
        Some(meant) => finding.help(format!(
            "compare with the live policy; did somebody mean `{meant}`?"
        )),
        None => finding.help("compare with the live policy"),
    })
}
