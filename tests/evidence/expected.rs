//! What the queries must find: the rows of the local run over the same events.

use std::collections::BTreeMap;
use std::sync::Arc;

use crispack::evidence::Question;
use crispack::observe::log::piece;
use crispack::observe::replay::{
    Allowed, Count, Ground, Kind, Operation, Scope, Scopes, Sides, Tally, Text, Window, replay,
};
use serde_json::Value;

/// Account, OU, principal, action, target and Region.
pub(crate) type Key = [Option<String>; 6];

/// What stands beside a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) verdict: String,
    pub(crate) reason: Option<String>,
    /// Events, succeeded, denied, failed.
    pub(crate) counts: [u64; 4],
    pub(crate) first: String,
    pub(crate) last: String,
    pub(crate) sample: String,
}

pub(crate) type Rows = BTreeMap<Key, Row>;

/// Rows of every verdict, and of what was not judged; without creations where `creations` is false.
pub(crate) fn rows(question: &Question<'_>, events: &[Value], creations: bool) -> Rows {
    let window = Window {
        from: question.from.map(|day| day.to_string()),
        to: question.to.map(|day| day.to_string()),
    };
    // In a few tallies, as the threads of a run have them.
    let mut tally = Tally::default();
    for events in events.chunks(1_000) {
        let mut part = Tally::default();
        for event in events {
            if creations || event["eventName"] != "CreateInferenceProfile" {
                part.take(&piece(event.to_string().as_bytes()), &window);
            }
        }
        tally.merge(&part);
    }
    let scopes = scopes(question);
    let ground = Ground {
        catalogue: question.catalogue,
        settled: question.settled,
        origins: question.origins,
    };
    let impact = replay(&tally, &scopes, ground);
    let text = |part: Option<Text>| part.map(|part| tally.text(part).to_owned());
    let key = |kind: &Kind| {
        [
            text(kind.account),
            scopes
                .of(text(kind.account).as_deref())
                .map(|own| own.ou.clone()),
            text(kind.principal),
            Some(kind.operation.action().to_owned()),
            text(kind.target),
            text(kind.region),
        ]
    };
    let row = |verdict: &str, reason: Option<&str>, count: &Count| Row {
        verdict: verdict.to_owned(),
        reason: reason.map(str::to_owned),
        counts: [count.events(), count.succeeded, count.denied, count.failed],
        first: count.first.unwrap().as_str().to_owned(),
        last: count.last.unwrap().as_str().to_owned(),
        sample: count.sample().unwrap(),
    };
    let mut rows = Rows::new();
    for own in &impact.rows {
        rows.insert(key(&own.kind), row(own.verdict.as_str(), None, &own.count));
    }
    for own in &impact.not_judged {
        let row = row("not-judged", Some(own.reason.as_str()), &own.count);
        rows.insert(key(&own.kind), row);
    }
    let creates = |kind: &Kind| kind.operation == Operation::CreateProfile;
    assert!(creations || !impact.rows.iter().any(|own| creates(&own.kind)));
    rows
}

fn scopes(question: &Question<'_>) -> Scopes {
    let mut scopes = Scopes {
        management_account: question.management_account.map(str::to_owned),
        ..Scopes::default()
    };
    for (at, own) in question.scopes.iter().enumerate() {
        let sides = Sides {
            before: own.before.clone(),
            after: own.after.clone(),
        };
        scopes.all.push(Scope {
            ou: own.ou.clone(),
            sides: Arc::new(sides),
            allowed: Arc::new(Allowed {
                from: own.from.clone(),
            }),
        });
        if own.accounts.is_empty() {
            scopes.every = Some(at);
        }
        let accounts = own.accounts.iter().map(|account| (account.clone(), at));
        scopes.by_account.extend(accounts);
    }
    scopes
}
