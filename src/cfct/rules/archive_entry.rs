//! CRP250: an entry of the zip that is no plain file at a plain path.

use crate::diagnostic::{Diagnostic, Place, Rule, Severity};

use super::super::Flaw;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP250",
    name: "archive-entry",
    severity: Severity::Error,
    summary: "an entry of the zip is no plain file at a plain path",
    page: "\
## What it is
An entry whose name is absolute, has `..`, `.`, an empty part or a backslash; a symbolic link; an encrypted entry.

## Why it matters
CfCT's build unpacks the zip with `unzip` over a folder of its own. What `unzip` does with such names differs from system to system (it skips, renames or asks), a link is followed to whatever lies there on the build machine, and an encrypted entry makes it ask for a password, so the build fails. What arrives is not what the zip seems to hold. (That the package is unpacked with `unzip -o`: CfCT 2.8.4 source, read 2026-04-08. What `unzip` makes of such entries was not tried there.)

## Example
```
../policies/deny.json
policies\\deny.json
policies/deny.json -> /etc/passwd
```

## What to do
Pack plain files with `/` between folders: `zip -r -X custom-control-tower-configuration.zip manifest.yaml policies templates parameters`.
",
};

/// The finding for a flaw of this kind.
pub fn finding(archive: &str, flaw: &Flaw) -> Option<Diagnostic> {
    let consequence = match flaw {
        Flaw::Path(_) => {
            "CfCT unpacks it over a folder of its own: such an entry is skipped or renamed, so what arrives is not what is packed"
        }
        Flaw::Link(_) => "CfCT would follow it to whatever lies there on its build machine",
        Flaw::Encrypted(_) => "CfCT has no password: the build would fail",
        _ => return None,
    };
    Some(
        Diagnostic::new(&RULE, flaw.to_string())
            .at(Place::of_file(archive), "")
            .note(consequence)
            .help("pack plain files, with `/` between folders"),
    )
}
