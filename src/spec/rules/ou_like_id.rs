//! CRP129: the name of an OU has the shape of an id.

use crate::diagnostic::{Diagnostic, Place, Rule, Severity};
use crate::spec::OuPath;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP129",
    name: "ou-like-id",
    severity: Severity::Warning,
    summary: "the name of an OU has the shape of an id",
    page: "\
## What it is
The OU path is a single name such as `ou-shared-services` or `r-team`: it has the shape of the id of an OU or root, though without a digit.

## Why it matters
CfCT takes it for a name. If it is an id, the OU is not found, the pipeline stays green, and the OU has no policy.

## What to do
Nothing, if it is the name. Otherwise write the path of names below the root.
",
};

/// The finding, if the path could be an id.
pub fn check(ou: &OuPath, place: Option<Place>) -> Option<Diagnostic> {
    ou.may_be_an_id().then(|| {
        Diagnostic::new(&RULE, format!("`{ou}` has the shape of an id; it is taken for the name of an OU"))
            .at(place, "")
            .note("CfCT finds OUs by their names only; an id would not be found, with a green pipeline")
            .help("nothing to do if it is the name; otherwise write the path of names, such as `Workloads:Prod`")
    })
}
