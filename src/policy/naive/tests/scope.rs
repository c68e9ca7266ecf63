//! Action, `NotAction`, Resource, `NotResource`, and which statement of a policy is named.

use super::*;

#[test]
fn actions_ignore_case_in_prefix_and_name() {
    assert!(acts(only(&["Bedrock:invokemodel"]), "bedrock:InvokeModel"));
    assert!(acts(only(&["BEDROCK:*"]), "bedrock:InvokeModel"));
    assert!(!acts(except(&["bedrock:INVOKE*"]), "bedrock:InvokeModel"));
}

#[test]
fn a_dot_in_an_action_is_a_dot() {
    assert!(!acts(only(&["ec2:Run.nstances"]), "ec2:RunInstances"));
}

#[test]
fn the_bedrock_wildcard_stops_at_the_colon() {
    for action in [
        "bedrock-mantle:CreateInference",
        "bedrock-agentcore:InvokeAgentRuntime",
    ] {
        assert!(!acts(only(&["bedrock:*"]), action));
        assert!(acts(except(&["bedrock:*"]), action));
    }
    assert!(acts(only(&["*:*"]), "bedrock-mantle:CreateInference"));
}

#[test]
fn not_action_is_what_no_entry_matches() {
    let scope = except(&["iam:*", "sts:*"]);
    assert!(!acts(scope.clone(), "iam:CreateRole"));
    assert!(!acts(scope.clone(), "sts:AssumeRole"));
    assert!(acts(scope, "ec2:RunInstances"));
}

#[test]
fn a_pattern_covers_the_whole_text() {
    assert!(!acts(only(&["bedrock:Invoke"]), "bedrock:InvokeModel"));
    assert!(acts(only(&["*Model"]), "bedrock:InvokeModel"));
    assert!(acts(only(&["bedrock:InvokeModel*"]), "bedrock:InvokeModel"));
}

#[test]
fn resources_keep_their_case_in_every_part() {
    let scope = only(&["arn:aws:bedrock:*:*:inference-profile/us.*"]);
    assert!(reaches(scope.clone(), PROFILE));
    assert!(!reaches(scope, &PROFILE.replace("bedrock", "Bedrock")));
    assert!(!reaches(
        only(&["arn:aws:bedrock:*:*:inference-profile/US.*"]),
        PROFILE
    ));
}

#[test]
fn a_star_may_be_empty_and_so_reaches_the_model_without_a_region() {
    let scope = only(&["arn:*:bedrock:*::foundation-model/*"]);
    assert!(reaches(
        scope.clone(),
        "arn:aws:bedrock:::foundation-model/acme.model-v1:0"
    ));
    assert!(reaches(
        scope,
        "arn:aws:bedrock:us-east-1::foundation-model/acme.model-v1:0"
    ));
}

#[test]
fn not_resource_also_reaches_a_request_without_a_resource() {
    let scope = except(&["arn:*:bedrock:*:*:inference-profile/us.*"]);
    assert!(!reaches(scope.clone(), PROFILE));
    assert!(reaches(scope.clone(), "*"));
    assert!(reaches(scope, "arn:aws:s3:::bucket/us.file"));
}

#[test]
fn the_first_deny_is_named_and_allows_are_passed_over() {
    let named = |sid: &str, statement: Statement| Statement {
        sid: Some(sid.to_owned()),
        ..statement
    };
    let allow = Statement {
        effect: Effect::Allow,
        ..deny(&[("ForAnyValue:StringEquals", "aws:TagKeys", &["a"])])
    };
    let east = deny(&[("StringEquals", "aws:RequestedRegion", &["us-east-1"])]);
    let policy = Policy {
        version: Version::V2012,
        statements: vec![
            allow,
            named("A", east.clone()),
            named("B", east),
            named("C", deny(&[])),
        ],
    };
    let sid = |request: Request| {
        let statement = denying(&policy, &request).unwrap().unwrap();
        statement.sid.clone().unwrap()
    };
    let request = Request::new("ec2:RunInstances", "*");
    assert_eq!(
        sid(request.clone().with("aws:RequestedRegion", "us-east-1")),
        "A"
    );
    assert_eq!(sid(request), "C");
}

#[test]
fn an_unknown_deny_is_refused_for_every_request() {
    let policy = Policy {
        version: Version::V2012,
        statements: vec![
            deny(&[]),
            deny(&[("IpAddress", "aws:SourceIp", &["10.0.0.0/33"])]),
        ],
    };
    assert!(denying(&policy, &Request::new("a:B", "*")).is_err());
}

#[test]
fn a_statement_taken_once_answers_as_before() {
    let statement = Statement {
        action: except(&["iam:*"]),
        ..deny(&[("StringNotEquals", "aws:RequestedRegion", &["us-east-1"])])
    };
    let supported = Supported::new(statement.clone()).unwrap();
    for action in ["iam:CreateRole", "ec2:RunInstances"] {
        for region in ["us-east-1", "us-west-2"] {
            let request = Request::new(action, "*").with("aws:RequestedRegion", region);
            assert_eq!(
                supported.matches(&request),
                matches(&statement, &request).unwrap()
            );
        }
    }
    assert!(!supported.covers("IAM:CreateRole"));
    assert!(supported.covers("ec2:RunInstances"));
    assert_eq!(supported.statement(), &statement);
}
