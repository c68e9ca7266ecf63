//! CRP119: a field has no effect under the chosen strategy.

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::spec::raw::{RawDecision, RawDestinations, RawGeographies, RawGeographyWord, RawSpec};
use crate::spec::{Origin, Strategy};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP119",
    name: "without-effect",
    severity: Severity::Warning,
    summary: "a field has no effect under the chosen strategy",
    page: "\
## What it is
The field is valid and does nothing under the strategy: where the managed Region deny stays on (`additive`, `extend`), ours adds denies and cannot lift any.

## Why it matters
Exemptions of ours cannot lift a deny of Control Tower's: an exempt principal or action would stay denied outside the governed Regions (under `extend` exempt principals are at least free of our own limits on Regions). Under `additive` the Region deny holds every call to the governed Regions already, so `destinations` cannot narrow them further; OUs that no target names get no policy. With `geographies: none` there are no geographic calls whose destinations or models could be told apart.

## What to do
Remove the field, or keep it for the day on which you change the strategy.
",
};

/// The findings.
pub fn check(raw: &RawSpec, strategy: Strategy, origin: &Origin) -> Vec<Diagnostic> {
    let name = strategy.as_str();
    let mut findings = Vec::new();
    let mut add = |pointer: &str, why: &str| {
        let field = pointer.rsplit('/').next().unwrap_or_default();
        findings.push(
            Diagnostic::new(
                &RULE,
                format!("`{field}` has no effect under the strategy `{name}`"),
            )
            .at(origin.key(pointer), "")
            .note(why.to_owned()),
        );
    };
    let additive = strategy == Strategy::Additive;
    let deny = &raw.region_deny;
    if additive && !deny.exempt_principals.is_empty() {
        add(
            "/region_deny/exempt_principals",
            "the managed Region deny binds them as before, and the denies for Bedrock bind everybody",
        );
    }
    if strategy.keeps_managed_deny() {
        if !deny.exempt_actions.is_empty() {
            add(
                "/region_deny/exempt_actions",
                "an SCP cannot lift what the managed Region deny denies",
            );
        }
        let why = "only OUs that a target names get a policy; the managed Region deny stays on everywhere";
        if !deny.covered_ous.is_empty() {
            add("/region_deny/covered_ous", why);
        }
        if raw.default_mode.is_some() {
            add("/default_mode", why);
        }
    }
    for (name, mode) in &raw.modes {
        let key = name.replace('~', "~0").replace('/', "~1");
        let none = matches!(
            mode.geographies,
            RawGeographies::Word(RawGeographyWord::None)
        );
        if none && mode.global == RawDecision::Deny && mode.profiles.is_some() {
            add(
                &format!("/modes/{key}/profiles"),
                "`geographies: none` leaves no family that it could narrow",
            );
        }
        // The presets of the command line set it too; there is nobody to tell.
        let wider = matches!(
            mode.destinations,
            Some(RawDestinations::ByProfile | RawDestinations::Pinned)
        );
        let pointer = format!("/modes/{key}/destinations");
        if wider && origin.key(&pointer).is_some() {
            if additive {
                add(
                    &pointer,
                    "the managed Region deny holds every call to the governed Regions already",
                );
            } else if none {
                add(&pointer, "`geographies: none` leaves no geographic call");
            }
        }
    }
    findings
}
