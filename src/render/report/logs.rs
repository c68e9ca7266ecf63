use crate::render::facts::Facts;
use crate::render::impact::{ImpactBefore, Reason, ToldRow, caller, number, rests_on};
use crate::render::markdown::{code, list, table};
use crate::render::visible::visible;

/// So many kinds of calls are shown.
const SHOWN: usize = 10;

/// What logs of CloudTrail say of the release; nothing if none were asked.
pub(super) fn logs(facts: Facts<'_>) -> String {
    let Some(told) = facts.impact else {
        return String::new();
    };
    let mut text = format!("## What the logs say\n\n**{}**\n", visible(&told.answer));
    let breaks = told.breaks();
    if !breaks.is_empty() {
        text.push_str("\nCalls that succeeded and would be denied:\n\n");
        let rows = breaks.iter().take(SHOWN).map(|row| cells(row));
        text.push_str(&table(
            &["Account", "OU", "Caller", "Called", "From", "Calls"],
            rows,
        ));
    }
    let mut lines = Vec::new();
    if let Some(more) = breaks.len().checked_sub(SHOWN).filter(|more| *more > 0) {
        lines.push(format!(
            "{} more kinds of call; `REPORT.html` has twenty, the output of `crispack impact` all",
            number(more as u64)
        ));
    }
    let left: u64 = told.left().iter().map(|row| row.left).sum();
    if left > 0 {
        lines.push(format!(
            "{} calls were served where none may be processed after the rollout",
            number(left)
        ));
    }
    lines.extend(told.not_judged.iter().map(Reason::sentence));
    lines.push(format!(
        "{} events in {} files were read",
        number(told.read.events),
        number(told.read.files)
    ));
    lines.extend(rests_on(
        ImpactBefore::named(&told.before),
        &visible(&told.catalogue),
    ));
    text.push('\n');
    text.push_str(&list(&lines));
    text
}

fn cells(row: &ToldRow) -> Vec<String> {
    let text = |own: &Option<String>| code(own.as_deref().unwrap_or("?"));
    vec![
        text(&row.account),
        code(&row.ou),
        code(caller(row.principal.as_deref().unwrap_or("?"))),
        text(&row.target),
        text(&row.source),
        number(row.succeeded),
    ]
}
