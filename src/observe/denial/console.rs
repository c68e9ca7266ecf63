//! The box of the console: a list of principal, action, resource and context, whose labels are in the reader's language and whose values are not.

use crate::observe::rules::message_not_understood::Missing;

use super::{Denial, KINDS, Reason, is_action, is_whole, word};

/// The sentences that end such a list, and whether a Deny is what they speak of.
const SENTENCES: [(&str, bool); 2] = [
    ("explicitly denies the action", true),
    ("allows the action", false),
];

/// Where the first of them stands.
pub(super) fn end(lower: &str) -> Option<usize> {
    first(lower).map(|(at, _)| at)
}

fn first(lower: &str) -> Option<(usize, bool)> {
    SENTENCES
        .iter()
        .filter_map(|(sentence, explicit)| Some((lower.find(sentence)?, *explicit)))
        .min()
}

/// Reads such a list, by the sentence that ends it: `a service control policy explicitly denies the action`.
pub(super) fn denial(text: &str, lower: &str) -> Result<Denial, Missing> {
    let (end, explicit) = first(lower).ok_or(Missing::Sentence)?;
    let before = text.get(..end).unwrap_or_default();
    let words: Vec<&str> = before.split_whitespace().map(word).collect();
    let action = words
        .iter()
        .find(|word| is_action(word) && !word.starts_with("arn:"))
        .ok_or(Missing::Action)?;
    let mut principal = None;
    let mut resource = None;
    for arn in words.iter().filter(|word| word.starts_with("arn:")) {
        let service = arn.split(':').nth(2).unwrap_or_default();
        if principal.is_none() && matches!(service, "sts" | "iam") {
            principal = Some((*arn).to_owned());
        } else if resource.is_none() {
            if !is_whole(arn) {
                return Err(Missing::Resource((*arn).to_owned()));
            }
            resource = Some((*arn).to_owned());
        }
    }
    // The kind stands right before the verb.
    let kind = KINDS
        .iter()
        .filter_map(|(spelled, kind)| Some((lower.get(..end)?.rfind(spelled)?, *kind)))
        .max_by_key(|(at, _)| *at)
        .map(|(_, kind)| kind);
    Ok(Denial {
        principal,
        action: (*action).to_owned(),
        resource,
        reason: Some(Reason { explicit, kind }),
        policy_arn: None,
    })
}
