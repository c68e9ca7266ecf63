//! CRP195: a manifest that begins with a byte order mark.

use crate::diagnostic::{Diagnostic, Place, Rule, Severity};

use super::super::{MANIFEST, PackageView};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP195",
    name: "manifest-byte-order-mark",
    severity: Severity::Warning,
    summary: "the manifest begins with a byte order mark",
    page: "\
## What it is
Three bytes (EF BB BF) before the first character of the manifest, as some editors of Windows write them.

## Why it matters
CfCT's schema check and its loader pass over it. What its third reader, `yq`, makes of it has not been tried. (CfCT 2.8.4 source, read 2026-04-08.)

## Example
A manifest saved as \"UTF-8 with BOM\".

## What to do
Save the file as UTF-8 without a byte order mark; `--fix` does it.
",
};

/// The three bytes.
const MARK: &[u8] = b"\xEF\xBB\xBF";

/// Looks at the manifest's first bytes.
pub fn check(package: &PackageView<'_>) -> Vec<Diagnostic> {
    let read = package.files.and_then(|files| files.read(MANIFEST, 3));
    let begins = read.is_some_and(|read| read.is_ok_and(|bytes| bytes.starts_with(MARK)));
    let source = &package.manifest.source;
    begins
        .then(|| {
            Diagnostic::new(&RULE, "the manifest begins with a byte order mark")
                .at(Place::new(source, 0..0), "before this")
                .note("CfCT's schema check and loader pass over it; what its third reader makes of it nobody has tried")
                .help("save it as UTF-8 without the mark")
                // The text does not hold the mark, so writing it anew is all.
                .fixed_by(Place::new(source, 0..0), "")
        })
        .into_iter()
        .collect()
}
