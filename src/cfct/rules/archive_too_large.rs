//! CRP252: a zip bomb, or something that is no configuration.

use crate::diagnostic::{Diagnostic, Place, Rule, Severity};

use super::super::Flaw;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP252",
    name: "archive-too-large",
    severity: Severity::Error,
    summary: "the zip is larger, unpacked, than any configuration",
    page: "\
## What it is
More than 100,000 entries, more than 256 MiB unpacked, or an entry of more than 1 MiB that becomes 200 times its packed size.

## Why it matters
No package of policies and templates comes near; it is a mistake or a zip bomb, and CfCT's build machine would unpack it in every stage. What is beyond these limits was not looked at.

## Example
A zip of 40 kB that unpacks to 4 GB of blanks.

## What to do
Pack only the manifest, policies, templates and parameters.
",
};

/// The finding for a flaw of this kind.
pub fn finding(archive: &str, flaw: &Flaw) -> Option<Diagnostic> {
    matches!(flaw, Flaw::TooLarge(_)).then(|| {
        Diagnostic::new(&RULE, flaw.to_string())
            .at(Place::of_file(archive), "")
            .note("CfCT would unpack all of it in every stage; what is beyond the limit was not looked at")
            .help("pack only the manifest, policies, templates and parameters")
    })
}
