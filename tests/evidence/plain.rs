//! The plain questions in SQL, against counting by hand.

use std::collections::BTreeMap;

use crispack::bedrock::Settled;
use crispack::evidence::{Dialect, Scope, queries};
use serde_json::Value;

use super::common::python::python;
use super::{question, releases, run, trail};

/// Account, event's name, target and where it was served, with the counts of events, of those that succeeded, and of those denied.
type Counts = BTreeMap<[Option<String>; 4], [u64; 3]>;

fn by_hand(name: &str, scopes: &[Scope<'_>], creations: bool) -> Counts {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let mut counts = Counts::new();
    for event in trail() {
        let name_of_event = event["eventName"].as_str().unwrap();
        let creates = name_of_event == "CreateInferenceProfile";
        let day = &event["eventTime"].as_str().unwrap()[..10];
        if event["eventSource"] != "bedrock.amazonaws.com"
            || name_of_event == "ListFoundationModels"
            || (creates && !creations)
            || !("2026-11-02"..="2026-11-27").contains(&day)
        {
            continue;
        }
        let target = if creates {
            text(&event["requestParameters"]["modelSource"]["copyFrom"])
        } else {
            text(&event["requestParameters"]["modelId"])
        };
        let served = text(&event["additionalEventData"]["inferenceRegion"]);
        let served = served.or_else(|| text(&event["awsRegion"]));
        let account = text(&event["recipientAccountId"]).unwrap();
        let scope = scopes
            .iter()
            .find(|scope| scope.accounts.contains(&account));
        let called = target.as_deref().unwrap_or_default();
        let error = event["errorCode"].as_str();
        let is_asked = match name {
            "outside" => {
                let is_out = |scope: &Scope<'_>| {
                    let from = scope.from.get(event["awsRegion"].as_str().unwrap());
                    let served = served.as_deref().unwrap();
                    from.is_none_or(|from| !from.contains(served) && !from.contains("unspecified"))
                };
                error.is_none() && !creates && scope.is_some_and(is_out)
            }
            "global" => {
                called.starts_with("global.") || called.contains(":inference-profile/global.")
            }
            "application-profiles" => called.contains(":application-inference-profile/"),
            _ => event["errorMessage"]
                .as_str()
                .is_some_and(|text| text.contains("service control policy")),
        };
        if is_asked {
            let key = [
                Some(account),
                Some(name_of_event.to_owned()),
                target,
                served,
            ];
            let row = counts.entry(key).or_default();
            row[0] += 1;
            row[1] += u64::from(error.is_none());
            let is_denied =
                |code: &str| code.contains("AccessDenied") || code.contains("Unauthorized");
            row[2] += u64::from(error.is_some_and(is_denied));
        }
    }
    counts
}

#[test]
fn the_plain_questions_find_what_counting_finds() {
    let Some(python) = python("evidence: plain questions") else {
        return;
    };
    let ous = releases::ous("replace");
    let scopes = ous.scopes();
    let settled = Settled::default();
    let none = BTreeMap::new();
    let mut asked = Vec::new();
    for (word, dialect) in [("athena", Dialect::Athena), ("lake", Dialect::Lake)] {
        let queries = queries(dialect, &question(&scopes, &settled, &none, dialect)).unwrap();
        for name in ["outside", "global", "application-profiles", "denied"] {
            let query = queries.iter().find(|query| query.name == name).unwrap();
            assert!(
                query.text.contains(&query.expected) && query.text.contains("never run on AWS")
            );
            asked.push((word, name, query.text.clone()));
        }
    }
    let texts: Vec<(&str, &str)> = asked
        .iter()
        .map(|(word, _, text)| (*word, text.as_str()))
        .collect();
    for ((word, name, _), rows) in asked
        .iter()
        .zip(run(python, "evidence-plain", trail(), &texts))
    {
        let mut found = Counts::new();
        for row in &rows {
            let key = ["account", "event", "target", "served"];
            let key = key.map(|column| row[column].as_str().map(str::to_owned));
            let own = found.entry(key).or_default();
            for (at, column) in ["events", "succeeded", "denied"].iter().enumerate() {
                own[at] += row[*column].as_u64().unwrap();
            }
        }
        let by_hand = by_hand(name, &scopes, *word == "athena");
        assert!(by_hand.len() > 20, "{name}");
        for (key, count) in &by_hand {
            assert_eq!(found.get(key), Some(count), "{word} {name} {key:?}");
        }
        assert!(
            found == by_hand,
            "{word} {name}: {} {}",
            found.len(),
            by_hand.len()
        );
        let ous: Vec<&str> = rows.iter().filter_map(|row| row["ou"].as_str()).collect();
        assert!(
            ous.contains(&"Security") && ous.contains(&"Workloads:Regulated"),
            "{name}"
        );
    }
}
