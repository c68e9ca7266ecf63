//! CRP222: a statement cannot be compared exactly.

use crate::diagnostic::{Diagnostic, Place, Rule, Severity};
use crate::policy::PlacedStatement;
use crate::policy::compare::Why;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP222",
    name: "not-comparable",
    severity: Severity::Error,
    summary: "a statement cannot be compared exactly",
    page: "\
## What it is
A statement has a test whose answer depends on more than one part of a request (a policy variable such as `${aws:PrincipalTag/team}`), or on what AWS's documentation leaves open: \
a `*` in a Resource that does not spell all six parts of an ARN, an action pattern without a colon or with a wildcard in the service prefix, a bare `*` under an Arn operator, a \
plain operator on a key that has several values, operators of different types on one key.

## Why it matters
A comparison is exact because every test looks at one part of a request and has one documented answer. With this one it would be a guess, and `equal` would be a promise that \
nobody can keep.

## What to do
Write the test so that it has one meaning: all six parts of an ARN (`arn:aws:s3:::*` instead of `arn:aws:s3*`), `ForAnyValue:` on a key with several values. Or give `--assume-opaque`: each such \
test may then answer yes or no, whatever the request is, the same test the same on both sides. `equal` still holds then, whatever the tests answer; every change that is found is one that may be.
",
};

/// The finding.
pub fn finding(part: &str, why: &Why, placed: Option<&PlacedStatement<'_>>) -> Diagnostic {
    let of = placed.map_or_else(
        || "a statement".to_owned(),
        |placed| {
            let policy = placed.policy;
            match placed.sid {
                Some(sid) => format!("statement `{sid}` of `{policy}`"),
                None => format!("statement {} of `{policy}`", placed.number + 1),
            }
        },
    );
    let place: Option<Place> = placed.and_then(|placed| placed.place.cloned());
    Diagnostic::new(&RULE, format!("`{part}` of {of} cannot be compared: {why}"))
        .at(place, "this statement")
        .note("compared all the same, the answer would be a guess")
        .help("write it so that it has one meaning, or give `--assume-opaque` to learn what may change")
}
