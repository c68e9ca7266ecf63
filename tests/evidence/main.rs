//! Queries over CloudTrail: what they find in DuckDB is what the program's own evaluator finds, row by row.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::sync::OnceLock;

use crispack::bedrock::{Catalogue, Partition, Settled};
use crispack::evidence::{Dialect, Query, Question, Refused, Scope, queries};
use crispack::policy::Levels;
use crispack::release::Shipped;
use crispack::spec::Day;
use serde_json::{Value, json};

use common::place::Place;
use common::python::{Python, python};
use common::run::succeed;
use events::{ACCOUNTS, GIVEN};
use expected::{Row, Rows};
use policies::{ALLOWS, ODD, REFUSED, levels};

#[path = "../common/mod.rs"]
mod common;
mod events;
mod expected;
mod policies;

const STORE: &str = "01234567-89ab-cdef-0123-456789abcdef";

/// Events of a month.
const COUNT: usize = 12_000;

fn trail() -> &'static [Value] {
    static EVENTS: OnceLock<Vec<Value>> = OnceLock::new();
    EVENTS.get_or_init(|| events::events(COUNT))
}

/// OUs with accounts; the last two accounts are in none.
struct Ous(Vec<(&'static str, Vec<String>, Levels, Levels)>);

impl Ous {
    fn new(ous: Vec<(&'static str, &[&str], Levels, Levels)>) -> Self {
        let owned = |list: &[&str]| list.iter().map(|own| (*own).to_owned()).collect();
        let ous = ous.into_iter();
        Self(
            ous.map(|(ou, accounts, before, after)| (ou, owned(accounts), before, after))
                .collect(),
        )
    }

    fn scopes(&self) -> Vec<Scope<'_>> {
        let scopes = self.0.iter().enumerate();
        let scopes = scopes.map(|(at, (ou, accounts, before, after))| Scope {
            ou: (*ou).to_owned(),
            accounts: accounts.clone(),
            before,
            after,
            processed: BTreeSet::from(["us-east-1".to_owned(), "us-west-2".to_owned()]),
            anywhere: at % 2 == 1,
        });
        scopes.collect()
    }
}

/// Some of the application inference profiles of two Regions.
fn origins(accounts: &[&str]) -> BTreeMap<String, String> {
    let from = [
        "amazon.nova-lite-v1:0",
        "us.amazon.nova-lite-v1:0",
        "arn:aws:bedrock:us-east-1:111111111111:inference-profile/global.amazon.nova-2-lite-v1:0",
        "arn:aws:bedrock:us-east-1:111111111111:prompt-router/x",
        "arn:aws:bedrock:us-east-1:111111111111:application-inference-profile/x",
    ];
    let mut origins = BTreeMap::new();
    for account in accounts {
        for region in ["us-east-1", "us-west-2", "eu-central-1"] {
            for (id, from) in GIVEN.iter().zip(from) {
                let kind = "application-inference-profile";
                let arn = format!("arn:aws:bedrock:{region}:{account}:{kind}/{id}");
                origins.insert(arn, from.to_owned());
            }
        }
    }
    origins
}

fn question<'q>(
    scopes: &'q [Scope<'q>],
    settled: &'q Settled,
    origins: &'q BTreeMap<String, String>,
    dialect: Dialect,
) -> Question<'q> {
    Question {
        scopes,
        catalogue: Catalogue::builtin(),
        settled,
        partition: Partition::Aws,
        origins,
        management_account: Some(ACCOUNTS[0]),
        from: Day::parse("2026-11-02"),
        to: Day::parse("2026-11-27"),
        table: if dialect == Dialect::Lake {
            STORE
        } else {
            "trail"
        },
        all: true,
    }
}

/// Runs queries of dialects over the events, and returns the rows of each.
fn run(python: &Python, name: &str, queries: &[(&str, &str)]) -> Vec<Vec<Value>> {
    let place = Place::new(name);
    let events = trail();
    let athena = place.write("athena.ndjson", events::rows(events, false));
    let lake = place.write("lake.ndjson", events::rows(events, true));
    let no_origins = BTreeMap::new();
    let settled = Settled::default();
    let table = question(&[], &settled, &no_origins, Dialect::Athena);
    let table = self::queries(Dialect::Athena, &table)
        .unwrap()
        .remove(0)
        .text;
    let queries: Vec<Value> = queries
        .iter()
        .map(|(dialect, text)| json!({"dialect": dialect, "text": text}))
        .collect();
    let plan = json!({
        "table": table,
        "athena": athena.display().to_string(),
        "lake": lake.display().to_string(),
        "store": STORE,
        "queries": queries,
    });
    let plan = place.write("plan.json", plan.to_string());
    let printed = python.run("evidence.py", &[&plan]);
    printed
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn found(rows: &[Value]) -> Rows {
    let mut all = Rows::new();
    for row in rows {
        let text = |name: &str| row[name].as_str().map(str::to_owned);
        let time = |name: &str| {
            let time = text(name).unwrap().replace(' ', "T");
            format!("{}Z", time.trim_end_matches('Z'))
        };
        let key = ["account", "ou", "principal", "action", "target", "region"].map(text);
        let number = |name: &str| match &row[name] {
            Value::Number(number) => number.as_u64().unwrap(),
            other => panic!("`{name}` is {other}: {row}"),
        };
        let own = Row {
            verdict: text("verdict").unwrap(),
            reason: text("reason"),
            counts: ["events", "succeeded", "denied", "failed"].map(number),
            first: time("first_seen"),
            last: time("last_seen"),
            sample: text("sample").unwrap(),
        };
        assert_eq!(all.insert(key, own), None, "two rows of one key: {row}");
    }
    all
}

fn same(name: &str, found: &Rows, expected: &Rows) {
    let mut differing = Vec::new();
    for key in found.keys().chain(expected.keys()).collect::<BTreeSet<_>>() {
        if found.get(key) != expected.get(key) {
            differing.push(format!(
                "{key:?}\n  sql   {:?}\n  local {:?}",
                found.get(key),
                expected.get(key)
            ));
        }
    }
    let count = differing.len();
    differing.truncate(5);
    assert!(
        differing.is_empty(),
        "{name}: {count} of {} rows differ\n{}",
        expected.len(),
        differing.join("\n")
    );
}

fn impact(queries: &[Query]) -> Vec<&str> {
    let parts = queries
        .iter()
        .filter(|query| query.name.starts_with("impact"));
    parts.map(|query| query.text.as_str()).collect()
}

fn by_hand() -> Vec<(&'static str, Ous)> {
    let open = || levels(&[&[]]);
    let mut cases = Vec::new();
    // Three OUs at a time, each with one odd statement before and another after.
    for (number, four) in ODD.chunks(4).enumerate() {
        let [a, b, c, d] = four else {
            panic!("{number}")
        };
        let both = format!("{c},{d}");
        cases.push((
            "odd",
            Ous::new(vec![
                (
                    "Team: it's",
                    &ACCOUNTS[1..3],
                    levels(&[&[a]]),
                    levels(&[&[b]]),
                ),
                (
                    "Ünits",
                    &ACCOUNTS[3..5],
                    levels(&[&[b], &[c]]),
                    levels(&[&[c]]),
                ),
                ("Rest", &[], open(), levels(&[&[&both, d]])),
            ]),
        ));
    }
    let [all, some, others, none] = ALLOWS;
    cases.push((
        "allow lists",
        Ous::new(vec![
            (
                "A",
                &ACCOUNTS[1..3],
                levels(&[&[all], &[some]]),
                levels(&[&[all], &[others]]),
            ),
            (
                "B",
                &ACCOUNTS[3..5],
                levels(&[&[some, others]]),
                levels(&[&[some], &[others, ODD[9]]]),
            ),
            (
                "C",
                &ACCOUNTS[5..6],
                levels(&[&[none]]),
                levels(&[&[none, all]]),
            ),
        ]),
    ));
    cases
}

#[test]
fn policies_by_hand_are_asked_as_the_evaluator_asks_them() {
    let Some(python) = python("evidence: policies by hand") else {
        return;
    };
    let worlds = [
        Settled::default(),
        Settled {
            key_on_profile: Some(true),
            ..Settled::default()
        },
        Settled {
            origin_in_key: Some(true),
            ..Settled::default()
        },
    ];
    let cases = by_hand();
    let scopes: Vec<Vec<Scope<'_>>> = cases.iter().map(|(_, ous)| ous.scopes()).collect();
    let origins = origins(&ACCOUNTS[1..4]);
    let asked = |at: usize| question(&scopes[at], &worlds[at % 3], &origins, Dialect::Athena);
    let texts: Vec<String> = (0..cases.len())
        .map(|at| {
            let queries = queries(Dialect::Athena, &asked(at)).unwrap();
            let [text] = impact(&queries)[..] else {
                panic!()
            };
            text.to_owned()
        })
        .collect();
    let texts: Vec<(&str, &str)> = texts.iter().map(|text| ("athena", text.as_str())).collect();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for (at, rows) in run(python, "evidence-by-hand", &texts).iter().enumerate() {
        let expected = expected::rows(&asked(at), trail(), true);
        same(&format!("{} {at}", cases[at].0), &found(rows), &expected);
        for row in expected.values() {
            let word = row.reason.as_ref().unwrap_or(&row.verdict);
            *seen.entry(word.clone()).or_default() += 1;
        }
    }
    // Nothing that can be said was left unsaid.
    let words = [
        "denied",
        "management-account",
        "newly-denied",
        "no-longer-denied",
        "no-model",
        "no-ou",
        "no-principal",
        "no-routes",
        "not-callable",
        "not-offered",
        "odd-arn",
        "open",
        "origin-unknown",
        "prompt-router",
        "service-linked-role",
        "unknown-profile",
        "unknown-region",
    ];
    let missing: Vec<_> = words
        .iter()
        .filter(|word| !seen.contains_key(**word))
        .collect();
    assert!(missing.is_empty(), "{missing:?} of {seen:?}");
}
