use crate::render::facts::Facts;
use crate::render::markdown::shell_word;
use crate::render::survey;
use crate::render::visible::visible;
use crate::simulate::Places;

use super::group::Ous;

/// How it is seen afterwards that prompts went where they may.
pub(super) struct Verify {
    /// OUs whose prompts are held to Regions, each group with an OU of it for a command.
    pub(super) held: Vec<Held>,
    /// An event as CloudTrail writes it, with what matters.
    pub(super) event: &'static str,
}

/// OUs whose prompts may go to the same Regions.
pub(super) struct Held {
    pub(super) ous: Ous,
    /// Makes the query.
    pub(super) command: String,
    /// A Region that AWS adds to a route may make rows.
    pub(super) is_followed: bool,
    /// Global is not denied: only where a call starts can be held against the events.
    pub(super) is_anywhere: bool,
}

pub(super) fn verify(facts: Facts<'_>) -> Verify {
    let mut held: Vec<(Key<'_>, Vec<String>)> = Vec::new();
    for own in facts.surveys {
        let places = Places::of(&own.after);
        let key = (
            survey::followed(own).is_some(),
            survey::is_at_home(own),
            places,
        );
        match held.iter_mut().find(|(known, _)| *known == key) {
            Some((_, ous)) => ous.extend(own.of.ous.iter().cloned()),
            None => held.push((key, own.of.ous.clone())),
        }
    }
    let of = |((is_followed, _, places), ous): (Key<'_>, Vec<String>)| {
        let ou = ous.first().map_or("", String::as_str);
        Held {
            command: format!(
                "crispack impact --release . --ou {} --emit athena --query outside",
                visible(&shell_word(ou))
            ),
            ous: Ous::of(&ous),
            is_followed,
            is_anywhere: places.anywhere,
        }
    };
    Verify {
        held: held.into_iter().map(of).collect(),
        event: EVENT,
    }
}

/// What the calls of an OU are held to.
type Key<'a> = (bool, bool, Places<'a>);

/// Made from the documented fields; not taken from a live account.
const EVENT: &str = r#"{"eventSource": "bedrock.amazonaws.com", "eventName": "Converse", "awsRegion": "eu-central-1",
 "recipientAccountId": "111122223333",
 "requestParameters": {"modelId": "eu.anthropic.claude-sonnet-4-5-20250929-v1:0"},
 "additionalEventData": {"inferenceRegion": "eu-north-1"}}"#;
