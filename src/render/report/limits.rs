//! Whom a release touches, and what it does not cover.

use crate::bedrock::{INFERENCE_ACTIONS, Partition};
use crate::render::facts::Facts;
use crate::render::markdown::{codes, list};
use crate::spec::{Decision, Form, Geographies, Mode, Strategy};

/// Whom the policies bind and whom they do not, a line each.
pub(in crate::render) fn touched(facts: Facts<'_>) -> Vec<String> {
    let roles = if facts.spec.strategy == Strategy::Additive {
        "also `AWSControlTowerExecution`, break-glass roles, and the service roles with which agents, knowledge bases, flows and batch jobs call models"
    } else {
        "also the service roles with which agents, knowledge bases, flows and batch jobs call models; principals that are exempt from the Region deny are bound by what does not limit Regions"
    };
    let has_root = facts.spec.targets.iter().any(|own| own.ou.is_root());
    let elsewhere = if has_root {
        "**Yes, by the policy on `Root`:** every other OU, also one that is made later."
    } else {
        "**No:** OUs that are neither named above nor below one that is. One that is made later elsewhere gets nothing."
    };
    [
        &format!("**Yes:** every IAM user and role, and the root user, of every account in the OUs named above and in the OUs below those: {roles}."),
        "**Direct calls only:** Provisioned Throughput, and imported and custom models. No inference profile leads to them, so what is said of calls in the Region of the call holds for them, and the rest does not touch them.",
        "**No:** the management account. SCPs never bind it, wherever they are attached.",
        "**No:** service-linked roles, and principals of other organizations.",
        elsewhere,
    ]
    .map(str::to_owned)
    .to_vec()
}

/// What the policies do not hold, a line each.
pub(in crate::render) fn not_covered(facts: Facts<'_>) -> Vec<String> {
    let stays = stays(facts);
    let mut lines = vec![
        "**Storage in destination Regions.** For some models AWS may keep prompts and outputs in a destination Region for abuse detection (Amazon Bedrock User Guide, geographic cross-Region inference). This is about where prompts are processed, and no promise about storage.".to_owned(),
        "**Regions that nobody enabled.** A destination needs no opt-in: prompts do go to opt-in Regions that the account never enabled (same guide, support for inference profiles).".to_owned(),
        format!("**Other ways to models:** `bedrock-mantle`, `bedrock-agentcore`, `bedrock-websearch` and `aws-external-anthropic` (Claude Platform on AWS) are service prefixes of their own, which `bedrock:` does not match. {stays}"),
        format!("**Other things of Amazon Bedrock that cross Regions:** Data Automation, guardrail profiles, batch jobs, copies of models; REPORT.md has a table of them. {}", features_stay(facts)),
        "**Other AI services,** such as Amazon Q, and the cross-Region inference inside them: their actions are theirs.".to_owned(),
        "**Other policies:** IAM policies, resource control policies, permission boundaries and VPC endpoint policies can deny more. What is \"not denied\" here still has to be allowed by IAM.".to_owned(),
    ];
    lines.extend(outside_region_deny(facts));
    lines
}

/// What AWS leaves open and this release depends on, a line each. Nothing of it was tried on a live organization.
pub(in crate::render) fn open_points(facts: Facts<'_>) -> Vec<String> {
    let held = if facts.inference_is_loose() {
        ""
    } else {
        "; where such calls are not denied, they are held to Regions"
    };
    let closed = if facts.spec.modes.iter().any(|mode| denies_unspecified(mode)) {
        "; where a mode of our own form denies Global, the statement on it denies every `bedrock:` action that sends it, whatever that key holds"
    } else {
        ""
    };
    let mut lines = vec![
        format!("Called through an application inference profile, `bedrock:InferenceProfileArn` is taken to hold that profile's own ARN (two public projects report it; AWS's pages are silent). Its geographic origin can therefore not be told{held}."),
        format!("`unspecified` is taken to be sent by Global cross-Region inference only{closed}."),
        "What `bedrock:InferenceProfileArn` holds in batch jobs, and behind a prompt router where routers are not denied, is not documented.".to_owned(),
        "That Organizations accepts these texts follows from its published grammar and quotas.".to_owned(),
    ];
    if facts.spec.partition == Partition::AwsUsGov {
        lines.push("The profiles and routes of GovCloud are from AWS's printed pages and lists of others, not from its API: compare them with `aws bedrock list-inference-profiles`.".to_owned());
    }
    let mut modes = facts.spec.modes.iter();
    if modes.any(|mode| !mode.profiles.is_empty() && mode.geographies == Geographies::Any) {
        lines.push("`profiles` under `geographies: any` is written as `*.PATTERN`, so a profile id with further dots matches as well.".to_owned());
    }
    lines
}

/// The sections of `REPORT.md`.
pub(super) fn limits(facts: Facts<'_>) -> String {
    format!(
        "## Who is touched\n\n{}\n## What this does not cover\n\n{}\nA call that is processed elsewhere all the same, drift, and new OUs can be told of: `evidence/alarm/README.md`, optional.\n\nNothing of this was tried on a live AWS organization. What AWS leaves open and this release depends on:\n\n{}",
        list(&touched(facts)),
        list(&not_covered(facts)),
        list(&open_points(facts)),
    )
}

fn denies_unspecified(mode: &Mode) -> bool {
    mode.form == Form::Strict && mode.global == Decision::Deny
}

/// What happens to services that no statement of ours names.
fn stays(facts: Facts<'_>) -> &'static str {
    let takes_over = !facts.spec.strategy.keeps_managed_deny();
    if takes_over && (!facts.spec.exempt_actions.is_empty() || !facts.all_strict()) {
        "What the Region deny says of them stays as it is, but for what is declared exempt, and for what AWS's published form opens."
    } else if facts.spec.strategy == Strategy::Extend {
        "In the inference-only Regions all of it is denied, as everything but inference is; elsewhere what the Region deny says of them stays as it is."
    } else {
        "What the Region deny says of them stays as it is."
    }
}

/// The same of what a mode can name.
fn features_stay(facts: Facts<'_>) -> String {
    let named = facts.and_features();
    if named.is_empty() {
        return stays(facts).to_owned();
    }
    format!(
        "**Held by the modes:**{}. Of the rest: {}",
        named.trim_start_matches(" and"),
        stays(facts)
    )
}

/// What no Region deny holds, so that nothing holds it to Regions.
fn outside_region_deny(facts: Facts<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    // Where the managed deny stays on, it binds those that are declared exempt as before.
    let exempt = if facts.spec.strategy.keeps_managed_deny() {
        facts.baseline.exempt_principals().to_vec()
    } else {
        facts.exempt_principals()
    };
    if !exempt.is_empty() {
        let split = if facts.all_strict() {
            ""
        } else {
            " (AWS's published form in two statements binds those that are not declared)"
        };
        lines.push(format!(
            "Principals that the Region deny exempts ({}): they are held to no Region: what of their calls is not denied for its family (direct calls, allowed families, application inference profiles) can start and be served in Regions that are not governed, whatever the sentences above say of everybody else{split}.",
            codes(exempt.iter().map(String::as_str))
        ));
    }
    if facts.spec.strategy == Strategy::Extend && !facts.spec.exempt_principals.is_empty() {
        lines.push(format!(
            "Principals that the spec declares exempt ({}): in the inference-only Regions they may use every service; outside of those and the governed ones the managed Region deny binds them as before.",
            codes(facts.spec.exempt_principals.iter().map(String::as_str))
        ));
    }
    let inference: Vec<&str> = INFERENCE_ACTIONS
        .into_iter()
        .filter(|action| facts.baseline.exempts(action))
        .collect();
    if !inference.is_empty() && facts.spec.strategy.keeps_managed_deny() {
        lines.push(format!(
            "**The Region deny as given leaves {} out.** Until Control Tower restores its own text, it does not hold such calls to the governed Regions.",
            codes(inference)
        ));
    }
    lines
}
