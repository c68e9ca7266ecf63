//! CRP110: a built-in baseline needs `governed_regions`.

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::spec::Origin;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP110",
    name: "regions-required",
    severity: Severity::Error,
    summary: "a built-in baseline needs `governed_regions`",
    page: "\
## What it is
The baseline is one of the built-in texts, and those list no Regions.

## Why it matters
Which Regions are governed is your organization's own; there is no default for it.

## What to do
Name the Regions in `organization.governed_regions` (`--governed-region`), or give your own exported policy as the baseline.
",
};

/// The finding.
pub fn finding(baseline: &str, origin: &Origin) -> Diagnostic {
    Diagnostic::new(&RULE, format!("the baseline `{baseline}` lists no Regions"))
        .at(origin.value("/region_deny/baseline"), "a built-in text")
        .help("name the governed Regions: `organization.governed_regions`, or `--governed-region` once for each")
}
