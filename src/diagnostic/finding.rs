use super::{Place, Rule, Severity};

/// A finding about the user's input, or about what was asked for.
///
/// Findings are collected and shown; they are never a Rust error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule that found it; carries code and level.
    pub rule: &'static Rule,
    /// What happened: lower case, no final period, input in backticks.
    pub message: String,
    /// Places in the user's files, the first one the main one; empty when the input was flags.
    pub labels: Vec<Label>,
    /// What would have happened, or how it comes about; a line each.
    pub notes: Vec<String>,
    /// What to do.
    pub help: Option<String>,
    /// What would mend it and change nothing else; `None` where that takes somebody who knows what was meant, and empty where the edits were not kept.
    pub fix: Option<Box<[Edit]>>,
}

/// A text to be put in place of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; an empty span is where the text is put in.
    pub place: Place,
    /// What stands there afterwards.
    pub text: String,
}

/// A place with a word on what is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub place: Place,
    /// What is there; may be empty.
    pub text: String,
}

impl Diagnostic {
    /// A finding without a place; add places with [`Diagnostic::at`].
    pub fn new(rule: &'static Rule, message: impl Into<String>) -> Self {
        Self {
            rule,
            message: message.into(),
            labels: Vec::new(),
            notes: Vec::new(),
            help: None,
            fix: None,
        }
    }

    /// Adds a place with a text; `None` is for input that came by flags and has no place.
    #[must_use]
    pub fn at(mut self, place: impl Into<Option<Place>>, text: impl Into<String>) -> Self {
        if let Some(place) = place.into() {
            self.labels.push(Label {
                place,
                text: text.into(),
            });
        }
        self
    }

    /// Adds a line of explanation.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds an edit that, with the others of this finding, mends it.
    #[must_use]
    pub fn fixed_by(mut self, place: Place, text: impl Into<String>) -> Self {
        let mut edits = self.fix.take().unwrap_or_default().into_vec();
        edits.push(Edit {
            place,
            text: text.into(),
        });
        self.fix = Some(edits.into());
        self
    }

    /// The same without the files it points into, and without its edits: only what is shown of them is kept.
    #[must_use]
    pub fn excerpt(mut self) -> Self {
        for label in &mut self.labels {
            label.place = label.place.excerpt();
        }
        self.fix = self.fix.map(|_| Box::default());
        self
    }

    /// Can it be mended without knowing what was meant?
    pub fn is_fixable(&self) -> bool {
        self.fix.is_some()
    }

    /// The edits that mend it, where there are any and they were kept.
    pub fn edits(&self) -> &[Edit] {
        self.fix.as_deref().unwrap_or_default()
    }

    /// The rule's level.
    pub fn severity(&self) -> Severity {
        self.rule.severity
    }
}
