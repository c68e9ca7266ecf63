//! The schema is `manifest/schema/crispack.diff.1.schema.json`.

use indexmap::IndexMap;

use fixedbitset::FixedBitSet;
use serde_json::{Map, Value, json};

use super::{Compared, again, say, together};
use crate::policy::compare::{Axis, Change, Described, Difference, Verdict, Word, WordKind};
use crate::policy::evaluate::Judgement;
use crate::policy::{Found, Levels};
use crate::proof::Effect;
use crate::render::placed_json::placed_json;
use crate::render::words;

/// Effects as one JSON document.
pub fn effects_json(compared: &[Compared<'_>]) -> String {
    let mut changes = Vec::new();
    let mut refused = Vec::new();
    let mut classes = Some(0_u64);
    for own in compared {
        classes =
            classes.and_then(|all| all.checked_add(own.effect.difference.space.classes()[1]?));
        for value in self::changes(own.effect, Some(&own.shown)) {
            let mut value = value;
            if let Value::Object(object) = &mut value {
                object.insert("ous".to_owned(), json!(own.ous));
            }
            changes.push(value);
        }
        refused.extend(self::refused(own.effect));
    }
    let value = json!({
        "schema": "crispack.diff/1",
        "verdict": verdict(together(compared)),
        "exact": compared.iter().all(|own| own.effect.is_exact()),
        "complete": compared.iter().all(|own| own.effect.difference.whole),
        "classes": classes,
        "changes": changes,
        "refused": refused,
        "not_covered": say::NOT_COVERED,
    });
    format!("{value:#}\n")
}

/// One effect as a value, without the commands that show it again.
pub fn effect_value(effect: &Effect<'_>) -> Value {
    json!({
        "verdict": verdict(effect.difference.verdict()),
        "exact": effect.is_exact(),
        "complete": effect.difference.whole,
        "classes": effect.difference.space.classes()[1],
        "changes": changes(effect, None),
        "refused": refused(effect),
    })
}

fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Equal => "equal",
        Verdict::Tighter => "tighter",
        Verdict::Wider => "wider",
        Verdict::Both => "both",
    }
}

fn refused(effect: &Effect<'_>) -> Vec<Value> {
    effect
        .assumed()
        .map(|(own, placed)| {
            let placed = placed.as_ref();
            json!({
                "part": own.part,
                "why": own.why.to_string(),
                "policy": placed.map(|placed| placed.policy),
                "statement": placed.map(|placed| placed.number),
                "sid": placed.and_then(|placed| placed.sid),
            })
        })
        .collect()
}

fn changes(effect: &Effect<'_>, shown: Option<&[again::Shown; 2]>) -> Vec<Value> {
    let changes = effect.difference.changes.iter().zip(&effect.witnesses);
    // Changes share most of their sets, and saying what a set is takes a while.
    let mut said = IndexMap::new();
    changes
        .map(|(change, witness)| {
            let mut value = axes(&effect.difference, change, &mut said);
            let request = &witness.request;
            let mut context = Map::new();
            for (key, found) in request.context() {
                let found = match found {
                    Found::One(text) => json!(text),
                    Found::Many(texts) => json!(texts),
                };
                context.insert(key.to_owned(), found);
            }
            let mut seen = json!({
                "action": request.action,
                "resource": request.resource,
                "principal_arn": request.key("aws:PrincipalArn"),
                "context": context,
                "absent": witness.absent,
            });
            if let (Value::Object(object), Some([before, after])) = (&mut seen, shown) {
                let ours = [before, after].map(|own| again::simulate(own, witness));
                let aws = [effect.before, effect.after].map(|own| again::aws(own, witness));
                object.insert("again".to_owned(), json!({"crispack": ours, "aws": aws}));
            }
            let labels: Vec<&str> = witness.labels.iter().map(|own| own.as_str()).collect();
            value.insert("witnesses".to_owned(), json!([seen]));
            value.insert("before".to_owned(), decided(effect.before, &witness.before));
            value.insert("after".to_owned(), decided(effect.after, &witness.after));
            value.insert("labels".to_owned(), json!(labels));
            Value::Object(value)
        })
        .collect()
}

fn axes<'d>(
    difference: &'d Difference,
    change: &'d Change,
    said: &mut IndexMap<(usize, &'d FixedBitSet), Value>,
) -> Map<String, Value> {
    let mut value = Map::new();
    let direction = if change.opens {
        "denied_to_allowed"
    } else {
        "allowed_to_denied"
    };
    value.insert("direction".to_owned(), json!(direction));
    let mut keys = Map::new();
    let dimensions = difference.space.dimensions();
    let axes = dimensions.iter().zip(&change.rectangle.atoms).enumerate();
    for (number, (dimension, atoms)) in axes {
        let said = said
            .entry((number, atoms))
            .or_insert_with(|| described(&dimension.describe(atoms)))
            .clone();
        match &dimension.axis {
            Axis::Action => {
                value.insert("action".to_owned(), said);
            }
            Axis::Resource => {
                value.insert("resource".to_owned(), said);
            }
            Axis::Key(key) => {
                keys.insert(key.clone(), said);
            }
            Axis::Opaque(part) => {
                let answers: Vec<bool> = atoms.ones().map(|atom| atom == 0).collect();
                keys.insert(
                    part.clone(),
                    json!({"any": answers.len() > 1, "opaque": answers}),
                );
            }
        }
    }
    value.insert("keys".to_owned(), Value::Object(keys));
    value
}

fn described(described: &Described<'_>) -> Value {
    let words = |words: &[&Word]| words.iter().map(|own| word(own)).collect::<Vec<_>>();
    let terms: Vec<Value> = described
        .terms
        .iter()
        .map(|term| {
            json!({"like": words(&term.like), "also": words(&term.also), "unlike": words(&term.unlike)})
        })
        .collect();
    json!({"any": described.any, "absent": described.absent, "terms": terms})
}

fn word(word: &Word) -> Value {
    let by = match &word.kind {
        WordKind::Like => "like",
        WordKind::ArnLike => "arn_like",
        WordKind::Equal => "equal",
        WordKind::EqualIgnoringCase => "equal_ignoring_case",
        WordKind::Operator(operator) => operator,
    };
    json!({"by": by, "text": word.text})
}

fn decided(levels: &Levels, judgement: &Judgement) -> Value {
    let mut by: Vec<Value> = words::statements(levels, judgement.denying())
        .map(|placed| placed_json(&placed))
        .collect();
    if let Some(level) = judgement.lacking_allow() {
        let level = levels.levels().get(level).map(|own| own.name.as_str());
        by.push(
            json!({"level": level, "policy": null, "statement": null, "sid": null, "place": null}),
        );
    }
    Value::Array(by)
}
