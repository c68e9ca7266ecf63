//! What a mode means, in words.

use std::fmt::Write as _;

use crate::render::facts::Facts;
use crate::render::markdown::{code, codes, table};
use crate::spec::{ApplicationProfiles, Decision, Geographies, Mode};

/// A mode in a sentence.
pub(super) fn sentence(mode: &Mode, held: bool) -> String {
    let families = match &mode.geographies {
        Geographies::None => "No geographic inference profile".to_owned(),
        Geographies::Any => "Every geographic inference profile".to_owned(),
        Geographies::List(list) => format!(
            "Inference profiles {} only",
            codes(
                list.iter()
                    .map(|f| format!("{f}.*"))
                    .collect::<Vec<_>>()
                    .iter()
                    .map(String::as_str)
            )
        ),
    };
    let models = if mode.profiles.is_empty() || mode.geographies == Geographies::None {
        String::new()
    } else {
        format!(
            ", of models {}",
            codes(mode.profiles.iter().map(String::as_str))
        )
    };
    let served = match mode.geographies {
        Geographies::None => "",
        _ if !held => "",
        _ => ", where every destination Region is governed",
    };
    let global = match mode.global {
        Decision::Allow => "Global is not denied",
        Decision::Deny => "Global is denied",
    };
    let narrows = mode.geographies != Geographies::Any || !mode.profiles.is_empty();
    let application = match mode.application_profiles {
        ApplicationProfiles::ByDestination if !held => {
            "application inference profiles are not denied"
        }
        ApplicationProfiles::ByDestination if narrows => {
            "application inference profiles work within the governed Regions, also existing ones that were made from other families or models: their origin cannot be seen"
        }
        ApplicationProfiles::ByDestination => {
            "application inference profiles work within the governed Regions"
        }
        ApplicationProfiles::Deny => "application inference profiles are denied",
    };
    let routers = match mode.prompt_routers {
        Decision::Allow => "prompt routers are not denied",
        Decision::Deny => "prompt routers are denied",
    };
    format!("{families}{models}{served}. {global}; {application}; {routers}.")
}

pub(super) fn modes(facts: Facts<'_>) -> String {
    let mut text =
        "## What each mode denies\n\nDenied is what any row says, for every principal of the OU.\n"
            .to_owned();
    for mode in &facts.spec.modes {
        let Some(policy) = facts
            .composition
            .policies
            .iter()
            .find(|p| p.target.mode.name == mode.name)
        else {
            continue;
        };
        let rows = policy.policy.statements.iter().map(|statement| {
            let sid = statement.sid.as_deref().unwrap_or_default();
            vec![code(sid), meaning(sid, mode)]
        });
        let _ = write!(
            text,
            "\n### {}\n\n{}",
            code(&mode.name),
            table(&["Statement", "Denies"], rows)
        );
    }
    text
}

/// What a statement denies, in words.
fn meaning(sid: &str, mode: &Mode) -> String {
    let allowed = mode.allowed_ids();
    let allowed = codes(allowed.iter().map(String::as_str));
    let through = match allowed.as_str() {
        "" => "inference through any inference profile but an application inference profile"
            .to_owned(),
        "`*`" => {
            "inference whose `bedrock:InferenceProfileArn` is no inference profile's ARN at all"
                .to_owned()
        }
        allowed => format!(
            "inference through any inference profile but {allowed} and application inference profiles"
        ),
    };
    let sources = match allowed.as_str() {
        "" => String::new(),
        allowed => format!("inference profiles {allowed}, "),
    };
    match sid {
        "DenyApplicationProfiles" => "inference through an application inference profile".to_owned(),
        "DenyOtherFamilies" => through,
        "DenyGlobalUnspecified" => "every `bedrock:` action in a request whose Region is `unspecified`, which is how the last step of a Global call is authorized".to_owned(),
        "DenyGlobalProfiles" => "calling a `global.` inference profile, or making an application inference profile, prompt router or optimization job out of one".to_owned(),
        "DenyGlobalCalls" => "inference on a model, in any Region, that is part of a call through a `global.` profile".to_owned(),
        "DenyNewCopies" => format!(
            "making an application inference profile, prompt router or optimization job out of anything but {sources}foundation models, application inference profiles and prompt routers"
        ),
        "DenyPromptRouters" => "inference on a prompt router".to_owned(),
        "DenyCallsByRouters" => "inference on a model that is part of a call through a prompt router".to_owned(),
        _ => String::new(),
    }
}
