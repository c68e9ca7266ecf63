//! CRP145: `inference_only_regions` and the strategy `extend` go together.

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::spec::{Origin, Strategy};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP145",
    name: "inference-only-regions",
    severity: Severity::Error,
    summary: "`inference_only_regions` and the strategy `extend` go together",
    page: "\
## What it is
The spec lists Regions that are governed only as destinations, and its strategy is not `extend`; or the strategy is `extend`, and no Region is listed.

## Why it matters
Only `extend` closes those Regions for other services, and without a Region it has nothing to do.

## What to do
Name the destination Regions that the blocked routes need, under `extend`; remove the field under the other strategies. `replace` and `ou-control` reach a family's destinations without governing them.
",
};

/// The finding, if one is there without the other.
pub fn check(regions: &[String], strategy: Strategy, origin: &Origin) -> Option<Diagnostic> {
    let extend = strategy == Strategy::Extend;
    match (extend, regions.is_empty()) {
        (true, true) => Some(
            Diagnostic::new(&RULE, "the strategy `extend` needs `inference_only_regions`")
                .at(origin.value("/region_deny/strategy"), "")
                .note("without one it does what `additive` does")
                .help("name the destination Regions that are to be governed for inference only, or use `additive`"),
        ),
        (false, false) => Some(
            Diagnostic::new(
                &RULE,
                format!(
                    "`inference_only_regions` belongs to the strategy `extend`, not to `{}`",
                    strategy.as_str()
                ),
            )
            .at(origin.key("/region_deny/inference_only_regions"), "")
            .note("only `extend` closes those Regions for everything but inference")
            .help("remove it, or use `extend`"),
        ),
        _ => None,
    }
}
