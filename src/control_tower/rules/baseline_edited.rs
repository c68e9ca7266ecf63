//! CRP209: the Region deny is not as Control Tower writes it.

use crate::bedrock::INFERENCE_ACTIONS;
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

/// The finding about principals that somebody added to those exempt, or took away.
fn principals(baseline: &Baseline, node: &Node) -> Option<Diagnostic> {
    let (beyond, missing) = baseline.principal_edits();
    if beyond.is_empty() && missing.is_empty() {
        return None;
    }
    let mut finding = Diagnostic::new(
        &RULE,
        "the exempt principals are not those that Control Tower writes",
    )
    .at(node.key_place("Condition"), "edited");
    if !beyond.is_empty() {
        finding = finding.note(format!(
            "added, and so not held to the governed Regions: {}",
            list(&beyond)
        ));
    }
    if !missing.is_empty() {
        finding = finding.note(format!(
            "missing, and so bound where Control Tower itself works: {}",
            list(&missing)
        ));
    }
    Some(finding.help("Control Tower puts its own text back at the next re-registration; give such a role an exemption in a policy of your own"))
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
        findings.push(if baseline.is_ou_control() && missing.is_empty() {
            finding.help("what is added are the control's `ExemptedActions`; nothing to do if they are meant")
        } else {
            finding.help("Control Tower puts its own text back at the next re-registration; move the change to a policy of your own")
        });
    }
    findings.extend(principals(baseline, node));
    let inference: Vec<&str> = INFERENCE_ACTIONS
        .into_iter()
        .filter(|action| baseline.exempts(action))
        .collect();
    if !inference.is_empty() {
        findings.push(
            Diagnostic::new(&RULE, format!("the Region deny leaves {} out: such calls are not held to the governed Regions", inference.join(", ")))
                .at(node.key_place("NotAction"), "an entry here matches them")
                .help("let Control Tower restore the policy; under `additive` nothing else holds them"),
        );
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
