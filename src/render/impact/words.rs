//! The sentences that text and Markdown share.

use std::fmt::Write as _;

use crate::observe::replay::Row;
use crate::policy::Levels;
use crate::policy::evaluate::Matched;
use crate::render::words::{statement, statements};

use super::ImpactBefore;
use super::totals::Totals;

/// `1,234`.
pub(in crate::render) fn number(value: u64) -> String {
    let digits = value.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `1 call`, `1,234 calls`.
pub(super) fn many(value: u64, one: &str) -> String {
    let plural = if value == 1 { "" } else { "s" };
    format!("{} {one}{plural}", number(value))
}

/// The answer, in a few sentences.
pub(super) fn answer(totals: &Totals) -> String {
    if totals.judged == 0 {
        let text = match totals.not_judged {
            0 => {
                "There is no call of inference in what was read, so nothing was judged.".to_owned()
            }
            some => format!(
                "Nothing was judged: none of {} of inference in these logs could be.",
                many(some, "call")
            ),
        };
        return text + &but(totals);
    }
    let of = format!("of {} judged", many(totals.judged, "call"));
    let broken = &totals.broken;
    let mut text = if broken.succeeded > 0 {
        format!(
            "{} {of} succeeded and would be denied: {} in {}.",
            number(broken.succeeded),
            many(broken.callers() as u64, "caller"),
            many(broken.accounts() as u64, "account"),
        )
    } else if totals.newly.calls > 0 {
        format!(
            "No call that succeeded would be denied; {} {of} did not succeed, and would newly be denied.",
            number(totals.newly.calls)
        )
    } else {
        format!("No call that succeeded would be denied, {of}.")
    };
    let already = broken.succeeded.saturating_sub(totals.newly.succeeded);
    if already > 0 {
        let _ = write!(
            text,
            " The policies before deny {} of them as well: these were not in force where the calls were made, or do not bind the callers.",
            number(already)
        );
    }
    if totals.not_judged > 0 {
        let _ = write!(
            text,
            " {} could not be judged.",
            many(totals.not_judged, "call")
        );
    }
    text.push_str(&but(totals));
    text
}

/// What an answer must not be read without.
fn but(totals: &Totals) -> String {
    let mut text = String::new();
    if totals.resting > 0 {
        let _ = write!(
            text,
            " The verdict on {} rests on keys that are not read from events.",
            many(totals.resting, "call")
        );
    }
    if totals.related > 0 {
        let _ = write!(
            text,
            " {} of batch jobs, prompt routers, agents and the like {} not replayed.",
            many(totals.related, "event"),
            if totals.related == 1 { "was" } else { "were" }
        );
    }
    if totals.unread > 0 {
        let _ = write!(
            text,
            " Not everything could be read: {} of files, lines and documents.",
            number(totals.unread)
        );
    }
    text
}

/// What the answer rests on.
pub(in crate::render) fn rests_on(before: ImpactBefore, catalogue: &str) -> Vec<String> {
    let before = match before {
        ImpactBefore::Assumed => {
            "before: Control Tower's Region deny as the spec's baseline has it; nobody read it back"
        }
        ImpactBefore::Told => "before: what the build of the release was told was in force",
        ImpactBefore::Named => "before: the policies that were named, and nothing else",
    };
    vec![
        before.to_owned(),
        format!(
            "a call is its authorizations by the routes of {catalogue}; judged are service control policies alone, with the keys that an event tells (Region, caller, inference profile)"
        ),
        "an event says what was called, not what would be tomorrow: what these logs do not have was not looked at".to_owned(),
    ]
}

/// The statements that deny a call, each as `` `Sid` of policy on OU``: after, or before where nothing does after.
pub(super) fn deniers(row: &Row<'_>) -> (&'static str, Vec<String>) {
    let sides = &row.scope.sides;
    if row.by_after.is_empty() {
        ("was denied by", names(&sides.before, &row.by_before))
    } else {
        ("is denied by", names(&sides.after, &row.by_after))
    }
}

fn names(levels: &Levels, at: &[Matched]) -> Vec<String> {
    let mut all: Vec<String> = statements(levels, at)
        .map(|own| statement(&own).0)
        .collect();
    all.dedup();
    all
}

/// The most frequent first, those that succeeded before others.
pub(super) fn most<'r, 's>(rows: impl Iterator<Item = &'r Row<'s>>) -> Vec<&'r Row<'s>>
where
    's: 'r,
{
    let mut rows: Vec<&Row<'_>> = rows.collect();
    rows.sort_by_key(|row| std::cmp::Reverse((row.count.succeeded, row.count.events())));
    rows
}

/// The part of a caller's ARN that people know it by: `role/App`.
pub(in crate::render) fn caller(arn: &str) -> &str {
    arn.splitn(6, ':').nth(5).unwrap_or(arn)
}
