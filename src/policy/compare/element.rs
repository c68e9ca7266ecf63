//! The axes of the elements: action and resource.

use crate::policy::evaluate::Open;
use crate::policy::{Scope, Statement, Version};
use indexmap::IndexSet;

use super::atoms::{
    Axis, Blown, Dimension, Pattern, Probe, Probes, Texts, Value, Word, WordKind, texts,
};
use super::glyph::{Glyph, arn, glyphs, text};
use super::refused::Why;
use super::space::Given;

/// Characters that stand for all that no pattern names, the first that is free.
const IN_ACTIONS: &str = "abcdefghijklmnopqrstuvwxyz0123456789-_";
pub(super) const IN_TEXTS: &str =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_/.";

/// Why an action element cannot be compared, if so: AWS's text does not say what it means without a colon, or with a wildcard in the service prefix.
pub(super) fn action_refusal(scope: &Scope) -> Option<Why> {
    let unclear = |entry: &&String| {
        let wild = ['*', '?'];
        *entry != "*"
            && *entry != "*:*"
            && entry
                .split_once(':')
                .is_none_or(|(service, _)| service.contains(wild))
    };
    scope
        .patterns()
        .iter()
        .find(unclear)
        .map(|_| Why::Open(Open::ServicePattern))
}

/// Why a resource element cannot be compared, if so: a policy variable, or a wildcard in a pattern that does not spell all six parts of an ARN.
pub(super) fn resource_refusal(scope: &Scope, version: Version) -> Option<Why> {
    scope.patterns().iter().find_map(|pattern| {
        if glyphs(pattern, version).is_none() {
            return Some(Why::Variable(pattern.clone()));
        }
        let open = pattern != "*" && pattern.contains(['*', '?']) && !spells_all_parts(pattern);
        open.then_some(Why::Open(Open::ColonCrossed))
    })
}

fn spells_all_parts(pattern: &str) -> bool {
    pattern.bytes().filter(|byte| *byte == b':').count() >= 5
}

/// The dimension of actions: every `service:Name`, in lower case.
pub(super) fn actions(
    given: &[Given<'_>],
    refused: impl Fn(usize) -> bool,
    probes: &Probes,
) -> Result<Dimension, Blown> {
    let lower = |text: &str| text.to_ascii_lowercase();
    let patterns = collect(given, &refused, probes, &Axis::Action, |statement, _| {
        &statement.action
    });
    let mut own = Vec::new();
    for (statement, pattern) in patterns {
        // No variables in an action, so the older version reads every one.
        let glyphs = glyphs(&lower(&pattern), Version::V2008).unwrap_or_default();
        own.push(Pattern {
            kind: WordKind::Like,
            text: pattern,
            glyphs,
            statement,
        });
    }
    let domain = [vec![
        Glyph::OneInPart,
        Glyph::RunInPart,
        Glyph::Is(':'),
        Glyph::OneInPart,
        Glyph::RunInPart,
    ]];
    let examples: Vec<String> = examples(probes, &Axis::Action).map(lower).collect();
    let own = distinct(own);
    let texts = texts(
        &own,
        &domain,
        IN_ACTIONS,
        examples.iter().map(String::as_str),
    )?;
    Ok(dimension(Axis::Action, own, texts))
}

/// The dimension of resources: `*`, and every ARN on which the two readings of each pattern agree.
pub(super) fn resources(
    given: &[Given<'_>],
    refused: impl Fn(usize) -> bool,
    probes: &Probes,
) -> Result<Dimension, Blown> {
    let mut own = Vec::new();
    let patterns = collect(given, &refused, probes, &Axis::Resource, |statement, _| {
        &statement.resource
    });
    for (statement, pattern) in patterns {
        let version = statement
            .and_then(|statement| given.get(statement))
            .map_or(Version::V2008, |given| given.version);
        // Part by part, which is the smaller product; on ARNs of the shortest spelling the other reading says the same, which is looked at for each witness.
        let spelled = if spells_all_parts(&pattern) {
            arn(&pattern, version)
        } else {
            glyphs(&pattern, version)
        };
        let Some(glyphs) = spelled else { continue };
        own.push(Pattern {
            kind: WordKind::Like,
            text: pattern,
            glyphs,
            statement,
        });
    }
    let domain = [text("*"), any_arn()];
    let own = distinct(own);
    let texts = texts(&own, &domain, IN_TEXTS, examples(probes, &Axis::Resource))?;
    Ok(dimension(Axis::Resource, own, texts))
}

/// `arn:` and five parts more.
pub(super) fn any_arn() -> Vec<Glyph> {
    let mut glyphs = text("arn");
    for _ in 0..4 {
        glyphs.push(Glyph::Is(':'));
        glyphs.push(Glyph::RunInPart);
    }
    glyphs.push(Glyph::Is(':'));
    glyphs.push(Glyph::Run);
    glyphs
}

pub(super) fn examples<'p>(probes: &'p Probes, axis: &Axis) -> impl Iterator<Item = &'p str> {
    let own = probes.examples.iter().filter(move |(own, _)| own.is(axis));
    own.map(|(_, text)| text.as_str())
}

pub(super) fn splitting<'p>(probes: &'p Probes, axis: &Axis) -> impl Iterator<Item = &'p Probe> {
    probes.split.iter().filter(move |probe| probe.axis.is(axis))
}

/// The patterns of an element in every statement where it is compared, and the probes.
fn collect<'g>(
    given: &[Given<'g>],
    refused: &impl Fn(usize) -> bool,
    probes: &Probes,
    axis: &Axis,
    element: impl Fn(&'g Statement, Version) -> &'g Scope,
) -> Vec<(Option<usize>, String)> {
    let mut patterns = Vec::new();
    for (number, given) in given.iter().enumerate().filter(|(n, _)| !refused(*n)) {
        let scope = element(given.statement, given.version);
        let list = scope.patterns().iter().cloned();
        patterns.extend(list.map(|pattern| (Some(number), pattern)));
    }
    patterns.extend(splitting(probes, axis).map(|probe| (None, probe.text.clone())));
    patterns
}

/// Patterns that are the same twice have one automaton; the first is kept, and with it the statement that has it.
pub(super) fn distinct(patterns: Vec<Pattern>) -> Vec<Pattern> {
    let mut seen = IndexSet::new();
    let mut kept: Vec<Pattern> = Vec::new();
    for pattern in patterns {
        let spelled = format!("{:?}", pattern.glyphs);
        if seen.insert(spelled) {
            kept.push(pattern);
        }
    }
    kept
}

/// The dimension of texts that are never absent.
fn dimension(axis: Axis, patterns: Vec<Pattern>, texts: Texts) -> Dimension {
    Dimension {
        axis,
        values: texts.witnesses.into_iter().map(Value::One).collect(),
        words: patterns
            .into_iter()
            .zip(texts.extents)
            .map(|(pattern, extent)| Word {
                kind: pattern.kind,
                text: pattern.text,
                extent,
            })
            .collect(),
        unprobed: texts.unprobed,
    }
}
