//! Messages as clients print them, of public threads, and what is read from each; and what is not understood is not guessed.

#![allow(
    clippy::unwrap_used,
    reason = "helpers of tests; clippy excuses only the tests themselves"
)]

use crispack::observe::{Denial, PolicyKind, denial};
use serde::Deserialize;

#[derive(Deserialize)]
struct File {
    messages: Vec<Message>,
}

#[derive(Deserialize)]
struct Message {
    id: String,
    real: bool,
    text: String,
    understood: bool,
    expect: Option<Expected>,
}

#[derive(Deserialize)]
struct Expected {
    action: String,
    resource: Option<String>,
    principal: Option<String>,
    reason: Option<String>,
    policy_arn: Option<String>,
}

fn messages() -> Vec<Message> {
    let file: File = serde_json::from_str(include_str!("data/denials.json")).unwrap();
    file.messages
}

fn reason(denial: &Denial) -> Option<String> {
    let reason = denial.reason?;
    let how = if reason.explicit {
        "explicit"
    } else {
        "implicit"
    };
    Some(format!(
        "{how} deny: {}",
        reason.kind.map_or("unnamed", PolicyKind::as_str)
    ))
}

#[test]
fn every_message_is_read_as_it_says_or_not_at_all() {
    for message in messages() {
        let read = denial(&message.text);
        assert_eq!(read.is_ok(), message.understood, "{}: {read:?}", message.id);
        let (Ok(read), Some(expected)) = (read, message.expect) else {
            continue;
        };
        assert_eq!(read.action, expected.action, "{}", message.id);
        assert_eq!(read.resource, expected.resource, "{}", message.id);
        assert_eq!(read.principal, expected.principal, "{}", message.id);
        assert_eq!(reason(&read), expected.reason, "{}", message.id);
        assert_eq!(read.policy_arn, expected.policy_arn, "{}", message.id);
    }
}

#[test]
fn what_clients_do_to_a_message_changes_nothing() {
    for message in messages().into_iter().filter(|message| message.understood) {
        let read = denial(&message.text).unwrap();
        let escaped = serde_json::Value::from(message.text.as_str()).to_string();
        assert_eq!(denial(&escaped).unwrap(), read, "{}", message.id);
        let html = message.text.replace('&', "&amp;").replace('"', "&quot;");
        assert_eq!(denial(&html).unwrap(), read, "{}", message.id);
        let lines = message.text.replace(' ', "\r\n  ");
        assert_eq!(denial(&lines).unwrap(), read, "{}", message.id);
        // The message that follows in a log is not this one's reason.
        let log = format!(
            "{}\n{}",
            message.text,
            "User: arn:aws:iam::999999999999:user/x is not authorized to perform: s3:GetObject on resource: arn:aws:s3:::b with an explicit deny in a resource-based policy"
        );
        let first = denial(&log).unwrap();
        assert_eq!(first.action, read.action, "{}", message.id);
        assert_eq!(first.resource, read.resource, "{}", message.id);
    }
}

#[test]
fn the_collection_is_worth_its_name() {
    let messages = messages();
    assert!(messages.iter().filter(|message| message.real).count() >= 20);
    let with = |part: &str| {
        messages
            .iter()
            .filter(|message| message.understood && message.text.contains(part))
            .count()
    };
    assert!(with("bedrock:::foundation-model") >= 3);
    assert!(with("bedrock:us-east-2::foundation-model") >= 3);
    assert!(with("application-inference-profile") >= 1);
    assert!(
        messages
            .iter()
            .filter(|message| !message.understood)
            .count()
            >= 5
    );
}
