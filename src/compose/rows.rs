//! The rows that follow from the mode alone, whatever its Regions are: D5b to D9.

use crate::bedrock::{CREATE_ACTIONS, INFERENCE_ACTIONS, UNSPECIFIED, arn};
use crate::policy::Statement;
use crate::spec::{ApplicationProfiles, Decision, Geographies, Mode};

use super::statement::{PROFILE_KEY, REGION_KEY, deny};

/// The statements of a mode, one per row of the promise, in the order of the rows.
pub(super) fn statements(mode: &Mode) -> Vec<Statement> {
    let mut statements = Vec::new();
    if mode.application_profiles == ApplicationProfiles::Deny {
        statements.push(application_profiles());
    }
    statements.push(other_families(mode));
    if mode.global == Decision::Deny {
        statements.extend(global());
    }
    statements.extend(new_copies(mode));
    if mode.prompt_routers == Decision::Deny {
        statements.extend(prompt_routers());
    }
    statements
}

/// D5b: no call through an application inference profile.
fn application_profiles() -> Statement {
    deny("DenyApplicationProfiles", &INFERENCE_ACTIONS).when(
        "ArnLike",
        PROFILE_KEY,
        vec![arn::APPLICATION_PROFILES.to_owned()],
    )
}

/// D6: no call through a profile that is neither an allowed family's nor an application profile.
fn other_families(mode: &Mode) -> Statement {
    let mut allowed = profile_arns(mode);
    allowed.push(arn::APPLICATION_PROFILES.to_owned());
    deny("DenyOtherFamilies", &INFERENCE_ACTIONS)
        .when_present(PROFILE_KEY)
        .when("ArnNotLike", PROFILE_KEY, allowed)
}

/// D7: no Global call. On `unspecified` alone, since an application profile hides that its origin is Global; on the profile as a resource, since that holds
/// where no key is present; and on the key, since that holds in the source Region.
fn global() -> [Statement; 3] {
    let profiles = arn::inference_profiles("global.*");
    let actions: Vec<&str> = INFERENCE_ACTIONS
        .into_iter()
        .chain(CREATE_ACTIONS)
        .collect();
    [
        deny("DenyGlobalUnspecified", &["bedrock:*"]).when(
            "StringEquals",
            REGION_KEY,
            vec![UNSPECIFIED.to_owned()],
        ),
        deny("DenyGlobalProfiles", &actions).on(&[&profiles]),
        deny("DenyGlobalCalls", &INFERENCE_ACTIONS).when("ArnLike", PROFILE_KEY, vec![profiles]),
    ]
}

/// D8: nothing new out of a profile that may not be used. Under `any` without `profiles` only Global may not, and D7 says that.
fn new_copies(mode: &Mode) -> Option<Statement> {
    if mode.geographies == Geographies::Any && mode.profiles.is_empty() {
        return None;
    }
    let mut sources = profile_arns(mode);
    sources.push(arn::FOUNDATION_MODELS.to_owned());
    sources.push(arn::APPLICATION_PROFILES.to_owned());
    sources.extend(arn::PROMPT_ROUTERS.map(str::to_owned));
    Some(deny("DenyNewCopies", &CREATE_ACTIONS).off(sources))
}

/// D9: no call to a router, and none that came through one.
fn prompt_routers() -> [Statement; 2] {
    [
        deny("DenyPromptRouters", &INFERENCE_ACTIONS).on(&arn::PROMPT_ROUTERS),
        deny("DenyCallsByRouters", &INFERENCE_ACTIONS).when_present("bedrock:PromptRouterArn"),
    ]
}

fn profile_arns(mode: &Mode) -> Vec<String> {
    mode.allowed_ids()
        .iter()
        .map(|pattern| arn::inference_profiles(pattern))
        .collect()
}
