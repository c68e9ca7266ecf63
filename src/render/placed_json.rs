use serde_json::{Value, json};

use crate::policy::PlacedStatement;

/// A statement as JSON: `level`, `policy`, `statement` (its position, from 0), `sid`, `place` (one-based line and column in characters; null without a text).
pub(super) fn placed_json(placed: &PlacedStatement<'_>) -> Value {
    let place = placed.place.map(|place| {
        let (line, column) = place.source.line_column(place.span.start);
        json!({"file": place.source.name, "line": line, "column": column})
    });
    json!({
        "level": placed.level,
        "policy": placed.policy,
        "statement": placed.number,
        "sid": placed.sid,
        "place": place,
    })
}
