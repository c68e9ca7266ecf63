use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::bedrock::INFERENCE_ACTIONS;
use crate::diagnostic::Severity;
use crate::spec::{ApplicationProfiles, Decision, Geographies, Mode, Reach};

use super::facts::Facts;
use super::markdown::{code, codes, table};

/// `REPORT.md`: what each target may do, what changes, whom it touches, and what it does not cover.
pub fn report(facts: Facts<'_>) -> String {
    let parts = [
        head(facts),
        targets(facts),
        changes(),
        modes(facts),
        routes(facts),
        touched(),
        not_covered(facts),
        policies(facts),
        findings(facts),
    ];
    parts.join("\n")
}

fn head(facts: Facts<'_>) -> String {
    let spec = facts.spec;
    format!(
        "# Cross-Region inference: what this release does\n\n\
         {} under the strategy `additive`: Control Tower's Region deny stays on, untouched, and denies for Amazon Bedrock are added to the OUs below.\n\n\
         * Governed Regions: {}; home Region {}.\n\
         * Region deny read from {}: {} `NotAction` entries. {}\n\
         * Inference profiles and routes: catalogue of {}. AWS changes them; a route is a statement of that day.\n\n\
         **The zip is the whole CfCT configuration.** Uploading it replaces the package that is there now: what that one defined and this one does not stays \
         in force without being managed any more. If CfCT already ships something for you, do not upload this zip as it is.\n",
        match spec.targets.len() {
            1 => "One policy for one organizational unit".to_owned(),
            n => format!("{n} policies for {n} organizational units"),
        },
        codes(spec.working.iter().map(String::as_str)),
        code(&spec.home_region),
        code(facts.baseline.file_name()),
        facts.baseline.not_action().len(),
        if facts.baseline.is_builtin() {
            "**This is a published text, not your organization's own.** Export yours and build again before a rollout."
        } else {
            "That it is the text in force has not been checked; compare it with the live policy."
        },
        facts.catalogue.as_of,
    )
}

fn targets(facts: Facts<'_>) -> String {
    let rows = facts.spec.targets.iter().map(|target| {
        vec![
            code(target.ou.as_str()),
            code(&target.mode.name),
            sentence(&target.mode),
            match (&target.until, &target.reason) {
                (None, None) => String::new(),
                (None, Some(reason)) => code(reason),
                (Some(until), None) => format!("until {until}"),
                (Some(until), Some(reason)) => format!("until {until}, {}", code(reason)),
            },
        ]
    });
    format!(
        "## What each OU may do\n\nA policy holds for its OU and everything below it. Denies add up along the OU path; an OU below another one here is at least as tight, \
         so its own row says what holds. \"May\" means: not denied by these policies; IAM policies still have to allow it.\n\n{}",
        table(&["OU", "Mode", "Cross-Region inference", "Exception"], rows)
    )
}

/// A mode in a sentence.
fn sentence(mode: &Mode) -> String {
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
    let models = if mode.profiles.is_empty() {
        String::new()
    } else {
        format!(
            ", of models {}",
            codes(mode.profiles.iter().map(String::as_str))
        )
    };
    let served = match mode.geographies {
        Geographies::None => "",
        _ => ", where every destination Region is governed",
    };
    let global = match mode.global {
        Decision::Allow => "Global is not denied",
        Decision::Deny => "Global is denied",
    };
    let application = match mode.application_profiles {
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

fn changes() -> String {
    "## What changes\n\n\
     Denies are added, and nothing else: an SCP with nothing but Deny statements can turn an allowed request into a denied one and never the other way round. \
     No policy of Control Tower is read, changed or detached by the package, and no other policy of yours, unless it has one of the names below.\n\n\
     Outside Amazon Bedrock nothing changes: every statement names `bedrock:` actions.\n"
        .to_owned()
}

fn modes(facts: Facts<'_>) -> String {
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

fn routes(facts: Facts<'_>) -> String {
    let mut text = format!(
        "## Which routes work\n\nA geographic call is authorized in the source Region and in every destination Region of its route, and one that is denied fails \
         the call. The managed Region deny denies each Region that is not governed. By the catalogue of {}:\n",
        facts.catalogue.as_of
    );
    // Modes often allow the same profiles; each table is printed once.
    let mut by_table: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for mode in &facts.spec.modes {
        by_table
            .entry(route_table(facts, mode))
            .or_default()
            .push(&mode.name);
    }
    for (table, modes) in by_table {
        let word = if modes.len() == 1 { "Mode" } else { "Modes" };
        let _ = write!(text, "\n{word} {}:\n\n{table}", codes(modes));
    }
    text
}

/// The routes of a mode, those that work first; source Regions that lack the same destinations share a row.
fn route_table(facts: Facts<'_>, mode: &Mode) -> String {
    let reach = Reach::of(mode, &facts.spec.working, facts.catalogue);
    let mut rows: BTreeMap<(bool, &str, Vec<&str>), Vec<&str>> = BTreeMap::new();
    for route in reach.working.iter().chain(&reach.blocked) {
        let missing = route.outside(&facts.spec.working);
        let key = (!missing.is_empty(), route.profile.id.as_str(), missing);
        rows.entry(key).or_default().push(route.source);
    }
    if rows.is_empty() {
        return "No geographic inference profile is left to call.\n".to_owned();
    }
    table(
        &[
            "",
            "Inference profile",
            "From",
            "Denied because these destination Regions are not governed",
        ],
        rows.into_iter()
            .map(|((blocked, profile, missing), sources)| {
                let word = if blocked { "blocked" } else { "works" };
                vec![
                    word.to_owned(),
                    code(profile),
                    codes(sources),
                    codes(missing),
                ]
            }),
    )
}

fn touched() -> String {
    "## Who is touched\n\n\
     * Every IAM user and role, and the root user, of every account in the OUs named above and in the OUs below those: also `AWSControlTowerExecution`, break-glass roles, and the \
     service roles with which agents, knowledge bases, flows and batch jobs call models.\n\
     * Not the management account: SCPs never bind it, wherever they are attached.\n\
     * Not service-linked roles, and not principals of other organizations.\n\
     * Not OUs that are neither named above nor below one that is. One that is made later elsewhere gets nothing.\n"
        .to_owned()
}

fn not_covered(facts: Facts<'_>) -> String {
    let any = facts
        .spec
        .modes
        .iter()
        .any(|mode| !mode.profiles.is_empty() && mode.geographies == Geographies::Any);
    let mut text = format!(
        "## What this does not cover\n\n\
     * Other ways to models: `bedrock-mantle`, `bedrock-agentcore`, `bedrock-websearch` and `aws-external-anthropic` are service prefixes of their own, which \
     `bedrock:` does not match. The managed Region deny holds them to the governed Regions, as before.\n\
     * Other things of Amazon Bedrock that cross Regions: guardrail profiles and Data Automation profiles. The managed Region deny holds them, as before.\n\
     * Storage: for some models AWS may keep prompts and outputs in a destination Region for abuse detection (Amazon Bedrock User Guide, geographic cross-Region inference).\n\
     * IAM policies, resource control policies, permission boundaries and VPC endpoint policies: they can deny more.\n\
     {}\
     \n\
     Nothing of this was tried on a live AWS organization. What AWS leaves open and this release depends on:\n\n\
     * Called through an application inference profile, `bedrock:InferenceProfileArn` is taken to hold that profile's own ARN (two public projects report it; AWS's pages are silent). \
     Its geographic origin can therefore not be told; the Regions hold it.\n\
     * `unspecified` is taken to be sent by Global cross-Region inference; the statement on it denies every `bedrock:` action that sends it.\n\
     * That Organizations accepts these texts follows from its published grammar and quotas.\n",
        outside_region_deny(facts)
    );
    if any {
        text.push_str(
            "* `profiles` under `geographies: any` is written as `*.PATTERN`, so a profile id with further dots matches as well.\n",
        );
    }
    text
}

/// What the managed Region deny does not hold, so that nothing under `additive` holds it to Regions.
fn outside_region_deny(facts: Facts<'_>) -> String {
    let mut text = String::new();
    let exempt = facts.baseline.exempt_principals();
    if !exempt.is_empty() {
        let _ = writeln!(
            text,
            "* Principals that the managed Region deny exempts ({}): their calls within the allowed families can start in, and be served in, Regions that are not governed.",
            codes(exempt.iter().map(String::as_str))
        );
    }
    let inference: Vec<&str> = INFERENCE_ACTIONS
        .into_iter()
        .filter(|action| facts.baseline.exempts(action))
        .collect();
    if !inference.is_empty() {
        let _ = writeln!(
            text,
            "* **The Region deny as given exempts {}.** Until Control Tower restores it, calls are not held to the governed Regions, and the routes called blocked above are open.",
            codes(inference)
        );
    }
    text
}

fn policies(facts: Facts<'_>) -> String {
    let rows = facts.composition.policies.iter().map(|policy| {
        vec![
            code(&policy.target.policy_name),
            code(policy.target.ou.as_str()),
            format!("{} of {}", policy.characters, facts.spec.quota.characters()),
            code(&policy.sha256),
        ]
    });
    format!(
        "## The policies\n\nThe SHA-256 is that of the file and of the live policy: CfCT passes one line of compact JSON through unchanged. A policy takes one of the ten slots of its OU; \
         FullAWSAccess and Control Tower take about three.\n\n{}",
        table(&["Policy", "OU", "Characters", "SHA-256"], rows)
    )
}

fn findings(facts: Facts<'_>) -> String {
    let mut text = "## Findings\n\n".to_owned();
    let mut any = false;
    for finding in facts
        .findings
        .iter()
        .filter(|f| f.severity() != Severity::Error)
    {
        any = true;
        let _ = writeln!(
            text,
            "* **{} {}** {}",
            finding.rule.code,
            finding.severity(),
            finding.message
        );
        for note in &finding.notes {
            let _ = writeln!(text, "  * {note}");
        }
    }
    if !any {
        text.push_str("None.\n");
    }
    text
}
