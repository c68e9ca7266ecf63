use crate::policy::glob;

use super::mode::{ApplicationProfiles, Decision, Mode};

/// What a mode leaves open that another one denies, in words; empty if nothing.
///
/// For the strategy `additive`, under which no mode limits Regions by itself: what remains is families, Global, application profiles and routers. Creating
/// from a profile follows the families.
pub(super) fn beyond(child: &Mode, parent: &Mode) -> Vec<String> {
    let mut open = Vec::new();
    if child.global == Decision::Allow && parent.global == Decision::Deny {
        open.push("Global cross-Region inference".to_owned());
    }
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
    if child.application_profiles == ApplicationProfiles::ByDestination
        && parent.application_profiles == ApplicationProfiles::Deny
    {
        open.push("application inference profiles".to_owned());
    }
    if child.prompt_routers == Decision::Allow && parent.prompt_routers == Decision::Deny {
        open.push("prompt routers".to_owned());
    }
    open
}
