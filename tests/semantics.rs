//! The language of service control policies, case by case, each with the rule of AWS's reference that it shows: `tests/semantics`, one file an operator.
//!
//! Both evaluators are held against the table. A case marked `open` is one that AWS's text does not decide; there the documented choice is asserted. No other answer
//! may be flagged as resting on a choice, and each choice is flagged somewhere.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests; clippy excuses only the tests themselves"
)]

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crispack::diagnostic::Source;
use crispack::policy::evaluate::{Compiled, Judgement, Open};
use crispack::policy::{Document, Found, Policy, Request, naive};
use serde_json::{Value, json};

struct Case {
    file: String,
    number: usize,
    rule: String,
    policy: std::sync::Arc<Policy>,
    request: Request<'static>,
    matches: bool,
    open: bool,
}

impl Case {
    fn name(&self) -> String {
        format!("{} case {}: {}", self.file, self.number, self.rule)
    }
}

fn cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/semantics");
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    files.sort();
    let mut cases = Vec::new();
    for path in files {
        let table: Value = serde_yaml::from_str(&fs::read_to_string(&path).unwrap())
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let file = path.file_name().unwrap().to_string_lossy().into_owned();
        for field in ["section", "source", "read"] {
            assert!(
                table[field].as_str().is_some_and(|text| !text.is_empty()),
                "{file}: {field}"
            );
        }
        for (number, case) in table["cases"].as_array().unwrap().iter().enumerate() {
            let known = [
                "rule",
                "statement",
                "version",
                "request",
                "matches",
                "open",
                "source",
            ];
            for key in case.as_object().unwrap().keys() {
                assert!(
                    known.contains(&key.as_str()),
                    "{file} case {number}: `{key}`"
                );
            }
            cases.push(Case {
                file: file.clone(),
                number,
                rule: case["rule"].as_str().unwrap().to_owned(),
                policy: policy(case),
                request: request(&case["request"]),
                matches: case["matches"].as_bool().unwrap(),
                open: case["open"].as_bool().unwrap_or(false),
            });
        }
    }
    cases
}

fn policy(case: &Value) -> std::sync::Arc<Policy> {
    let mut statement = case["statement"].as_object().cloned().unwrap_or_default();
    statement.insert("Effect".to_owned(), json!("Deny"));
    for (one, other) in [("Action", "NotAction"), ("Resource", "NotResource")] {
        if !statement.contains_key(other) {
            statement.entry(one).or_insert(json!("*"));
        }
    }
    let document = match case["version"].as_str().unwrap_or("2012-10-17") {
        "none" => json!({"Statement": statement}),
        version => json!({"Version": version, "Statement": statement}),
    };
    Document::read(&Source::new("case", document.to_string()))
        .unwrap()
        .policy
}

fn request(asked: &Value) -> Request<'static> {
    let text = |name: &str, default: &str| asked[name].as_str().unwrap_or(default).to_owned();
    let mut request = Request::new(
        text("action", "bedrock:InvokeModel"),
        text(
            "resource",
            "arn:aws:bedrock:us-east-1::foundation-model/acme.model-v1:0",
        ),
    );
    for (key, value) in asked["context"].as_object().into_iter().flatten() {
        let one = |value: &Value| -> Cow<'static, str> {
            value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned)
                .into()
        };
        let found = match value {
            Value::Array(values) => Found::Many(values.iter().map(one).collect()),
            value => Found::One(one(value)),
        };
        request = request.with_found(key.clone(), found);
    }
    request
}

#[test]
fn the_fast_evaluator_answers_every_case_of_the_table() {
    let mut wrong = Vec::new();
    let mut flagged = BTreeSet::new();
    for case in cases() {
        let compiled = Compiled::new([&*case.policy])
            .unwrap_or_else(|problems| panic!("{}: {problems:?}", case.name()));
        let mut judgement = Judgement::default();
        compiled.judge(&case.request, &mut judgement);
        if judgement.denying().is_empty() == case.matches {
            wrong.push(case.name());
        } else if !case.open && !judgement.notes().is_empty() {
            wrong.push(format!(
                "{} (flagged: {:?})",
                case.name(),
                judgement.notes()
            ));
        }
        if case.open {
            flagged.extend(judgement.notes().iter().map(|note| note.open));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let never: Vec<Open> = Open::ALL
        .into_iter()
        .filter(|open| !flagged.contains(open))
        .collect();
    assert!(
        never.is_empty(),
        "no case of the table is flagged as {never:?}"
    );
}

#[test]
fn the_plain_evaluator_answers_every_case_of_the_table() {
    let mut wrong = Vec::new();
    for case in cases() {
        let denying = naive::denying(&case.policy, &case.request)
            .unwrap_or_else(|refused| panic!("{}: {refused}", case.name()));
        if denying.is_some() != case.matches {
            wrong.push(case.name());
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_table_is_large_and_says_both_answers_for_every_section() {
    let cases = cases();
    assert!(cases.len() >= 250, "{}", cases.len());
    let sections: BTreeSet<&str> = cases.iter().map(|case| case.file.as_str()).collect();
    for section in sections {
        for answer in [true, false] {
            let has = cases
                .iter()
                .any(|case| case.file == section && case.matches == answer);
            assert!(has, "{section}: no case says {answer}");
        }
    }
    let rules: BTreeSet<(&str, &str)> = cases
        .iter()
        .map(|case| (case.file.as_str(), case.rule.as_str()))
        .collect();
    println!("{} cases, {} rules", cases.len(), rules.len());
}
