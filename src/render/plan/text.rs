use std::fmt::Write as _;

use super::{Plan, against, counted, fullest};
use crate::render::effect::effects_text;
use crate::render::identity::identity_lines;
use crate::render::visible::visible;

/// OUs, profiles and policies that are listed.
const SHOWN: usize = 20;

/// For people.
pub fn plan_text(plan: &Plan<'_>) -> String {
    let mut text = format!(
        "strategy {}, against {}\n\n",
        plan.facts.spec.strategy.as_str(),
        visible(&against(plan))
    );
    text.push_str(&effects_text(plan.compared, false));
    let _ = writeln!(text, "\nPolicies: {}", counted(plan));
    for own in plan
        .policies
        .iter()
        .filter(|own| own.word() != "same")
        .take(SHOWN)
    {
        let _ = writeln!(
            text,
            "  {:<12} {} on {}, {} of {} characters",
            own.word(),
            own.name,
            visible(&own.ou),
            own.after.chars().count(),
            own.quota
        );
        for line in own.diff().lines() {
            let _ = writeln!(text, "      {}", visible(line));
        }
    }
    if !plan.used.is_empty() {
        let _ = writeln!(
            text,
            "\nSlots in the worst state of the rollout, the fullest OUs first:"
        );
        for own in fullest(plan, SHOWN) {
            let names: Vec<String> = own.names.iter().map(|name| visible(name)).collect();
            let _ = writeln!(
                text,
                "  {} of {} on {}: {}",
                own.names.len(),
                own.quota,
                visible(&own.ou),
                names.join(", ")
            );
        }
    }
    if !plan.profiles.is_empty() {
        let _ = writeln!(
            text,
            "\nInference profiles that are not what the catalogue of {} says:",
            plan.facts.catalogue.as_of
        );
        for own in plan.profiles.iter().take(SHOWN) {
            let _ = writeln!(
                text,
                "  {} from {}: {}",
                visible(&own.id),
                visible(&own.source),
                visible(&own.words())
            );
        }
        if plan.profiles.len() > SHOWN {
            let _ = writeln!(
                text,
                "  … and {} more; --format json has them all",
                plan.profiles.len() - SHOWN
            );
        }
    }
    let identities = identity_lines(plan.facts);
    if !identities.is_empty() {
        let _ = writeln!(text, "\nIdentity policies:\n  {}", identities.join("\n  "));
    }
    if !plan.without_policy.is_empty() {
        let list: Vec<String> = plan.without_policy.iter().map(|ou| visible(ou)).collect();
        let _ = writeln!(
            text,
            "\nOUs that Control Tower's Region deny reaches and that would get no policy: {}",
            list.join(", ")
        );
    }
    text
}
