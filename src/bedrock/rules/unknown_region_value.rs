//! CRP278: a Region that does not exist.

use crate::bedrock::{Catalogue, UNSPECIFIED};
use crate::diagnostic::suggest;
use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::policy::{PolicyView, glob};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP278",
    name: "unknown-region-value",
    severity: Severity::Warning,
    summary: "a condition names a Region that is not known",
    page: "\
## What it is
A value of `aws:RequestedRegion` that is neither the code of a Region of the embedded list nor `unspecified`, or a pattern that matches no Region.

## Why it matters
No request carries it. In a list of allowed Regions the Region that was meant is denied, and the outage comes with the rollout; in a deny of Regions it stays open. Organizations accepts it and the pipeline is green.

## Example
```json
{\"StringNotEquals\": {\"aws:RequestedRegion\": [\"eu-central-1\", \"eu-wset-1\"]}}
```

## What to do
Correct the code; the message names the nearest. A Region newer than the list is fine.
",
};

/// Looks at every Region that is named.
pub fn check(policy: &PolicyView<'_>) -> Vec<Diagnostic> {
    let catalogue = Catalogue::builtin();
    let codes = || catalogue.regions.iter().map(|region| region.code.as_str());
    let mut found = Vec::new();
    for statement in &policy.statements {
        for condition in statement.conditions_on("aws:RequestedRegion") {
            if matches!(condition.plain_operator(), "Null" | "Bool") {
                continue;
            }
            let ignores_case = condition.plain_operator().ends_with("IgnoreCase");
            let is_known = |value: &str| {
                let is_pattern = condition.is_pattern() && value.contains(['*', '?']);
                // Placeholders are another rule's.
                value == UNSPECIFIED
                    || value.contains(['{', '<', '['])
                    || codes().any(|code| {
                        if is_pattern {
                            glob::matches(value, code)
                        } else {
                            value == code || (ignores_case && value.eq_ignore_ascii_case(code))
                        }
                    })
            };
            // A wildcard under an operator that knows none is another rule's.
            let is_literal_wildcard =
                |value: &str| !condition.is_pattern() && value.contains(['*', '?']);
            for (node, value) in condition
                .values()
                .filter(|(_, value)| !is_known(value) && !is_literal_wildcard(value))
            {
                let consequence = if condition.is_negated() {
                    "no request carries it: the Region that is meant is denied with the rest, and the pipeline is green"
                } else {
                    "no request carries it: the Region that is meant stays open, and the pipeline is green"
                };
                let finding =
                    Diagnostic::new(&RULE, format!("`{value}` is no Region that is known"))
                        .at(node.place(), "this Region")
                        .note(consequence);
                let before = found.len();
                found.push(match suggest::nearest_of_few(before, value, codes()) {
                    Some(nearest) => finding.help(format!("did you mean `{nearest}`?")),
                    None => finding.help("write a Region's code, such as `eu-central-1`"),
                });
            }
        }
    }
    found
}
