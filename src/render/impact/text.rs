use std::fmt::Write as _;

use crate::observe::replay::{Row, Verdict};
use crate::render::visible::visible;

use super::Replayed;
use super::rest::{not_judged, read};
use super::sums::{by_account, left};
use super::totals::Totals;
use super::words::{answer, caller, deniers, many, most, number, rests_on};

/// So many rows of a kind are shown; all with `all`.
pub(super) const SHOWN: usize = 20;

/// For people: the answer first, then whom it is about, then what was not judged and not read.
pub fn impact_text(own: &Replayed<'_>) -> String {
    let totals = Totals::of(own);
    let mut text = format!("{}\n", answer(&totals));
    let of = |verdict: Verdict| {
        own.impact
            .rows
            .iter()
            .filter(move |row| row.verdict == verdict)
    };
    let broken = own.impact.rows.iter().filter(|row| row.breaks());
    section(
        &mut text,
        own,
        "succeeded and would be denied",
        broken,
        Some(&|row| row.count.succeeded),
    );
    let newly = of(Verdict::NewlyDenied).filter(|row| !row.breaks());
    section(
        &mut text,
        own,
        "did not succeed, and would newly be denied",
        newly,
        None,
    );
    section(
        &mut text,
        own,
        "would no longer be denied",
        of(Verdict::NoLongerDenied),
        None,
    );
    left(&mut text, own);
    if own.all {
        section(
            &mut text,
            own,
            "are denied before and after",
            of(Verdict::Denied),
            None,
        );
        section(
            &mut text,
            own,
            "are denied neither before nor after",
            of(Verdict::Open),
            None,
        );
    }
    not_judged(&mut text, own);
    text.push('\n');
    text.push_str(&read(own));
    for line in rests_on(own.before, own.catalogue) {
        let _ = writeln!(text, "  {line}");
    }
    text
}

fn section<'r>(
    text: &mut String,
    own: &Replayed<'_>,
    what: &str,
    rows: impl Iterator<Item = &'r Row<'r>>,
    counted: Option<&dyn Fn(&Row<'_>) -> u64>,
) {
    let rows = most(rows);
    if rows.is_empty() {
        return;
    }
    let of = |row: &&Row<'_>| counted.map_or_else(|| row.count.events(), |counted| counted(row));
    let calls: u64 = rows.iter().map(of).sum();
    let what = if calls == 1 {
        what.replace("were ", "was ").replace("are ", "is ")
    } else {
        what.to_owned()
    };
    let _ = writeln!(text, "\n{} {what}:", many(calls, "call"));
    by_account(text, own, &rows, &|row| of(&row));
    let shown = if own.all { rows.len() } else { SHOWN };
    for row in rows.iter().take(shown) {
        one(text, own, row);
    }
    more(text, rows.len(), shown);
}

fn one(text: &mut String, own: &Replayed<'_>, row: &Row<'_>) {
    let say = |part| visible(own.tally.text(part));
    let account = row.kind.account.map_or_else(|| "?".to_owned(), say);
    let principal = row.kind.principal.map_or_else(|| "?".to_owned(), say);
    let target = row.kind.target.map_or_else(|| "?".to_owned(), say);
    let region = row.kind.region.map_or_else(|| "?".to_owned(), say);
    let count = &row.count;
    let _ = writeln!(
        text,
        "  {account} {}, {}",
        visible(&row.scope.ou),
        caller(&principal)
    );
    let _ = writeln!(text, "    {} of {target}", row.kind.operation.action());
    let outcomes = [
        (count.succeeded, "succeeded"),
        (count.denied, "denied"),
        (count.failed, "failed otherwise"),
    ];
    let outcomes: Vec<String> = outcomes
        .iter()
        .filter(|(value, _)| *value > 0)
        .map(|(value, word)| format!("{} {word}", number(*value)))
        .collect();
    let _ = writeln!(text, "    from {region}: {}", outcomes.join(", "));
    if let (Some(first), Some(last)) = (count.first, count.last) {
        let sample = count
            .sample()
            .map_or_else(String::new, |id| format!(", event {id}"));
        let span = if first == last {
            first.as_str().to_owned()
        } else {
            format!("{} to {}", first.as_str(), last.as_str())
        };
        let _ = writeln!(text, "    {span}{sample}");
    }
    let (says, by) = deniers(row);
    if !by.is_empty() {
        let _ = writeln!(text, "    {says} {}", by.join("; "));
    }
    if row.contradicts() {
        text.push_str("    the policies before deny it, and yet it succeeded\n");
    }
    if !row.is_certain {
        let _ = writeln!(
            text,
            "    rests on what AWS leaves open: see `crispack simulate --call`"
        );
    }
    if !row.absent.is_empty() {
        let _ = writeln!(
            text,
            "    rests on keys that are not read from events: {}",
            visible(&row.absent.join(", "))
        );
    }
}

/// How many kinds of call are not shown.
pub(super) fn more(text: &mut String, all: usize, shown: usize) {
    if let Some(more) = all.checked_sub(shown).filter(|more| *more > 0) {
        let _ = writeln!(
            text,
            "  and {} more kinds of call; --all or --format json has them",
            number(more as u64)
        );
    }
}
