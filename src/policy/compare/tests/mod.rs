use proptest::prelude::*;

use super::{Described, Difference, Probes, TIGHTER, Value, Verdict, WIDER, difference};
use crate::policy::{Attached, Document, Level, Request, naive};

/// A level of policies without a name.
fn level(texts: &[&str]) -> Level {
    let attached = texts.iter().map(|text| {
        let source = crate::diagnostic::Source::new("policy.json", (*text).to_owned());
        Attached::from_document("policy", &Document::read(&source).unwrap())
    });
    Level {
        name: "level".to_owned(),
        attached: attached.collect(),
    }
}

fn between(before: &[&str], after: &[&str]) -> Difference {
    let probes = Probes::default();
    difference(&[level(before)], &[level(after)], &probes, false, 100).unwrap()
}

fn deny(rest: &str) -> String {
    format!(r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Deny","Resource":"*",{rest}}}]}}"#)
}

#[test]
fn the_same_said_otherwise_is_equal() {
    let one = deny(r#""Action":["s3:*"]"#);
    let other = deny(r#""NotAction":"s3:*""#);
    let both = [one.as_str(), other.as_str()];
    assert_eq!(
        between(&both, &[&deny(r#""Action":"*""#)]).verdict(),
        Verdict::Equal
    );
    assert_eq!(between(&both, &[&one]).verdict(), Verdict::Wider);
    assert_eq!(between(&[&one], &both).verdict(), Verdict::Tighter);
    assert_eq!(between(&[&one], &[&other]).verdict(), Verdict::Both);
}

#[test]
fn words_mean_what_they_were_to_say() {
    let before = deny(
        r#""Action":"s3:*","Condition":{"StringNotEquals":{"aws:RequestedRegion":["eu-west-1","us-east-1"]}}"#,
    );
    let found = between(&[&before], &[]);
    let [change] = found.changes.as_slice() else {
        panic!()
    };
    let dimensions = found.space.dimensions();
    let told: Vec<Described<'_>> = dimensions
        .iter()
        .zip(&change.rectangle.atoms)
        .map(|(dimension, atoms)| dimension.describe(atoms))
        .collect();
    assert!(change.opens && told[1].any);
    assert_eq!(told[0].terms[0].like[0].text, "s3:*");
    assert!(told[2].absent);
    assert_eq!(told[2].terms[0].unlike.len(), 2);
}

mod pitfalls;

const ACTIONS: [&str; 7] = ["*", "a:*", "a:b", "a:B*", "a:?", "b:*", "c:d"];
const RESOURCES: [&str; 5] = [
    "*",
    "arn:a:b:c:d:*",
    "arn:*:b:*:*:e/*",
    "arn:a:b:c:d:e/f",
    "arn:a:*:c:d:e/*",
];
const TEXTS: [&str; 8] = ["a", "b", "ab", "a*", "*b", "?", "A", "a?"];
const ARNS: [&str; 5] = [
    "arn:a:b:c:d:e",
    "arn:a:*:c:d:*",
    "arn:*:b:c:d:e*",
    "arn:a:b:c:d:*:x",
    "arn:?:b:c:d:e",
];

fn condition() -> impl Strategy<Value = String> {
    let pick = |list: &'static [&'static str]| prop::sample::subsequence(list.to_vec(), 1..=2);
    let quoted = |list: Vec<&str>| {
        let list: Vec<String> = list.iter().map(|text| format!("\"{text}\"")).collect();
        format!("[{}]", list.join(","))
    };
    let on_text = (
        prop::sample::select(vec![
            "StringEquals",
            "StringNotEquals",
            "StringLike",
            "StringNotLike",
            "StringEqualsIgnoreCase",
            "StringNotEqualsIgnoreCase",
            "StringEqualsIfExists",
            "StringNotLikeIfExists",
        ]),
        prop::sample::select(vec!["x:one", "x:two", "X:One"]),
        pick(&TEXTS),
    )
        .prop_map(move |(operator, key, values)| (operator, key, quoted(values)));
    let on_arn = (
        prop::sample::select(vec![
            "ArnLike",
            "ArnNotLike",
            "ArnEquals",
            "ArnNotEqualsIfExists",
        ]),
        Just("x:arn"),
        pick(&ARNS),
    )
        .prop_map(move |(operator, key, values)| (operator, key, quoted(values)));
    let on_sets = (
        prop::sample::select(vec![
            "ForAllValues:StringEquals",
            "ForAnyValue:StringLike",
            "ForAllValues:StringNotLike",
        ]),
        Just("x:many"),
        pick(&TEXTS),
    )
        .prop_map(move |(operator, key, values)| (operator, key, quoted(values)));
    let on_numbers = (
        prop::sample::select(vec![
            "NumericLessThan",
            "NumericEquals",
            "NumericNotEquals",
            "NumericGreaterThanEqualsIfExists",
        ]),
        Just("x:number"),
        pick(&["-1", "0", "2.5", "10"]),
    )
        .prop_map(move |(operator, key, values)| (operator, key, quoted(values)));
    let on_dates = (
        prop::sample::select(vec![
            "DateLessThan",
            "DateGreaterThanEquals",
            "DateNotEquals",
        ]),
        Just("x:date"),
        pick(&["2026-01-01T00:00:00Z", "2026-11-25", "0"]),
    )
        .prop_map(move |(operator, key, values)| (operator, key, quoted(values)));
    let on_addresses = (
        prop::sample::select(vec!["IpAddress", "NotIpAddress"]),
        Just("x:address"),
        pick(&["10.0.0.0/8", "10.1.0.0/16", "2001:db8::/32", "0.0.0.0/0"]),
    )
        .prop_map(move |(operator, key, values)| (operator, key, quoted(values)));
    let on_bool = (Just("Bool"), Just("x:bool"), pick(&["true", "false"]))
        .prop_map(move |(operator, key, values)| (operator, key, quoted(values)));
    let null = (
        Just("Null"),
        prop::sample::select(vec!["x:one", "x:two", "x:arn", "x:many", "x:number"]),
        pick(&["true", "false"]),
    )
        .prop_map(move |(operator, key, values)| (operator, key, quoted(values)));
    prop_oneof![4 => on_text, 2 => on_arn, 1 => on_sets, 1 => on_numbers, 1 => on_dates, 1 => on_addresses, 1 => on_bool, 2 => null]
        .prop_map(|(operator, key, values)| format!(r#""{operator}":{{"{key}":{values}}}"#))
}

fn statement() -> impl Strategy<Value = String> {
    let quoted = |list: Vec<&str>| serde_json::to_string(&list).unwrap();
    (
        prop::bool::weighted(0.2),
        (
            any::<bool>(),
            prop::sample::subsequence(ACTIONS.to_vec(), 1..=2),
        ),
        (
            prop::bool::weighted(0.3),
            prop::sample::subsequence(RESOURCES.to_vec(), 1..=2),
        ),
        prop::collection::vec(condition(), 0..3),
    )
        .prop_map(
            move |(allow, (not_action, actions), (not_resource, resources), conditions)| {
                // One operator may stand once in a block.
                let mut block: Vec<String> = Vec::new();
                for condition in conditions {
                    let operator = condition.split(':').next().unwrap_or_default().to_owned();
                    if !block.iter().any(|own| own.starts_with(&operator)) {
                        block.push(condition);
                    }
                }
                format!(
                    r#"{{"Effect":"{}","{}":{},"{}":{},"Condition":{{{}}}}}"#,
                    if allow { "Allow" } else { "Deny" },
                    if not_action { "NotAction" } else { "Action" },
                    quoted(actions),
                    if not_resource {
                        "NotResource"
                    } else {
                        "Resource"
                    },
                    quoted(resources),
                    block.join(",")
                )
            },
        )
}

fn side() -> impl Strategy<Value = Vec<Level>> {
    let policy = prop::collection::vec(statement(), 1..3).prop_map(|statements| {
        format!(
            r#"{{"Version":"2012-10-17","Statement":[{}]}}"#,
            statements.join(",")
        )
    });
    let policies = prop::collection::vec(policy, 0..3);
    let level = policies.prop_map(|texts| {
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        level(&texts)
    });
    prop::collection::vec(level, 1..3)
}

/// Denied by a side, judged by the plain evaluator alone.
fn denied(levels: &[Level], request: &Request<'_>) -> bool {
    naive::denied(levels, request).unwrap()
}

/// Requests over a small alphabet, without any knowledge of the atoms.
fn request() -> impl Strategy<Value = Request<'static>> {
    let key = |key: &'static str, values: &'static [&'static str]| {
        prop::option::of(prop::sample::select(values.to_vec())).prop_map(move |value| (key, value))
    };
    (
        prop::sample::select(vec![
            "a:b", "a:B", "A:bc", "a:c", "b:x", "c:d", "c:e", "zz:zz", "a:bd",
        ]),
        prop::sample::select(vec![
            "*",
            "arn:a:b:c:d:e/f",
            "arn:a:b:c:d:e/g",
            "arn:x:b:y:z:e/g",
            "arn:a:b:c:d:f",
            "arn:a:q:c:d:e/f",
            "arn:q:q:q:q:q",
        ]),
        [
            key("x:one", &["a", "b", "ab", "aab", "A", "c", "B", "aB", "k"]),
            key("x:two", &["a", "b", "ab", "abb", "A", "cc", "x"]),
            key(
                "x:arn",
                &[
                    "arn:a:b:c:d:e",
                    "arn:a:z:c:d:e",
                    "arn:z:b:c:d:ef",
                    "arn:a:b:c:d:e:x",
                    "arn:zz:b:c:d:e",
                    "arn:::::",
                ],
            ),
            key(
                "x:number",
                &["-2", "-1", "-0.5", "0", "1", "2.5", "2.50", "3", "10", "11"],
            ),
            key(
                "x:date",
                &[
                    "2025-12-31",
                    "2026-01-01T00:00:00Z",
                    "2026-05-05",
                    "2026-11-25",
                    "2027-01-01",
                    "0",
                    "-5",
                ],
            ),
            key(
                "x:address",
                &["10.1.2.3", "10.2.3.4", "11.0.0.1", "2001:db8::5", "2002::1"],
            ),
            key("x:bool", &["true", "false"]),
        ],
        prop::option::of(prop::sample::subsequence(
            vec!["a", "b", "ab", "A", "c"],
            1..=3,
        )),
    )
        .prop_map(|(action, resource, keys, many)| {
            let mut request = Request::new(action, resource);
            for (key, value) in keys {
                if let Some(value) = value {
                    request = request.with(key, value);
                }
            }
            if let Some(many) = many {
                let many = many.into_iter().map(std::borrow::Cow::Borrowed).collect();
                request = request.with_found("x:many", crate::policy::Found::Many(many));
            }
            request
        })
}

fn cases() -> ProptestConfig {
    ProptestConfig {
        cases: 3_000,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(cases())]

    /// Every class of every rectangle is decided as it says, and the words of a rectangle mean its atoms.
    #[test]
    fn a_change_is_one(before in side(), after in side()) {
        let found = difference(&before, &after, &Probes::default(), false, 60).unwrap();
        for change in &found.changes {
            let request = found.space.request(&change.rectangle.class);
            prop_assert_eq!(denied(&before, &request), change.opens);
            prop_assert_eq!(denied(&after, &request), !change.opens);
            // The first and the last atom of every dimension, all at once.
            for last in [false, true] {
                let corner: Vec<usize> = change.rectangle.atoms.iter().map(|atoms| {
                    if last { atoms.maximum().unwrap() } else { atoms.minimum().unwrap() }
                }).collect();
                let request = found.space.request(&corner);
                prop_assert_eq!(denied(&before, &request), change.opens, "{:?}", request);
                prop_assert_eq!(denied(&after, &request), !change.opens);
            }
            for (dimension, atoms) in found.space.dimensions().iter().zip(&change.rectangle.atoms) {
                prop_assert_eq!(&dimension.describe(atoms).meant(dimension), atoms);
            }
        }
    }

    /// What is tried without knowledge of the classes finds no change that was missed.
    #[test]
    fn no_change_is_missed(before in side(), after in side(), requests in prop::collection::vec(request(), 60)) {
        let found = difference(&before, &after, &Probes::default(), false, 0).unwrap();
        for request in &requests {
            let sides = (denied(&before, request), denied(&after, request));
            match sides {
                (true, false) => prop_assert!(found.diagram.has(WIDER), "{:?}", request),
                (false, true) => prop_assert!(found.diagram.has(TIGHTER), "{:?}", request),
                _ => {}
            }
        }
    }

    /// Every class, not only those that changed, is decided as the plain evaluator decides its witness.
    #[test]
    fn every_class_is_decided_as_its_witness(before in side(), after in side(), picks in prop::collection::vec(prop::collection::vec(any::<prop::sample::Index>(), 12), 30)) {
        let found = difference(&before, &after, &Probes::default(), false, 0).unwrap();
        for pick in picks {
            let class: Vec<usize> = found.space.dimensions().iter().zip(&pick).map(|(dimension, index)| index.index(dimension.values.len())).collect();
            let request = found.space.request(&class);
            let expected = match (denied(&before, &request), denied(&after, &request)) {
                (true, false) => WIDER,
                (false, true) => TIGHTER,
                _ => super::SAME,
            };
            prop_assert_eq!(found.diagram.answer(&class), Some(expected), "{:?}", request);
        }
    }
}

#[test]
fn a_dimension_holds_the_key_absent_and_something_else() {
    let found = between(
        &[],
        &[&deny(
            r#""Action":"a:b","Condition":{"StringEquals":{"x:one":"v"}}"#,
        )],
    );
    let values: Vec<&Value> = found.space.dimensions()[2].values.iter().collect();
    assert!(values.contains(&&Value::One("v".to_owned())));
    assert!(values.contains(&&Value::Absent));
    assert_eq!(values.len(), 3);
}
