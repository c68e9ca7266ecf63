//! What each fuzz target does with its bytes. `tests/fuzz_seeds.rs` does the same with the committed seeds, without a fuzzer.

use crispack::diagnostic::Source;
use crispack::policy::evaluate::{Compiled, Judgement};
use crispack::policy::{Document, Request, naive};
use crispack::simulate::batch::Batch;
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

/// Bytes as a message or an event: what is understood is explained, and the rest is refused.
pub(crate) fn message(bytes: &[u8]) {
    let Ok(message) = std::str::from_utf8(bytes) else {
        return;
    };
    if let Ok(denial) = observe::denial(message) {
        assert!(denial.action.contains(':'));
        let catalogue = crispack::bedrock::Catalogue::builtin();
        let explained = observe::explain(denial, None, observe::Known::Nothing, &[], catalogue);
        assert!(!crispack::render::explanation(&explained, &[], catalogue).is_empty());
    }
    if let Ok(document) = text::json(&Source::new("fuzz", message)) {
        let _ = observe::event(&document);
    }
}
