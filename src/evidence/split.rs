//! Queries within the limits of the services, in parts where need be.

use std::fmt::Write as _;

use super::part::{Axis, Part};
use super::routes::profiles;
use super::short::shortened;
use super::uses::Use;
use super::{Dialect, Query, Question, Refused, insights, text};

/// The most bytes that Athena takes ("Service Quotas", Amazon Athena User Guide, and AWS re:Post, "How can I increase the maximum query string length in Athena?",
/// read 2026-11-26).
const ATHENA: usize = 262_144;

/// The most characters that CloudTrail Lake takes (AWS CloudTrail API Reference, `StartQuery`, `QueryStatement`, read 2026-11-26).
const LAKE: usize = 10_000;

/// The most characters that CloudWatch Logs Insights takes (Amazon CloudWatch Logs API Reference, `StartQuery`, `queryString`, read 2026-11-26).
const INSIGHTS: usize = 10_000;

/// A query's name, what it answers, and what is expected.
type Named<'n> = (&'n str, &'n str, &'n str);

/// A query in SQL, split until each part fits.
pub(super) fn sql(
    dialect: Dialect,
    question: &Question<'_>,
    (name, what, expected): Named<'_>,
    origin: &[String],
    body: &dyn Fn(&Part) -> String,
) -> Result<Vec<Query>, Refused> {
    let (limit, unit) = match dialect {
        Dialect::Athena => (ATHENA, "bytes"),
        _ => (LAKE, "characters"),
    };
    let length = |text: &str| match dialect {
        Dialect::Athena => text.len(),
        _ => text.chars().count(),
    };
    let lines = |place: &str| {
        let first = format!("{what}{place}");
        let expected = format!("Expected: {expected}.");
        let mut lines = vec![first, expected];
        lines.extend(origin.iter().cloned());
        lines
    };
    // As long as any that is written below.
    let widest = text::headed(
        "-- ",
        &lines(" Part 1000 of 1000: together they are the answer."),
        "",
    );
    let known = profiles(question.catalogue);
    let known: Vec<&str> = known.iter().map(|own| own.id.as_str()).collect();
    let mut waiting = vec![Part::whole(question)];
    let mut done = Vec::new();
    while let Some(part) = waiting.pop() {
        let mut text = body(&part);
        let bare = length(&text);
        if dialect == Dialect::Lake && length(&text) + length(&widest) > limit {
            text = shortened(&text);
        }
        let whole = length(&text) + length(&widest);
        if whole <= limit {
            done.push(text);
            continue;
        }
        // By what makes the smaller texts.
        let halves = Axis::ALL.into_iter().filter_map(|axis| {
            let [low, high] = part.split(axis, question, &known)?;
            let longer = length(&body(&low)).max(length(&body(&high)));
            (longer < bare).then_some((longer, low, high))
        });
        let Some((_, low, high)) = halves.min_by_key(|(longer, ..)| *longer) else {
            return Err(Refused::TooLong {
                name: name.to_owned(),
                length: whole,
                limit,
                unit,
                advice: if dialect == Dialect::Athena {
                    "ask for fewer OUs, or let `crispack impact` read the events"
                } else {
                    "ask in Athena, which takes longer queries, or let `crispack impact` read the events"
                },
            });
        };
        waiting.extend([high, low]);
    }
    let count = done.len();
    let query = |(at, body): (usize, String)| {
        let (name, place) = if count == 1 {
            (name.to_owned(), String::new())
        } else {
            let number = at + 1;
            (
                format!("{name}-{number}"),
                format!(" Part {number} of {count}: together they are the answer."),
            )
        };
        Query {
            name,
            what: what.to_owned(),
            text: text::headed("-- ", &lines(&place), &body),
            expected: expected.to_owned(),
        }
    };
    Ok(done.into_iter().enumerate().map(query).collect())
}

/// A plain question in CloudWatch Logs Insights: by OU where their calls are held to different Regions, and by accounts where they are many.
pub(super) fn insights(one: Use, question: &Question<'_>) -> Result<Vec<Query>, Refused> {
    let mut texts = Vec::new();
    for group in insights::groups(one, question) {
        let others = question.scopes.iter().flat_map(|own| &own.accounts);
        let but: Vec<String> = others.filter(|_| group.is_rest).cloned().collect();
        let mut what = one.what().replace(", by OU", "");
        if let Some((first, more)) = group.ous.split_first() {
            what.push_str(" OU: ");
            what.push_str(first);
            if !more.is_empty() {
                let _ = write!(what, " and {} more", more.len());
            }
        }
        let lines = [
            what,
            format!("Expected: {}.", one.expected()),
            text::origin(Dialect::LogsInsights, question, false),
        ];
        let mut waiting = vec![group.accounts.clone()];
        while let Some(mut accounts) = waiting.pop() {
            let body = insights::text(one, &group, &accounts, &but);
            let text = text::headed("# ", &lines, &body);
            let length = text.chars().count();
            if length <= INSIGHTS {
                texts.push(text);
            } else if accounts.len() > 1 {
                let rest = accounts.split_off(accounts.len() / 2);
                waiting.extend([rest, accounts]);
            } else {
                return Err(Refused::TooLong {
                    name: one.name().to_owned(),
                    length,
                    limit: INSIGHTS,
                    unit: "characters",
                    advice: "ask in Athena, or for fewer OUs",
                });
            }
        }
    }
    let count = texts.len();
    let query = |(at, text): (usize, String)| Query {
        name: match count {
            1 => one.name().to_owned(),
            _ => format!("{}-{}", one.name(), at + 1),
        },
        what: one.what().to_owned(),
        text,
        expected: one.expected().to_owned(),
    };
    Ok(texts.into_iter().enumerate().map(query).collect())
}
