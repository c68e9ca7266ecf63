//! CRP012: nothing is there to be ignored.

use crate::check::Ignore;
use crate::diagnostic::{Diagnostic, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP012",
    name: "ignore-unused",
    severity: Severity::Warning,
    summary: "nothing is there to be ignored",
    page: "\
## What it is
A comment or an entry that silences a rule where the rule finds nothing.

## Why it matters
What was accepted is mended, or stands on another line now, and then the finding counts while everybody believes it accepted. Left behind, the comment would silence the next mistake of the kind.

## Example
```yaml
- name: \"NO\"   # crispack: ignore CRP189 until 2027-03-31 -- in quotes since
```

## What to do
Take it away, or move it to the line that the finding points to.
",
};

/// The finding.
pub(in crate::check) fn finding(ignore: &Ignore) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        format!("there is no finding {} to be ignored here", ignore.code),
    )
    .at(ignore.place.clone(), "")
    .note("left behind, it would silence the next mistake of the kind")
    .help("take it away, or move it to the line that the finding points to")
}
