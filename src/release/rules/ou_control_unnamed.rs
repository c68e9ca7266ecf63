//! CRP331: the OU control is on under a name that is not known here.

use crate::diagnostic::{Diagnostic, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP331",
    name: "ou-control-unnamed",
    severity: Severity::Warning,
    summary: "the OU control is on under a name that is not known here",
    page: "\
## What it is
Under `ou-control` the text of the OU control `CT.MULTISERVICE.PV.1` hangs on a covered OU by the snapshot, and none of the controls that are listed there has the control's global identifier or its name. Control Tower may list it by a Regional ARN (`arn:aws:controltower:REGION::control/...`), whose identifier is opaque.

## Why it matters
The control is on, so it can't be enabled again; the runbook's commands, the template and the Terraform file know it by its global identifier, and would try that. What its parameters are is told by its text alone.

## What to do
Find it with `aws controltower list-enabled-controls` for the OU: it is the one of which `aws controltower get-enabled-control` shows the parameter `AllowedRegions`. In section 5 of the runbook, change it by hand: `aws controltower update-enabled-control`, with its ARN and `--parameters file://control-tower/parameters.json`.
",
};

/// The finding for OUs.
pub fn finding(ous: &str) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        format!("on {ous} the OU control is on by its text, and listed under no name that is known here"),
    )
    .note("the runbook's commands, the template and the Terraform file would try to enable it again, which Control Tower refuses")
    .help("find its ARN there (the enabled control with the parameter `AllowedRegions`), and change it by hand in section 5: `aws controltower update-enabled-control`")
}
