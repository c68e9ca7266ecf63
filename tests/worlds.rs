//! What AWS leaves open about a call, as the spec has settled it: expectations, judgements, the report and notes rest on it, the promise never.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;

use common::place::Place;
use common::run::{Outcome, crispack, outcome, succeed};

mod common;

const COPY: &str =
    "arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/a1b2c3d4e5f6";

/// AWS's published list of families denies a copy by the copy's own ARN, and lets it through by its origin's.
fn spec(call: &str, worlds: &str) -> String {
    format!(
        "version: 1
organization: {{home_region: us-east-1, governed_regions: [us-east-1, us-east-2, us-west-1, us-west-2]}}
region_deny: {{baseline: \"builtin:current\"}}
modes:
  listed: {{global: deny, geographies: [us], form: published}}
  strict: {{global: deny, geographies: [us]}}
targets:
  - {{ou: Workloads, mode: listed}}
  - {{ou: Sandbox, mode: strict}}
expect:
  - {{ou: Workloads, source: us-east-1, profile: \"{COPY}\", origin: us.amazon.nova-2-lite-v1:0, call: {call}}}
  - {{ou: Workloads, source: us-east-1, profile: us.amazon.nova-2-lite-v1:0, call: allow}}
  - {{ou: Sandbox, source: us-east-1, profile: us.amazon.nova-2-lite-v1:0, call: allow}}
  - {{ou: Sandbox, source: us-east-1, profile: global.amazon.nova-2-lite-v1:0, call: deny}}
  - {{ou: Sandbox, source: us-east-1, profile: amazon.nova-2-lite-v1:0, call: allow}}
{worlds}"
    )
}

fn build(place: &Place, spec: &str) -> Outcome {
    fs::write(place.path().join("crispack.yaml"), spec).unwrap();
    outcome(crispack(place.path()).args(["build", "--today", "2026-11-26"]))
}

#[test]
fn an_expectation_that_rests_on_an_open_world_fails_until_the_spec_settles_it() {
    let place = Place::new("worlds-expectation");
    let a2 = |word: &str| {
        format!("worlds: {{seen: 2026-11-20, key_through_application_profile: {word}}}\n")
    };
    for call in ["allow", "deny"] {
        let open = build(&place, &spec(call, ""));
        assert_eq!(open.code, Some(1), "{}", open.stderr);
    }
    let open = build(&place, &spec("deny", ""));
    assert!(
        open.stderr.contains("application profile's origin") && open.stderr.contains("probe/"),
        "{}",
        open.stderr
    );
    // That A1 is settled is not enough.
    let other = "worlds: {seen: 2026-11-20, key_on_profile: absent}\n";
    assert_eq!(build(&place, &spec("deny", other)).code, Some(1));
    for (call, word, code) in [
        ("deny", "own", 0),
        ("allow", "own", 1),
        ("allow", "origin", 0),
        ("deny", "origin", 1),
    ] {
        let built = build(&place, &spec(call, &a2(word)));
        assert_eq!(built.code, Some(code), "{call} {word}\n{}", built.stderr);
    }
}

#[test]
fn a_release_says_what_was_settled_and_its_calls_are_judged_by_it() {
    let place = Place::new("worlds-release");
    let call = [
        "simulate",
        "--release",
        "release",
        "--ou",
        "Workloads",
        "--call",
        COPY,
        "--origin",
        "us.amazon.nova-2-lite-v1:0",
    ];
    let strategy_only = spec("deny", "").replace("expect:", "ignore: []\nexpect:");
    let without = strategy_only.split("expect:").next().unwrap();
    assert_eq!(build(&place, without).code, Some(0));
    let open = succeed(place.path(), &call).stdout;
    assert!(open.contains("AWS's pages leave open"), "{open}");
    let report =
        |place: &Place| fs::read_to_string(place.path().join("release/REPORT.md")).unwrap();
    assert!(report(&place).contains("both are among the classes. `probe/` can settle it."));
    assert!(!report(&place).contains("has settled it"));

    let worlds = "worlds: {seen: 2026-11-20, key_on_profile: absent, key_through_application_profile: origin}\n";
    let built = build(&place, &spec("allow", worlds));
    assert_eq!(built.code, Some(0), "{}", built.stderr);
    let settled = succeed(place.path(), &[&call[..], &["--expect", "allow"]].concat()).stdout;
    assert!(!settled.contains("AWS's pages leave open"), "{settled}");
    let said = report(&place);
    assert!(
        said.contains("The spec has settled it as `origin`, seen on `2026-11-20`"),
        "{said}"
    );
    assert!(said.contains("* A3, whether an authorization behind a prompt router has the keys of router and profile at once: both are among the classes. `probe/` can settle it."));
}

/// A message names the model; how it was called is told by the event, and by the origin of a copy.
#[test]
fn a_denial_through_a_copy_is_explained_by_what_its_key_shows() {
    let place = Place::new("worlds-explain");
    let worlds = "worlds: {seen: 2026-11-20, key_through_application_profile: origin}\n";
    let built = build(&place, &spec("allow", worlds));
    assert_eq!(built.code, Some(0), "{}", built.stderr);
    let event = format!(
        r#"{{"eventSource":"bedrock.amazonaws.com","eventName":"InvokeModel","awsRegion":"us-east-1","errorCode":"AccessDenied","errorMessage":"User: arn:aws:sts::111122223333:assumed-role/App/s is not authorized to perform: bedrock:InvokeModel on resource: arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-2-lite-v1:0 with an explicit deny in a service control policy","userIdentity":{{"type":"AssumedRole","arn":"arn:aws:sts::111122223333:assumed-role/App/s"}},"requestParameters":{{"modelId":"{COPY}"}}}}"#
    );
    fs::write(place.path().join("event.json"), event).unwrap();
    let explain = |more: &[&str]| {
        let explain = [
            "explain",
            "--event",
            "event.json",
            "--release",
            "release",
            "--ou",
            "Workloads",
        ];
        succeed(place.path(), &[&explain[..], more].concat()).stdout
    };
    // Nobody knows what it was made from: a profile or the model, and it was no direct call.
    let open = explain(&[]);
    assert!(
        open.contains("through a copy of us.amazon.nova-2-lite-v1:0"),
        "{open}"
    );
    assert!(
        open.contains("through an application inference profile made from the model itself"),
        "{open}"
    );
    assert!(!open.contains("called directly"), "{open}");
    // The published list lets the family through, and denies what shows a copy.
    let of = |origin: &str| explain(&["--origin", origin]);
    assert!(
        of("us.amazon.nova-2-lite-v1:0").contains("not denied by"),
        "{}",
        of("us.amazon.nova-2-lite-v1:0")
    );
    assert!(
        !of("amazon.nova-2-lite-v1:0").contains("not denied by"),
        "{}",
        of("amazon.nova-2-lite-v1:0")
    );
}

/// Where nothing is settled, both are said; a message takes the profile and its origin by flags.
#[test]
fn a_denial_through_a_copy_is_explained_either_way() {
    let place = Place::new("worlds-explain-open");
    let without = spec("deny", "");
    assert_eq!(
        build(&place, without.split("expect:").next().unwrap()).code,
        Some(0)
    );
    let message = "User: arn:aws:sts::111122223333:assumed-role/App/s is not authorized to perform: bedrock:InvokeModel on resource: arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-2-lite-v1:0 with an explicit deny in a service control policy";
    let explain = [
        "explain",
        message,
        "--release",
        "release",
        "--ou",
        "Workloads",
        "--profile",
        COPY,
    ];
    let of = |more: &[&str]| outcome(crispack(place.path()).args(explain).args(more));
    let told = of(&["--origin", "us.amazon.nova-2-lite-v1:0"]).stdout;
    assert!(
        told.contains("of which it is a copy") && told.contains("AWS's pages leave it open"),
        "{told}"
    );
    let told = of(&[]).stdout;
    assert!(
        told.contains(COPY) && told.contains("through a copy of us.amazon.nova-2-lite-v1:0"),
        "{told}"
    );
    let nonsense = of(&["--origin", "nonsense"]);
    assert!(
        nonsense.code == Some(1) && nonsense.stderr.contains("CRP401"),
        "{}",
        nonsense.stderr
    );
}

#[test]
fn what_was_settled_is_put_back_with_a_release() {
    let place = Place::new("worlds-restore");
    let worlds = "worlds: {seen: 2026-11-20, key_through_application_profile: origin}\n";
    assert_eq!(build(&place, &spec("allow", worlds)).code, Some(0));
    let restore = ["build", "--restore", "release", "--out", "back", "--quiet"];
    succeed(place.path(), &restore);
    let call = [
        "simulate",
        "--ou",
        "Workloads",
        "--call",
        COPY,
        "--origin",
        "us.amazon.nova-2-lite-v1:0",
        "--expect",
        "allow",
        "--release",
    ];
    for release in ["release", "back"] {
        succeed(place.path(), &[&call[..], &[release]].concat());
    }
}

#[test]
fn nobody_has_seen_anything_tomorrow() {
    let place = Place::new("worlds-later");
    for (day, code) in [("2026-11-27", "CRP153"), ("2026-02-30", "CRP106")] {
        let worlds = format!("worlds: {{seen: {day}, key_through_application_profile: own}}\n");
        let built = build(&place, &spec("deny", &worlds));
        assert_eq!(built.code, Some(1));
        assert!(
            built.stderr.contains(code) && built.stderr.contains("crispack.yaml:16:16"),
            "{}",
            built.stderr
        );
    }
}

/// A change that only a request of an open world can meet says so; one that a request is known for does not.
#[test]
fn a_change_that_needs_an_open_world_is_marked() {
    let place = Place::new("worlds-labels");
    let deny = |resource: &str, conditions: &str| {
        format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Deny","Action":"x:y","Resource":"*"}},{{"Effect":"Deny","Action":"bedrock:InvokeModel","Resource":"{resource}","Condition":{{"Null":{{{conditions}}}}}}}]}}"#
        )
    };
    fs::write(
        place.path().join("none.json"),
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"x:y","Resource":"*"}]}"#,
    )
    .unwrap();
    let key = r#""bedrock:InferenceProfileArn":"false""#;
    let router = r#""bedrock:PromptRouterArn":"false""#;
    let profile = "arn:*:bedrock:*:*:inference-profile/*";
    for (resource, conditions, notes) in [
        (profile, key.to_owned(), vec!["needs A1"]),
        (profile, router.to_owned(), vec![]),
        ("*", key.to_owned(), vec![]),
        (
            "arn:*:bedrock:*::foundation-model/*",
            key.to_owned(),
            vec![],
        ),
        ("*", format!("{key},{router}"), vec!["needs A3"]),
        (
            profile,
            format!("{key},{router}"),
            vec!["needs A1", "needs A3"],
        ),
    ] {
        fs::write(place.path().join("b.json"), deny(resource, &conditions)).unwrap();
        let told = outcome(crispack(place.path()).args(["diff", "none.json", "b.json"])).stdout;
        for mark in ["needs A1", "needs A3"] {
            // With `*` the profiles may be a rectangle of their own, which is right to have its note.
            let all = told.matches("such as").count();
            let marked = told.matches(mark).count();
            assert_eq!(
                marked == all,
                notes.contains(&mark),
                "{resource} {conditions} {mark}\n{told}"
            );
        }
    }
}
