use std::cmp::Reverse;
use std::fmt::Write as _;

use crate::check::Report;
use crate::diagnostic::Severity;
use crate::render::snippet::{Look, snippet};

use super::{from_level, outcome};

/// For people: the outcome first, then the findings from a level on with the lines they point to, in the order of the files.
pub fn check_text(subject: &str, report: &Report, least: Severity, look: Look) -> String {
    let mut text = format!("{}\n", outcome(subject, report));
    for finding in from_level(&report.findings, least) {
        let _ = writeln!(text, "\n{}", snippet(finding, look));
    }
    // The first of the worst.
    let worst = from_level(&report.findings, least).min_by_key(|own| Reverse(own.severity()));
    if let Some(worst) = worst {
        let fixable = from_level(&report.findings, least).filter(|own| own.is_fixable());
        let _ = write!(text, "\n`crispack explain {}` tells more", worst.rule.code);
        let _ = match fixable.count() {
            0 => writeln!(text),
            1 => writeln!(text, "; `--fix` shows what would mend 1 of these"),
            many => writeln!(text, "; `--fix` shows what would mend {many} of these"),
        };
    }
    text
}
