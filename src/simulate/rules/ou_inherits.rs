//! CRP403: an OU that is asked about has no policy of its own, and is judged by those above it.

use crate::diagnostic::{Diagnostic, Place, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP403",
    name: "ou-inherits",
    severity: Severity::Note,
    summary: "an OU that is asked about has no policy of its own",
    page: "\
## What it is
The OU behind `--ou`, or `ou` of an expectation, is below an OU that has a policy, and has none itself.

## Why it matters
It inherits, and is judged as the OU above it. That is right for an OU that the spec does not name, and wrong for one whose name is misspelt: a nested OU is mostly \
tighter than its parent, so the answer would be \"not denied\" too often.

## What to do
Compare the name with `targets`. Names mind case.
",
};

/// The finding.
pub fn finding(ou: &str, above: &str, meant: Option<&str>, place: Option<Place>) -> Diagnostic {
    let finding = Diagnostic::new(
        &RULE,
        format!("`{ou}` has no policy of its own: it is judged as `{above}`"),
    )
    .at(place, "this OU");
    match meant {
        Some(meant) => finding.help(format!("did you mean `{meant}`?")),
        None => finding,
    }
}
