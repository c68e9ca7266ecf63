use std::fmt::Write as _;

use crate::observe::replay::{Row, Text, Verdict};
use crate::render::markdown::{code, list, table};
use crate::render::visible::visible;

use super::Replayed;
use super::totals::Totals;
use super::words::{answer, caller, deniers, most, number, rests_on};

/// So many rows of a table.
const SHOWN: usize = 50;

/// For a ticket or a pull request.
pub fn impact_markdown(own: &Replayed<'_>) -> String {
    let totals = Totals::of(own);
    let mut text = format!(
        "## Impact of {}\n\n**{}**\n",
        code(own.after),
        answer(&totals)
    );
    let rows =
        |wanted: &dyn Fn(&Row<'_>) -> bool| most(own.impact.rows.iter().filter(|row| wanted(row)));
    let parts: [(&str, Vec<&Row<'_>>); 4] = [
        ("Succeeded, and would be denied", rows(&|row| row.breaks())),
        (
            "Did not succeed, and would newly be denied",
            rows(&|row| row.verdict == Verdict::NewlyDenied && !row.breaks()),
        ),
        (
            "No longer denied",
            rows(&|row| row.verdict == Verdict::NoLongerDenied),
        ),
        (
            "Served where none may be processed after the rollout",
            rows(&|row| row.left(own.tally) > 0),
        ),
    ];
    for (title, rows) in parts {
        if rows.is_empty() {
            continue;
        }
        let _ = write!(text, "\n### {title}\n\n");
        let shown = if own.all { rows.len() } else { SHOWN };
        text.push_str(&table(
            &[
                "Account",
                "OU",
                "Caller",
                "Call",
                "From",
                "Calls (succeeded)",
                "First and last",
                "Denied by",
            ],
            rows.iter().take(shown).map(|row| cells(own, row)),
        ));
        if rows.len() > shown {
            let _ = write!(
                text,
                "\nAnd {} more.\n",
                number((rows.len() - shown) as u64)
            );
        }
    }
    let mut lines = Vec::new();
    for (reason, targets) in own.impact.reasons(own.tally) {
        let calls: u64 = targets.iter().map(|(_, count)| count.events()).sum();
        lines.push(format!(
            "{} not judged: {}",
            number(calls),
            reason.describe()
        ));
    }
    for (count, what) in [
        (
            own.tally.broken,
            "documents that speak of Bedrock and could not be read",
        ),
        (own.reading.odd_lines, "lines that are no JSON"),
        (own.tally.no_events, "documents that are no events"),
        (own.reading.without_events, "files without an event"),
        (
            own.reading.named_otherwise,
            "files that are not named like logs, left out",
        ),
    ] {
        if count > 0 {
            lines.push(format!("{} {what}", number(count)));
        }
    }
    if own.reading.cut_short > 0 {
        lines.push(format!(
            "{} files could not be read to their end",
            number(own.reading.cut_short)
        ));
    }
    lines.push(format!(
        "{} events in {} files were read",
        number(own.tally.events),
        number(own.reading.files)
    ));
    lines.extend(rests_on(own.before, own.catalogue));
    let _ = write!(text, "\n{}", list(&lines));
    text
}

fn cells(own: &Replayed<'_>, row: &Row<'_>) -> Vec<String> {
    let text = |part: Option<Text>| part.map_or("?", |part| own.tally.text(part));
    let count = &row.count;
    let span = match (count.first, count.last) {
        (Some(first), Some(last)) => format!("{} to {}", first.day(), last.day()),
        _ => String::new(),
    };
    let by = deniers(row).1.join("; ").replace('|', "\\|");
    vec![
        visible(text(row.kind.account)),
        code(&row.scope.ou),
        code(caller(text(row.kind.principal))),
        format!(
            "{} of {}",
            code(row.kind.operation.action()),
            code(text(row.kind.target))
        ),
        code(text(row.kind.region)),
        format!("{} ({})", number(count.events()), number(count.succeeded)),
        span,
        by,
    ]
}
