//! Whom a release touches, and what it does not cover.

use std::fmt::Write as _;

use crate::bedrock::INFERENCE_ACTIONS;
use crate::render::facts::Facts;
use crate::render::markdown::codes;
use crate::spec::{Decision, Form, Geographies, Mode, Strategy};

pub(super) fn touched(facts: Facts<'_>) -> String {
    let roles = if facts.spec.strategy == Strategy::Additive {
        "also `AWSControlTowerExecution`, break-glass roles, and the service roles with which agents, knowledge bases, flows and batch jobs call models"
    } else {
        "also the service roles with which agents, knowledge bases, flows and batch jobs call models; principals that are exempt from the Region deny are bound by what does not limit Regions"
    };
    format!(
        "## Who is touched\n\n\
         * Every IAM user and role, and the root user, of every account in the OUs named above and in the OUs below those: {roles}.\n\
         * Not the management account: SCPs never bind it, wherever they are attached.\n\
         * Not service-linked roles, and not principals of other organizations.\n\
         * Not OUs that are neither named above nor below one that is. One that is made later elsewhere gets nothing.\n"
    )
}

pub(super) fn not_covered(facts: Facts<'_>) -> String {
    let any = facts
        .spec
        .modes
        .iter()
        .any(|mode| !mode.profiles.is_empty() && mode.geographies == Geographies::Any);
    let mut text = format!(
        "## What this does not cover\n\n\
     * Other ways to models: `bedrock-mantle`, `bedrock-agentcore`, `bedrock-websearch` and `aws-external-anthropic` are service prefixes of their own, which \
     `bedrock:` does not match. {mantle}\n\
     * Other things of Amazon Bedrock that cross Regions, but for what the section above says. {mantle}\n\
     * Storage: for some models AWS may keep prompts and outputs in a destination Region for abuse detection (Amazon Bedrock User Guide, geographic cross-Region inference).\n\
     * IAM policies, resource control policies, permission boundaries and VPC endpoint policies: they can deny more.\n\
     {outside}\
     \n\
     Nothing of this was tried on a live AWS organization. What AWS leaves open and this release depends on:\n\n\
     * Called through an application inference profile, `bedrock:InferenceProfileArn` is taken to hold that profile's own ARN (two public projects report it; AWS's pages are silent). \
     Its geographic origin can therefore not be told{held}.\n\
     * `unspecified` is taken to be sent by Global cross-Region inference only{closed}.\n\
     * What `bedrock:InferenceProfileArn` holds in batch jobs, and behind a prompt router where routers are not denied, is not documented.\n\
     * That Organizations accepts these texts follows from its published grammar and quotas.\n",
        outside = outside_region_deny(facts),
        mantle = stays(facts),
        held = if facts.inference_is_loose() {
            ""
        } else {
            "; where such calls are not denied, they are held to Regions"
        },
        closed = if facts.spec.modes.iter().any(|mode| denies_unspecified(mode)) {
            "; where a mode of our own form denies Global, the statement on it denies every `bedrock:` action that sends it, whatever that key holds"
        } else {
            ""
        },
    );
    if any {
        text.push_str(
            "* `profiles` under `geographies: any` is written as `*.PATTERN`, so a profile id with further dots matches as well.\n",
        );
    }
    text
}

fn denies_unspecified(mode: &Mode) -> bool {
    mode.form == Form::Strict && mode.global == Decision::Deny
}

/// What happens to services that no statement of ours names.
fn stays(facts: Facts<'_>) -> &'static str {
    let takes_over = !facts.spec.strategy.keeps_managed_deny();
    if takes_over && (!facts.spec.exempt_actions.is_empty() || !facts.all_strict()) {
        "What the Region deny says of them stays as it is, but for what is declared exempt, and for what AWS's published form opens."
    } else {
        "What the Region deny says of them stays as it is."
    }
}

/// What no Region deny holds, so that nothing holds it to Regions.
fn outside_region_deny(facts: Facts<'_>) -> String {
    let mut text = String::new();
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
        let _ = writeln!(
            text,
            "* Principals that the Region deny exempts ({}): their calls within the allowed families can start in, and be served in, Regions that are not governed{split}.",
            codes(exempt.iter().map(String::as_str))
        );
    }
    if facts.spec.strategy == Strategy::Extend && !facts.spec.exempt_principals.is_empty() {
        let _ = writeln!(
            text,
            "* Principals that the spec declares exempt ({}): in the inference-only Regions they may use every service; outside of those and the governed ones the managed Region deny binds them as before.",
            codes(facts.spec.exempt_principals.iter().map(String::as_str))
        );
    }
    let inference: Vec<&str> = INFERENCE_ACTIONS
        .into_iter()
        .filter(|action| facts.baseline.exempts(action))
        .collect();
    if !inference.is_empty() && facts.spec.strategy.keeps_managed_deny() {
        let _ = writeln!(
            text,
            "* **The Region deny as given leaves {} out.** Until Control Tower restores its own text, it does not hold such calls to the governed Regions.",
            codes(inference)
        );
    }
    text
}
