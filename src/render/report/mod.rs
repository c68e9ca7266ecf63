//! `REPORT.md`, section by section.

mod change;
mod features;
mod identities;
mod limits;
mod logs;
mod modes;
mod parts;
mod proof;
mod reach;
mod routes;

use std::fmt::Write as _;

use crate::diagnostic::Severity;

use super::facts::{Facts, short};
use super::markdown::{code, codes, table};
use super::visible::visible;
use crate::spec::Target;
use change::coverage;
pub(super) use change::{aim, changes};
use features::features;
use identities::identities;
use limits::limits;
pub(super) use limits::{not_covered, open_points, touched};
use logs::logs;
pub(super) use modes::meaning;
use modes::modes;
pub(super) use parts::Axis;
pub use parts::{Part, parts};
use proof::proved;
pub(super) use proof::{IN_TIME, before, promise, summary, worlds};
use reach::reach;
use routes::routes;

/// `REPORT.md`: what each target may do, what changes, whom it touches, and what it does not cover.
pub fn report(facts: Facts<'_>, changed: &[Part]) -> String {
    let mut parts = [
        head(facts),
        reach(facts),
        coverage(facts),
        format!("## What changes\n\n{}", changes(facts)),
        folded(proved(facts, changed)),
        logs(facts),
        limits(facts),
        folded(modes(facts)),
        folded(routes(facts)),
        folded(features(facts)),
        folded(policies(facts)),
        identities(facts),
        findings(facts),
    ];
    fit(&mut parts);
    parts
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}

/// What the description of a pull request or a ticket takes, in bytes; GitHub's limit is 65,536 characters.
const MOST: usize = 60_000;

/// Leaves folded sections out until the rest fits: first what can be asked of the program again, last which OU has which policy.
fn fit(parts: &mut [String]) {
    for heading in [
        "## Which routes work",
        "## What was shown",
        "## What each mode denies",
        "## Other things of Bedrock",
        "## The policies",
    ] {
        if parts.iter().map(String::len).sum::<usize>() <= MOST {
            return;
        }
        let mut folded = parts.iter_mut().filter(|part| part.contains(FOLDED));
        if let Some(part) = folded.find(|part| part.starts_with(heading)) {
            let heading = part.lines().next().unwrap_or_default();
            *part = format!("{heading}\n\n{LEFT_OUT}\n");
        }
    }
}

/// How a folded section begins.
const FOLDED: &str = "<details><summary>Show</summary>";

const LEFT_OUT: &str = "Left out here, since the report would be longer than a pull request takes. `REPORT.html` and `plan.json` say what changes and what was proved, `matrix.csv` what each route comes to, `package/` has the policies.";

/// A section folded away: its heading stays to be seen, and GitHub and GitLab open it by a click.
fn folded(section: String) -> String {
    match section.split_once('\n') {
        Some((heading, rest)) if !rest.trim().is_empty() => {
            format!("{heading}\n\n{FOLDED}\n{rest}\n</details>\n")
        }
        _ => section,
    }
}

fn head(facts: Facts<'_>) -> String {
    let spec = facts.spec;
    format!(
        "# Cross-Region inference: what this release does\n\n\
         {} under the strategy `{}`: {}\n\n\
         * Governed Regions: {}; home Region {}.{}\n\
         * Region deny read from {}: {} `NotAction` entries; the list {}. {}\n\
         * Inference profiles and routes: catalogue of {}. AWS changes them; a route is a statement of that day.\n\n\
         {}\n",
        match spec.targets.len() {
            1 => "One policy for one organizational unit".to_owned(),
            n => format!("{n} policies for {n} organizational units"),
        },
        spec.strategy.as_str(),
        aim(spec.strategy),
        codes(spec.working.iter().map(String::as_str)),
        code(&spec.home_region),
        if spec.inference_only.is_empty() {
            String::new()
        } else {
            format!(
                " For inference only: {}.",
                codes(spec.inference_only.iter().map(String::as_str))
            )
        },
        code(facts.baseline.file_name()),
        facts.baseline.not_action().len(),
        facts.baseline.comparison,
        if facts.baseline.is_builtin() {
            "**This is a published text, not your organization's own.** Export yours and build again before a rollout."
        } else {
            "That it is the text in force has not been checked; compare it with the live policy."
        },
        facts.catalogue.as_of,
        match facts.base {
            Some(base) => format!(
                "**The zip is {} with ours in one marked block of its manifest**; every other byte of its files is as it was. It is still the whole CfCT configuration: uploading it takes back what was changed there since (the runbook compares right before).",
                code(base.name)
            ),
            None => "**The zip is the whole CfCT configuration, and replaces everything.** Uploading it replaces the package that is there now: what that one defined and this one does not stays in force without being managed any more. \
                 If CfCT already ships something for you, do not upload this zip as it is; build with `--into` your package.".to_owned(),
        },
    )
}

/// The targets that are wanted until a day or for a reason: OU, mode, day, reason.
pub(super) fn exceptions(facts: Facts<'_>) -> impl Iterator<Item = [String; 4]> {
    let targets = facts.spec.targets.iter();
    let targets = targets.filter(|own| own.until.is_some() || own.reason.is_some());
    targets.map(|own| {
        [
            visible(own.ou.as_str()),
            visible(&own.mode.name),
            own.until.clone().unwrap_or_default(),
            own.reason.as_deref().map_or_else(String::new, visible),
        ]
    })
}

fn policies(facts: Facts<'_>) -> String {
    let rows = facts.composition.all().map(|own| {
        let (mode, remark) = match own.target {
            Some(target) => (code(&target.mode.name), remark(target)),
            None => (String::new(), "retired".to_owned()),
        };
        vec![
            code(own.name),
            code(own.ou),
            mode,
            remark,
            own.text.chars().count().to_string(),
            code(&short(own.sha256)),
        ]
    });
    format!(
        "## The policies\n\nOf {} characters and {} slots that an OU has, each policy takes its characters and one; FullAWSAccess and Control Tower take about three slots. The SHA-256, here its first digits and in `plan.json` whole, is that of the file and of the live policy: CfCT passes one line of compact JSON through unchanged. \
         \"Wanted until\" is a day after which a build fails; no policy lifts itself.\n\n{}",
        facts.spec.quota.characters(),
        facts.spec.quota.attachments(),
        table(
            &["Policy", "OU", "Mode", "Remark", "Characters", "SHA-256"],
            rows
        )
    )
}

fn remark(target: &Target) -> String {
    match (&target.until, &target.reason) {
        (None, None) => String::new(),
        (None, Some(reason)) => code(reason),
        (Some(until), None) => format!("wanted until {until}"),
        (Some(until), Some(reason)) => format!("wanted until {until}, {}", code(reason)),
    }
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
