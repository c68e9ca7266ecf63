use serde_json::{Value, json};

use crate::observe::replay::{Moment, NotJudged, Row, Targets, Text, Verdict};
use crate::policy::evaluate::Matched;
use crate::render::words::statements;

use super::Replayed;
use super::told::SCHEMA;
use super::totals::{Sum, Totals};
use super::words::answer;

/// So many targets of calls that were not judged are told of a reason.
const TARGETS: usize = 20;

/// One object; the schema is `manifest/schema/crispack.impact.1.schema.json`.
pub fn impact_json(own: &Replayed<'_>) -> String {
    let totals = Totals::of(own);
    let rows = own.impact.rows.iter().filter(|row| {
        own.all
            || matches!(row.verdict, Verdict::NewlyDenied | Verdict::NoLongerDenied)
            || row.left(own.tally) > 0
            || row.breaks()
            || row.contradicts()
    });
    let others: Vec<Value> = own
        .tally
        .others()
        .iter()
        .map(|(name, events)| json!({"name": name, "events": events}))
        .collect();
    let value = json!({
        "schema": SCHEMA,
        "answer": answer(&totals),
        "after": own.after,
        "zip_sha256": own.zip_sha256,
        "before": own.before.as_str(),
        "catalogue": own.catalogue,
        "from": own.window.from,
        "to": own.window.to,
        "read": read(own),
        "totals": {
            "judged": totals.judged,
            "succeeded_and_denied_after": sum(&totals.broken),
            "newly_denied": sum(&totals.newly),
            "no_longer_denied": sum(&totals.no_longer),
            "denied": sum(&totals.denied),
            "open": sum(&totals.open),
            "left_allowed_regions": totals.left,
            "succeeded_although_denied_before": totals.contradicted,
            "not_judged": totals.not_judged,
            "resting_on_absent_keys": totals.resting,
            "related_not_replayed": totals.related,
        },
        "rows": [],
        "not_judged": not_judged(own),
        "other_events": others,
        "other_events_unnamed": own.tally.unnamed,
    });
    // Rows are written one by one, since all of them as values would take ten times their text. No text in the object can hold this, its quotes would be escaped.
    let whole = format!("{value:#}\n");
    let (head, tail) = whole.split_once(NO_ROWS).unwrap_or((&whole, ""));
    let mut text = head.to_owned();
    text.push_str("\"rows\": [");
    for (number, row) in rows.enumerate() {
        text.push_str(if number == 0 { "\n    " } else { ",\n    " });
        text.push_str(&row_json(own, row).to_string());
    }
    text.push_str("\n  ]");
    text.push_str(tail);
    text
}

/// The member that the rows are written into.
const NO_ROWS: &str = "\"rows\": []";

fn sum(own: &Sum) -> Value {
    json!({
        "rows": own.rows,
        "calls": own.calls,
        "succeeded": own.succeeded,
        "callers": own.callers(),
        "accounts": own.accounts(),
    })
}

fn read(own: &Replayed<'_>) -> Value {
    let (reading, tally) = (own.reading, own.tally);
    let problems: Vec<Value> = reading
        .problems
        .iter()
        .map(|(file, why)| json!({"file": file, "why": why}))
        .collect();
    json!({
        "files": reading.files,
        "bytes": reading.bytes,
        "events": tally.events,
        "events_of_other_services": tally.other_services,
        "events_outside_days": tally.outside,
        "first": moment(tally.span.map(|(first, _)| first)),
        "last": moment(tally.span.map(|(_, last)| last)),
        "digests": reading.digests + tally.digests,
        "files_named_otherwise": reading.named_otherwise,
        "files_without_events": reading.without_events,
        "no_events": tally.no_events,
        "broken": tally.broken,
        "odd_lines": reading.odd_lines,
        "cut_short": reading.cut_short,
        "problems": problems,
    })
}

fn moment(own: Option<Moment>) -> Value {
    own.map_or(Value::Null, |own| Value::from(own.as_str()))
}

fn row_json(own: &Replayed<'_>, row: &Row<'_>) -> Value {
    let text = |part: Option<Text>| part.map(|part| own.tally.text(part));
    let sides = &row.scope.sides;
    let by = |levels, at: &[Matched]| -> Vec<Value> {
        statements(levels, at)
            .map(|own| json!({"ou": own.level, "policy": own.policy, "statement": own.number, "sid": own.sid}))
            .collect()
    };
    let served: Vec<Value> = row
        .served
        .iter()
        .map(|(region, calls)| {
            let code = own.tally.text(*region);
            json!({"region": code, "calls": calls, "allowed": row.is_allowed(*region, own.tally)})
        })
        .collect();
    json!({
        "account": text(row.kind.account),
        "ou": row.scope.ou,
        "principal": text(row.kind.principal),
        "action": row.kind.operation.action(),
        "target": text(row.kind.target),
        "source": text(row.kind.region),
        "verdict": row.verdict.as_str(),
        "certain": row.is_certain,
        "rests_on": row.absent,
        "denied_by": {"before": by(&sides.before, &row.by_before), "after": by(&sides.after, &row.by_after)},
        "events": row.count.events(),
        "succeeded": row.count.succeeded,
        "denied": row.count.denied,
        "failed": row.count.failed,
        "first": moment(row.count.first),
        "last": moment(row.count.last),
        "sample": row.count.sample(),
        "served": served,
        "left": row.left(own.tally),
        "contradicts": row.contradicts(),
    })
}

fn not_judged(own: &Replayed<'_>) -> Vec<Value> {
    let of = |(reason, targets): (NotJudged, Targets)| {
        let events: u64 = targets.iter().map(|(_, count)| count.events()).sum();
        let same = own
            .impact
            .not_judged
            .iter()
            .filter(|own| own.reason == reason);
        let left: u64 = same.map(|own| own.left).sum();
        let named: Vec<Value> = targets
            .iter()
            .take(TARGETS)
            .filter_map(|(target, count)| {
                let target = own.tally.text((*target)?);
                Some(json!({"target": target, "events": count.events(), "sample": count.sample()}))
            })
            .collect();
        json!({
            "reason": reason.as_str(),
            "events": events,
            "left": left,
            "targets": named,
            "more_targets": targets.len().saturating_sub(TARGETS),
        })
    };
    own.impact.reasons(own.tally).into_iter().map(of).collect()
}
