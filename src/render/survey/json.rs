use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::bedrock::UNSPECIFIED;
use crate::policy::Levels;
use crate::render::facts::Facts;
use crate::simulate::{Cell, Way};
use crate::text::sha256;

use super::look::{Look, key};

/// `matrix.json`: for each group of OUs with the same policies on their path, every source Region and way, before and after. The schema is
/// `manifest/schema/crispack.matrix.1.schema.json`.
pub fn survey_json(facts: Facts<'_>) -> String {
    let mut statements = Statements::default();
    let mut groups = Vec::with_capacity(facts.surveys.len());
    for survey in facts.surveys {
        let mut rows = Vec::with_capacity(survey.after.rows.len());
        for (before, after) in survey.before.rows.iter().zip(&survey.after.rows) {
            let mut cells = Map::new();
            let pairs = before.cells.iter().zip(&after.cells);
            for (way, (before, after)) in survey.after.ways.iter().zip(pairs) {
                if after.all > 0 {
                    let value = json!({
                        "before": statements.cell("before", *way, before, &survey.of.before),
                        "after": statements.cell("after", *way, after, &survey.of.after),
                    });
                    cells.insert(key(*way).to_owned(), value);
                }
            }
            rows.push(json!({"source": after.source, "cells": cells}));
        }
        let followed: Vec<&str> = survey.followed.iter().map(|way| key(*way)).collect();
        groups.push(json!({"ous": survey.of.ous, "followed": followed, "new_families": survey.new_families, "rows": rows}));
    }
    let value = json!({
        "schema": "crispack.matrix/1",
        "before": if facts.proof.assumed { "assumed" } else { "previous" },
        "catalogue": {
            "as_of": facts.catalogue.as_of,
            "sha256": sha256(facts.catalogue.text.as_bytes()),
        },
        "statements": statements.list,
        "groups": groups,
    });
    format!("{value}\n")
}

/// The statements that deny something, each once.
#[derive(Default)]
struct Statements {
    known: BTreeMap<(&'static str, String, usize), usize>,
    list: Vec<Value>,
}

impl Statements {
    fn cell(
        &mut self,
        side: &'static str,
        way: Way<'_>,
        cell: &Cell<'_>,
        levels: &Levels,
    ) -> Value {
        let mut denied_by = Vec::new();
        for at in &cell.by {
            let Some(placed) = levels.statement(*at) else {
                continue;
            };
            let next = self.list.len();
            let number = *self
                .known
                .entry((side, placed.policy.to_owned(), placed.number))
                .or_insert(next);
            if number == next {
                self.list.push(json!({
                    "side": side,
                    "policy": placed.policy,
                    "statement": placed.number,
                    "sid": placed.sid,
                }));
            }
            if !denied_by.contains(&number) {
                denied_by.push(number);
            }
        }
        let regions = cell
            .destinations
            .iter()
            .filter(|code| **code != UNSPECIFIED);
        json!({
            "verdict": Look::of(way, cell, "").state.word(),
            "calls": cell.all,
            "not_denied": cell.open,
            "uncertain": cell.uncertain,
            "processed_in": regions.collect::<Vec<_>>(),
            "processed_anywhere": cell.destinations.contains(UNSPECIFIED),
            "denied_by": denied_by,
        })
    }
}
