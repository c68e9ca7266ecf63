//! How long a package and a policy are looked at; reading the same policy as JSON, and nothing more, is timed beside it.

#![allow(missing_docs, clippy::unwrap_used, reason = "a bench")]

use std::fmt::Write as _;
use std::hint::black_box;

use crispack::cfct::Package;
use crispack::check::{self, Against, Ignores, Text};
use crispack::policy::Quota;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

/// A policy of some ten thousand characters, on one line.
fn policy(number: usize) -> String {
    let mut statements = Vec::new();
    for statement in 0..8 {
        let mut actions = String::new();
        for action in 0..30 {
            let comma = if action == 0 { "" } else { "," };
            let _ = write!(
                actions,
                "{comma}\"ec2:Describe{number}Thing{statement}x{action}*\""
            );
        }
        statements.push(format!(
            "{{\"Sid\":\"S{statement}\",\"Effect\":\"Deny\",\"Action\":[{actions}],\"Resource\":\"*\",\"Condition\":{{\"StringNotEquals\":\
             {{\"aws:RequestedRegion\":[\"eu-central-1\",\"eu-west-1\"]}},\"ArnNotLike\":{{\"aws:PrincipalArn\":[\"arn:*:iam::*:role/AWSControlTowerExecution\"]}}}}}}"
        ));
    }
    format!(
        "{{\"Version\":\"2012-10-17\",\"Statement\":[{}]}}",
        statements.join(",")
    )
}

/// A package of so many policies.
fn package(policies: usize) -> Package {
    let mut manifest = "region: eu-central-1\nversion: 2021-03-15\nresources:\n".to_owned();
    let mut package = Package::new();
    for number in 0..policies {
        let _ = write!(
            manifest,
            "  - name: \"p{number}\"\n    description: \"policy {number}\"\n    resource_file: policies/p{number}.json\n    deploy_method: scp\n\
             \x20   deployment_targets:\n      organizational_units:\n        - \"Team{number}\"\n"
        );
        package.insert(format!("policies/p{number}.json"), policy(number));
    }
    package.insert("manifest.yaml", manifest);
    package
}

fn packages(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("check a package");
    for policies in [5, 200] {
        let package = package(policies);
        group.throughput(Throughput::Elements(policies as u64));
        group.bench_function(format!("of {policies} policies"), |bencher| {
            bencher.iter(|| {
                let mut ignores = Ignores::default();
                check::package(black_box(&package), "p", Against::default(), &mut ignores)
            });
        });
    }
    group.finish();
}

fn policies(criterion: &mut Criterion) {
    let text = policy(1);
    let mut group = criterion.benchmark_group("a policy");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("checked", |bencher| {
        bencher.iter(|| {
            let text = Text {
                path: "p.json",
                shown: "p.json",
                bytes: black_box(text.as_bytes()),
                is_sent: true,
                is_scp: true,
            };
            check::policy(text, Quota::Current, None)
        });
    });
    group.bench_function("read by serde_json", |bencher| {
        bencher.iter(|| serde_json::from_str::<serde_json::Value>(black_box(&text)).is_ok());
    });
    group.finish();
}

criterion_group!(benches, packages, policies);
criterion_main!(benches);
