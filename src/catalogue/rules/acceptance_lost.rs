//! CRP448: the release before was held against a record of accepted routes, and this one is not.

use crate::diagnostic::{Diagnostic, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP448",
    name: "acceptance-lost",
    severity: Severity::Warning,
    summary: "the release before was held against a record of accepted routes, and this one is not",
    page: "\
## What it is
The release that this one follows (`--previous`), or whose place it takes, had a record of accepted routes (`crispack.profiles.json`, or `catalogue.accepted`) among its inputs. This build found none.

## Why it matters
Without the record nothing keeps an import, or a new version of crispack, from widening where data goes: no destination Region is new if none was ever accepted.

## What to do
Bring the record back from version control. If the spec was moved, move the record with it, or name it: `catalogue.accepted`. To begin anew on purpose: `crispack profiles accept --reason …`.
",
};

/// The finding; `release` is the folder of the release before.
pub fn finding(release: &str) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        format!("{release} was held against a record of accepted routes, and there is none now"),
    )
    .note("no destination Region is kept out for being new")
    .help("bring the record back from version control, or begin anew: crispack profiles accept --reason …")
}
