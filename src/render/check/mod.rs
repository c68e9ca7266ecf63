//! What a check found: for people, for programs, for code scanning, for a pull request.

mod diff;
mod github;
mod json;
mod markdown;
mod sarif;
mod text;

pub use diff::fixes_text;
pub use github::check_github;
pub use json::check_json;
pub use markdown::check_markdown;
pub use sarif::check_sarif;
pub use text::check_text;

use crate::check::{Looked, Report};
use crate::diagnostic::{Diagnostic, Severity};

use super::summary::counts;
use super::visible::visible;

/// The outcome in one line: `pack.zip: 2 errors, 1 note`.
fn outcome(subject: &str, report: &Report) -> String {
    let found = if report.findings.is_empty() {
        "nothing found".to_owned()
    } else {
        counts(&report.findings)
    };
    let silenced = match report.silenced.len() {
        0 => String::new(),
        many => format!("; {many} ignored, with reasons"),
    };
    let subject = visible(subject);
    format!("{subject}: {found}{silenced} ({})", looked(report.looked))
}

/// What was looked at, in words.
fn looked(looked: Looked) -> String {
    let of = |count: usize, one: &str, many: &str| match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        more => Some(format!("{more} {many}")),
    };
    let parts: Vec<String> = [
        of(looked.specs, "spec", "specs"),
        of(looked.manifests, "manifest", "manifests"),
        of(looked.policies, "policy", "policies"),
        of(looked.templates, "template", "templates"),
        of(
            looked.parameters,
            "file of parameters",
            "files of parameters",
        ),
    ]
    .into_iter()
    .flatten()
    .collect();
    if parts.is_empty() {
        "nothing was looked at".to_owned()
    } else {
        format!("looked at: {}", parts.join(", "))
    }
}

/// Message, notes and help in one text, a line each.
fn whole_message(finding: &Diagnostic) -> String {
    let mut lines = vec![visible(&finding.message)];
    lines.extend(finding.notes.iter().map(|note| visible(note)));
    lines.extend(
        finding
            .help
            .iter()
            .map(|help| format!("help: {}", visible(help))),
    );
    lines.join("\n")
}

/// The findings of a level and above.
fn from_level(findings: &[Diagnostic], least: Severity) -> impl Iterator<Item = &Diagnostic> {
    findings.iter().filter(move |own| own.severity() >= least)
}
