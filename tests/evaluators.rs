//! Laws of evaluation, on random statements and requests of the whole language: the fast evaluator says what the plain one says, and neither minds the case of
//! actions and keys, or the order of lists and statements.

#![allow(
    clippy::unwrap_used,
    reason = "helpers of tests; clippy excuses only the tests themselves"
)]

use std::borrow::Cow;

use crispack::policy::evaluate::{Compiled, Decision, Judgement};
use crispack::policy::{
    Condition, Effect, Found, Policy, Request, Scope, Statement, Version, naive,
};
use proptest::prelude::*;
use proptest::sample::select;

const KEYS: [&str; 4] = ["aws:a", "aws:b", "AWS:A", "aws:c"];

/// Texts that meet each other often: values and patterns are drawn from the same few.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        select(vec![
            "",
            "a",
            "A",
            "ab",
            "a*",
            "*",
            "?",
            "a?",
            "*b",
            "a*b",
            "**",
            "é",
            "É",
            "a:b",
            "true",
            "false",
            "True",
            "0",
            "-0",
            "1",
            "1.0",
            "01.50",
            "1.5",
            "-1",
            "10",
            "9",
            "1e3",
            "2026",
            "2026-11",
            "2026-11-25",
            "2026-11-25T10:00Z",
            "2026-11-25T11:00:00.0+01:00",
            "1795600800",
            "-1.5",
            "2026-02-30",
            "10.0.0.1",
            "10.0.0.0/8",
            "10.1.2.3/31",
            "::1",
            "fe80::/10",
            "0.0.0.0/0",
            "300.0.0.1",
            "YQ==",
            "YQ",
            "YWI=",
            "a b",
            "arn:aws:s3:::a",
            "arn:*:s3:::*",
            "arn:aws:bedrock:us-east-1:1:inference-profile/us.a:0",
            "arn:aws:bedrock:*:*:inference-profile/us.*",
            "arn:aws:s3",
            "arn:aws:*",
            "arn:aws:bedrock:::foundation-model/x",
        ])
        .prop_map(str::to_owned),
        "[ab*?:]{0,6}",
    ]
}

/// Values of a policy may hold variables besides.
fn value() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => text(),
        1 => select(vec![
            "${aws:a}", "x${aws:b}", "${aws:c, 'a'}", "${aws:b,'*'}", "${*}", "${?}", "a${$}", "arn:aws:s3:::${aws:a}", "${aws:a}${aws:b}",
            "${", "${}", "${a:b, c}", "${a:b,'}'}", "${aws:c}*",
        ])
        .prop_map(str::to_owned),
    ]
}

fn operator() -> impl Strategy<Value = String> {
    let names = vec![
        "StringEquals",
        "StringNotEquals",
        "StringEqualsIgnoreCase",
        "StringNotEqualsIgnoreCase",
        "StringLike",
        "StringNotLike",
        "ArnEquals",
        "ArnLike",
        "ArnNotEquals",
        "ArnNotLike",
        "NumericEquals",
        "NumericNotEquals",
        "NumericLessThan",
        "NumericLessThanEquals",
        "NumericGreaterThan",
        "NumericGreaterThanEquals",
        "DateEquals",
        "DateNotEquals",
        "DateLessThan",
        "DateLessThanEquals",
        "DateGreaterThan",
        "DateGreaterThanEquals",
        "Bool",
        "BinaryEquals",
        "IpAddress",
        "NotIpAddress",
        "Null",
        "Nothing",
    ];
    let prefix = select(vec!["", "", "ForAllValues:", "ForAnyValue:"]);
    let suffix = select(vec!["", "", "IfExists"]);
    (prefix, select(names), suffix)
        .prop_map(|(prefix, name, suffix)| format!("{prefix}{name}{suffix}"))
}

fn condition() -> impl Strategy<Value = Condition> {
    (
        operator(),
        select(KEYS.to_vec()),
        prop::collection::vec(value(), 0..4),
    )
        .prop_map(|(operator, key, values)| Condition {
            operator,
            key: key.to_owned(),
            values,
        })
}

fn scope(patterns: impl Strategy<Value = String>) -> impl Strategy<Value = Scope> {
    (any::<bool>(), prop::collection::vec(patterns, 0..4)).prop_map(|(only, list)| {
        if only {
            Scope::Only(list)
        } else {
            Scope::Except(list)
        }
    })
}

fn action() -> impl Strategy<Value = String> {
    prop_oneof![
        select(vec![
            "s3:Get",
            "S3:get",
            "bedrock:InvokeModel",
            "ec2",
            "bedrock-mantle:Create",
            "s3:"
        ])
        .prop_map(str::to_owned),
        "[sS3]{1,2}:[gG]{0,2}",
    ]
}

fn action_pattern() -> impl Strategy<Value = String> {
    prop_oneof![
        action(),
        select(vec![
            "*",
            "*:*",
            "s3:*",
            "S3:G*",
            "bedrock:Invoke*",
            "bedrock*:*",
            "s?:g?",
            "ec2*",
            "*get",
            "s3:G?t",
            "a:b:*"
        ])
        .prop_map(str::to_owned),
    ]
}

fn statement() -> impl Strategy<Value = Statement> {
    (
        any::<bool>(),
        scope(action_pattern()),
        scope(value()),
        prop::collection::vec(condition(), 0..3),
    )
        .prop_map(|(deny, action, resource, conditions)| Statement {
            sid: None,
            effect: if deny { Effect::Deny } else { Effect::Allow },
            action,
            resource,
            conditions,
        })
}

fn policy() -> impl Strategy<Value = Policy> {
    (any::<bool>(), prop::collection::vec(statement(), 0..4)).prop_map(|(new, statements)| Policy {
        version: if new { Version::V2012 } else { Version::V2008 },
        statements,
    })
}

fn request() -> impl Strategy<Value = Request<'static>> {
    let found = prop_oneof![
        3 => text().prop_map(|value| Found::One(Cow::Owned(value))),
        1 => prop::collection::vec(text(), 0..3).prop_map(|values| Found::Many(values.into_iter().map(Cow::Owned).collect())),
    ];
    (
        action(),
        text(),
        prop::collection::vec((select(KEYS.to_vec()), found), 0..4),
    )
        .prop_map(|(action, resource, context)| {
            context
                .into_iter()
                .fold(Request::new(action, resource), |request, (key, found)| {
                    request.with_found(key, found)
                })
        })
}

/// What both evaluators say; `None`: both refuse.
fn judged(policy: &Policy, request: &Request<'_>) -> Option<(bool, Judgement)> {
    let plain = naive::denying(policy, request);
    match Compiled::new([policy]) {
        Ok(compiled) => {
            let mut judgement = Judgement::default();
            compiled.judge(request, &mut judgement);
            // The plain one looks at denies only, so it can't refuse what the fast one takes.
            Some((plain.unwrap().is_some(), judgement))
        }
        Err(problems) => {
            let denies = problems.iter().any(|problem| {
                policy.statements.get(problem.statement).unwrap().effect == Effect::Deny
            });
            assert_eq!(plain.is_err(), denies, "{problems:?}");
            None
        }
    }
}

fn decision(policy: &Policy, request: &Request<'_>) -> Option<Decision> {
    judged(policy, request).map(|(_, judgement)| judgement.decision())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20_000, ..ProptestConfig::default() })]

    #[test]
    fn the_fast_evaluator_says_what_the_plain_one_says(policy in policy(), request in request()) {
        if let Some((plain, judgement)) = judged(&policy, &request) {
            prop_assert_eq!(plain, !judgement.denying().is_empty());
            // Every statement that is named denies by itself, and no other does.
            for (number, statement) in policy.statements.iter().enumerate() {
                let alone = Policy { statements: vec![statement.clone()], ..policy.clone() };
                let denies = naive::denying(&alone, &request).unwrap().is_some();
                prop_assert_eq!(denies, judgement.denying().iter().any(|at| at.statement == number));
            }
        }
    }

    #[test]
    fn an_absent_key_that_is_not_named_changes_nothing(policy in policy(), request in request(), key in select(KEYS.to_vec()), value in text()) {
        if let Some((_, judgement)) = judged(&policy, &request) {
            let named = judgement.absent().iter().any(|own| own.eq_ignore_ascii_case(key));
            // Where AWS's text is open an answer is flagged, not named.
            let plain = judgement.notes().is_empty();
            if request.found(key).is_none() && !named && plain {
                let given = request.clone().with(key, value);
                if let Some((_, given)) = judged(&policy, &given) && given.notes().is_empty() {
                    prop_assert_eq!(judgement.decision(), given.decision());
                }
            }
        }
    }

    #[test]
    fn the_case_of_actions_and_keys_changes_nothing(policy in policy(), request in request()) {
        let mut other = policy.clone();
        for statement in &mut other.statements {
            let (Scope::Only(list) | Scope::Except(list)) = &mut statement.action;
            for entry in list.iter_mut() {
                *entry = entry.to_ascii_uppercase();
            }
            for condition in &mut statement.conditions {
                condition.key = condition.key.to_ascii_uppercase();
            }
        }
        let mut asked = Request::new(request.action.to_ascii_lowercase(), request.resource.as_ref());
        for (key, found) in request.context() {
            let values = found.values().map(|value| Cow::Owned(value.to_owned()));
            let found = match found {
                Found::One(_) => Found::One(values.last().unwrap()),
                Found::Many(_) => Found::Many(values.collect()),
            };
            asked = asked.with_found(key.to_ascii_lowercase(), found);
        }
        prop_assert_eq!(decision(&policy, &request), decision(&other, &asked));
    }

    #[test]
    fn the_order_of_statements_and_lists_changes_nothing(policy in policy(), request in request()) {
        let mut other = policy.clone();
        other.statements.reverse();
        for statement in &mut other.statements {
            let (Scope::Only(actions) | Scope::Except(actions)) = &mut statement.action;
            actions.reverse();
            let (Scope::Only(resources) | Scope::Except(resources)) = &mut statement.resource;
            resources.reverse();
            statement.conditions.reverse();
            for condition in &mut statement.conditions {
                condition.values.reverse();
            }
        }
        prop_assert_eq!(decision(&policy, &request), decision(&other, &request));
    }
}
