use std::fmt;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// A text that the user gave, under the name by which they know it.
pub struct Source {
    /// A path as the user wrote it, `<stdin>`, or `builtin:LABEL`.
    pub name: String,
    /// The whole text, or an excerpt of it; a byte order mark is not part of it.
    pub text: String,
    /// What stands before the text in the file: lines, and characters of its first line.
    before: (usize, usize),
    /// Where the lines start; counted when the first place is asked for, since a file may have thousands of findings.
    lines: OnceLock<Vec<usize>>,
}

impl PartialEq for Source {
    fn eq(&self, other: &Self) -> bool {
        (&self.name, &self.text, self.before) == (&other.name, &other.text, other.before)
    }
}

impl Eq for Source {}

impl Source {
    /// A source to be shared by every place that points into it.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Arc<Self> {
        Arc::new(Self {
            name: name.into(),
            text: text.into(),
            before: (0, 0),
            lines: OnceLock::new(),
        })
    }

    /// Bytes of the line that holds an offset, without its line feed.
    pub fn line_around(&self, offset: usize) -> Range<usize> {
        let at = self.text.floor_char_boundary(offset);
        let before = self.text.get(..at).unwrap_or_default();
        let after = self.text.get(at..).unwrap_or_default();
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let end = after
            .find('\n')
            .map_or(self.text.len(), |length| at + length);
        start..end
    }

    /// The byte at a one-based line and column in bytes, as parsers of JSON count.
    pub fn offset(&self, line: usize, column: usize) -> usize {
        let lines = self.text.split_inclusive('\n');
        let before = lines
            .take(line.saturating_sub(1))
            .map(str::len)
            .sum::<usize>();
        let at = (before + column.saturating_sub(1)).min(self.text.len());
        self.text.floor_char_boundary(at)
    }

    /// One-based line and column (in characters) of a byte offset; an offset past the end is the end.
    pub fn line_column(&self, offset: usize) -> (usize, usize) {
        let at = self.text.floor_char_boundary(offset);
        let starts = self.lines.get_or_init(|| {
            let breaks = self.text.bytes().enumerate();
            let after = breaks
                .filter(|(_, byte)| *byte == b'\n')
                .map(|(at, _)| at + 1);
            std::iter::once(0).chain(after).collect()
        });
        let lines = starts.partition_point(|start| *start <= at) - 1;
        let start = starts.get(lines).copied().unwrap_or_default();
        let line = self.text.get(start..at).unwrap_or_default();
        let column = line.chars().count() + 1;
        let (lines_before, columns_before) = self.before;
        if lines == 0 {
            (lines_before + 1, columns_before + column)
        } else {
            (lines_before + lines + 1, column)
        }
    }
}

impl fmt::Debug for Source {
    // The text of a whole file helps nobody in a failed assertion.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Source({})", self.name)
    }
}

/// A byte range in a [`Source`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The text pointed into.
    pub source: Arc<Source>,
    /// Bytes of `source.text`.
    pub span: Range<usize>,
}

impl Place {
    /// A file as a whole, of which no line is meant or known.
    pub fn of_file(name: impl Into<String>) -> Self {
        Self::new(&Source::new(name, ""), 0..0)
    }

    /// The same place in a text of its own that has little more than it: a finding about one of ten thousand files need not hold the file.
    ///
    /// Kept is what is drawn: the line, or as much of it as is looked at around the place.
    #[must_use]
    pub fn excerpt(&self) -> Self {
        const AROUND: usize = 256;
        let text = &self.source.text;
        let start = text.floor_char_boundary(self.span.start);
        let line = self.source.line_around(start);
        let end = self.span.end.clamp(start, line.end).min(start + AROUND);
        let from = text.floor_char_boundary(start.saturating_sub(AROUND).max(line.start));
        let to = text.floor_char_boundary((end + AROUND).min(line.end));
        let (line, column) = self.source.line_column(from);
        let source = Arc::new(Source {
            name: self.source.name.clone(),
            text: text.get(from..to).unwrap_or_default().to_owned(),
            before: (line - 1, column - 1),
            lines: OnceLock::new(),
        });
        Self {
            source,
            span: start - from..end.max(start) - from,
        }
    }

    /// Is it a file as a whole?
    pub fn is_file(&self) -> bool {
        self.source.text.is_empty()
    }

    /// A place from its parts.
    pub fn new(source: &Arc<Source>, span: Range<usize>) -> Self {
        Self {
            source: Arc::clone(source),
            span,
        }
    }
}

impl fmt::Display for Place {
    /// `name:line:column`, as compilers print it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (line, column) = self.source.line_column(self.span.start);
        write!(f, "{}:{line}:{column}", self.source.name)
    }
}

#[cfg(test)]
mod tests {
    use super::{Place, Source};

    #[test]
    fn an_excerpt_is_at_the_same_line_and_column() {
        let text = format!("a\n{}é{}\nlast\n", "x".repeat(1_000), "y".repeat(1_000));
        let source = Source::new("f", text.as_str());
        for start in [0, 2, 500, 1_001, 1_002, 1_004, 1_900, 2_006, text.len()] {
            let place = Place::new(&source, start..(start + 3).min(text.len()));
            let excerpt = place.excerpt();
            assert_eq!(place.to_string(), excerpt.to_string());
            assert!(excerpt.source.text.len() < 600);
        }
    }
}
