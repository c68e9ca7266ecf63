use std::collections::BTreeSet;

use crate::bedrock::Feature;
use crate::policy::glob;

use super::ground::Ground;
use super::mode::{ApplicationProfiles, Decision, Form, Geographies, Mode};

/// What a mode leaves open that another one denies, in words; empty if nothing.
///
/// Under `additive` no mode limits Regions by itself: what remains is families, Global, application profiles and routers. Creating from a profile follows the
/// families. Under the other strategies the Regions in which calls may be served count as well; that calls start in a working Region is the same for all modes.
pub(super) fn beyond(child: &Mode, parent: &Mode, ground: &Ground<'_>) -> Vec<String> {
    let mut open = Vec::new();
    if child.form != Form::Strict && parent.form == Form::Strict {
        open.push(format!(
            "what its form `{}` leaves out",
            child.form.as_str()
        ));
    }
    if child.global == Decision::Allow && parent.global == Decision::Deny {
        open.push("Global cross-Region inference".to_owned());
    }
    open.extend(families(child, parent));
    // Where copies may be served follows from the families and their destinations: what is narrower there is narrower here.
    if child.application_profiles == ApplicationProfiles::ByDestination
        && parent.application_profiles == ApplicationProfiles::Deny
    {
        open.push("application inference profiles".to_owned());
    }
    if child.geographies != Geographies::None && parent.geographies != Geographies::None {
        let beyond = outside(ground.open(child), ground.open(parent));
        open.extend(beyond.map(|regions| format!("geographic calls served in {regions}")));
    }
    if child.prompt_routers == Decision::Allow && parent.prompt_routers == Decision::Deny {
        open.push("prompt routers".to_owned());
    }
    open.extend(features(child, parent, ground));
    open
}

/// The features of Bedrock that the child opens somewhere and the parent does not.
fn features(child: &Mode, parent: &Mode, ground: &Ground<'_>) -> Option<String> {
    let own = ground.open_to_features(child);
    let above = ground.open_to_features(parent);
    let looser = |feature: &&Feature| {
        if parent.also.contains(feature) {
            !own.is_subset(&above)
        } else {
            !own.is_empty()
        }
    };
    let words: Vec<&str> = child
        .also
        .iter()
        .filter(looser)
        .map(|feature| feature.as_str())
        .collect();
    (!words.is_empty()).then(|| format!("`also: [{}]`", words.join(", ")))
}

/// The inference profiles that the child allows and the parent does not.
fn families(child: &Mode, parent: &Mode) -> Vec<String> {
    let mut open = Vec::new();
    let allowed = parent.allowed_ids();
    for pattern in child.allowed_ids() {
        match glob::uncovered(&pattern, &allowed) {
            Ok(None) => {}
            Ok(Some(_)) if pattern == "*" => open.push("every geographic family".to_owned()),
            Ok(Some(_)) => open.push(format!("the inference profiles `{pattern}`")),
            // Not shown to be as tight is not as tight.
            Err(glob::TooManyStates) => open.push(format!(
                "the inference profiles `{pattern}` (too many wildcards to compare with the patterns above)"
            )),
        }
    }
    open
}

/// The Regions that are open to the child and not to the parent, in words.
fn outside(child: Option<BTreeSet<String>>, parent: Option<BTreeSet<String>>) -> Option<String> {
    let parent = parent?;
    let Some(child) = child else {
        return Some("every destination of their families".to_owned());
    };
    let beyond: Vec<String> = child.difference(&parent).cloned().collect();
    (!beyond.is_empty()).then(|| beyond.join(", "))
}
