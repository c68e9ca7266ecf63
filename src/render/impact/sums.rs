use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::observe::replay::Row;
use crate::render::visible::visible;

use super::Replayed;
use super::text::{SHOWN, more};
use super::words::{caller, many, most, number};

/// Where calls went that may not, in short: the others of what is to be said of them stands above.
pub(super) fn left(text: &mut String, own: &Replayed<'_>) {
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

/// The calls of a section by account, where there are several.
pub(super) fn by_account(
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
