//! Comparisons: our own shapes, and growth with policies and patterns. Run with `cargo bench --bench diff`.

#![allow(missing_docs, clippy::unwrap_used, reason = "a bench")]

use std::hint::black_box;
use std::sync::Arc;

use crispack::bedrock::{Catalogue, probes};
use crispack::control_tower::{Baseline, builtin};
use crispack::policy::compare::{Probes, difference};
use crispack::policy::{Attached, Condition, Effect, Level, Policy, Scope, Statement};
use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};

fn level(policies: Vec<Policy>) -> Vec<Level> {
    let attached = policies.into_iter().enumerate();
    vec![Level {
        name: "bench".to_owned(),
        attached: attached
            .map(|(number, policy)| Attached::from_policy(number.to_string(), Arc::new(policy)))
            .collect(),
    }]
}

fn region_deny() -> Policy {
    let baseline = Baseline::from_builtin("builtin:current", builtin("current").unwrap()).unwrap();
    let regions = ["us-east-1", "us-east-2", "us-west-2"].map(str::to_owned);
    Policy {
        statements: vec![baseline.with_regions(&regions)],
        ..Policy::default()
    }
}

fn pack() -> Policy {
    let deny = |operator: &str, key: &str, value: &str| Statement {
        sid: None,
        effect: Effect::Deny,
        action: Scope::Only(vec!["bedrock:InvokeModel*".to_owned()]),
        resource: Scope::Only(vec!["*".to_owned()]),
        conditions: vec![Condition {
            operator: operator.to_owned(),
            key: key.to_owned(),
            values: vec![value.to_owned()],
        }],
    };
    let global = "arn:*:bedrock:*:*:inference-profile/global.*";
    Policy {
        statements: vec![
            deny("StringEquals", "aws:RequestedRegion", "unspecified"),
            deny("ArnLike", "bedrock:InferenceProfileArn", global),
        ],
        ..Policy::default()
    }
}

/// One policy of many: its own action patterns, one of seventeen keys, some values.
fn one_of_many(number: usize, patterns: usize) -> Policy {
    let statement = Statement {
        sid: None,
        effect: Effect::Deny,
        action: Scope::Only(
            (0..patterns)
                .map(|p| format!("service{}:Action{p}N{number}*", p % 20))
                .collect(),
        ),
        resource: Scope::Only(vec!["*".to_owned()]),
        conditions: vec![Condition {
            operator: "StringNotLike".to_owned(),
            key: format!("aws:PrincipalTag/key{}", number % 17),
            values: vec![format!("value{number}*"), "other".to_owned()],
        }],
    };
    Policy {
        statements: vec![statement],
        ..Policy::default()
    }
}

fn compare(c: &mut Criterion) {
    let mut group = c.benchmark_group("diff");
    group.sample_size(10);
    let (before, after) = (
        level(vec![region_deny()]),
        level(vec![region_deny(), pack()]),
    );
    let words = probes(Catalogue::builtin());
    for (name, probes) in [
        ("without probes", &Probes::default()),
        ("with probes", &words),
    ] {
        group.bench_function(
            BenchmarkId::new("GRREGIONDENY and two statements", name),
            |b| {
                b.iter(|| black_box(difference(&before, &after, probes, false, 200).unwrap()));
            },
        );
    }
    for (policies, patterns) in [(5, 10), (5, 100), (50, 10), (50, 100)] {
        let side = |first: usize| {
            level(
                (first..first + policies)
                    .map(|n| one_of_many(n, patterns))
                    .collect(),
            )
        };
        // All but one are the same on both sides; then none is.
        for (name, shift) in [("one differs", 1), ("all differ", policies)] {
            let (before, after) = (side(0), side(shift));
            let id = BenchmarkId::new(name, format!("{policies} policies of {patterns} patterns"));
            group.bench_function(id, |b| {
                b.iter(|| {
                    black_box(difference(&before, &after, &Probes::default(), false, 10).unwrap())
                });
            });
        }
    }
    group.finish();
}

criterion_group!(benches, compare);
criterion_main!(benches);
