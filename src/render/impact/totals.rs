use std::collections::BTreeSet;

use crate::observe::replay::{Row, Text, Verdict};

use super::Replayed;

/// Calls of a verdict, added up.
#[derive(Debug, Default, Clone)]
pub(super) struct Sum {
    pub(super) rows: usize,
    pub(super) calls: u64,
    pub(super) succeeded: u64,
    callers: BTreeSet<Option<Text>>,
    accounts: BTreeSet<Option<Text>>,
}

impl Sum {
    fn add(&mut self, row: &Row<'_>) {
        self.rows += 1;
        self.calls += row.count.events();
        self.succeeded += row.count.succeeded;
        self.callers.insert(row.kind.principal);
        self.accounts.insert(row.kind.account);
    }

    pub(super) fn callers(&self) -> usize {
        self.callers.len()
    }

    pub(super) fn accounts(&self) -> usize {
        self.accounts.len()
    }
}

/// What all rows come to.
#[derive(Debug, Default, Clone)]
pub(super) struct Totals {
    pub(super) judged: u64,
    pub(super) newly: Sum,
    /// Calls that succeeded and are denied after.
    pub(super) broken: Sum,
    pub(super) no_longer: Sum,
    pub(super) denied: Sum,
    pub(super) open: Sum,
    /// Calls served where none may be after the change.
    pub(super) left: u64,
    /// Calls that succeeded although the policies before deny them.
    pub(super) contradicted: u64,
    pub(super) not_judged: u64,
    /// Calls that were judged and whose verdict rests on keys that are not read from events.
    pub(super) resting: u64,
    /// Events of what the change may well concern and that is not replayed.
    pub(super) related: u64,
    /// Files, lines and documents that could not be read.
    pub(super) unread: u64,
}

impl Totals {
    pub(super) fn of(own: &Replayed<'_>) -> Self {
        let mut totals = Self::default();
        for row in &own.impact.rows {
            totals.judged += row.count.events();
            totals.left += row.left(own.tally);
            if !row.absent.is_empty() {
                totals.resting += row.count.events();
            }
            if row.contradicts() {
                totals.contradicted += row.count.succeeded;
            }
            if row.breaks() {
                totals.broken.add(row);
            }
            let sum = match row.verdict {
                Verdict::NewlyDenied => &mut totals.newly,
                Verdict::NoLongerDenied => &mut totals.no_longer,
                Verdict::Denied => &mut totals.denied,
                Verdict::Open => &mut totals.open,
            };
            sum.add(row);
        }
        totals.left += own
            .impact
            .not_judged
            .iter()
            .map(|own| own.left)
            .sum::<u64>();
        totals.related = own.tally.related();
        totals.unread = own.reading.cut_short + own.reading.odd_lines + own.tally.broken;
        let counts = own.impact.not_judged.iter().map(|own| own.count.events());
        totals.not_judged = counts.sum::<u64>() + own.tally.too_many;
        totals
    }
}

/// Would a call of the log newly be denied, or no longer, or break?
pub fn changes_calls(own: &Replayed<'_>) -> bool {
    let mut rows = own.impact.rows.iter();
    rows.any(|row| row.breaks() || !matches!(row.verdict, Verdict::Denied | Verdict::Open))
}
