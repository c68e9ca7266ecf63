//! CRP160: AWS published no statement for what a mode says.

use crate::bedrock::Partition;
use crate::diagnostic::{Diagnostic, Place, Rule, Severity};
use crate::spec::{ApplicationProfiles, Decision, Destinations, Form, Geographies, Mode, Strategy};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP160",
    name: "published-combination",
    severity: Severity::Error,
    summary: "AWS published no statement for what a mode says",
    page: "\
## What it is
`form: published` and `form: published-split` take the statements of AWS's article of 2026-01-13 as they are. There are four: disable Global (`global: deny`, `geographies: any`); only listed families (`global: deny`, a list); and, for `global: allow` with `geographies: any`, \
the Region deny with `unspecified` in its list, in one statement or in two. The first two stand beside a Region deny that stays on (`additive`), the others are one (`replace`, on a covered OU).

## Why it matters
Any other combination would be our invention under AWS's name. Under `replace`, `extend` and `ou-control` inference is taken out of the Region deny or let into further Regions, and the first two statements hold it to none.

## What to do
Use `form: strict`, which takes every combination and keeps its promise.
",
};

/// The finding, if the mode's form and what it says do not go together.
pub fn check(
    mode: &Mode,
    strategy: Strategy,
    partition: Partition,
    place: Option<Place>,
) -> Option<Diagnostic> {
    let why = reason(mode, strategy, partition)?;
    Some(
        Diagnostic::new(
            &RULE,
            format!(
                "mode `{}` cannot have the form `{}`: {why}",
                mode.name,
                mode.form.as_str()
            ),
        )
        .at(place, "")
        .note("the published forms are AWS's own statements, as they are")
        .help("use `form: strict`"),
    )
}

/// The finding for a target that is no place for a published Region deny.
pub fn nested(mode: &Mode, ou: &str, place: Option<Place>) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        format!(
            "mode `{}` is a whole Region deny in the form `{}` and belongs on a covered OU, not on `{ou}`",
            mode.name,
            mode.form.as_str()
        ),
    )
    .at(place, "")
    .help("use `form: strict` for nested targets")
}

fn reason(mode: &Mode, strategy: Strategy, partition: Partition) -> Option<&'static str> {
    if mode.form == Form::Strict {
        return None;
    }
    if partition != Partition::Aws {
        return Some(
            "the published statements spell the partition `aws` and would match nothing here",
        );
    }
    if !mode.profiles.is_empty() {
        return Some("no published statement narrows models");
    }
    if !mode.also.is_empty() {
        return Some("no published statement lets anything but inference be served elsewhere");
    }
    if mode.prompt_routers == Decision::Deny {
        return Some("no published statement denies prompt routers");
    }
    if mode.application_profiles == ApplicationProfiles::Deny
        && mode.geographies == Geographies::Any
    {
        return Some("no published statement of this kind denies application inference profiles");
    }
    match (mode.global, &mode.geographies, strategy) {
        (Decision::Allow, Geographies::Any, Strategy::Replace) => (mode.destinations
            != Destinations::Governed)
            .then_some("the published Region deny holds every call to the governed Regions"),
        (Decision::Allow, _, Strategy::Replace) => Some(
            "with Global allowed, the published Region deny names no families: `geographies: any`",
        ),
        (Decision::Allow, ..) => Some(
            "the published way to enable Global is a Region deny of one's own, strategy `replace`",
        ),
        (Decision::Deny, ..) if mode.form == Form::PublishedSplit => {
            Some("the two statements are a Region deny with Global allowed")
        }
        (Decision::Deny, Geographies::None, _) => {
            Some("no published statement denies every family")
        }
        (Decision::Deny, Geographies::Any | Geographies::List(_), Strategy::Additive) => None,
        (Decision::Deny, _, Strategy::Extend) => Some(
            "the published statement does not limit direct calls in the inference-only Regions",
        ),
        (Decision::Deny, ..) => Some(
            "the published statement holds no call to any Region, and the managed Region deny that does is to go",
        ),
    }
}
