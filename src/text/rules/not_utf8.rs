//! Bytes that spell no text.

use crate::diagnostic::{Diagnostic, Place, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP003",
    name: "not-utf8",
    severity: Severity::Error,
    summary: "a file is not UTF-8 text",
    page: "\
## What it is
A file holds bytes that are not UTF-8. A byte order mark of UTF-8 at the start is fine and is ignored.

## Why it matters
A guess at another encoding could change a name or a pattern inside a policy, and nobody would see it.

## What to do
Save the file as UTF-8. Windows PowerShell's `>` writes UTF-16; use `| Out-File -Encoding utf8` there,
or `iconv -f UTF-16 -t UTF-8`.
",
};

pub(crate) fn not_utf8(place: Place, byte: usize, utf16: bool) -> Diagnostic {
    let name = &place.source.name;
    let message = format!("`{name}` is not UTF-8 text: byte {byte} cannot be read");
    let finding = Diagnostic::new(&RULE, message).at(place, "the first such byte");
    if utf16 {
        finding.help("the file looks like UTF-16; save it as UTF-8")
    } else {
        finding.help("save the file as UTF-8")
    }
}
