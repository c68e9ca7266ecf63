use std::borrow::Cow;

use indexmap::IndexMap;

use crate::observe::log::{Piece, Record};
use crate::simulate::Principal;

use super::count::{Count, Moment};
use super::kind::{Kind, Operation};
use super::texts::{Text, Texts};
use super::window::Window;

/// The service whose events are calls of inference.
const BEDROCK: &str = "bedrock.amazonaws.com";

/// So many kinds of calls are told apart (measured 2026-11-26: a replay of as many, with JSON as the answer, takes 90 MiB of the 100 that it may).
const MOST_KINDS: usize = 30_000;

/// So many bytes of different texts are kept.
const MOST_TEXT: usize = 12 * 1024 * 1024;

/// So many names of other events are told apart.
const MOST_NAMES: usize = 500;

/// Events whose calls run a model, or make a way to one, and that are not replayed (Amazon Bedrock API Reference, read 2026-11-26).
const RELATED: [&str; 13] = [
    "CreateModelInvocationJob",
    "CreatePromptRouter",
    "CreateAdvancedPromptOptimizationJob",
    "InvokeAgent",
    "InvokeInlineAgent",
    "InvokeFlow",
    "InvokePrompt",
    "RetrieveAndGenerate",
    "RetrieveAndGenerateStream",
    "ApplyGuardrail",
    "InvokeDataAutomation",
    "InvokeDataAutomationAsync",
    "CreateEvaluationJob",
];

/// The longest text that is kept, in bytes; an ARN has at most 2,048.
const LONGEST: usize = 2048;

/// The events of a log, each kind of call once: as large as there are different calls, however many events.
#[derive(Debug, Default)]
pub struct Tally {
    texts: Texts,
    calls: IndexMap<Kind, Count>,
    /// Application inference profiles by their ARN, with what they were made from, as events say that made them.
    origins: IndexMap<Text, Text>,
    /// Events of Bedrock that are no calls of inference, by `service:Name`.
    others: IndexMap<Text, u64>,
    /// Everything that is an event.
    pub events: u64,
    /// Events of other services.
    pub other_services: u64,
    /// Events outside the days that are looked at.
    pub outside: u64,
    /// Documents that speak of Bedrock and have not the shape of an event.
    pub broken: u64,
    /// Documents that are no events.
    pub no_events: u64,
    /// Digests of CloudTrail's.
    pub digests: u64,
    /// Events of calls of which there were more kinds than are told apart.
    pub too_many: u64,
    /// Events of Bedrock whose name, source or text is not kept, since there were too many.
    pub unnamed: u64,
    /// The first and the last moment of an event of Bedrock.
    pub span: Option<(Moment, Moment)>,
}

impl Tally {
    /// Takes a piece of a log.
    pub fn take(&mut self, piece: &Piece<'_>, window: &Window) {
        match piece {
            Piece::Record(record) => {
                self.events += 1;
                self.record(record, window);
            }
            Piece::Other => {
                self.events += 1;
                self.other_services += 1;
            }
            Piece::Digest => self.digests += 1,
            Piece::Broken => self.broken += 1,
            Piece::NoEvent => self.no_events += 1,
        }
    }

    fn record(&mut self, record: &Record<'_>, window: &Window) {
        let source = record.source.as_deref().unwrap_or_default();
        if !source.starts_with("bedrock") {
            self.other_services += 1;
            return;
        }
        let count = Count::of(record);
        if !window.has(count.first) {
            self.outside += 1;
            return;
        }
        self.learn(record);
        if let Some(moment) = count.first {
            let (first, last) = self.span.unwrap_or((moment, moment));
            self.span = Some((first.min(moment), last.max(moment)));
        }
        let name = record.name.as_deref().unwrap_or_default();
        match Operation::of(name).filter(|_| source == BEDROCK) {
            Some(operation) => self.call(record, operation, &count),
            None => {
                let service = source.strip_suffix(".amazonaws.com").unwrap_or(source);
                self.other(&format!("{service}:{name}"), 1);
            }
        }
    }

    /// What a new application inference profile was made from; of several that events tell the least, so that their order does not matter.
    fn learn(&mut self, record: &Record<'_>) {
        let (Some(made), Some(from)) = (&record.made, &record.copy_from) else {
            return;
        };
        let is_short = made.len() <= LONGEST && from.len() <= LONGEST;
        if is_short && record.name.as_deref() == Some("CreateInferenceProfile") {
            self.origin_of(made, from);
        }
    }

    fn origin_of(&mut self, made: &str, from: &str) {
        if self.has_room() {
            let (made, from) = (self.texts.number(made), self.texts.number(from));
            let least = match self.origins.get(&made) {
                Some(known) if self.text(*known) <= self.text(from) => *known,
                _ => from,
            };
            self.origins.insert(made, least);
        }
    }

    fn has_room(&self) -> bool {
        self.calls.len() < MOST_KINDS && self.texts.size() < MOST_TEXT
    }

    fn other(&mut self, name: &str, events: u64) {
        let known = self.texts.find(name);
        let has_room = self.others.len() < MOST_NAMES && name.len() <= 200;
        if let Some(count) = known.and_then(|known| self.others.get_mut(&known)) {
            *count += events;
        } else if has_room {
            let number = self.texts.number(name);
            self.others.insert(number, events);
        } else {
            self.unnamed += events;
        }
    }

    fn call(&mut self, record: &Record<'_>, operation: Operation, count: &Count) {
        let principal = record.principal.as_deref().map(Principal::new);
        let target = match operation {
            Operation::CreateProfile => &record.copy_from,
            _ => &record.model_id,
        };
        let served = record
            .inference_region
            .as_ref()
            .filter(|_| count.succeeded > 0);
        let texts: [Option<Cow<'_, str>>; 5] = [
            record.account.clone(),
            principal.map(|own| Cow::Owned(own.arn)),
            target.clone(),
            record.region.clone(),
            served.cloned(),
        ];
        if texts.iter().flatten().any(|text| text.len() > LONGEST) {
            self.too_many += 1;
            return;
        }
        if !self.has_room() {
            // What is known already is still counted.
            let found = texts
                .each_ref()
                .map(|text| text.as_deref().map(|text| self.texts.find(text)));
            if found.contains(&Some(None)) {
                self.too_many += 1;
                return;
            }
        }
        let texts = texts.map(|text| text.map(|text| self.texts.number(&text)));
        self.add(kind(operation, texts), count);
    }

    fn add(&mut self, kind: Kind, count: &Count) {
        if let Some(own) = self.calls.get_mut(&kind) {
            own.add(count);
        } else if self.calls.len() < MOST_KINDS {
            self.calls.insert(kind, *count);
        } else {
            self.too_many += count.events();
        }
    }

    /// Adds another tally.
    pub fn merge(&mut self, other: &Self) {
        for (kind, count) in &other.calls {
            let texts = [
                kind.account,
                kind.principal,
                kind.target,
                kind.region,
                kind.served,
            ];
            if !self.has_room() {
                let is_new = |text: &Text| self.texts.find(other.text(*text)).is_none();
                if texts.iter().flatten().any(is_new) {
                    self.too_many += count.events();
                    continue;
                }
            }
            let texts = texts.map(|text| text.map(|text| self.texts.number(other.text(text))));
            self.add(super::tally::kind(kind.operation, texts), count);
        }
        for (made, from) in &other.origins {
            self.origin_of(other.text(*made), other.text(*from));
        }
        for (name, count) in &other.others {
            let name = other.text(*name);
            self.other(name, *count);
        }
        self.events += other.events;
        self.other_services += other.other_services;
        self.outside += other.outside;
        self.broken += other.broken;
        self.no_events += other.no_events;
        self.digests += other.digests;
        self.too_many += other.too_many;
        self.unnamed += other.unnamed;
        self.span = match (self.span, other.span) {
            (Some((a, b)), Some((c, d))) => Some((a.min(c), b.max(d))),
            (one, another) => one.or(another),
        };
    }

    /// Kinds of calls, so many.
    pub fn len(&self) -> usize {
        self.calls.len()
    }

    /// Is there no call in it?
    pub fn is_empty(&self) -> bool {
        self.calls.is_empty()
    }

    /// A text by its number.
    pub fn text(&self, text: Text) -> &str {
        self.texts.get(text)
    }

    /// Every kind of call with its count.
    pub fn calls(&self) -> impl Iterator<Item = (&Kind, &Count)> {
        self.calls.iter()
    }

    /// What an application inference profile was made from, by its ARN.
    pub fn origin(&self, profile: &str) -> Option<&str> {
        let number = self.texts.find(profile)?;
        self.origins.get(&number).map(|own| self.text(*own))
    }

    /// The events of Bedrock that are no calls of inference, by `service:Name`, in the order of the names.
    pub fn others(&self) -> Vec<(&str, u64)> {
        let others = self.others.iter();
        let mut others: Vec<(&str, u64)> = others
            .map(|(name, count)| (self.text(*name), *count))
            .collect();
        others.sort_unstable();
        others
    }

    /// Events of what this change may well concern and that is not replayed: batch jobs, prompt routers, agents, flows, other endpoints of Bedrock.
    pub fn related(&self) -> u64 {
        let is_related = |name: &str| {
            let (service, name) = name.split_once(':').unwrap_or_default();
            service == "bedrock-mantle" && name.contains("Inference") || RELATED.contains(&name)
        };
        let others = self.others();
        let related = others.iter().filter(|(name, _)| is_related(name));
        related.map(|(_, events)| events).sum()
    }

    /// The accounts of the calls.
    pub fn accounts(&self) -> impl Iterator<Item = &str> {
        let accounts: indexmap::IndexSet<Text> =
            self.calls.keys().filter_map(|kind| kind.account).collect();
        accounts.into_iter().map(|own| self.text(own))
    }
}

fn kind(operation: Operation, texts: [Option<Text>; 5]) -> Kind {
    let [account, principal, target, region, served] = texts;
    Kind {
        account,
        principal,
        operation,
        target,
        region,
        served,
    }
}
