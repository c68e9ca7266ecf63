//! CRP142: no route of a named family works under the managed Region deny.

use std::collections::BTreeSet;

use crate::bedrock::{Catalogue, GLOBAL, Profile};
use crate::diagnostic::{Diagnostic, Place, Rule, Severity};
use crate::spec::{Geographies, Mode, Reach};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP142",
    name: "family-no-route",
    severity: Severity::Error,
    summary: "no route of a named family works under the managed Region deny",
    page: "\
## What it is
The strategy is `additive`. Every route of the family, from each of your Regions, has a destination Region that is not governed.

## Why it matters
A geographic call is authorized in every destination Region of its route, and one that is denied fails the call, even when another Region would have served it. So the mode would allow a family through which no call succeeds.

## What to do
Govern the destination Regions that the message names (Control Tower, landing zone settings), or name other families. Reaching them without governing them for everything takes another strategy than `additive`.
",
};

/// The findings: each named family that can be called, none of whose routes works.
pub fn check(
    mode: &Mode,
    working: &BTreeSet<String>,
    catalogue: &Catalogue,
    place: impl Fn(usize) -> Option<Place>,
) -> Vec<Diagnostic> {
    let Geographies::List(families) = &mode.geographies else {
        return Vec::new();
    };
    let reach = Reach::of(mode, working, catalogue);
    let mut findings = Vec::new();
    for (index, family) in families.iter().enumerate() {
        let blocked: Vec<_> = reach
            .blocked
            .iter()
            .filter(|r| r.profile.family() == family)
            .collect();
        let works = reach
            .working
            .iter()
            .any(|route| route.profile.family() == family);
        let callable = |profile: &Profile| {
            profile.family() == family
                && family != GLOBAL
                && profile.is_routable()
                && profile.routes.keys().any(|source| working.contains(source))
        };
        if works || !catalogue.profiles.iter().any(callable) {
            continue;
        }
        // The route that lacks least tells what to govern.
        let Some(nearest) = blocked
            .iter()
            .min_by_key(|route| route.outside(working).len())
        else {
            findings.push(
                Diagnostic::new(
                    &RULE,
                    format!(
                        "no profile of the family `{family}` of mode `{}` matches its `profiles`",
                        mode.name
                    ),
                )
                .at(place(index), "")
                .note(format!(
                    "by the catalogue of {}, none that your Regions can call does",
                    catalogue.as_of
                ))
                .help("widen `profiles`, or remove the family"),
            );
            continue;
        };
        findings.push(
            Diagnostic::new(
                &RULE,
                format!("no route of the family `{family}` of mode `{}` works under the strategy `additive`", mode.name),
            )
            .at(place(index), "")
            .note(format!(
                "all {} routes from your Regions have a destination that the managed Region deny denies; one denied destination fails the call",
                blocked.len()
            ))
            .note(format!(
                "nearest: `{}` from {} also needs {}",
                nearest.profile.id,
                nearest.source,
                nearest.outside(working).join(", ")
            ))
            .help("govern those Regions in Control Tower, or remove the family; the strategies that reach them ungoverned are not offered by this version yet"),
        );
    }
    findings
}
