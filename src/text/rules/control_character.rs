//! Characters that no editor shows.

use crate::diagnostic::{Diagnostic, Place, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP004",
    name: "control-character",
    severity: Severity::Error,
    summary: "a file holds a control character",
    page: "\
## What it is
A file holds a character below U+0020 that is neither a tab nor a line break, such as NUL or escape. In YAML, U+007F
to U+009F, the separators U+2028 and U+2029, and a byte order mark inside the text are refused too.

## Why it matters
Neither JSON nor YAML allows these characters, terminals and editors hide them, and a policy that
carries one is not the policy that was reviewed. Readers of YAML 1.1, such as CfCT's, end a line at U+0085 and U+2028,
readers of YAML 1.2 do not: the same file would be two documents.

## What to do
Delete the character. Inside a string in double quotes, write it as an escape (`\\u001b`) if it is really meant.
A file full of NUL characters is UTF-16 or no text at all: save it as UTF-8.
",
};

pub(crate) fn control_character(place: Place, character: char, utf16: bool) -> Diagnostic {
    let code = u32::from(character);
    let kind = if character.is_control() {
        "control"
    } else {
        "invisible"
    };
    let message = format!("the {kind} character U+{code:04X} is not allowed here");
    let finding = Diagnostic::new(&RULE, message).at(place, format!("U+{code:04X}"));
    if utf16 {
        finding.help("the file looks like UTF-16; save it as UTF-8")
    } else {
        finding.help("delete it")
    }
}
