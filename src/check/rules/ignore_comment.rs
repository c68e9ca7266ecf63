//! CRP011: a finding is to be ignored without a reason, or no longer.

use crate::check::Ignore;
use crate::diagnostic::{Diagnostic, Place, Rule, Severity};
use crate::spec::Day;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP011",
    name: "ignore-comment",
    severity: Severity::Warning,
    summary: "a finding is to be ignored without a reason, or no longer",
    page: "\
## What it is
A comment `# crispack: ignore …` without a rule that exists, without a last day or without a reason; or one whose last day is over. The same in `ignore` of a spec.

## Why it matters
Silencing is an exception that somebody answers for. Without a reason nobody can say whether it still holds, and past its day the finding counts again, so that it is looked at anew.

## Example
```yaml
- name: NO   # crispack: ignore CRP189 until 2027-03-31 -- the OU is renamed in March
```

## What to do
Write `# crispack: ignore CODE until YYYY-MM-DD -- reason`, behind the line or on a line of its own above it. JSON has no comments: there, say it in the spec, under `ignore`.
",
};

/// A comment that cannot be taken as one.
pub(in crate::check) fn malformed(place: Option<Place>, why: &str) -> Diagnostic {
    Diagnostic::new(&RULE, format!("this silences nothing: {why}"))
        .at(place, "")
        .note("the finding that is meant counts")
        .help("write `# crispack: ignore CODE until YYYY-MM-DD -- reason`")
}

/// One whose day is over.
pub(in crate::check) fn past(ignore: &Ignore, today: Day) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        format!(
            "{} was to be ignored until {}; today is {today}",
            ignore.code, ignore.until
        ),
    )
    .at(ignore.place.clone(), "")
    .note("the finding counts again")
    .help("mend what it is about, or have the exception approved again and set a new day")
}
