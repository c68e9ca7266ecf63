//! The plain questions in the language of CloudWatch Logs Insights.
//!
//! Sources, read 2026-11-26: Amazon CloudWatch Logs User Guide, "CloudWatch Logs Insights language query syntax": `fields`, `filter`, `stats`, `sort`, `limit`, comments, and the functions `coalesce`,
//! `ispresent`, `earliest` and `latest`. Fields of a JSON event are named by their path.

use super::Dialect;
use super::outside::Bounds;
use super::source;
use super::uses::Use;
use super::{Allowed, Question};

/// The most rows of an answer (same pages, `limit`).
const MOST: usize = 10_000;

/// The query of a question for some accounts; none: all `but` some.
pub(super) fn text(one: Use, group: &Group<'_>, accounts: &[String], but: &[String]) -> String {
    let names = source::names(Dialect::LogsInsights);
    let mut filters = vec![
        "eventSource = \"bedrock.amazonaws.com\"".to_owned(),
        format!("eventName in [{}]", list(&names)),
    ];
    if !accounts.is_empty() {
        filters.push(format!("account in [{}]", list(accounts)));
    }
    if !but.is_empty() {
        filters.push(format!("account not in [{}]", list(but)));
    }
    filters.extend(conditions(one, group));
    format!(
        "fields coalesce(userIdentity.accountId, recipientAccountId) as account,\n  \
         coalesce(userIdentity.sessionContext.sessionIssuer.arn, userIdentity.arn) as principal,\n  \
         coalesce(requestParameters.modelId, requestParameters.modelSource.copyFrom) as target,\n  \
         coalesce(additionalEventData.inferenceRegion, awsRegion) as served\n\
         | filter {}\n\
         | stats count(*) as events, earliest(eventTime) as first_seen, latest(eventTime) as last_seen\n  \
         by account, principal, eventName, target, awsRegion, served, errorCode\n\
         | sort events desc\n\
         | limit {MOST}\n",
        filters.join("\n| filter ")
    )
}

fn conditions(one: Use, group: &Group<'_>) -> Vec<String> {
    match one {
        Use::Outside => {
            let mut own = vec![
                "not ispresent(errorCode)".to_owned(),
                "eventName != \"CreateInferenceProfile\"".to_owned(),
            ];
            own.extend(group.from.and_then(outside_of));
            own
        }
        Use::Global => vec![r"target like /^(arn:.*:inference-profile\/)?global\./".to_owned()],
        Use::Application => {
            vec![r"target like /^arn:.*:application-inference-profile\//".to_owned()]
        }
        Use::Denied => vec!["errorMessage like /service control policy/".to_owned()],
    }
}

/// Served where the OU leaves nothing open, or started where none may; `None`: no call may start anywhere.
fn outside_of(from: &Allowed) -> Option<String> {
    let bounds = Bounds::of(from);
    if bounds.sources.is_empty() {
        return None;
    }
    let mut any = vec![format!("awsRegion not in [{}]", list(&bounds.sources))];
    for held in &bounds.held {
        let is_held = match held.regions {
            None => "served != awsRegion".to_owned(),
            Some(regions) => {
                let regions: Vec<&str> = regions.iter().map(String::as_str).collect();
                format!("served not in [{}]", list(&regions))
            }
        };
        any.push(format!(
            "(awsRegion in [{}] and {is_held})",
            list(&held.sources)
        ));
    }
    Some(any.join(" or "))
}

/// OUs for which a question is the same query.
pub(super) struct Group<'q> {
    /// Their names; none: all.
    pub(super) ous: Vec<&'q str>,
    /// Their accounts.
    pub(super) accounts: Vec<String>,
    /// All accounts that no other OU has.
    pub(super) is_rest: bool,
    from: Option<&'q Allowed>,
}

/// OUs together whose calls are held to the same, where that is asked; else all.
pub(super) fn groups<'q>(one: Use, question: &'q Question<'q>) -> Vec<Group<'q>> {
    let mut groups: Vec<Group<'q>> = Vec::new();
    if one != Use::Outside {
        groups.push(Group {
            ous: Vec::new(),
            accounts: Vec::new(),
            is_rest: false,
            from: None,
        });
        return groups;
    }
    for scope in question.scopes {
        let is_rest = scope.accounts.is_empty();
        let same = |own: &&mut Group<'_>| own.from == Some(&scope.from) && own.is_rest == is_rest;
        if let Some(own) = groups.iter_mut().find(same) {
            own.ous.push(&scope.ou);
            own.accounts.extend(scope.accounts.iter().cloned());
        } else {
            groups.push(Group {
                ous: vec![&scope.ou],
                accounts: scope.accounts.clone(),
                is_rest,
                from: Some(&scope.from),
            });
        }
    }
    groups
}

fn list<T: AsRef<str>>(texts: &[T]) -> String {
    let quoted = |text: &T| {
        let text: String = text
            .as_ref()
            .chars()
            .filter(|c| !"\"\\".contains(*c) && !c.is_control())
            .collect();
        format!("\"{text}\"")
    };
    let texts: Vec<String> = texts.iter().map(quoted).collect();
    texts.join(", ")
}
