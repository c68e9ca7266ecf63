//! CRP510: an OU has hardly any room for another policy.

use crate::diagnostic::{Diagnostic, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP510",
    name: "quota-close",
    severity: Severity::Warning,
    summary: "an OU has hardly any room for another policy",
    page: "\
## What it is
Of the service control policies that may hang on an OU (ten, by quota `legacy` five) at most one more has room.

## Why it matters
Control Tower may add one for a control that is switched on, and CfCT fails in its SCP stage at the first one too many, with others already live.

## What to do
Put several statements into one policy, or detach what is no longer needed.
",
};

/// The finding.
pub fn finding(ou: &str, names: &[&str], quota: usize) -> Diagnostic {
    Diagnostic::new(&RULE, format!("{} of {quota} service control policies hang on `{ou}`", names.len()))
        .note(names.join(", "))
        .help(format!("aws organizations list-policies-for-target --filter SERVICE_CONTROL_POLICY --target-id OU_ID  # `{ou}`; detach one that is no longer needed"))
}
