//! CRP326: the OU control that is on gets other parameters.

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::org::Change;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP326",
    name: "ou-control-changed",
    severity: Severity::Note,
    summary: "the OU control that is on gets other parameters",
    page: "\
## What it is
Under `ou-control` the OU control `CT.MULTISERVICE.PV.1` is on already on a covered OU, by the snapshot, and its parameters are not those of this release. The finding says what each of them gains and loses; the order of a list has no meaning.

## Why it matters
An update of the control replaces its parameters whole. A Region that goes is closed for every service there, and one that comes is opened.

## What to do
Read the list. What should stay belongs in the spec: Regions in `organization.governed_regions`, actions in `region_deny.exempt_actions`, principals in `region_deny.exempt_principals`.
",
};

/// The finding for OUs with the same changes.
pub fn finding(ous: &str, changes: &[Change]) -> Diagnostic {
    let finding = Diagnostic::new(
        &RULE,
        format!("on {ous} the OU control is on with other parameters, which this release replaces"),
    );
    changes.iter().fold(finding, |finding, change| {
        finding.note(format!("`{}` {}", change.key, change.words()))
    })
}
