//! CRP139: a published text is to become the Region deny in force.

use crate::control_tower::Baseline;
use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::spec::{Origin, Strategy};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP139",
    name: "published-in-force",
    severity: Severity::Warning,
    summary: "a published text is to become the Region deny in force",
    page: "\
## What it is
The strategy is `replace`, and the baseline is one of the built-in texts.

## Why it matters
Our Region deny takes the place of yours. Made from a published text, it may leave out other actions, or exempt other principals, than the one that your organization lives with today, and the report cannot say where they differ.

## What to do
Export your own (`aws organizations describe-policy`, see the README), give it as the baseline, and build again before the rollout.
",
};

/// The finding, if it is so.
pub fn check(strategy: Strategy, baseline: &Baseline, origin: &Origin) -> Option<Diagnostic> {
    (strategy == Strategy::Replace && baseline.is_builtin()).then(|| {
        Diagnostic::new(
            &RULE,
            format!(
                "the published text `{}` is to become the Region deny in force",
                baseline.source.name
            ),
        )
        .at(origin.value("/region_deny/baseline"), "")
        .note("where it differs from your own Region deny, other services change as well")
        .help("export your own and build again before the rollout")
    })
}
