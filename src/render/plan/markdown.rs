use std::fmt::Write as _;

use super::{Plan, against, counted, fullest};
use crate::render::effect::{effects_markdown, say, together};
use crate::render::identity::identity_lines;
use crate::render::markdown::{code, codes, table};
use crate::render::visible::visible;

/// GitHub takes 65,536 characters in a comment; what is over is left out, and said so.
const MOST: usize = 60_000;
const ROWS: usize = 50;

/// For a pull request. The first paragraph alone fits the comment of a manual approval in `CodePipeline` (1,000 characters).
pub fn plan_markdown(plan: &Plan<'_>) -> String {
    let exact = plan.compared.iter().all(|own| own.effect.is_exact());
    let mut head = format!(
        "**Plan: {}.** Strategy {}, {} policies ({}), against {}.",
        say::verdict(together(plan.compared), exact),
        code(plan.facts.spec.strategy.as_str()),
        plan.policies.len(),
        counted(plan),
        code(&against(plan)),
    );
    if let Some(fullest) = fullest(plan, 1).first() {
        let _ = write!(
            head,
            " At most {} of {} slots used ({}).",
            fullest.names.len(),
            fullest.quota,
            code(&fullest.ou)
        );
    }
    if !plan.without_policy.is_empty() {
        let _ = write!(
            head,
            " {} OUs that Control Tower's Region deny reaches get no policy.",
            plan.without_policy.len()
        );
    }
    let mut parts = vec![format!("{head}\n")];
    let before = against(plan);
    parts.push(effects(plan, &before));
    parts.push(policies(plan));
    parts.push(slots(plan));
    parts.push(profiles(plan));
    parts.push(identities(plan));
    if !plan.without_policy.is_empty() {
        parts.push(format!(
            "OUs that Control Tower's Region deny reaches and that would get no policy: {}.\n",
            codes(plan.without_policy.iter().map(String::as_str))
        ));
    }
    let mut text = String::new();
    for part in parts.iter().filter(|part| !part.is_empty()) {
        if text.len() + part.len() > MOST {
            text.push_str(
                "\n*A part does not fit into a comment; `crispack plan --format json` has it.*\n",
            );
            continue;
        }
        text.push_str(part);
        text.push('\n');
    }
    text
}

/// As many groups of OUs as leave room for the rest.
fn effects(plan: &Plan<'_>, before: &str) -> String {
    let mut shown = plan.compared.len();
    loop {
        let some = plan.compared.get(..shown).unwrap_or_default();
        let text = effects_markdown(some, before, "this change");
        let left_out = plan.compared.len() - shown;
        if text.len() <= MOST * 2 / 3 || shown <= 1 {
            return match left_out {
                0 => text,
                n => format!(
                    "{text}\n*{n} more groups of OUs do not fit into a comment; `crispack plan --format json` has them.*\n"
                ),
            };
        }
        shown /= 2;
    }
}

fn policies(plan: &Plan<'_>) -> String {
    let changed = || plan.policies.iter().filter(|own| own.word() != "same");
    if changed().next().is_none() {
        return String::new();
    }
    let rows = changed().take(ROWS).map(|own| {
        vec![
            code(&own.name),
            code(&own.ou),
            own.word().to_owned(),
            format!("{} of {}", own.after.chars().count(), own.quota),
        ]
    });
    let mut text = format!(
        "<details><summary>Policies: {}</summary>\n\n{}",
        counted(plan),
        table(&["Policy", "OU", "", "Characters"], rows)
    );
    for own in changed().take(ROWS) {
        let diff: String = own
            .diff()
            .lines()
            .map(|line| visible(line) + "\n")
            .collect();
        if !diff.is_empty() {
            let _ = write!(text, "\n{}\n\n```diff\n{diff}```\n", code(&own.name));
        }
    }
    text.push_str("\n</details>\n");
    text
}

fn slots(plan: &Plan<'_>) -> String {
    if plan.used.is_empty() {
        return String::new();
    }
    let rows = fullest(plan, ROWS).into_iter().map(|own| {
        vec![
            code(&own.ou),
            format!("{} of {}", own.names.len(), own.quota),
            codes(own.names.iter().map(String::as_str)),
        ]
    });
    format!(
        "<details><summary>Slots in the worst state of the rollout</summary>\n\n{}\n</details>\n",
        table(&["OU", "Used", "By"], rows)
    )
}

fn identities(plan: &Plan<'_>) -> String {
    let lines = identity_lines(plan.facts);
    if lines.is_empty() {
        return String::new();
    }
    format!(
        "<details><summary>Identity policies</summary>\n\n* {}\n\n</details>\n",
        lines.join("\n* ")
    )
}

fn profiles(plan: &Plan<'_>) -> String {
    if plan.profiles.is_empty() {
        return String::new();
    }
    let rows = plan
        .profiles
        .iter()
        .take(ROWS)
        .map(|own| vec![code(&own.id), code(&own.source), visible(&own.words())]);
    format!(
        "<details><summary>{} inference profiles are not what the catalogue of {} says</summary>\n\n{}\n</details>\n",
        plan.profiles.len(),
        plan.facts.catalogue.as_of,
        table(&["Profile", "From", "Change"], rows)
    )
}
