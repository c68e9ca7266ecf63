//! CRP124: a slot or name prefix cannot be part of a policy name.

use crate::diagnostic::{Diagnostic, Place, Rule, Severity};
use crate::spec::Origin;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP124",
    name: "bad-policy-name",
    severity: Severity::Error,
    summary: "a slot or name prefix cannot be part of a policy name",
    page: "\
## What it is
`name_prefix` and slots are made of letters, digits and hyphens; the prefix begins with a letter, and the whole name has at most 128 characters.

## Why it matters
The name is written into the manifest, into a path of the package, and into AWS Organizations, each with limits of its own.

## What to do
Use letters, digits and hyphens, as in `workloads-prod`.
",
};

/// Characters of a policy name (AWS Organizations API Reference, `CreatePolicy`).
const MAX: usize = 128;

/// The finding, if the prefix doesn't fit.
pub fn check_prefix(prefix: &str, origin: &Origin) -> Option<Diagnostic> {
    let fits = prefix.starts_with(|c: char| c.is_ascii_alphabetic()) && is_plain(prefix);
    (!fits).then(|| {
        Diagnostic::new(&RULE, format!("`{prefix}` cannot begin a policy name"))
            .at(origin.value("/package/name_prefix"), "")
            .help("letters, digits and hyphens, a letter first: `cris`")
    })
}

/// The finding, if the slot doesn't fit.
pub fn check_slot(slot: &str, place: Option<Place>) -> Option<Diagnostic> {
    let fits = slot.starts_with(|c: char| c.is_ascii_alphanumeric()) && is_plain(slot);
    (!fits).then(|| {
        Diagnostic::new(&RULE, format!("`{slot}` cannot be a slot"))
            .at(place, "")
            .help("letters, digits and hyphens: `workloads-prod`")
    })
}

/// The finding, if the whole name is too long.
pub fn check_length(name: &str, place: Option<Place>) -> Option<Diagnostic> {
    let length = name.chars().count();
    (length > MAX).then(|| {
        Diagnostic::new(
            &RULE,
            format!(
                "the policy name `{name}` has {length} characters; AWS Organizations takes {MAX}"
            ),
        )
        .at(place, "the target")
        .help("shorten the slot or `name_prefix`")
    })
}

fn is_plain(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}
