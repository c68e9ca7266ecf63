//! What matches the same patterns of `tells_apart` is seen alike: else a proof over atoms of these patterns would miss something.

use std::collections::BTreeMap;

use proptest::prelude::{ProptestConfig, prop, prop_assert_eq, prop_oneof, proptest};
use proptest::strategy::Strategy as Generator;

use super::*;
use crate::bedrock::Feature;
use crate::policy::compare::{Axis, Probe, WordKind};
use crate::policy::glob;

/// Part by part for ARNs, as one string for others; actions without case.
fn matches(probe: &Probe, text: &str) -> bool {
    if probe.axis == Axis::Action {
        return glob::matches(&probe.text.to_lowercase(), &text.to_lowercase());
    }
    if probe.kind == WordKind::Equal {
        return probe.text == text;
    }
    let (pattern, text) = (probe.text.splitn(6, ':'), text.splitn(6, ':'));
    pattern.clone().count() == text.clone().count()
        && pattern
            .zip(text)
            .all(|(pattern, part)| glob::matches(pattern, part))
}

fn part(list: &'static [&'static str]) -> impl Generator<Value = String> {
    prop_oneof![9 => prop::sample::select(list.to_vec()).prop_map(str::to_owned), 1 => "[a-z.]{0,6}"]
}

/// Texts near those that a promise knows.
fn arn() -> impl Generator<Value = String> {
    let kind = part(&[
        "inference-profile",
        "application-inference-profile",
        "prompt-router",
        "default-prompt-router",
        "foundation-model",
        "guardrail-profile",
        "data-automation-profile",
        "guardrail",
        "agent",
        "inference",
    ]);
    let id = part(&[
        "global.acme.m",
        "global.",
        "global",
        "eu.acme.m",
        "eu.other.m",
        "eu",
        "eu.",
        "us.acme.m",
        "x.y.acme.m",
        "acme.m",
        "",
        "globalx.acme.m",
        "eu.a/b:0",
    ]);
    (
        part(&["aws", "aws-us-gov", ""]),
        part(&["bedrock", "s3", ""]),
        part(&["us-east-1", ""]),
        part(&["111122223333", ""]),
        kind,
        id,
    )
        .prop_map(|(partition, service, region, account, kind, id)| {
            format!("arn:{partition}:{service}:{region}:{account}:{kind}/{id}")
        })
}

fn every_mode() -> Vec<Mode> {
    let lists = [
        Geographies::None,
        Geographies::Any,
        Geographies::List(owned(&["eu"])),
        Geographies::List(owned(&["eu", "us"])),
    ];
    let mut modes = Vec::new();
    let features = Feature::ALL;
    for (at, geographies) in lists.into_iter().enumerate() {
        for global in [Decision::Allow, Decision::Deny] {
            for profiles in [Vec::new(), owned(&["acme.*"]), owned(&["*.m", "o?her.*"])] {
                modes.push(Mode {
                    global,
                    profiles,
                    also: features[..at].to_vec(),
                    geographies: geographies.clone(),
                    ..sealed()
                });
            }
        }
    }
    modes
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn arns_that_match_the_same_patterns_are_seen_alike(texts in prop::collection::vec(arn(), 200)) {
        for mode in every_mode() {
            let promise = promise(Strategy::Replace, mode);
            let probes = promise.tells_apart().split;
            let mut by_matches = BTreeMap::new();
            for text in &texts {
                for key in [false, true] {
                    let axis = if key { Axis::Key("bedrock:InferenceProfileArn".to_owned()) } else { Axis::Resource };
                    let matched: Vec<bool> = probes.iter().filter(|probe| probe.axis == axis).map(|probe| matches(probe, text)).collect();
                    let request = if key { Request::new("", "").with("bedrock:InferenceProfileArn", text.as_str()) } else { Request::new("", text.as_str()) };
                    let seen = promise.see(&request);
                    let known = *by_matches.entry((key, matched)).or_insert(seen);
                    prop_assert_eq!(known, seen, "{}", text);
                }
            }
        }
    }

    #[test]
    fn actions_and_regions_that_match_the_same_patterns_are_seen_alike(
        actions in prop::collection::vec("(bedrock|iam|s3|sts|bedrock-x):(InvokeModel|invokemodel|InvokeModelWithResponseStream|Create(InferenceProfile|PromptRouter)|ListAllMyBuckets|Get|CreateModelInvocationJob|ApplyGuardrail|InvokeDataAutomation(Async)?)[a-z]?", 100),
        regions in prop::collection::vec("(eu-central-1|us-east-1|us-west-2|eu-west-1|unspecified|sa-east-1)x?", 60),
    ) {
        for strategy in [Strategy::Additive, Strategy::Extend, Strategy::Replace] {
            let mut promise = promise(strategy, eu_only());
            promise.mode.also = vec![Feature::Guardrails];
            promise.features = Feature::ALL.to_vec();
            let probes = promise.tells_apart().split;
            let listed = promise.reference.statement().action.patterns().to_vec();
            let held = promise.reference.statement().conditions[0].values.clone();
            let mut by_matches = BTreeMap::new();
            for (axis, texts) in [(Axis::Action, &actions), (Axis::Key("aws:RequestedRegion".to_owned()), &regions)] {
                for text in texts {
                    let mut matched: Vec<bool> = probes.iter().filter(|probe| probe.axis == axis).map(|probe| matches(probe, text)).collect();
                    // The reference is compared beside them, with patterns of its own.
                    matched.extend(listed.iter().map(|pattern| glob::matches(&pattern.to_lowercase(), &text.to_lowercase())));
                    matched.extend(held.iter().map(|own| own == text));
                    let request = if axis == Axis::Action { Request::new(text.as_str(), "") } else { Request::new("", "").with("aws:RequestedRegion", text.as_str()) };
                    let seen = promise.see(&request);
                    let known = *by_matches.entry((axis == Axis::Action, matched)).or_insert(seen);
                    prop_assert_eq!(known, seen, "{}", text);
                }
            }
        }
    }
}
