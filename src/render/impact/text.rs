use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::observe::replay::{Row, Targets, Verdict};
use crate::render::visible::visible;

use super::Replayed;
use super::totals::Totals;
use super::words::{answer, caller, deniers, many, most, number, rests_on};

/// So many rows of a kind are shown; all with `all`.
const SHOWN: usize = 20;

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

/// Where calls went that may not, in short: the others of what is to be said of them stands above.
fn left(text: &mut String, own: &Replayed<'_>) {
    let rows = most(own.impact.rows.iter().filter(|row| row.left(own.tally) > 0));
    let judged: u64 = rows.iter().map(|row| row.left(own.tally)).sum();
    let others: u64 = own.impact.not_judged.iter().map(|own| own.left).sum();
    if judged + others == 0 {
        return;
    }
    let _ = writeln!(
        text,
        "\n{} served where no call from there may be processed after the rollout:",
        many(judged + others, "call")
    );
    let shown = if own.all { rows.len() } else { SHOWN };
    for row in rows.iter().take(shown) {
        let say = |part| visible(own.tally.text(part));
        let or = |part: Option<_>| part.map_or_else(|| "?".to_owned(), say);
        let out = row
            .served
            .iter()
            .filter(|(region, _)| !row.is_allowed(**region, own.tally));
        let out = out.map(|(region, calls)| format!("{} {}", say(*region), number(*calls)));
        let _ = writeln!(
            text,
            "  {} {}, {}: {} from {}\n    served in {}",
            or(row.kind.account),
            visible(&row.scope.ou),
            caller(&or(row.kind.principal)),
            or(row.kind.target),
            or(row.kind.region),
            out.collect::<Vec<_>>().join(", ")
        );
    }
    more(text, rows.len(), shown);
    if others > 0 {
        let _ = writeln!(
            text,
            "  {} of calls that could not be judged",
            number(others)
        );
    }
}

/// How many kinds of call are not shown.
fn more(text: &mut String, all: usize, shown: usize) {
    if let Some(more) = all.checked_sub(shown).filter(|more| *more > 0) {
        let _ = writeln!(
            text,
            "  and {} more kinds of call; --all or --format json has them",
            number(more as u64)
        );
    }
}

/// The calls of a section by account, where there are several.
fn by_account(
    text: &mut String,
    own: &Replayed<'_>,
    rows: &[&Row<'_>],
    of: &dyn Fn(&Row<'_>) -> u64,
) {
    let mut accounts: BTreeMap<(&str, &str), [u64; 2]> = BTreeMap::new();
    for row in rows {
        let account = row
            .kind
            .account
            .map_or("?", |account| own.tally.text(account));
        let sums = accounts.entry((account, &row.scope.ou)).or_default();
        let [calls, kinds] = sums;
        *calls += of(row);
        *kinds += 1;
    }
    if accounts.len() < 2 {
        return;
    }
    let mut sorted: Vec<_> = accounts.into_iter().collect();
    sorted.sort_by_key(|(_, [calls, _])| std::cmp::Reverse(*calls));
    let shown = if own.all { sorted.len() } else { SHOWN };
    for ((account, ou), [calls, kinds]) in sorted.iter().take(shown) {
        let _ = writeln!(
            text,
            "  {} {}: {} of {}",
            visible(account),
            visible(ou),
            many(*calls, "call"),
            many(*kinds, "kind")
        );
    }
    if sorted.len() > shown {
        let _ = writeln!(
            text,
            "  and {} more accounts",
            number((sorted.len() - shown) as u64)
        );
    }
    text.push('\n');
}

fn not_judged(text: &mut String, own: &Replayed<'_>) {
    let reasons = own.impact.reasons(own.tally);
    let sum = |targets: &Targets| targets.iter().map(|(_, count)| count.events()).sum::<u64>();
    let all: u64 = reasons.values().map(sum).sum();
    if all > 0 {
        let _ = writeln!(text, "\n{} of inference not judged:", many(all, "call"));
    }
    for (reason, targets) in &reasons {
        let _ = writeln!(text, "  {}: {}", number(sum(targets)), reason.describe());
        let shown = if own.all { targets.len() } else { 5 };
        for (target, count) in targets.iter().take(shown) {
            if let Some(target) = target {
                let target = visible(own.tally.text(*target));
                let _ = writeln!(text, "    {} of {target}", many(count.events(), "call"));
            }
        }
        if let Some(more) = targets.len().checked_sub(shown).filter(|more| *more > 0) {
            let _ = writeln!(text, "    and {} more", number(more as u64));
        }
    }
    let others = own.tally.others();
    if !others.is_empty() {
        let calls: u64 = others.iter().map(|(_, calls)| calls).sum::<u64>() + own.tally.unnamed;
        let names: Vec<String> = others
            .iter()
            .map(|(name, calls)| format!("{} {}", visible(name), number(*calls)))
            .collect();
        let shown = if own.all { names.len() } else { 8 };
        let more = names.len().saturating_sub(shown);
        let more = if more > 0 {
            format!(" and {more} more names")
        } else {
            String::new()
        };
        let _ = writeln!(
            text,
            "\n{} of Bedrock of other kinds, not judged:\n  {}{more}",
            many(calls, "event"),
            names
                .iter()
                .take(shown)
                .cloned()
                .collect::<Vec<_>>()
                .join(", ")
        );
    }
}

fn read(own: &Replayed<'_>) -> String {
    let (reading, tally) = (own.reading, own.tally);
    let mut text = format!(
        "Read {} ({} MB) in {}",
        many(tally.events, "event"),
        number(reading.bytes / 1_000_000),
        many(reading.files, "file")
    );
    if let Some((first, last)) = tally.span {
        let _ = write!(
            text,
            "; those of Bedrock are of {} to {}",
            first.day(),
            last.day()
        );
    }
    text.push('\n');
    let lines = [
        (
            tally.outside,
            "events of Bedrock outside the days asked for",
        ),
        (
            reading.digests + tally.digests,
            "digests of CloudTrail, left out",
        ),
        (
            reading.named_otherwise,
            "files that are not named like logs, left out",
        ),
        (reading.without_events, "files without an event"),
        (tally.no_events, "documents that are no events"),
        (
            tally.broken,
            "documents that speak of Bedrock and have not the shape of an event",
        ),
        (reading.odd_lines, "lines that are no JSON"),
        (
            reading.cut_short,
            "files that could not be read to their end; what stands before was counted",
        ),
    ];
    for (count, what) in lines {
        if count > 0 {
            let _ = writeln!(text, "  {} {what}", number(count));
        }
    }
    let shown = if own.all { reading.problems.len() } else { 5 };
    for (file, why) in reading.problems.iter().take(shown) {
        let _ = writeln!(text, "    {}: {}", visible(file), visible(why));
    }
    text
}
