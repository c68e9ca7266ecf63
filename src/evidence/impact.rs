//! The decision: which calls that were made the levels before and after deny.

use super::decision::{Decision, Grounds};
use super::part::Part;
use super::source::{self, CREATE};
use super::{Dialect, Question, calls, hops};

/// The query for the rows of a part.
pub(super) fn text(
    dialect: Dialect,
    question: &Question<'_>,
    grounds: &Grounds,
    part: &Part,
) -> String {
    let decision = grounds.decision(&part.scopes(question));
    let mut steps = calls::calls(dialect, question, part);
    steps.push(source::placed(
        part,
        question,
        "placed",
        "asked",
        &format!(
            ",\n  {} AS part,\n  {} AS tail",
            hops::partition(question),
            hops::tail("target")
        ),
    ));
    steps.extend(hops::ways(dialect, question, part));
    steps.extend(hops::hops(dialect, question, part));
    steps.extend(judged(dialect, &decision));
    let wanted = if question.all {
        ""
    } else {
        // What succeeded and is denied after breaks, whatever the policies before say.
        "\nWHERE verdict IN ('newly-denied', 'no-longer-denied', 'not-judged') OR verdict = 'denied' AND succeeded > 0"
    };
    let ou = source::ou(part, question);
    let columns = [
        ("account", "account"),
        (ou.as_str(), "ou"),
        ("principal", "principal"),
        ("action", "action"),
        ("target", "target"),
        ("source", "region"),
        ("verdict", "verdict"),
        ("reason_why", "reason"),
        ("events", "events"),
        ("succeeded", "succeeded"),
        ("refused", "denied"),
        ("events - succeeded - refused", "failed"),
        ("first_seen", "first_seen"),
        ("last_seen", "last_seen"),
        ("sample", "sample"),
    ];
    // In quotes, so that a shortened query has the same columns.
    let columns = columns.map(|(text, name)| format!("{text} AS \"{name}\""));
    format!(
        "WITH {}\nSELECT {}\nFROM verdicts{wanted}\nORDER BY 7, 2, 1, 3, 4, 5, 6\n",
        steps.join(",\n"),
        columns.join(", ")
    )
}

/// The predicates over hops, and the calls with their verdicts.
fn judged(dialect: Dialect, decision: &Decision) -> Vec<String> {
    let columns = |texts: &[String], letter: char| {
        let texts = texts.iter().enumerate();
        let texts = texts.map(|(at, text)| format!(",\n  ({text}) AS {letter}{}", at + 1));
        texts.collect::<String>()
    };
    let mut steps = Vec::new();
    let mut from = "hops";
    for (name, texts, letter) in [
        ("tests", &decision.tests, 't'),
        ("grounds", &decision.denies, 'd'),
    ] {
        if !texts.is_empty() {
            steps.push(format!(
                "{name} AS (\nSELECT *{}\nFROM {from})",
                columns(texts, letter)
            ));
            from = name;
        }
    }
    let creates = match dialect {
        Dialect::Lake => String::new(),
        _ => format!(" AND action <> '{CREATE}'"),
    };
    // What cannot be judged has a hop without a name, so that it stays a row.
    let any = |side: &str| format!("bool_or(hop <> '' AND ({side}))");
    let (before, after) = (any(&decision.before), any(&decision.after));
    steps.push(format!(
        "judged AS (\nSELECT account, scope, principal, action, target, source, reason,\n  \
         kind IN ('default-prompt-router', 'prompt-router'){creates} AS is_router, max(events) AS events, max(succeeded) AS succeeded,\n  \
         max(refused) AS refused, max(first_seen) AS first_seen, max(last_seen) AS last_seen, max(sample) AS sample,\n  \
         coalesce({before}, false) AS was,\n  coalesce({after}, false) AS will\n\
         FROM {from}\nGROUP BY 1, 2, 3, 4, 5, 6, 7, 8)"
    ));
    steps.push(
        "verdicts AS (\nSELECT *, CASE WHEN reason_why IS NOT NULL THEN 'not-judged' WHEN was AND will THEN 'denied'\n  \
         WHEN will THEN 'newly-denied' WHEN was THEN 'no-longer-denied' ELSE 'open' END AS verdict\n\
         FROM (SELECT *, CASE WHEN will AND (reason IS NULL OR reason IN ('origin-unknown', 'unknown-profile', 'no-routes', 'not-offered')) THEN NULL\n  \
         WHEN reason IS NULL AND is_router THEN 'prompt-router' ELSE reason END AS reason_why\n  \
         FROM judged) AS j)"
            .to_owned(),
    );
    steps
}
