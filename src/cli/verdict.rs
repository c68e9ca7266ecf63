use clap::ValueEnum;

use crate::diagnostic::{Diagnostic, Severity};

/// From which level on a finding is a failure.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum Level {
    Error,
    Warning,
    Note,
}

/// The worst last, so that it stands next to the prompt; those of one level in the order of the file. A file of nothing but mistakes is not shown whole.
pub(super) fn in_order(findings: &mut Vec<Diagnostic>) {
    const SHOWN: usize = 200;
    findings.sort_by_cached_key(|finding| {
        let place = finding.labels.first().map(|label| &label.place);
        let at = place.map(|place| (place.source.name.clone(), place.span.start));
        (finding.severity(), at)
    });
    let more = findings.len().saturating_sub(SHOWN);
    findings.drain(..more);
    if more > 0
        && let Some(last) = findings.last_mut()
    {
        last.notes
            .push(format!("{more} more findings are not shown"));
    }
}

impl From<Level> for Severity {
    fn from(level: Level) -> Self {
        match level {
            Level::Error => Self::Error,
            Level::Warning => Self::Warning,
            Level::Note => Self::Note,
        }
    }
}

/// Is there a finding at or above the level?
pub(super) fn is_failure(fail_on: Level, findings: &[Diagnostic]) -> bool {
    let level = Severity::from(fail_on);
    findings.iter().any(|finding| finding.severity() >= level)
}
