//! Events of CloudTrail for tests, made from documented fields, and what AWS wraps them in.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};

/// An event of every shape.
pub(crate) const EVERY_SHAPE: &str = include_str!("../data/cloudtrail/every-shape.json");

/// Those events.
pub(crate) fn every_shape() -> Vec<Value> {
    let document: Value = serde_json::from_str(EVERY_SHAPE).unwrap();
    document["Records"].as_array().unwrap().clone()
}

/// As CloudTrail compresses a log.
pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// Events in everything that they come in, by a file's name.
pub(crate) fn wrapped(events: &[Value]) -> Vec<(&'static str, Vec<u8>)> {
    let text = |value: &Value| value.to_string();
    let lines: Vec<String> = events.iter().map(text).collect();
    let quoted: Vec<Value> = lines
        .iter()
        .map(|line| json!({"EventId": "x", "CloudTrailEvent": line}))
        .collect();
    let messages: Vec<Value> = lines
        .iter()
        .map(|line| json!({"logStreamName": "x", "message": line}))
        .collect();
    let details: Vec<String> = events
        .iter()
        .map(|event| json!({"version": "0", "detail-type": "AWS API Call via CloudTrail", "source": "aws.bedrock", "detail": event}).to_string())
        .collect();
    let rows: Vec<Value> = lines
        .iter()
        .map(|line| json!([{"eventJson": line}]))
        .collect();
    let records = json!({"Records": events});
    vec![
        ("records.json", text(&records).into_bytes()),
        ("records.json.gz", gzip(text(&records).as_bytes())),
        ("pretty.json", format!("{records:#}\n").into_bytes()),
        ("list.json", text(&json!(events)).into_bytes()),
        ("lines.jsonl", lines.join("\n").into_bytes()),
        ("one-behind-the-other.json", lines.concat().into_bytes()),
        (
            "two-members.json.gz",
            [
                gzip(lines[..5].join("\n").as_bytes()),
                gzip(format!("\n{}", lines[5..].join("\n")).as_bytes()),
            ]
            .concat(),
        ),
        (
            "lookup-events.json",
            text(&json!({"NextToken": "x", "Events": quoted})).into_bytes(),
        ),
        (
            "filter-log-events.json",
            text(&json!({"events": messages, "searchedLogStreams": []})).into_bytes(),
        ),
        ("eventbridge.json", details.concat().into_bytes()),
        (
            "lake.json",
            text(&json!({"QueryStatus": "FINISHED", "QueryResultRows": rows})).into_bytes(),
        ),
        ("lake.csv", lake_csv(&lines)),
        ("athena.csv", athena_csv(events)),
        ("athena.csv.gz", gzip(&athena_csv(events))),
    ]
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

fn lake_csv(lines: &[String]) -> Vec<u8> {
    let rows: Vec<String> = lines.iter().map(|line| quoted(line)).collect();
    format!("\"eventJson\"\n{}\n", rows.join("\n")).into_bytes()
}

/// As Athena writes `SELECT *` of a table of CloudTrail: `useridentity` a row in Trino's words, the rest of what is nested as JSON.
fn athena_csv(events: &[Value]) -> Vec<u8> {
    let columns = [
        "eventtime",
        "eventsource",
        "eventname",
        "awsregion",
        "errorcode",
        "errormessage",
        "recipientaccountid",
        "useridentity",
        "requestparameters",
        "responseelements",
        "additionaleventdata",
        "eventid",
    ];
    let fields = [
        "eventTime",
        "eventSource",
        "eventName",
        "awsRegion",
        "errorCode",
        "errorMessage",
        "recipientAccountId",
        "userIdentity",
        "requestParameters",
        "responseElements",
        "additionalEventData",
        "eventID",
    ];
    let mut text = columns.map(quoted).join(",");
    for event in events {
        let cells = fields.map(|field| match &event[field] {
            Value::Null => String::new(),
            Value::String(text) => quoted(text),
            identity if field == "userIdentity" => quoted(&row(identity)),
            other => quoted(&other.to_string()),
        });
        text.push('\n');
        text.push_str(&cells.join(","));
    }
    text.into_bytes()
}

/// `{type=AssumedRole, arn=…}`, keys in lower case.
fn row(value: &Value) -> String {
    match value {
        Value::Object(members) => {
            let members: Vec<String> = members
                .iter()
                .map(|(key, value)| format!("{}={}", key.to_lowercase(), row(value)))
                .collect();
            format!("{{{}}}", members.join(", "))
        }
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
