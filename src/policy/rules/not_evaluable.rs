//! CRP221: a statement cannot be evaluated.

use crate::diagnostic::{Diagnostic, Place, Rule, Severity};
use crate::policy::evaluate::Problem;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP221",
    name: "not-evaluable",
    severity: Severity::Error,
    summary: "a statement has a condition that has no meaning",
    page: "\
## What it is
A condition uses an operator that IAM does not have (or one in another letter case), a value that its operator does not take (a text under `NumericLessThan`, \
`yes` under `Bool`), or a `${` that is no policy variable.

## Why it matters
What such a statement denies is not documented, so every answer about it would be a guess. Organizations mostly refuses such a policy when it is uploaded, in the middle of \
a rollout.

## What to do
Correct the operator or the value: IAM User Guide, \"IAM JSON policy elements: Condition operators\" and \"IAM policy elements: Variables and tags\". `${$}`, `${*}` and `${?}` spell the characters themselves.
",
};

/// The finding.
pub fn finding(problem: &Problem, policy: &str, place: Option<&Place>) -> Diagnostic {
    let of = problem.operator.as_ref().map_or_else(
        || "in its resources".to_owned(),
        |operator| format!("under `{operator}`"),
    );
    let sid = problem.sid.as_ref().map_or_else(
        || format!("statement {}", problem.statement + 1),
        |sid| format!("statement `{sid}`"),
    );
    Diagnostic::new(
        &RULE,
        format!("{sid} of `{policy}` {of}: {}", problem.reason),
    )
    .at(place.cloned(), "this statement")
    .note("what it would deny is not documented, so nothing is judged with it")
    .help("correct the statement")
}
