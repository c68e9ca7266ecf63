//! What the table in `tests/semantics` cannot show: levels, who decided, absent keys, and the bounds of patterns.

use crate::diagnostic::Source;
use crate::policy::{Document, Policy, Request};

use super::{Compiled, Decision, Judgement, Open, Reason};

fn policy(text: &str) -> Policy {
    let text = format!("{{\"Version\":\"2012-10-17\",\"Statement\":[{text}]}}");
    (*Document::read(&Source::new("test", text)).unwrap().policy).clone()
}

fn level(statements: &[&str]) -> Compiled {
    Compiled::new(
        &statements
            .iter()
            .map(|text| policy(text))
            .collect::<Vec<_>>(),
    )
    .unwrap()
}

fn judge(levels: &[Compiled], request: &Request<'_>) -> Judgement {
    let mut judgement = Judgement::default();
    Compiled::judge_path(levels, request, &mut judgement);
    judgement
}

fn absent(judgement: &Judgement) -> Vec<&str> {
    judgement.absent().iter().map(|key| &**key).collect()
}

const ALL: &str = r#"{"Effect":"Allow","Action":"*","Resource":"*"}"#;
const S3: &str = r#"{"Effect":"Allow","Action":"s3:*","Resource":"*"}"#;
const NO_EC2: &str = r#"{"Sid":"NoEc2","Effect":"Deny","Action":"ec2:*","Resource":"*"}"#;

#[test]
fn every_level_must_allow_and_none_may_deny() {
    let ec2 = Request::new("ec2:RunInstances", "*");
    let s3 = Request::new("s3:GetObject", "*");
    let path = [level(&[ALL]), level(&[ALL, NO_EC2]), level(&[S3])];
    let judgement = judge(&path, &ec2);
    assert_eq!(judgement.decision(), Decision::ExplicitDeny);
    let [by] = judgement.denying() else {
        panic!("{judgement:?}")
    };
    assert_eq!((by.level, by.policy, by.statement), (1, 1, 0));
    // The level that lacks an Allow is named as well.
    assert_eq!(judgement.lacking_allow(), Some(2));
    assert_eq!(judge(&path, &s3).decision(), Decision::NotDenied);
    let judgement = judge(&[level(&[S3]), level(&[ALL])], &ec2);
    assert_eq!(
        (judgement.decision(), judgement.lacking_allow()),
        (Decision::ImplicitDeny, Some(0))
    );
    // A level without any Allow has FullAWSAccess.
    assert_eq!(
        judge(&[level(&[]), level(&[ALL])], &ec2).decision(),
        Decision::NotDenied
    );
}

#[test]
fn an_allow_never_lifts_a_deny() {
    let ec2 = Request::new("EC2:runinstances", "*");
    for path in [
        vec![level(&[ALL, NO_EC2])],
        vec![level(&[NO_EC2]), level(&[ALL])],
    ] {
        assert_eq!(judge(&path, &ec2).decision(), Decision::ExplicitDeny);
    }
}

#[test]
fn an_absent_key_is_named_where_it_decided_and_nowhere_else() {
    let region = r#"{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"StringNotEquals":{"aws:RequestedRegion":"eu-central-1"},"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/Admin"}}}"#;
    let request = Request::new("ec2:RunInstances", "*");
    assert_eq!(
        absent(&judge(&[level(&[region])], &request)),
        ["aws:RequestedRegion", "aws:PrincipalArn"]
    );
    let there = request.clone().with("aws:RequestedRegion", "us-east-1");
    assert_eq!(
        absent(&judge(&[level(&[region])], &there)),
        ["aws:PrincipalArn"]
    );
    // Another statement denies whatever is given.
    assert_eq!(absent(&judge(&[level(&[region, NO_EC2])], &there)).len(), 0);
    // The Region is one that is open, so the principal decides nothing.
    let here = request.clone().with("aws:RequestedRegion", "eu-central-1");
    assert_eq!(absent(&judge(&[level(&[region])], &here)).len(), 0);
    // Not denied only because a key is absent.
    let tagged = r#"{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:ResourceTag/x":"y"}}}"#;
    assert_eq!(
        absent(&judge(&[level(&[tagged])], &request)),
        ["aws:ResourceTag/x"]
    );
    // A condition that can't hold names nothing.
    let tombstone = r#"{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"Null":{"aws:PrincipalArn":"true"},"StringEquals":{"aws:PrincipalArn":"x"}}}"#;
    assert_eq!(absent(&judge(&[level(&[tombstone])], &request)).len(), 0);
    // An Allow that waits for a key.
    let allow = r#"{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalTag/x":"y"}}}"#;
    let judgement = judge(&[level(&[allow])], &request);
    assert_eq!(
        (judgement.decision(), absent(&judgement)),
        (Decision::ImplicitDeny, vec!["aws:PrincipalTag/x"])
    );
    // An Allow that holds by an absence, and one beside it that holds anyway.
    let allow = r#"{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringNotEquals":{"aws:PrincipalTag/x":"y"}}}"#;
    assert_eq!(
        absent(&judge(&[level(&[allow])], &request)),
        ["aws:PrincipalTag/x"]
    );
    assert_eq!(absent(&judge(&[level(&[allow, ALL])], &request)).len(), 0);
}

#[test]
fn a_choice_is_flagged_where_it_decided_and_nowhere_else() {
    let arn = r#"{"Effect":"Deny","Action":"ec2:*","Resource":"*","Condition":{"ArnNotLike":{"aws:SourceArn":"arn:aws:s3:::b"}}}"#;
    let odd = Request::new("ec2:RunInstances", "*").with("aws:SourceArn", "bucket");
    let judgement = judge(&[level(&[arn])], &odd);
    assert_eq!(
        judgement
            .notes()
            .iter()
            .map(|note| note.open)
            .collect::<Vec<_>>(),
        [Open::ValueIsNoArn]
    );
    // The action rules the statement out, whatever the choice.
    let other = Request::new("s3:GetObject", "*").with("aws:SourceArn", "bucket");
    assert!(judge(&[level(&[arn])], &other).notes().is_empty());
    // A real ARN leaves nothing open.
    let real = Request::new("ec2:RunInstances", "*").with("aws:SourceArn", "arn:aws:s3:::c");
    assert!(judge(&[level(&[arn])], &real).notes().is_empty());
}

#[test]
fn a_resource_pattern_is_flagged_only_where_a_star_crossed_a_colon() {
    let deny = |pattern: &str| {
        format!("{{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"{pattern}\"}}")
    };
    let arn = "arn:aws:bedrock:us-east-1:111122223333:inference-profile/global.acme.m-v1:0";
    let flags = |pattern: &str| {
        let judgement = judge(
            &[level(&[&deny(pattern)])],
            &Request::new("bedrock:InvokeModel", arn),
        );
        (
            judgement.decision() == Decision::ExplicitDeny,
            !judgement.notes().is_empty(),
        )
    };
    assert_eq!(flags("*"), (true, false));
    assert_eq!(
        flags("arn:*:bedrock:*:*:inference-profile/global.*"),
        (true, false)
    );
    assert_eq!(flags("arn:aws:bedrock:*"), (true, true));
    assert_eq!(flags("*global*"), (true, true));
    assert_eq!(
        flags("arn:aws:bedrock:*:*:inference-profile/us.*"),
        (false, false)
    );
}

#[test]
fn what_has_no_meaning_is_named() {
    let with = |operator: &str, value: &str| {
        let text = format!(
            "{{\"Sid\":\"S\",\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{{\"{operator}\":{{\"a:b\":\"{value}\"}}}}}}"
        );
        Compiled::new([&policy(&text)]).unwrap_err().remove(0)
    };
    let problem = with("stringequals", "x");
    assert_eq!(
        problem.reason,
        Reason::Operator {
            name: "stringequals".to_owned(),
            meant: Some("StringEquals".to_owned())
        }
    );
    assert_eq!(
        problem.to_string(),
        "statement `S`: `stringequals` is not a condition operator; did you mean `StringEquals`?"
    );
    for (operator, value) in [
        ("NumericEquals", "ten"),
        ("DateEquals", "tomorrow"),
        ("IpAddress", "10.0.0.0/33"),
        ("Bool", "True"),
        ("BinaryEquals", "?"),
        ("Null", ""),
    ] {
        assert!(
            matches!(with(operator, value).reason, Reason::Value { .. }),
            "{operator}"
        );
    }
    for value in ["${", "${}", "${Account}", "${a:b, c}", "x${a:b"] {
        assert!(
            matches!(with("StringLike", value).reason, Reason::Variable(_)),
            "{value}"
        );
    }
}

#[test]
fn a_pattern_of_many_wildcards_is_matched_in_no_time() {
    // Backtracking over each star would take longer than the age of the universe.
    let stars = "*a".repeat(400);
    let text = format!("{{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"{stars}?b\"}}");
    let compiled = level(&[&text]);
    let judgement = judge(
        &[compiled],
        &Request::new("s3:GetObject", "a".repeat(8_000)),
    );
    assert_eq!(judgement.decision(), Decision::NotDenied);
}
