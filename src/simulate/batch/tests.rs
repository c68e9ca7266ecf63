//! The form of lines and answers, and what becomes of lines that are neither.

use serde_json::{Value, json};

use super::{Batch, MOST_KEPT, Outcome};

const DENY: &str = r#"{"Version":"2012-10-17","Statement":[
    {"Effect":"Allow","Action":"*","Resource":"*"},
    {"Sid":"No","Effect":"Deny","Action":"s3:*","Resource":"*","Condition":{"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/Admin"}}}]}"#;

fn ask(batch: &mut Batch, line: &Value) -> Value {
    let mut out = String::new();
    batch.line(&line.to_string(), &mut out);
    assert_eq!(out.matches('\n').count(), 1, "{out}");
    serde_json::from_str(&out).unwrap()
}

fn question(principal: Option<&str>) -> Value {
    let policy: Value = serde_json::from_str(DENY).unwrap();
    let mut line = json!({"id": 1, "policies": [policy], "request": {"action": "S3:getobject"}});
    if let Some(principal) = principal {
        line["request"]["principal_arn"] = json!(principal);
    }
    line
}

#[test]
fn an_answer_has_its_fields_in_order() {
    let mut out = String::new();
    assert_eq!(
        Batch::new().line(&question(None).to_string(), &mut out),
        Outcome::Fine
    );
    assert_eq!(
        out,
        "{\"id\":1,\"denied\":true,\"decision\":\"explicit_deny\",\"statements\":[{\"policy\":0,\"statement\":1,\"sid\":\"No\"}],\
         \"absent\":[\"aws:PrincipalArn\"],\"notes\":[]}\n"
    );
}

#[test]
fn the_principal_is_filled_unless_the_context_has_it_or_it_is_not_wanted() {
    let session = Some("arn:aws:sts::111122223333:assumed-role/Admin/me");
    assert_eq!(ask(&mut Batch::new(), &question(session))["denied"], false);
    assert_eq!(
        ask(&mut Batch::without_fill(), &question(session))["denied"],
        true
    );
    let mut given = question(session);
    given["request"]["context"] =
        json!({"AWS:principalarn": "arn:aws:iam::111122223333:role/Other"});
    assert_eq!(ask(&mut Batch::new(), &given)["denied"], true);
}

#[test]
fn a_level_without_a_matching_allow_denies_implicitly() {
    let allow = json!({"Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}});
    let line = json!({"id": null, "policies": [allow], "request": {"action": "ec2:RunInstances"}});
    let answer = ask(&mut Batch::new(), &line);
    assert_eq!(
        (&answer["denied"], &answer["decision"]),
        (&json!(false), &json!("implicit_deny"))
    );
    let line = json!({"id": "x", "policies": [], "request": {"action": "ec2:RunInstances"}});
    assert_eq!(ask(&mut Batch::new(), &line)["decision"], "allow");
}

#[test]
fn a_set_is_named_once_and_may_be_named_anew() {
    let mut batch = Batch::new();
    let mut define = |policies: Value| {
        let mut out = String::new();
        let line = json!({"define": "p", "policies": policies}).to_string();
        assert_eq!(batch.line(&line, &mut out), Outcome::Fine);
        assert_eq!(out, "");
        ask(
            &mut batch,
            &json!({"id": 2, "policies": "p", "request": {"action": "s3:GetObject"}}),
        )
    };
    assert_eq!(
        define(json!([serde_json::from_str::<Value>(DENY).unwrap()]))["denied"],
        true
    );
    assert_eq!(define(json!([]))["denied"], false);
}

#[test]
fn values_may_be_booleans_numbers_and_lists() {
    let policy = json!({"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": {
        "Bool": {"aws:SecureTransport": false}, "NumericLessThan": {"s3:max-keys": 10}, "ForAnyValue:StringEquals": {"aws:TagKeys": ["a"]}}}});
    let line = json!({"id": 1, "policies": policy, "request": {"action": "s3:GetObject", "resource": "*", "context": {
        "aws:SecureTransport": false, "s3:max-keys": 9.5, "aws:TagKeys": ["b", "a"]}}});
    assert_eq!(ask(&mut Batch::new(), &line)["denied"], true);
}

#[test]
fn a_line_that_cannot_be_judged_says_why_and_the_run_goes_on() {
    let mut batch = Batch::new();
    let odd = json!({"Statement": {"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": {"Nothing": {"a:b": "c"}}}});
    let long = "x".repeat(9_000);
    let many: Vec<String> = (0..2_000).map(|n| n.to_string()).collect();
    for (line, why) in [
        (json!([1]), "expected an object"),
        (json!({"id": 1}), "`policies` is missing"),
        (json!({"id": 1, "policies": []}), "`request` is missing"),
        (
            json!({"id": 1, "policies": "p", "request": {"action": "a:b"}}),
            "no earlier line defines policies `p`",
        ),
        (
            json!({"id": 1, "policies": [odd], "request": {"action": "a:b"}}),
            "`Nothing` is not a condition operator",
        ),
        (
            json!({"id": 1, "policies": [{}], "request": {"action": "a:b"}}),
            "has no `Statement`",
        ),
        (
            json!({"id": 1, "policies": [7], "request": {"action": "a:b"}}),
            "policies:1:2",
        ),
        (
            json!({"id": 1, "policies": [], "request": {}}),
            "missing field `action`",
        ),
        (
            json!({"id": 1, "policies": [], "request": ["a:b"]}),
            "expected an object",
        ),
        (
            json!({"id": 1, "policies": [], "request": {"action": "a:b", "contxt": {}}}),
            "unknown field `contxt`",
        ),
        (
            json!({"id": 1, "policies": [], "request": {"action": "a:b", "context": {"k": null}}}),
            "expected a string, a boolean, a number",
        ),
        (
            json!({"id": 1, "policies": [], "request": {"action": "a:b", "context": {"k": "v", "K": "v"}}}),
            "`K` twice",
        ),
        (
            json!({"id": 1, "policies": [], "request": {"action": "a:b", "context": {"k": [["v"]]}}}),
            "a list",
        ),
        (
            json!({"id": 1, "policies": [], "request": {"action": long}}),
            "more than 8192 bytes",
        ),
        (
            json!({"id": 1, "policies": [], "request": {"action": "a:b", "context": {"k": many}}}),
            "more than 1000 values",
        ),
        (
            json!({"id": 1, "policies": [], "request": {"action": "a:b", "context": {"k": vec!["x".repeat(8_000); 9]}}}),
            "more than 65536 bytes",
        ),
        (
            json!({"id": 1, "define": "p", "policies": "p"}),
            "`define` needs",
        ),
        (
            json!({"id": 1, "define": "p", "policies": [], "request": {"action": "a:b"}}),
            "not both",
        ),
    ] {
        let answer = ask(&mut batch, &line);
        assert!(
            answer["error"].as_str().unwrap().contains(why),
            "{line}: {answer}"
        );
        // Whose it is, is told wherever the line says it.
        assert_eq!(answer["id"], line.get("id").cloned().unwrap_or_default());
    }
    assert_eq!(ask(&mut batch, &question(None))["denied"], true);
    let mut out = String::new();
    assert_eq!(batch.line("  \r", &mut out), Outcome::Fine);
    assert_eq!(out, "");
}

#[test]
fn an_id_is_given_back_as_it_came() {
    for id in [
        "\"\\u00e9\"",
        "{\"a\": [1,  2]}",
        "1e999",
        "null",
        "123456789012345678901234567890",
    ] {
        let line =
            format!("{{\"id\": {id}, \"policies\": [], \"request\": {{\"action\": \"a:b\"}}}}");
        let mut out = String::new();
        Batch::new().line(&line, &mut out);
        assert!(
            out.starts_with(&format!("{{\"id\":{id},\"denied\":false")),
            "{out}"
        );
    }
}

#[test]
fn many_different_sets_do_not_pile_up() {
    let mut batch = Batch::new();
    for number in 0..MOST_KEPT + 10 {
        let policy = json!({"Statement": {"Sid": number.to_string(), "Effect": "Deny", "Action": "*", "Resource": "*"}});
        let answer = ask(
            &mut batch,
            &json!({"id": 1, "policies": [policy], "request": {"action": "a:b"}}),
        );
        assert_eq!(answer["statements"][0]["sid"], number.to_string());
    }
    assert!(batch.seen.len() <= MOST_KEPT);
}
