//! Events as distinct calls, each with what is known of its application inference profile.

use std::collections::BTreeMap;

use super::expression::{list, quoted};
use super::part::Part;
use super::source::{self, CREATE, DENIED, EVENTS};
use super::{Dialect, Question};

/// Events as distinct calls with their counts, before anything is looked at twice.
pub(super) fn calls(dialect: Dialect, question: &Question<'_>, part: &Part) -> Vec<String> {
    let is_lake = dialect == Dialect::Lake;
    let made = if is_lake {
        String::new()
    } else {
        let made = source::parameter(dialect, "responseElements", "inferenceProfileArn");
        format!(",\n  {made} AS made")
    };
    // The longest list is what is left.
    let [(rest, _), others @ ..] = EVENTS;
    let others = others
        .iter()
        .filter(|(action, _)| !is_lake || *action != CREATE);
    let action: Vec<String> = others
        .map(|(action, names)| {
            let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
            format!("WHEN eventName IN ({}) THEN '{action}'", list(&names))
        })
        .collect();
    let (made_column, keys) = if is_lake {
        ("", "1, 2, 3, 4, 5")
    } else {
        (", made", "1, 2, 3, 4, 5, 6")
    };
    let grouped = format!(
        "calls AS (\nSELECT account, principal, CASE {} ELSE '{rest}' END AS action, target, source{made_column},\n  \
         count(*) AS events, count(*) - count(errorCode) AS succeeded, count(CASE WHEN {DENIED} THEN 1 END) AS refused,\n  \
         min(eventTime) AS first_seen, max(eventTime) AS last_seen, min(eventID) AS sample\nFROM events\nGROUP BY {keys})",
        action.join(" ")
    );
    let origins = origins(question, part);
    let (given, join) = if origins.is_empty() {
        ("CAST(NULL AS varchar)", String::new())
    } else {
        let rows = origins.join(",\n  ");
        (
            "split_part(pair, '=', 2)",
            format!(
                "\nLEFT JOIN (SELECT front, pair FROM (VALUES {rows}) AS g(front, pairs)\n  \
                 CROSS JOIN UNNEST(split(pairs, ' ')) AS u(pair)) AS o ON front || split_part(pair, '=', 1) = target"
            ),
        )
    };
    let names = match part.names.condition("coalesce(target, '')") {
        Some(range) => format!("\nWHERE {range}"),
        None => String::new(),
    };
    let asked = if is_lake {
        vec![format!(
            "asked AS (\nSELECT calls.*, {given} AS origin\nFROM calls{join}{names})"
        )]
    } else {
        let creates = format!("CASE action WHEN '{CREATE}' THEN");
        vec![
            format!(
                "origins AS (\nSELECT calls.*, coalesce({given}, min({creates} target END)\n  \
                 OVER (PARTITION BY {creates} made ELSE target END)) AS origin\nFROM calls{join})"
            ),
            format!(
                "asked AS (\nSELECT account, principal, action, target, source, origin, sum(events) AS events, sum(succeeded) AS succeeded,\n  \
                 sum(refused) AS refused, min(first_seen) AS first_seen, max(last_seen) AS last_seen, min(sample) AS sample\n\
                 FROM origins{names}\nGROUP BY 1, 2, 3, 4, 5, 6)"
            ),
        ]
    };
    let events = source::events(dialect, question, &made);
    [events, grouped].into_iter().chain(asked).collect()
}

/// What application inference profiles were made from: rows of (what their ARNs begin with, `id=origin` with blanks between).
fn origins(question: &Question<'_>, part: &Part) -> Vec<String> {
    let is_plain = |text: &str| !text.contains([' ', '=']);
    let mut pairs: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (arn, origin) in question
        .origins
        .iter()
        .filter(|(arn, _)| part.names.has(arn))
    {
        // An id with a blank is none, whatever it was made from.
        let split = arn.rsplit_once('/').filter(|(_, id)| is_plain(id));
        if let Some((_, id)) = split {
            let front = arn.strip_suffix(id).unwrap_or(arn);
            // Nor is it callable what was made from such a one.
            let origin = if is_plain(origin) { origin } else { "?" };
            pairs
                .entry(front)
                .or_default()
                .push(format!("{id}={origin}"));
        }
    }
    let rows = pairs.into_iter();
    rows.map(|(front, pairs)| format!("({}, {})", quoted(front), quoted(&pairs.join(" "))))
        .collect()
}
