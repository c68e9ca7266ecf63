//! What each fuzz target does with its bytes. `tests/fuzz_seeds.rs` does the same with the committed seeds, without a fuzzer.

use std::collections::BTreeMap;

use crispack::bedrock::{Catalogue, Settled};
use crispack::cfct::{Archive, Package};
use crispack::check::{self, Against, Ignores, Report, Text};
use crispack::diagnostic::{Severity, Source};
use crispack::observe::log::{Cutter, piece, table};
use crispack::observe::replay::{Ground, Scopes, Tally, Window, replay};
use crispack::policy::evaluate::{Compiled, Judgement};
use crispack::policy::{Document, Quota, Request, naive};
use crispack::render::{self, Look};
use crispack::simulate::batch::Batch;
use crispack::spec::Day;
use crispack::{observe, text};

/// Bytes as a policy file: it is read or refused, and what is read is judged by both evaluators, which agree.
pub(crate) fn policy(bytes: &[u8]) {
    let Ok(source) = text::source("fuzz", bytes.to_vec()) else {
        return;
    };
    let Ok(document) = Document::read(&source) else {
        return;
    };
    let Ok(compiled) = Compiled::new([&*document.policy]) else {
        return;
    };
    for request in [
        Request::new(
            "bedrock:InvokeModel",
            "arn:aws:bedrock:us-east-2::foundation-model/acme.m",
        )
        .with("aws:RequestedRegion", "us-east-2")
        .with("aws:PrincipalArn", "arn:aws:iam::111122223333:role/App"),
        Request::new("s3:GetObject", "*"),
    ] {
        let mut judgement = Judgement::default();
        compiled.judge(&request, &mut judgement);
        // A Deny in front of an Allow that only one of them refuses does not occur: what compiled is known to both.
        if let Ok(denying) = naive::denying(&document.policy, &request) {
            assert_eq!(denying.is_some(), !judgement.denying().is_empty());
        }
    }
}

/// Bytes as lines of a batch: every line that is not blank and names no set has exactly one line of answer, which is JSON.
pub(crate) fn batch(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let mut batch = Batch::new();
    for line in text.lines() {
        let mut out = String::new();
        batch.line(line, &mut out);
        assert!(out.is_empty() || (out.ends_with('\n') && out.matches('\n').count() == 1));
        if !out.is_empty() {
            // The id is the user's own text, so its numbers need fit nowhere.
            assert!(serde_json::from_str::<&serde_json::value::RawValue>(&out).is_ok());
        }
    }
}

/// Bytes as a log: whatever comes of them, every piece is counted as something, and what is counted is judged or told.
pub(crate) fn trail(bytes: &[u8]) {
    let window = Window::default();
    let mut tally = Tally::default();
    let mut pieces = 0;
    let mut cutter = Cutter::new(bytes);
    while let Ok(Some(bytes)) = cutter.piece() {
        pieces += 1;
        tally.take(&piece(bytes), &window);
    }
    let _ = table(bytes, |piece| {
        pieces += 1;
        tally.take(&piece, &window);
    });
    let counted = tally.events + tally.no_events + tally.digests + tally.broken;
    assert_eq!(counted, pieces);
    let scopes = Scopes::default();
    let ground = Ground {
        catalogue: Catalogue::builtin(),
        settled: &Settled::default(),
        origins: &BTreeMap::new(),
    };
    let impact = replay(&tally, &scopes, ground);
    let told: u64 = impact.not_judged.iter().map(|own| own.count.events()).sum();
    let others: u64 = tally.others().iter().map(|(_, events)| events).sum();
    assert_eq!(
        told + others + tally.other_services + tally.too_many + tally.unnamed,
        tally.events
    );
}

/// Bytes as a message or an event: what is understood is explained, and the rest is refused.
pub(crate) fn message(bytes: &[u8]) {
    let Ok(message) = std::str::from_utf8(bytes) else {
        return;
    };
    if let Ok(denial) = observe::denial(message) {
        assert!(denial.action.contains(':'));
        let catalogue = crispack::bedrock::Catalogue::builtin();
        let explained = observe::explain(
            denial,
            None,
            observe::Known::Nothing,
            &[],
            &Settled::default(),
            catalogue,
        );
        assert!(!crispack::render::explanation(&explained, &[], catalogue).is_empty());
    }
    if let Ok(document) = text::json(&Source::new("fuzz", message)) {
        let _ = observe::event(&document);
    }
}

/// Bytes as the manifest of a package: it is looked at whole, told in every format, and what would be mended is mended.
pub(crate) fn manifest(bytes: &[u8]) {
    let mut package = Package::new();
    package.insert("manifest.yaml", bytes);
    package.insert(
        "policies/a.json",
        r#"{"Version":"2012-10-17","Statement":[]}"#,
    );
    package.insert("parameters/a.json", "[]");
    let report = looked(&package);
    for fixed in check::fixed(&report.findings) {
        if fixed.before.name == "manifest.yaml" {
            package.insert("manifest.yaml", fixed.after.as_bytes());
            let again = looked(&package);
            // Mending brings no mistake of the file's own: what could be read before can be read after.
            let unread =
                |report: &Report| report.findings.iter().any(|own| own.rule.code < "CRP011");
            assert!(unread(&report) || !unread(&again), "{}", fixed.after);
        }
    }
}

/// Bytes as a policy of a package, and as one by itself.
pub(crate) fn checked_policy(bytes: &[u8]) {
    for is_sent in [true, false] {
        let text = Text {
            path: "policies/a.json",
            shown: "policies/a.json",
            bytes,
            is_sent,
            is_scp: true,
        };
        let findings = check::policy(text, Quota::Current, Some("eu-central-1"));
        for fixed in check::fixed(&findings) {
            let mended = Text {
                bytes: fixed.after.as_bytes(),
                ..text
            };
            let again = check::policy(mended, Quota::Current, Some("eu-central-1"));
            assert!(again.iter().all(|own| !own.is_fixable()), "{}", fixed.after);
        }
        told(&Report {
            findings,
            ..Report::default()
        });
    }
}

/// Bytes as a zip: its flaws are told, and what can be read of it is looked at.
pub(crate) fn archive(bytes: &[u8]) {
    if let Ok(archive) = Archive::of_bytes(bytes.to_vec(), "x.zip!") {
        let mut report = Report {
            findings: check::archive_flaws(&archive, "x.zip"),
            ..Report::default()
        };
        let mut ignores = Ignores::default();
        report.add(check::package(
            &archive,
            "x.zip",
            Against::default(),
            &mut ignores,
        ));
        report.sort();
        told(&report);
    }
}

fn looked(package: &Package) -> Report {
    let mut ignores = Ignores::default();
    let mut report = check::package(package, "the package", Against::default(), &mut ignores);
    if let Some(today) = Day::parse("2026-11-25") {
        ignores.apply(&mut report, today);
    }
    told(&report);
    report
}

/// No finding is too odd to be told.
fn told(report: &Report) {
    let look = Look {
        colour: false,
        width: 80,
    };
    assert!(!render::check_text("x", report, Severity::Note, look).is_empty());
    assert!(!render::check_markdown("x", report).is_empty());
    let commands = render::check_github("x", report);
    assert_eq!(
        commands.lines().count(),
        report.findings.len() + 1,
        "{commands}"
    );
    for json in [
        render::check_json(&["x".to_owned()], report, true),
        render::check_sarif("x", report, "0"),
    ] {
        assert!(
            serde_json::from_str::<serde_json::Value>(&json).is_ok(),
            "{json}"
        );
    }
}
