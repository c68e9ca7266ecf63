//! Queries over CloudTrail: what they find in `DuckDB` is what the program's own evaluator finds, row by row.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use crispack::bedrock::{Catalogue, Partition, Settled};
use crispack::evidence::{Dialect, Query, Question, Refused, Scope, queries};
use crispack::policy::Levels;
use crispack::spec::Day;
use serde_json::{Value, json};

use common::place::Place;
use common::python::{Python, python};
use events::{ACCOUNTS, GIVEN};
use expected::{Row, Rows};
use policies::{ALLOWS, ODD, REFUSED, levels};

#[path = "../common/mod.rs"]
mod common;
mod events;
mod expected;
mod insights;
mod plain;
mod policies;
mod program;
mod releases;

const STORE: &str = "01234567-89ab-cdef-0123-456789abcdef";

/// Events of a month.
const COUNT: usize = 12_000;

fn trail() -> &'static [Value] {
    static EVENTS: OnceLock<Vec<Value>> = OnceLock::new();
    EVENTS.get_or_init(|| events::events(COUNT))
}

/// The first of them, for the many queries of a test that takes its time.
fn few() -> &'static [Value] {
    &trail()[..2_500]
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
            from: allowed(at % 2 == 1),
        });
        scopes.collect()
    }
}

/// Calls from one Region stay there, those from two others go to either, and to anywhere with Global.
fn allowed(has_global: bool) -> BTreeMap<String, BTreeSet<String>> {
    let owned = |list: &[&str]| list.iter().map(|own| (*own).to_owned()).collect();
    let mut from = BTreeMap::from([
        ("eu-central-1".to_owned(), owned(&["eu-central-1"])),
        ("us-east-1".to_owned(), owned(&["us-east-1", "us-west-2"])),
        ("us-west-2".to_owned(), owned(&["us-east-1", "us-west-2"])),
    ]);
    if has_global {
        from.insert("us-east-1".to_owned(), owned(&["us-east-1", "unspecified"]));
    }
    from
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

/// Runs queries of dialects over events, and returns the rows of each.
fn run(python: &Python, name: &str, events: &[Value], queries: &[(&str, &str)]) -> Vec<Vec<Value>> {
    let place = Place::new(name);
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
    for (at, rows) in run(python, "evidence-by-hand", trail(), &texts)
        .iter()
        .enumerate()
    {
        let expected = expected::rows(&asked(at), trail(), true);
        same(&format!("{} {at}", cases[at].0), &found(rows), &expected);
        for row in expected.values() {
            let word = row.reason.as_ref().unwrap_or(&row.verdict);
            *seen.entry(word.clone()).or_default() += 1;
        }
    }
    // Nothing that can be said was left unsaid.
    let every = [
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
    let missing: Vec<_> = every
        .iter()
        .filter(|word| !seen.contains_key(**word))
        .collect();
    assert!(missing.is_empty(), "{missing:?} of {seen:?}");
}

#[test]
fn releases_of_every_strategy_are_asked_as_the_evaluator_judges_them() {
    let Some(python) = python("evidence: releases") else {
        return;
    };
    let ous = releases::STRATEGIES.map(releases::ous);
    let scopes = ous.each_ref().map(Ous::scopes);
    let settled = Settled::default();
    let mut origins = origins(&ACCOUNTS[2..3]);
    origins.retain(|arn, _| arn.contains(":us-east-1:"));
    let mut texts: Vec<(&str, String)> = Vec::new();
    let mut parts = Vec::new();
    for scopes in &scopes {
        for (word, dialect) in [("athena", Dialect::Athena), ("lake", Dialect::Lake)] {
            let queries = queries(dialect, &question(scopes, &settled, &origins, dialect)).unwrap();
            let own = impact(&queries);
            let limit = if dialect == Dialect::Lake {
                10_000
            } else {
                262_144
            };
            for query in &queries {
                assert!(query.text.chars().count() <= limit, "{}", query.name);
            }
            parts.push(own.len());
            texts.extend(own.iter().map(|text| (word, (*text).to_owned())));
        }
    }
    // What the rest of this test rests on: Athena takes it whole, Lake does not.
    assert!(
        parts.iter().step_by(2).all(|count| *count == 1),
        "{parts:?}"
    );
    assert!(
        parts.iter().skip(1).step_by(2).all(|count| *count > 1),
        "{parts:?}"
    );
    let texts: Vec<(&str, &str)> = texts
        .iter()
        .map(|(word, text)| (*word, text.as_str()))
        .collect();
    let mut answers = run(python, "evidence-releases", few(), &texts).into_iter();
    for (at, count) in parts.iter().enumerate() {
        // A key in two parts fails in `found`.
        let rows: Vec<Value> = answers.by_ref().take(*count).flatten().collect();
        let (dialect, creations) = [(Dialect::Athena, true), (Dialect::Lake, false)][at % 2];
        let question = question(&scopes[at / 2], &settled, &origins, dialect);
        let expected = expected::rows(&question, few(), creations);
        let verdicts: BTreeSet<&str> = expected.values().map(|row| row.verdict.as_str()).collect();
        assert!(verdicts.len() >= 4, "{verdicts:?}");
        same(
            &format!("{} {dialect:?}", releases::STRATEGIES[at / 2]),
            &found(&rows),
            &expected,
        );
    }
}

/// Each of many small faults in the predicates of a release is seen.
#[test]
fn a_broken_predicate_gives_other_rows() {
    let Some(python) = python("evidence: broken predicates") else {
        return;
    };
    let ous = releases::ous("replace");
    let scopes = ous.scopes();
    let settled = Settled::default();
    let origins = origins(&ACCOUNTS[2..3]);
    let question = question(&scopes, &settled, &origins, Dialect::Athena);
    let queries = queries(Dialect::Athena, &question).unwrap();
    let [text] = impact(&queries)[..] else {
        panic!()
    };
    let (head, tail) = text.split_once("\ntests AS").unwrap();
    let mut broken = vec![("as it is", text.to_owned())];
    for (sound, fault) in [
        ("action = ", "action <> "),
        ("region NOT IN (", "region IN ("),
        ("NOT regexp_like(principal", "regexp_like(principal"),
        ("resource LIKE ", "resource NOT LIKE "),
        ("scope IN (", "scope NOT IN ("),
        ("bool_or(", "bool_and("),
        ("NOT (", "("),
    ] {
        for (at, _) in tail.match_indices(sound) {
            let (before, after) = tail.split_at(at);
            let after = &after[sound.len()..];
            broken.push((sound, format!("{head}\ntests AS{before}{fault}{after}")));
        }
    }
    assert!(broken.len() > 12, "{}\n{tail}", broken.len());
    let texts: Vec<(&str, &str)> = broken
        .iter()
        .map(|(_, text)| ("athena", text.as_str()))
        .collect();
    let expected = expected::rows(&question, few(), true);
    let mut seen: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
    for ((sound, _), rows) in broken
        .iter()
        .zip(run(python, "evidence-broken", few(), &texts))
    {
        let is_same = found(&rows) == expected;
        seen.entry(sound).or_default()[usize::from(is_same)] += 1;
    }
    assert_eq!(seen.remove("as it is"), Some([0, 1]));
    // Some statements of a release deny what others deny as well.
    let [others, same] = seen
        .values()
        .fold([0, 0], |sum, own| [sum[0] + own[0], sum[1] + own[1]]);
    assert!(others >= 3 * same, "{seen:?}");
    assert!(seen.values().all(|own| own[0] > 0), "{seen:?}");
}

#[test]
fn what_cannot_be_asked_exactly_is_refused_by_name() {
    let settled = Settled::default();
    let none = BTreeMap::new();
    for (statement, word) in REFUSED {
        let ous = Ous::new(vec![(
            "Team",
            &[],
            levels(&[&[]]),
            levels(&[&[ODD[0], statement]]),
        )]);
        let scopes = ous.scopes();
        let refused = queries(
            Dialect::Athena,
            &question(&scopes, &settled, &none, Dialect::Athena),
        )
        .unwrap_err();
        let said = refused.to_string();
        assert!(matches!(refused, Refused::Statement { .. }), "{said}");
        assert!(
            said.contains(word) && said.contains("statement 1 of `policy-0-1`"),
            "{said}"
        );
        // The plain questions ask no policy.
        let plain = queries(
            Dialect::LogsInsights,
            &question(&scopes, &settled, &none, Dialect::LogsInsights),
        );
        assert_eq!(plain.unwrap().len(), 4);
    }
}

#[test]
fn only_names_that_need_no_quotes_are_taken() {
    let settled = Settled::default();
    let none = BTreeMap::new();
    let ask = |dialect, table: &str, scopes: &[Scope<'_>]| {
        queries(
            dialect,
            &Question {
                table,
                ..question(scopes, &settled, &none, dialect)
            },
        )
    };
    for table in ["trail", "_a.B1", "logs.cloudtrail_logs"] {
        assert!(ask(Dialect::Athena, table, &[]).is_ok(), "{table}");
    }
    for table in ["", "a b", "a.b.c", "a;", "a\"b", "1a", "a.", "ä", "a--"] {
        assert!(
            matches!(ask(Dialect::Athena, table, &[]), Err(Refused::Table(..))),
            "{table}"
        );
    }
    for store in [
        "trail",
        "01234567-89ab-cdef-0123-456789abcde",
        "01234567-89ab-cdef-0123-456789abcdeg",
    ] {
        assert!(
            matches!(ask(Dialect::Lake, store, &[]), Err(Refused::Table(..))),
            "{store}"
        );
    }
    let (before, after) = (levels(&[&[]]), levels(&[&[]]));
    let scope = |ou: &str, accounts: &[&str]| Scope {
        ou: ou.to_owned(),
        accounts: accounts.iter().map(|own| (*own).to_owned()).collect(),
        before: &before,
        after: &after,
        from: BTreeMap::new(),
    };
    let odd = [scope("A", &["1"])];
    assert!(matches!(
        ask(Dialect::Athena, "t", &odd),
        Err(Refused::Account(_))
    ));
    let twice = [scope("A", &["111111111111"]), scope("B", &["111111111111"])];
    assert!(matches!(
        ask(Dialect::Athena, "t", &twice),
        Err(Refused::Overlap(..))
    ));
    let any = [scope("A", &[]), scope("B", &[])];
    assert!(matches!(
        ask(Dialect::Athena, "t", &any),
        Err(Refused::Overlap(..))
    ));
}

/// More accounts than a query can name: in parts, and still every row once.
#[test]
fn a_query_that_is_too_long_is_split_by_what_makes_it_long() {
    let Some(python) = python("evidence: parts") else {
        return;
    };
    let many: Vec<String> = (0..21_000)
        .map(|n| format!("{:012}", 555_000_000_000_u64 + n))
        .collect();
    let mut ous = releases::ous("replace");
    ous.0[0].1.extend(many.iter().take(11_000).cloned());
    ous.0[2].1.extend(many.iter().skip(11_000).cloned());
    let ou = "x'; DROP TABLE trail; --\n\r\u{2028}SELECT 1 \\";
    ous.0[1].0 = ou;
    let mut scopes = ous.scopes();
    // One more, of all accounts that are left.
    let (before, after) = (levels(&[&[]]), levels(&[&[ODD[9]]]));
    scopes.push(Scope {
        ou: "Rest".to_owned(),
        accounts: Vec::new(),
        before: &before,
        after: &after,
        from: BTreeMap::new(),
    });
    let settled = Settled::default();
    let origins = origins(&ACCOUNTS[2..3]);
    let mut question = question(&scopes, &settled, &origins, Dialect::Athena);
    let queries = queries(Dialect::Athena, &question).unwrap();
    let parts = impact(&queries);
    assert!((2..6).contains(&parts.len()), "{}", parts.len());
    assert!(
        queries
            .iter()
            .all(|query| query.name == "table" || query.text.len() <= 262_144)
    );
    let texts: Vec<(&str, &str)> = parts.iter().map(|text| ("athena", *text)).collect();
    let answers = run(python, "evidence-parts", trail(), &texts);
    assert!(answers.iter().filter(|rows| !rows.is_empty()).count() > 1);
    let rows: Vec<Value> = answers.into_iter().flatten().collect();
    let expected = expected::rows(&question, trail(), true);
    assert!(expected.keys().any(|key| key[1].as_deref() == Some(ou)));
    same("parts", &found(&rows), &expected);
    // And only what somebody has to look at.
    question.all = false;
    let queries = self::queries(Dialect::Athena, &question).unwrap();
    let texts: Vec<(&str, &str)> = impact(&queries)
        .iter()
        .map(|text| ("athena", *text))
        .collect();
    let rows: Vec<Value> = run(python, "evidence-parts-few", trail(), &texts)
        .into_iter()
        .flatten()
        .collect();
    let few = expected
        .into_iter()
        .filter(|(_, row)| match row.verdict.as_str() {
            "open" => false,
            // What succeeded and is denied after breaks, whatever the policies before say.
            "denied" => row.counts[1] > 0,
            _ => true,
        });
    same("few", &found(&rows), &few.collect());
}
