//! CRP147: application inference profiles of other families keep working.

use crate::diagnostic::{Diagnostic, Place, Rule, Severity};
use crate::policy::glob;
use crate::spec::{ApplicationProfiles, Ground, Mode, Reach};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP147",
    name: "copies-unseen",
    severity: Severity::Note,
    summary: "existing application inference profiles made from other families or models keep working",
    page: "\
## What it is
A mode narrows families or models and leaves application inference profiles by destination, and the Regions that stay open also serve profiles that the mode does not name.

## Why it matters
Called through an application inference profile, the origin cannot be seen by a policy. One that was made from such a profile, before the mode was in force, keeps working within the open Regions: the governed ones, and where the mode opens them the destinations of its families. \
New ones cannot be made from it.

## What to do
Nothing, if that is acceptable: the calls stay in those Regions. Otherwise `application_profiles: deny`, which also stops those made for cost tags, or look through the existing ones: \
`aws bedrock list-inference-profiles --type-equals APPLICATION` in each Region.
",
};

/// The finding, if there is a route that works and that the mode does not name.
pub fn check(mode: &Mode, ground: &Ground<'_>, place: Option<Place>) -> Option<Diagnostic> {
    if !mode.narrows() || mode.application_profiles == ApplicationProfiles::Deny {
        return None;
    }
    let allowed = mode.allowed_ids();
    let all = Reach::of_copies(mode, ground);
    let other = all.working.iter().find(|route| {
        !allowed
            .iter()
            .any(|pattern| glob::matches(pattern, &route.profile.id))
    })?;
    let stay = match ground.open_to_copies(mode) {
        Some(open) if open == *ground.working => "governed Regions".to_owned(),
        Some(open) => open.into_iter().collect::<Vec<_>>().join(", "),
        None => "no Region in particular".to_owned(),
    };
    Some(
        Diagnostic::new(
            &RULE,
            format!("mode `{}`: existing application inference profiles made from other families or models keep working", mode.name),
        )
        .at(place, "")
        .note(format!("for one, a copy of `{}` called from {}; its calls stay in {stay}", other.profile.id, other.source))
        .help("`application_profiles: deny` stops them, and those made for cost tags as well"),
    )
}
