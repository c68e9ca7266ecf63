//! What a judgement costs: GRREGIONDENY and two Bedrock statements, policies read once, a mix of requests; beside it iam-rs in the same run.
//!
//! `evaluate` is the judgement alone, `line` a batch's line in and line out. Both are single-threaded, so time is CPU time.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "criterion's macros; a bench fails by panicking"
)]

use std::hint::black_box;

use crispack::control_tower::{Baseline, builtin};
use crispack::diagnostic::Source;
use crispack::policy::evaluate::{Compiled, Judgement};
use crispack::policy::{Document, Policy, Request};
use crispack::simulate::batch::Batch;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use iam_rs::{Arn, Context, IAMPolicy, IAMRequest, PolicyEvaluator, Principal, PrincipalId};
use serde_json::{Value, json};

const ROLE: &str = "arn:aws:iam::111122223333:role/App";

/// The Region deny of the documentation with eight Regions, and a policy of two Bedrock statements.
fn policies() -> Vec<Value> {
    let baseline = Baseline::from_builtin("builtin:current", builtin("current").unwrap()).unwrap();
    let regions = [
        "eu-central-1",
        "eu-north-1",
        "eu-west-1",
        "eu-west-3",
        "us-east-1",
        "us-east-2",
        "us-west-1",
        "us-west-2",
    ];
    let statement = baseline.with_regions(&regions.map(str::to_owned));
    let region_deny = Policy {
        statements: vec![statement],
        ..Policy::default()
    };
    let bedrock = json!({"Version": "2012-10-17", "Statement": [
        {"Sid": "DenyGlobal", "Effect": "Deny", "Action": "bedrock:*", "Resource": "*",
         "Condition": {"StringEquals": {"aws:RequestedRegion": "unspecified"}}},
        {"Sid": "DenyOthers", "Effect": "Deny",
         "Action": ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"], "Resource": "*",
         "Condition": {"Null": {"bedrock:InferenceProfileArn": "false"},
                       "ArnNotLike": {"bedrock:InferenceProfileArn": "arn:aws:bedrock:*:*:inference-profile/us.*"}}},
    ]});
    vec![
        serde_json::from_str(&region_deny.to_compact_json()).unwrap(),
        bedrock,
    ]
}

/// Action, resource and context.
type Asked = (String, String, Vec<(&'static str, String)>);

/// Six actions, five Regions, with and without a profile.
fn requests() -> Vec<Asked> {
    let mut all = Vec::new();
    for action in [
        "bedrock:InvokeModel",
        "bedrock:InvokeModelWithResponseStream",
        "bedrock:ListFoundationModels",
        "s3:GetObject",
        "ec2:DescribeInstances",
        "iam:GetRole",
    ] {
        for region in [
            "us-east-1",
            "eu-central-1",
            "us-west-2",
            "unspecified",
            "ap-southeast-2",
        ] {
            for family in ["", "us", "eu", "global"] {
                let mut context = vec![
                    ("aws:RequestedRegion", region.to_owned()),
                    ("aws:PrincipalArn", ROLE.to_owned()),
                ];
                if !family.is_empty() {
                    context.push((
                        "bedrock:InferenceProfileArn",
                        format!("arn:aws:bedrock:us-east-1:111122223333:inference-profile/{family}.acme.model-v1:0"),
                    ));
                }
                let resource =
                    format!("arn:aws:bedrock:{region}::foundation-model/acme.model-v1:0");
                all.push((action.to_owned(), resource, context));
            }
        }
    }
    all
}

fn simulate(criterion: &mut Criterion) {
    let documents = policies();
    let requests = requests();
    let mut group = criterion.benchmark_group("simulate");
    group.throughput(Throughput::Elements(requests.len() as u64));

    let read: Vec<Document> = documents
        .iter()
        .map(|document| Document::read(&Source::new("bench", document.to_string())).unwrap())
        .collect();
    let compiled = Compiled::new(read.iter().map(|document| &*document.policy)).unwrap();
    let asked: Vec<Request<'_>> = requests
        .iter()
        .map(|(action, resource, context)| {
            context.iter().fold(
                Request::new(action.as_str(), resource.as_str()),
                |request, (key, value)| request.with(key, value.as_str()),
            )
        })
        .collect();
    group.bench_function("evaluate", |bencher| {
        let mut judgement = Judgement::default();
        bencher.iter(|| {
            for request in &asked {
                compiled.judge(black_box(request), &mut judgement);
                black_box(&judgement);
            }
        });
    });

    let lines: Vec<String> = requests
        .iter()
        .enumerate()
        .map(|(id, (action, resource, context))| {
            let context: serde_json::Map<String, Value> = context
                .iter()
                .filter(|(key, _)| *key != "aws:PrincipalArn")
                .map(|(key, value)| ((*key).to_owned(), json!(value)))
                .collect();
            json!({"id": id, "policies": "set", "request": {
                "action": action, "resource": resource, "principal_arn": ROLE, "context": context,
            }})
            .to_string()
        })
        .collect();
    group.bench_function("line", |bencher| {
        let mut batch = Batch::new();
        let mut out = String::new();
        batch.line(
            &json!({"define": "set", "policies": documents}).to_string(),
            &mut out,
        );
        bencher.iter(|| {
            out.clear();
            for line in &lines {
                batch.line(black_box(line), &mut out);
            }
            black_box(&out);
        });
    });

    // iam-rs knows no SCPs, whose denies are the same as an identity policy's.
    let peers: Vec<IAMPolicy> = documents
        .iter()
        .map(|document| serde_json::from_value(document.clone()).unwrap())
        .collect();
    let evaluator = PolicyEvaluator::with_policies(peers);
    let asked: Vec<IAMRequest> = requests
        .iter()
        .map(|(action, resource, context)| {
            let context = context.iter().fold(Context::new(), |all, (key, value)| {
                all.with_string(*key, value.as_str())
            });
            IAMRequest::new_with_context(
                Principal::Aws(PrincipalId::String(ROLE.to_owned())),
                action.as_str(),
                Arn::parse(resource).unwrap(),
                context,
            )
        })
        .collect();
    group.bench_function("iam-rs", |bencher| {
        bencher.iter(|| {
            for request in &asked {
                black_box(evaluator.evaluate(black_box(request)).ok());
            }
        });
    });
    group.finish();
}

criterion_group!(benches, simulate);
criterion_main!(benches);
