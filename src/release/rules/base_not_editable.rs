//! CRP312: the manifest of the base has no sure place for a block.

use crate::cfct::merge::NotMerged;
use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::release::base::problems;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP312",
    name: "base-not-editable",
    severity: Severity::Error,
    summary: "the manifest of the base has no sure place for a block",
    page: "\
## What it is
The manifest is of a form into which no block of resources is put: flow style (`resources: [...]`), the former format, anchors that reach over the end of the list, no or empty `resources`, marks of an earlier block that do not fit together; or what came out would not read as its own resources with ours behind them.

## Why it matters
Everything of the manifest but one marked block stays byte for byte. Where that is not sure nothing is written, rather than a manifest that means something else.

## What to do
Write `resources:` as a block list (`- name: ...`, an item under the other) and build again; or paste the block that is shown at the end of the list, put the files of `policies/` beside it, and upload that. With marks that do not fit, delete all between them, and the marks.
",
};

/// What is wrong with the manifest; `block` is what would have been put into it.
pub fn findings(manifest: &str, why: NotMerged, block: Option<&str>) -> Vec<Diagnostic> {
    match problems(why) {
        Err(found) => found,
        Ok(why) => {
            let finding = Diagnostic::new(
                &RULE,
                format!("`{manifest}` {why}; it is not edited"),
            )
            .note("everything in it but one block of ours stays byte for byte, and here it is not sure where the block would go");
            let finding = match block {
                Some(block) => finding.note(format!(
                    "the block, to be pasted at the end of its resources, in their indentation:\n{}",
                    block.trim_end()
                )),
                None => finding,
            };
            vec![finding.help("write `resources:` as a block list, an item under the other, and build again; or paste the block by hand")]
        }
    }
}
