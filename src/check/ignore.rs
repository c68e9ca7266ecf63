use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Place};
use crate::spec::Day;

/// A word that a finding is known and accepted, up to a day.
#[derive(Debug, Clone)]
pub struct Ignore {
    /// The rule's code.
    pub code: String,
    /// Which findings of the rule.
    pub scope: Scope,
    /// The last day on which it counts.
    pub until: Day,
    /// Why.
    pub reason: String,
    /// Where it is said.
    pub place: Option<Place>,
}

/// Which findings of a rule are meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// Those on a line of a file, and those in a file that the line names: the file's name in messages, and the line from 1.
    Line(String, usize),
    /// Those in a file, by the end of its path; anywhere without one.
    File(Option<String>),
}

impl Scope {
    /// Is it about one of these files?
    pub(super) fn is_among(&self, seen: &[String]) -> bool {
        match self {
            Self::Line(..) => true,
            Self::File(None) => !seen.is_empty(),
            Self::File(Some(file)) => seen.iter().any(|name| is_end(name, file)),
        }
    }
}

/// Is a path the end of a file's name in messages?
fn is_end(name: &str, file: &str) -> bool {
    let ends = |whole: &str, end: &str| {
        let head = whole.strip_suffix(end);
        head.is_some_and(|head| head.is_empty() || head.ends_with(['/', '!']))
    };
    // Below the folder of the spec the name is the shorter one.
    ends(name, file) || ends(file, name)
}

impl Ignore {
    /// Is the finding one that is meant?
    pub(super) fn covers(
        &self,
        finding: &Diagnostic,
        named: &BTreeMap<(String, usize), Vec<String>>,
    ) -> bool {
        if finding.rule.code != self.code {
            return false;
        }
        let place = finding.labels.first().map(|label| &label.place);
        match (&self.scope, place) {
            (Scope::Line(name, line), Some(place)) => {
                let of_line = || place.source.line_column(place.span.start).0 == *line;
                let files = named.get(&(name.clone(), *line));
                (place.source.name == *name && of_line())
                    || files.is_some_and(|files| files.contains(&place.source.name))
            }
            (Scope::Line(..), None) => false,
            (Scope::File(None), _) => true,
            (Scope::File(Some(file)), Some(place)) => is_end(&place.source.name, file),
            // What has no place names its file in the message.
            (Scope::File(Some(file)), None) => finding.message.contains(file.as_str()),
        }
    }
}
