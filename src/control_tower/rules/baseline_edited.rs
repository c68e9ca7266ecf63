//! CRP209: the Region deny is not as Control Tower writes it.

use crate::control_tower::{Baseline, Comparison};
use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::text::Node;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP209",
    name: "baseline-edited",
    severity: Severity::Warning,
    summary: "the baseline was edited by hand, or is a list of AWS's that crispack does not know",
    page: "\
## What it is
The `NotAction` list equals none of AWS's dated lists, or the Region list holds `unspecified`, which Control Tower never writes.

## Why it matters
An edited managed policy is drift of the type `SCP_UPDATED`: the next re-registration of the OU, or update of the landing zone, puts the standard text back. \
`unspecified` in the list opens the Region deny for every action of every request without a Region, not for Bedrock alone. \
An entry such as `bedrock:*` takes Bedrock out of the Region deny altogether.

## What to do
Find out who needed the change, and move it to a policy of your own. crispack keeps every entry, in order, and takes the text for what is in force.
",
};

/// Entries by name, as many as a reader can take.
fn list<T: AsRef<str>>(entries: &[T]) -> String {
    const SHOWN: usize = 20;
    let names: Vec<&str> = entries.iter().take(SHOWN).map(AsRef::as_ref).collect();
    match entries.len().saturating_sub(SHOWN) {
        0 => names.join(", "),
        more => format!("{} and {more} more", names.join(", ")),
    }
}

/// The findings.
pub fn check(baseline: &Baseline, node: &Node) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    if let Comparison::Edited {
        nearest,
        added,
        missing,
    } = &baseline.comparison
    {
        let mut finding = Diagnostic::new(
            &RULE,
            format!(
                "the `NotAction` list equals none of AWS's; nearest is `{nearest}`, with {} added and {} missing",
                added.len(),
                missing.len()
            ),
        )
        .at(node.key_place("NotAction"), "edited, or a list not known here");
        if !added.is_empty() {
            finding = finding.note(format!("added: {}", list(added)));
        }
        if !missing.is_empty() {
            finding = finding.note(format!("missing: {}", list(missing)));
        }
        let bedrock: Vec<&str> = added
            .iter()
            .map(String::as_str)
            .filter(|entry| entry.to_ascii_lowercase().starts_with("bedrock"))
            .collect();
        if !bedrock.is_empty() {
            finding = finding.note(format!(
                "{} left out of the Region deny: such calls are not held to the governed Regions",
                list(&bedrock)
            ));
        }
        let is_ou_control = baseline.statement.sid.as_deref() == Some("CTMULTISERVICEPV1");
        findings.push(if is_ou_control && missing.is_empty() {
            finding.help("what is added are the control's `ExemptedActions`; nothing to do if they are meant")
        } else {
            finding.help("Control Tower puts its own text back at the next re-registration; move the change to a policy of your own")
        });
    }
    if baseline.opens_unspecified() {
        findings.push(
            Diagnostic::new(
                &RULE,
                "the Region list holds `unspecified`: the Region deny is open for every action of a request without a Region",
            )
            .at(baseline.regions_place.clone(), "Control Tower never writes it")
            .help("let Control Tower restore the policy; a mode that denies Global closes it for `bedrock:*`, not for other services"),
        );
    }
    findings
}
