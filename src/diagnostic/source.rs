use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// A text that the user gave, under the name by which they know it.
#[derive(PartialEq, Eq)]
pub struct Source {
    /// A path as the user wrote it, `<stdin>`, or `builtin:LABEL`.
    pub name: String,
    /// The whole text; a byte order mark is not part of it.
    pub text: String,
}

impl Source {
    /// A source to be shared by every place that points into it.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Arc<Self> {
        Arc::new(Self {
            name: name.into(),
            text: text.into(),
        })
    }

    /// One-based line and column (in characters) of a byte offset; an offset past the end is the end.
    pub fn line_column(&self, offset: usize) -> (usize, usize) {
        let before = self.text.get(..offset).unwrap_or(&self.text);
        let line = before.matches('\n').count() + 1;
        let column = before
            .rsplit('\n')
            .next()
            .map_or(0, |last| last.chars().count())
            + 1;
        (line, column)
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
