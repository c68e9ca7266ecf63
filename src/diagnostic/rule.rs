use std::fmt;

/// How much a finding matters.
///
/// Ordered: `Note < Warning < Error`, so that `--fail-on` is a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; nothing to do.
    Note,
    /// The result is usable, and may not be what was meant.
    Warning,
    /// Nothing is written.
    Error,
}

impl Severity {
    /// The word printed before the code, and in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One thing that can be found: a stable code with its level and its page.
///
/// Each rule is one `static RULE` in a file of its own, in the room that knows its subject; `check::RULES` lists them all.
#[derive(Debug)]
pub struct Rule {
    /// `CRP` and three digits; never reused for another meaning.
    pub code: &'static str,
    /// The rule's file name with hyphens.
    pub name: &'static str,
    /// The level of every diagnostic of this rule.
    pub severity: Severity,
    /// What is found, in one line.
    pub summary: &'static str,
    /// What `crispack explain CODE` prints below the summary, in Markdown.
    pub page: &'static str,
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.code == other.code
    }
}

impl Eq for Rule {}
