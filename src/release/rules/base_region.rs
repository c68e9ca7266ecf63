//! CRP325: the package to merge into is of another home Region than the spec.

use crate::diagnostic::{Diagnostic, Place, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP325",
    name: "base-region",
    severity: Severity::Error,
    summary: "the package to merge into is of another home Region than the spec",
    page: "\
## What it is
The manifest of the package that `package.base` or `--into` names has another `region` than `organization.home_region` of the spec.

## Why it matters
CfCT runs in Control Tower's home Region, and its bucket has that Region in its name. Either the package is of another landing zone, and would be uploaded over this one's; or the spec names the wrong Region, and its runbook looks for the bucket in the wrong place.

## What to do
Give the package of this landing zone, or set `home_region` to the Region where Control Tower was set up.
",
};

/// The finding.
pub fn finding(theirs: &str, home: &str, place: Option<Place>) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        format!("the package is of the home Region `{theirs}`, and the spec's is `{home}`"),
    )
    .at(place, "another Region than the spec's")
    .note("the runbook looks for CfCT's bucket in the spec's home Region")
    .help("give the package of this landing zone, or correct `home_region`")
}
