//! The schema is `manifest/schema/crispack.simulate.1.schema.json`.

use serde_json::{Map, Value, json};

use crate::bedrock::call::{Call, KEYS};
use crate::bedrock::{Catalogue, GLOBAL};
use crate::policy::evaluate::{Decision, Judgement};
use crate::policy::{Found, Levels, Request};
use crate::simulate::{Bound, CallJudgement, Matrix, Row, Way};

use super::call;
use crate::render::placed_json::placed_json;
use crate::render::words;

/// One request as JSON.
pub fn request_json(
    levels: &Levels,
    request: &Request<'_>,
    judgement: &Judgement,
    bound: Bound,
) -> String {
    let mut value = judgement_json(levels, judgement, &[]);
    merge(&mut value, json!({"request": request_value(request)}));
    document("request", bound, value)
}

/// A call as JSON.
pub fn call_json(
    levels: &Levels,
    call: &Call,
    action: &str,
    judged: &CallJudgement,
    bound: Bound,
    catalogue: &Catalogue,
) -> String {
    let hops: Vec<Value> = judged
        .hops
        .iter()
        .map(|hop| {
            let mut value = json!({
                "kind": hop.hop.kind.as_str(),
                "resource": hop.hop.resource,
                "region": hop.hop.region,
                "inference_profile_arn": hop.hop.profile_arn,
            });
            merge(&mut value, judgement_json(levels, &hop.judgement, &KEYS));
            value
        })
        .collect();
    let otherwise: Vec<Value> = judged
        .otherwise
        .iter()
        .map(|world| json!({"if": world.describe(), "denied": !judged.is_denied()}))
        .collect();
    let value = json!({
        "call": call::through(call),
        "source": call.source,
        "action": action,
        "denied": judged.is_denied(),
        "hops": hops,
        "absent": judged.absent(),
        "otherwise": otherwise,
        "catalogue": catalogue.as_of,
    });
    document("call", bound, value)
}

/// A matrix as JSON.
pub fn matrix_json(
    levels: &Levels,
    matrix: &Matrix<'_>,
    bound: Bound,
    catalogue: &Catalogue,
) -> String {
    let row = |row: &Row<'_>| {
        let mut value = json!({"source": row.source});
        let mut families = Map::new();
        for (way, cell) in matrix.ways.iter().zip(&row.cells) {
            let cell = json!({"not_denied": cell.open, "offered": cell.all});
            match way {
                Way::InRegion => merge(&mut value, json!({"direct": cell})),
                Way::Application => merge(&mut value, json!({"application": cell})),
                Way::Geographic(family) => drop(families.insert((*family).to_owned(), cell)),
                Way::Global => drop(families.insert(GLOBAL.to_owned(), cell)),
            }
        }
        merge(&mut value, json!({"families": families}));
        value
    };
    let (closed, open): (Vec<&Row<'_>>, Vec<&Row<'_>>) =
        matrix.rows.iter().partition(|row| row.is_closed());
    let rows: Vec<Value> = open.into_iter().map(row).collect();
    let closed: Vec<&str> = closed.into_iter().map(|row| row.source).collect();
    let lowest = levels.levels().last().map(|level| level.name.as_str());
    let value = json!({
        "level": lowest,
        "rows": rows,
        "denied_sources": closed,
        "catalogue": catalogue.as_of,
    });
    document("matrix", bound, value)
}

fn document(kind: &str, bound: Bound, body: Value) -> String {
    let mut value = json!({
        "schema": "crispack.simulate/1",
        "kind": kind,
        "bound": bound == Bound::Yes,
        "why_not_bound": words::not_bound(bound),
    });
    merge(&mut value, body);
    format!("{value:#}\n")
}

/// `known` are keys of which it is known that they are absent.
fn judgement_json(levels: &Levels, judgement: &Judgement, known: &[&str]) -> Value {
    let decision = match judgement.decision() {
        Decision::NotDenied => "allow",
        Decision::ExplicitDeny => "explicit_deny",
        Decision::ImplicitDeny => "implicit_deny",
    };
    let statements: Vec<Value> = words::statements(levels, judgement.denying())
        .map(|placed| placed_json(&placed))
        .collect();
    let notes: Vec<Value> = judgement
        .notes()
        .iter()
        .filter_map(|note| {
            let placed = levels.statement(note.at)?;
            Some(json!({
                "policy": placed.policy,
                "statement": placed.number,
                "choice": note.open.choice(),
            }))
        })
        .collect();
    let lacking = judgement
        .lacking_allow()
        .and_then(|level| levels.levels().get(level))
        .map(|level| &level.name);
    let is_known = |key: &&str| known.iter().any(|own| own.eq_ignore_ascii_case(key));
    let absent = judgement.absent().iter().map(|key| &**key);
    let absent: Vec<&str> = absent.filter(|key| !is_known(key)).collect();
    json!({
        "decision": decision,
        "statements": statements,
        "level_without_allow": lacking,
        "absent": absent,
        "notes": notes,
    })
}

fn request_value(request: &Request<'_>) -> Value {
    let context: Map<String, Value> = request
        .context()
        .map(|(key, found)| {
            let value = match found {
                Found::One(value) => json!(value),
                Found::Many(values) => json!(values),
            };
            (key.to_owned(), value)
        })
        .collect();
    json!({"action": request.action, "resource": request.resource, "context": context})
}

fn merge(into: &mut Value, from: Value) {
    if let (Value::Object(into), Value::Object(from)) = (into, from) {
        into.extend(from);
    }
}
