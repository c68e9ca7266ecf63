//! What a mode means, in words.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use indexmap::IndexMap;

use crate::render::facts::Facts;
use crate::render::markdown::{code, codes, table};
use crate::spec::{ApplicationProfiles, Decision, Form, Geographies, Mode, Strategy};

/// Modes that are named in one row.
const SHOWN: usize = 8;

/// A mode in a sentence.
fn sentence(mode: &Mode, facts: Facts<'_>) -> String {
    if mode.form != Form::Strict {
        return published(mode);
    }
    let routers = match mode.prompt_routers {
        Decision::Allow => "prompt routers are not denied",
        Decision::Deny => "prompt routers are denied",
    };
    let global = match mode.global {
        Decision::Allow => "Global is not denied",
        Decision::Deny => "Global is denied",
    };
    format!(
        "{}{}. {global}; {}; {routers}{}.",
        families(mode),
        served(mode, facts),
        copies(mode, facts),
        also(mode, facts)
    )
}

/// Where other features may be served.
fn also(mode: &Mode, facts: Facts<'_>) -> String {
    if mode.also.is_empty() {
        return String::new();
    }
    let words = mode.also.iter().map(|feature| feature.as_str());
    let beyond = facts.ground().open_to_features(mode);
    format!(
        "; {} may be served in {} as well",
        codes(words),
        regions(&beyond)
    )
}

/// The actions of the features that a mode names, behind those that a statement leaves out already.
fn and_features(mode: &Mode) -> String {
    let actions = mode.also.iter().flat_map(|feature| feature.actions());
    match codes(actions.copied()).as_str() {
        "" => String::new(),
        actions => format!(" and {actions}"),
    }
}

fn families(mode: &Mode) -> String {
    let families = match &mode.geographies {
        Geographies::None => return "No geographic inference profile".to_owned(),
        Geographies::Any => "Every geographic inference profile".to_owned(),
        Geographies::List(list) => {
            let ids: Vec<String> = list.iter().map(|family| format!("{family}.*")).collect();
            format!(
                "Inference profiles {} only",
                codes(ids.iter().map(String::as_str))
            )
        }
    };
    if mode.profiles.is_empty() {
        return families;
    }
    let models = codes(mode.profiles.iter().map(String::as_str));
    format!("{families}, of models {models}")
}

/// Where geographic calls may be served.
fn served(mode: &Mode, facts: Facts<'_>) -> String {
    match facts.ground().open(mode) {
        _ if mode.geographies == Geographies::None => String::new(),
        None if facts.inference_is_loose() => String::new(),
        None => ", wherever they route".to_owned(),
        Some(open) if open == facts.spec.working => {
            ", where every destination Region is governed".to_owned()
        }
        Some(open) => format!(
            ", where every destination Region is one of {}",
            named(&open, facts)
        ),
    }
}

/// What is left to application inference profiles.
fn copies(mode: &Mode, facts: Facts<'_>) -> String {
    if mode.application_profiles == ApplicationProfiles::Deny {
        return "application inference profiles are denied".to_owned();
    }
    let within = match facts.ground().open_to_copies(mode) {
        None => return "application inference profiles are not denied".to_owned(),
        Some(open) => format!("within {}", named(&open, facts)),
    };
    let global = match mode.global {
        Decision::Allow => " and through Global",
        Decision::Deny => "",
    };
    let origin = if mode.narrows() {
        ", also existing ones that were made from other families or models: their origin cannot be seen"
    } else {
        ""
    };
    format!("application inference profiles work {within}{global}{origin}")
}

/// A mode in the words of the statement that AWS published for it.
fn published(mode: &Mode) -> String {
    let text = match (mode.form, mode.global, &mode.geographies) {
        (Form::PublishedSplit, Decision::Allow, _) => {
            "Every service but Bedrock is held to the governed Regions, for every principal; every action of Bedrock is let through there and at `unspecified`. Global is not denied".to_owned()
        }
        (_, Decision::Allow, _) => {
            "Every action outside `NotAction`, of whatever service, is held to the governed Regions and `unspecified`. Global is not denied".to_owned()
        }
        (_, Decision::Deny, Geographies::List(_)) => format!(
            "{}; application inference profiles are denied. Direct calls, new copies of other profiles and prompt routers are not denied by it",
            families(mode)
        ),
        (_, Decision::Deny, _) => {
            "Calls through a `global.` inference profile are denied; Global through an application inference profile made from one is not denied by it".to_owned()
        }
    };
    format!("{text}. AWS's published form: no promise is claimed.")
}

pub(super) fn modes(facts: Facts<'_>) -> String {
    let exempt = facts.exempt_principals();
    let mut text =
        "## What each mode denies\n\nDenied is what any row says, for every principal of the OU."
            .to_owned();
    if facts.spec.strategy != Strategy::Additive && !exempt.is_empty() {
        let _ = write!(
            text,
            " The statements whose names end in `Elsewhere`, `DenyOutsideRegions` and `DenyAllButInference` do not bind the exempt principals ({}); the others bind them, too.",
            codes(exempt.iter().map(String::as_str))
        );
    }
    if facts.spec.strategy != Strategy::Additive && !facts.all_strict() {
        text.push_str(" AWS's published statements exempt whom they name: the Region deny in one statement the same principals, that in two only the declared ones.");
    }
    let sentences = facts
        .spec
        .modes
        .iter()
        .map(|mode| vec![code(&mode.name), sentence(mode, facts)]);
    let _ = write!(
        text,
        "\n\n{}",
        table(&["Mode", "Cross-Region inference"], sentences)
    );
    // Most modes have most statements in common, so each is said once.
    let mut by_meaning: IndexMap<(&str, String), Vec<&str>> = IndexMap::new();
    for mode in &facts.spec.modes {
        // The one with the Region deny says it all.
        let own = facts.composition.policies.iter();
        let own = own.filter(|own| own.target.mode.name == mode.name);
        let policy = own.max_by_key(|own| own.policy.statements.len());
        for statement in policy.iter().flat_map(|own| &own.policy.statements) {
            let sid = statement.sid.as_deref().unwrap_or("(no Sid)");
            let modes = by_meaning
                .entry((sid, meaning(sid, mode, facts)))
                .or_default();
            modes.push(&mode.name);
        }
    }
    let rows = by_meaning.into_iter().map(|((sid, meaning), modes)| {
        let mut names = codes(modes.iter().take(SHOWN).copied());
        if modes.len() > SHOWN {
            let _ = write!(names, " and {} more", modes.len() - SHOWN);
        }
        vec![code(sid), meaning, names]
    });
    let _ = write!(
        text,
        "\n{}",
        table(&["Statement", "Denies", "In the modes"], rows)
    );
    text
}

/// What a statement denies, in words.
pub(in crate::render) fn meaning(sid: &str, mode: &Mode, facts: Facts<'_>) -> String {
    let working = "the governed Regions";
    let reached = named(&own_regions(mode, facts), facts);
    match sid {
        "DenyOutsideRegions" => format!(
            "what the Region deny denies outside {working}: everything but its {} `NotAction` entries and the two inference actions{}{}",
            facts.baseline.not_action().len(),
            and_features(mode),
            match facts.spec.exempt_actions.as_slice() {
                [] => String::new(),
                exempt => format!(", and {}", codes(exempt.iter().map(String::as_str))),
            }
        ),
        "DenyAllButInference" => format!(
            "in {}, everything but inference{} and what the Region deny leaves out anyway",
            regions(&facts.spec.inference_only),
            and_features(mode)
        ),
        "DenyProfilesElsewhere" => {
            format!("calling an inference profile, of whatever kind, from outside {working}")
        }
        "DenyDirectCallsElsewhere" => {
            format!("inference without an inference profile outside {working}")
        }
        "DenyGeographicCallsElsewhere" => {
            format!("inference through an allowed family outside {reached}")
        }
        "DenyGlobalCallsElsewhere" => format!(
            "inference through a `global.` inference profile outside {working} and `unspecified`"
        ),
        "DenyApplicationProfilesElsewhere" => {
            let global = match mode.global {
                Decision::Allow => " and `unspecified`",
                Decision::Deny => "",
            };
            format!("inference through an application inference profile outside {reached}{global}")
        }
        "DenyNamedFeaturesElsewhere" => format!("what `also` names outside {reached}"),
        "DenyDirectGuardrailsElsewhere" => {
            format!("guardrails outside {working} on anything but a guardrail profile")
        }
        "DenyDirectDataAutomationElsewhere" => {
            format!("Data Automation outside {working} on anything but a Data Automation profile")
        }
        "DenyOtherFeaturesElsewhere" => format!(
            "what the `also` of other modes names and this one's does not, outside {working}, as the Region deny would"
        ),
        sid => meaning_of_mode(sid, mode),
    }
}

/// R and the mode's destinations, whatever else holds its calls.
fn own_regions(mode: &Mode, facts: Facts<'_>) -> BTreeSet<String> {
    let mut regions = facts.ground().destinations(mode);
    regions.extend(facts.spec.working.iter().cloned());
    regions
}

/// What a statement that follows from the mode alone denies, in words.
fn meaning_of_mode(sid: &str, mode: &Mode) -> String {
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
        "GRREGIONDENY" => "what the Region deny denies, `unspecified` let through for every action (AWS's published form, with Control Tower's own Sid)".to_owned(),
        "DenyServicesOutsideAllowedRegions" => "what the Region deny denies, Bedrock left out, for every principal that is not declared exempt (AWS's published form)".to_owned(),
        "DenyBedrockOutsideAllowedRegions" => "every action of Bedrock outside the governed Regions and `unspecified` (AWS's published form)".to_owned(),
        "(no Sid)" => "every action of Bedrock at `unspecified` through a `global.` inference profile (AWS's published form)".to_owned(),
        sid if sid.starts_with("DenyNon") => format!("every action of Bedrock through an inference profile other than {allowed}, application inference profiles included (AWS's published form)"),
        _ => String::new(),
    }
}

/// Regions in words: the governed ones, and what is open beyond them.
fn named(open: &BTreeSet<String>, facts: Facts<'_>) -> String {
    let beyond: BTreeSet<String> = open.difference(&facts.spec.working).cloned().collect();
    if beyond.is_empty() {
        return "the governed Regions".to_owned();
    }
    format!("the governed Regions and {}", regions(&beyond))
}

pub(super) fn regions(regions: &BTreeSet<String>) -> String {
    codes(regions.iter().map(String::as_str))
}
