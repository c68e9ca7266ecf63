//! What was not judged, and what was not read.

use std::fmt::Write as _;

use crate::observe::replay::Targets;
use crate::render::visible::visible;

use super::Replayed;
use super::words::{many, number};

/// Calls that were not judged, by reason, and events of other kinds.
pub(super) fn not_judged(text: &mut String, own: &Replayed<'_>) {
    let reasons = own.impact.reasons(own.tally);
    let sum = |targets: &Targets| targets.iter().map(|(_, count)| count.events()).sum::<u64>();
    let all: u64 = reasons.values().map(sum).sum();
    if all > 0 {
        let _ = writeln!(text, "\n{} of inference not judged:", many(all, "call"));
    }
    for (reason, targets) in &reasons {
        let _ = writeln!(text, "  {}: {}", number(sum(targets)), reason.describe());
        let shown = if own.all { targets.len() } else { 5 };
        for (target, count) in targets.iter().take(shown) {
            if let Some(target) = target {
                let target = visible(own.tally.text(*target));
                let _ = writeln!(text, "    {} of {target}", many(count.events(), "call"));
            }
        }
        if let Some(more) = targets.len().checked_sub(shown).filter(|more| *more > 0) {
            let _ = writeln!(text, "    and {} more", number(more as u64));
        }
    }
    let others = own.tally.others();
    if !others.is_empty() {
        let calls: u64 = others.iter().map(|(_, calls)| calls).sum::<u64>() + own.tally.unnamed;
        let names: Vec<String> = others
            .iter()
            .map(|(name, calls)| format!("{} {}", visible(name), number(*calls)))
            .collect();
        let shown = if own.all { names.len() } else { 8 };
        let more = names.len().saturating_sub(shown);
        let more = if more > 0 {
            format!(" and {more} more names")
        } else {
            String::new()
        };
        let _ = writeln!(
            text,
            "\n{} of Bedrock of other kinds, not judged:\n  {}{more}",
            many(calls, "event"),
            names
                .iter()
                .take(shown)
                .cloned()
                .collect::<Vec<_>>()
                .join(", ")
        );
    }
}

/// What was read, and what of it was no event.
pub(super) fn read(own: &Replayed<'_>) -> String {
    let (reading, tally) = (own.reading, own.tally);
    let mut text = format!(
        "Read {} ({} MB) in {}",
        many(tally.events, "event"),
        number(reading.bytes / 1_000_000),
        many(reading.files, "file")
    );
    if let Some((first, last)) = tally.span {
        let _ = write!(
            text,
            "; those of Bedrock are of {} to {}",
            first.day(),
            last.day()
        );
    }
    text.push('\n');
    let lines = [
        (
            tally.outside,
            "events of Bedrock outside the days asked for",
        ),
        (
            reading.digests + tally.digests,
            "digests of CloudTrail, left out",
        ),
        (
            reading.named_otherwise,
            "files that are not named like logs, left out",
        ),
        (reading.without_events, "files without an event"),
        (tally.no_events, "documents that are no events"),
        (
            tally.broken,
            "documents that speak of Bedrock and have not the shape of an event",
        ),
        (reading.odd_lines, "lines that are no JSON"),
        (
            reading.cut_short,
            "files that could not be read to their end; what stands before was counted",
        ),
    ];
    for (count, what) in lines {
        if count > 0 {
            let _ = writeln!(text, "  {} {what}", number(count));
        }
    }
    let shown = if own.all { reading.problems.len() } else { 5 };
    for (file, why) in reading.problems.iter().take(shown) {
        let _ = writeln!(text, "    {}: {}", visible(file), visible(why));
    }
    text
}
