//! CRP142: no route of a named family works.

use crate::bedrock::{GLOBAL, Profile, Route};
use crate::diagnostic::{Diagnostic, Place, Rule, Severity};
use crate::spec::{Geographies, Ground, Mode, Reach, Strategy};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP142",
    name: "family-no-route",
    severity: Severity::Error,
    summary: "no route of a named family works",
    page: "\
## What it is
Every route of the family, from each of your Regions, has a destination Region that is denied: by the managed Region deny under `additive` and `extend`, by the mode itself under `destinations: governed`.

## Why it matters
A geographic call is authorized in every destination Region of its route, and one that is denied fails the call, even when another Region would have served it. So the mode would allow a family through which no call succeeds.

## What to do
Where the managed Region deny stays on: name the missing Regions in `inference_only_regions` (strategy `extend`), govern them for everything, or take `replace` or `ou-control`, which reach them ungoverned. Where it goes: `destinations: by-profile` or `pinned`. Or name other families.
",
};

/// The findings: each named family that can be called, none of whose routes works.
pub fn check(
    mode: &Mode,
    ground: &Ground<'_>,
    place: impl Fn(usize) -> Option<Place>,
) -> Vec<Diagnostic> {
    let Geographies::List(families) = &mode.geographies else {
        return Vec::new();
    };
    let reach = Reach::of(mode, ground);
    let mut findings = Vec::new();
    for (index, family) in families.iter().enumerate() {
        let is_own = |route: &&Route<'_>| route.profile.family() == family;
        let callable = |profile: &Profile| {
            profile.family() == family
                && family != GLOBAL
                && profile.is_routable()
                && profile
                    .routes
                    .keys()
                    .any(|source| ground.working.contains(source))
        };
        if reach.working.iter().any(|route| is_own(&route))
            || !ground.catalogue.profiles.iter().any(callable)
        {
            continue;
        }
        let blocked: Vec<&Route<'_>> = reach.blocked.iter().filter(is_own).collect();
        // The route that lacks least tells what to do.
        let nearest = blocked
            .iter()
            .min_by_key(|route| reach.lacking(route).len());
        let finding = match nearest {
            None => no_model(mode, family, ground),
            Some(nearest) => Diagnostic::new(
                &RULE,
                format!(
                    "no route of the family `{family}` of mode `{}` works under the strategy `{}`",
                    mode.name,
                    ground.strategy.as_str()
                ),
            )
            .note(format!(
                "all {} routes from your Regions have a destination that {} denies; one denied destination fails the call",
                blocked.len(),
                who_denies(ground.strategy)
            ))
            .note(format!(
                "nearest: `{}` from {} also needs {}",
                nearest.profile.id,
                nearest.source,
                reach.lacking(nearest).join(", ")
            ))
            .help(way_out(ground.strategy)),
        };
        findings.push(finding.at(place(index), ""));
    }
    findings
}

fn no_model(mode: &Mode, family: &str, ground: &Ground<'_>) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        format!(
            "no profile of the family `{family}` of mode `{}` matches its `profiles`",
            mode.name
        ),
    )
    .note(format!(
        "by the catalogue of {}, none that your Regions can call does",
        ground.catalogue.as_of
    ))
    .help("widen `profiles`, or remove the family")
}

fn who_denies(strategy: Strategy) -> &'static str {
    match strategy {
        Strategy::Additive => "the managed Region deny",
        Strategy::Extend => "the managed Region deny, or the mode,",
        Strategy::Replace | Strategy::OuControl => "`destinations: governed`",
    }
}

fn way_out(strategy: Strategy) -> &'static str {
    match strategy {
        Strategy::Additive => {
            "remove the family, or govern those Regions in Control Tower: for inference only (strategy `extend`), or for everything; `replace` and `ou-control` reach them ungoverned"
        }
        Strategy::Extend => {
            "add those Regions to `inference_only_regions` (and leave out `destinations: governed`), or remove the family"
        }
        Strategy::Replace | Strategy::OuControl => {
            "say `destinations: by-profile` or `pinned`, or remove the family"
        }
    }
}
