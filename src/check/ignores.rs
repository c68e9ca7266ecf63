use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Place, Source};
use crate::spec::raw::RawSpec;
use crate::spec::{Day, Origin};
use crate::text::{Kind, Node};

use super::ignore::{Ignore, Scope};
use super::registry;
use super::report::{Report, Silenced};
use super::rules::{ignore_comment, ignore_unused};

/// What introduces such a comment.
const MARK: &str = "crispack:";

/// The findings that are not to be counted, and what is wrong with saying so.
#[derive(Debug, Default)]
pub struct Ignores {
    said: Vec<Ignore>,
    problems: Vec<Diagnostic>,
    /// The files that a line of a manifest names.
    named: BTreeMap<(String, usize), Vec<String>>,
    /// The files that were looked at: an entry for another file is not to be called unused.
    seen: Vec<String>,
}

impl Ignores {
    /// Remembers that a file was looked at, by its name in messages.
    pub fn saw(&mut self, shown: impl Into<String>) {
        self.seen.push(shown.into());
    }

    /// Takes those that a spec has under `ignore`.
    pub fn read_spec(&mut self, raw: &RawSpec, origin: &Origin) {
        let known = registry::rules();
        for (index, own) in raw.ignore.iter().enumerate() {
            let place = origin.value(&format!("/ignore/{index}"));
            let why = match Day::parse(&own.until) {
                _ if !is_ignorable(&own.code) => cannot_be_ignored(&own.code),
                _ if !known.iter().any(|rule| rule.code == own.code) => {
                    format!("there is no rule `{}`", own.code)
                }
                _ if own.reason.trim().is_empty() => "it has no reason".to_owned(),
                None => format!("`{}` is no day of the calendar", own.until),
                Some(until) => {
                    self.said.push(Ignore {
                        code: own.code.clone(),
                        scope: Scope::File(own.file.clone()),
                        until,
                        reason: own.reason.clone(),
                        place,
                    });
                    continue;
                }
            };
            self.problems.push(ignore_comment::malformed(place, &why));
        }
    }

    /// Says that a line of a text names a file: what is silenced there is silenced in the file.
    pub fn names_file(&mut self, place: &Place, shown: String) {
        let (line, _) = place.source.line_column(place.span.start);
        let at = (place.source.name.clone(), line);
        self.named.entry(at).or_default().push(shown);
    }

    /// Reads the comments of a YAML text that was read as `document`: `# crispack: ignore CRP140 until 2027-03-31 -- reason`, behind a line or above it.
    pub fn read(&mut self, source: &Arc<Source>, document: &Node) {
        let scalars = scalars(document);
        let lines: Vec<&str> = source.text.split('\n').collect();
        // From the end, so that the next line with content is known at every comment.
        let mut next_content = None;
        let mut comments = Vec::new();
        let mut end = source.text.len();
        for (index, line) in lines.iter().enumerate().rev() {
            let start = end - line.len();
            let text = line.trim();
            let is_content = !text.is_empty() && !text.starts_with('#');
            if is_content {
                next_content = Some(index + 1);
            }
            let at = comment(line).map(|(_, at)| at);
            let within = |at: &usize| {
                let after = scalars.partition_point(|span| span.start <= start + at);
                let before = after.checked_sub(1).and_then(|own| scalars.get(own));
                before.is_some_and(|span| span.contains(&(start + at)))
            };
            // What stands in a text is no comment.
            if let Some(at) = at.filter(|at| !within(at)) {
                let span = start + at..start + line.trim_end().len();
                comments.push((
                    span,
                    if is_content {
                        Some(index + 1)
                    } else {
                        next_content
                    },
                ));
            }
            end = start.saturating_sub(1);
        }
        for (span, line) in comments.into_iter().rev() {
            self.read_comment(source, span, line);
        }
    }

    fn read_comment(&mut self, source: &Arc<Source>, span: Range<usize>, line: Option<usize>) {
        let place = Place::new(source, span.clone());
        let text = source.text.get(span).unwrap_or_default();
        match parse(text) {
            Ok((codes, until, reason)) => {
                for code in codes {
                    self.said.push(Ignore {
                        code,
                        scope: Scope::Line(source.name.clone(), line.unwrap_or_default()),
                        until,
                        reason: reason.clone(),
                        place: Some(place.clone()),
                    });
                }
            }
            Err(why) => self
                .problems
                .push(ignore_comment::malformed(Some(place.clone()), &why)),
        }
    }

    /// Takes the findings that are meant out of a report, and adds what is wrong with the words that say so; the report is sorted afterwards.
    ///
    /// What is past its day silences nothing.
    pub fn apply(self, report: &mut Report, today: Day) {
        let mut used = vec![false; self.said.len()];
        let mut kept = Vec::new();
        for finding in std::mem::take(&mut report.findings) {
            let covering = self
                .said
                .iter()
                .position(|own| own.covers(&finding, &self.named));
            match covering.and_then(|at| self.said.get(at).map(|own| (at, own))) {
                Some((at, ignore)) => {
                    if let Some(used) = used.get_mut(at) {
                        *used = true;
                    }
                    if ignore.until < today {
                        kept.push(finding);
                    } else {
                        report.silenced.push(Silenced {
                            finding,
                            reason: ignore.reason.clone(),
                            until: ignore.until.to_string(),
                        });
                    }
                }
                None => kept.push(finding),
            }
        }
        report.findings = kept;
        report.findings.extend(self.problems);
        for (ignore, used) in self.said.iter().zip(used) {
            if ignore.until < today {
                report.findings.push(ignore_comment::past(ignore, today));
            } else if !used && ignore.scope.is_among(&self.seen) {
                report.findings.push(ignore_unused::finding(ignore));
            }
        }
        report.sort();
    }
}

/// What cannot be read hides everything behind it, so it is no matter of opinion; nor are words that silence.
fn is_ignorable(code: &str) -> bool {
    const OF_PACKAGES: [&str; 5] = ["CRP250", "CRP251", "CRP252", "CRP253", "CRP256"];
    code > "CRP012" && !OF_PACKAGES.contains(&code)
}

fn cannot_be_ignored(code: &str) -> String {
    format!("{code} cannot be ignored: what is behind it was not looked at")
}

/// The bytes of every text and key of a document, in order.
fn scalars(document: &Node) -> Vec<Range<usize>> {
    let mut spans = Vec::new();
    let mut open = vec![document];
    while let Some(node) = open.pop() {
        match &node.kind {
            Kind::Array(items) => open.extend(items),
            Kind::Object(entries) => {
                for entry in entries {
                    spans.push(entry.key_span.clone());
                    open.push(&entry.value);
                }
            }
            _ => spans.push(node.span.clone()),
        }
    }
    spans.sort_by_key(|span| span.start);
    spans
}

/// The comment of a line if it is one of ours: what stands before it, and where it begins.
fn comment(line: &str) -> Option<(&str, usize)> {
    let mut from = 0;
    while let Some(found) = line.get(from..)?.find('#') {
        let at = from + found;
        let rest = line.get(at + 1..)?;
        if rest.trim_start().starts_with(MARK) {
            return Some((line.get(..at)?, at));
        }
        from = at + 1;
    }
    None
}

/// `# crispack: ignore CODES until DAY -- REASON` in its parts.
fn parse(comment: &str) -> Result<(Vec<String>, Day, String), String> {
    let text = comment.trim_start_matches('#').trim();
    let text = text.strip_prefix(MARK).unwrap_or(text).trim();
    let Some(text) = text.strip_prefix("ignore ") else {
        return Err("it is not `ignore CODE until DAY -- reason`".to_owned());
    };
    let Some((what, reason)) = text
        .split_once(" -- ")
        .filter(|(_, reason)| !reason.trim().is_empty())
    else {
        return Err("it has no reason: ` -- ` and why".to_owned());
    };
    let Some((codes, day)) = what.split_once(" until ") else {
        return Err("it has no last day: `until YYYY-MM-DD`".to_owned());
    };
    let Some(until) = Day::parse(day.trim()) else {
        return Err(format!(
            "`{}` is no day of the calendar, YYYY-MM-DD",
            day.trim()
        ));
    };
    let known = registry::rules();
    let mut named = Vec::new();
    for code in codes.split([',', ' ']).filter(|code| !code.is_empty()) {
        if !known.iter().any(|rule| rule.code == code) {
            return Err(format!("there is no rule `{code}`"));
        }
        if !is_ignorable(code) {
            return Err(cannot_be_ignored(code));
        }
        named.push(code.to_owned());
    }
    if named.is_empty() {
        return Err("it names no rule".to_owned());
    }
    Ok((named, until, reason.trim().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::{comment, parse};

    #[test]
    fn the_parts_of_a_comment() {
        let (codes, until, reason) =
            parse("# crispack: ignore CRP180, CRP192 until 2027-03-31 -- known, see ticket -- 12")
                .unwrap();
        assert_eq!(codes, ["CRP180", "CRP192"]);
        assert_eq!(until.to_string(), "2027-03-31");
        assert_eq!(reason, "known, see ticket -- 12");
        for odd in [
            "# crispack: ignore CRP180 until 2027-03-31",
            "# crispack: ignore CRP180 until 2027-03-31 -- ",
            "# crispack: ignore CRP180 -- why",
            "# crispack: ignore CRP180 until 2027-02-30 -- why",
            "# crispack: ignore CRP999 until 2027-02-20 -- why",
            "# crispack: ignore until 2027-02-20 -- why",
            "# crispack: silence CRP180 until 2027-02-20 -- why",
        ] {
            assert!(parse(odd).is_err(), "{odd}");
        }
    }

    #[test]
    fn only_our_comments_are_read() {
        assert_eq!(comment("a: '#1' # crispack: ignore"), Some(("a: '#1' ", 8)));
        assert_eq!(comment("a: b # other"), None);
    }
}
