use std::collections::BTreeSet;

use crate::render::facts::Facts;
use crate::render::survey;
use crate::simulate;

use super::group::Ous;

/// How it is seen afterwards that prompts went where they may.
pub(super) struct Verify {
    pub(super) queries: Vec<Query>,
    /// An event as CloudTrail writes it, with what matters.
    pub(super) event: &'static str,
    /// OUs for which no list of Regions can be held against the events.
    pub(super) anywhere: Vec<Ous>,
}

/// A query for OUs whose prompts may go to the same Regions.
pub(super) struct Query {
    pub(super) ous: Vec<Ous>,
    pub(super) text: String,
    /// A Region that AWS adds to a route may make rows.
    pub(super) is_followed: bool,
}

pub(super) fn verify(facts: Facts<'_>) -> Verify {
    let mut queries: Vec<((BTreeSet<&str>, bool), Query)> = Vec::new();
    let mut anywhere = Vec::new();
    for own in facts.surveys {
        let places = simulate::Places::of(&own.after);
        let is_at_home = survey::is_at_home(own);
        let ous = Ous::of(&own.of.ous);
        let is_followed = survey::followed(own).is_some();
        let is_anywhere = places.anywhere;
        let key = (places.processed, is_at_home);
        if is_anywhere {
            anywhere.push(ous);
        } else if let Some((_, query)) = queries.iter_mut().find(|(own, _)| *own == key) {
            query.ous.push(ous);
            query.is_followed |= is_followed;
        } else {
            let text = text(&key.0, is_at_home);
            let query = Query {
                ous: vec![ous],
                text,
                is_followed,
            };
            queries.push((key, query));
        }
    }
    Verify {
        queries: queries.into_iter().map(|(_, query)| query).collect(),
        event: EVENT,
        anywhere,
    }
}

/// Athena, on a table of CloudTrail as AWS's page "Querying AWS CloudTrail logs" makes it: what was served outside of some Regions, or, where every call stays at home, elsewhere than where it came from.
fn text(allowed: &BTreeSet<&str>, is_at_home: bool) -> String {
    const SERVED: &str =
        "coalesce(json_extract_scalar(additionaleventdata, '$.inferenceRegion'), awsregion)";
    let list: Vec<String> = allowed.iter().map(|code| format!("'{code}'")).collect();
    let list = list.join(", ");
    let elsewhere = match (allowed.is_empty(), is_at_home) {
        (true, _) => String::new(),
        (false, false) => format!("\n  AND {SERVED}\n      NOT IN ({list})"),
        (false, true) => {
            format!("\n  AND ({SERVED}\n       <> awsregion OR awsregion NOT IN ({list}))")
        }
    };
    format!(
        "SELECT eventtime, recipientaccountid, useridentity.arn, awsregion,\n       \
         json_extract_scalar(requestparameters, '$.modelId') AS model_id,\n       \
         json_extract_scalar(additionaleventdata, '$.inferenceRegion') AS inference_region\n\
         FROM cloudtrail_logs\n\
         WHERE eventsource = 'bedrock.amazonaws.com'\n  \
         AND eventname IN ('InvokeModel', 'InvokeModelWithResponseStream', 'Converse', 'ConverseStream')\n  \
         AND recipientaccountid IN ('111122223333') -- the accounts of these OUs\n  \
         AND eventtime > '2026-01-01T00:00:00Z' -- the end of the rollout\n  \
         AND errorcode IS NULL{elsewhere}"
    )
}

/// Made from the documented fields; not taken from a live account.
const EVENT: &str = r#"{"eventSource": "bedrock.amazonaws.com", "eventName": "Converse", "awsRegion": "eu-central-1",
 "recipientAccountId": "111122223333",
 "requestParameters": {"modelId": "eu.anthropic.claude-sonnet-4-5-20250929-v1:0"},
 "additionalEventData": {"inferenceRegion": "eu-north-1"}}"#;
