//! CRP313: a name or a file of ours is one of the base package.

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::text::Node;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP313",
    name: "base-clash",
    severity: Severity::Error,
    summary: "a name or a file of ours is one of the base package",
    page: "\
## What it is
The package that is merged into has a resource with the name of one of our policies, or a file where one of ours goes, outside of crispack's block.

## Why it matters
CfCT finds a policy by its name: of two resources with one name the last wins, for the OUs of both. A file of theirs would be overwritten.

## What to do
Choose another `package.name_prefix` or `slot`; or, if the resource was pasted by hand from an earlier release of this tool, take it out of the manifest, so that the block holds it alone.
",
};

/// The finding for a resource of theirs.
pub fn name(theirs: &Node, name: &str) -> Diagnostic {
    Diagnostic::new(&RULE, format!("the package has a resource `{name}` already, and so would ours"))
        .at(theirs.place(), "")
        .note("CfCT finds policies and stack sets by their names: the last of the two would win, for the OUs of both")
        .help("choose another `package.name_prefix` or `slot` (for identity policies another name of the mode), or take the resource out of the manifest if it came from here")
}

/// The finding for a file of theirs.
pub fn path(manifest: &str, path: &str) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        format!("the package has a file `{path}` already, and so would ours"),
    )
    .note(format!(
        "it is not named by crispack's block in `{manifest}`, so it is not ours to overwrite"
    ))
    .help(
        "choose another `package.name_prefix` or `slot`, or take the file away if nothing needs it",
    )
}
