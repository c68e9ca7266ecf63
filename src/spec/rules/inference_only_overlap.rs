//! CRP135: a Region is worked in and is for inference only.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::spec::Origin;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP135",
    name: "inference-only-overlap",
    severity: Severity::Error,
    summary: "a Region is worked in and is for inference only",
    page: "\
## What it is
A Region of `inference_only_regions` is in `governed_regions` as well, or is the home Region.

## Why it matters
In an inference-only Region everything but inference is denied: what runs there now would stop, and in the home Region so would Control Tower's own resources.

## What to do
Keep each Region in one of the two lists.
",
};

/// The findings.
pub fn check(
    inference_only: &[String],
    governed: &BTreeSet<String>,
    home: &str,
    origin: &Origin,
) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for (index, code) in inference_only.iter().enumerate() {
        let what = if code == home {
            "the home Region"
        } else if governed.contains(code) {
            "a working Region"
        } else {
            continue;
        };
        findings.push(
            Diagnostic::new(
                &RULE,
                format!("`{code}` is {what} and cannot be for inference only"),
            )
            .at(
                origin.value(&format!("/region_deny/inference_only_regions/{index}")),
                "",
            )
            .note("everything but inference would be denied there")
            .help("keep each Region in one of `governed_regions` and `inference_only_regions`"),
        );
    }
    findings
}
