//! What a runbook is made of: sections of steps, and a step says who does it, what, which answer is the right one and what to do with another.

use std::fmt;

use super::who::Who;

/// A step. Without an answer, or without a word on what to do if it does not come, it cannot be written down.
pub(super) struct Step {
    pub(super) title: String,
    pub(super) who: Who,
    pub(super) run: Run,
    /// The answer as it is printed.
    pub(super) expect: String,
    /// Stop, or how to go on.
    pub(super) if_not: String,
    pub(super) undone: Undone,
    pub(super) more: More,
}

/// What not every step has.
#[derive(Default)]
pub(super) struct More {
    /// By which other steps name it.
    pub(super) key: Option<Key>,
    /// What one has to know before, in paragraphs.
    pub(super) why: String,
    /// How long it may take, where a source names a time.
    pub(super) takes: String,
}

/// What is done in a step.
pub(super) struct Run {
    /// By hand, before the commands or instead of them.
    pub(super) by_hand: String,
    pub(super) commands: Commands,
}

/// The commands of a step.
pub(super) enum Commands {
    None,
    /// Lines that stand for themselves.
    Lines(String),
    /// More than a line: a function of the script, which the runbook calls.
    Function {
        name: &'static str,
        body: String,
    },
    /// Lines that call what the script defines for them alone.
    Defined {
        definition: String,
        lines: String,
    },
}

/// Whether a step can be undone, and how.
pub(super) enum Undone {
    /// There is nothing to undo.
    Looks,
    By(String),
    No(&'static str),
}

/// A numbered section.
pub(super) struct Section {
    pub(super) title: &'static str,
    pub(super) key: Option<Key>,
    /// What holds for all of its steps, in paragraphs.
    pub(super) intro: String,
    pub(super) steps: Vec<Step>,
}

/// What is referred to. Written into a text it stands for the number, which is known when the runbook is printed: `step 1.3`, or `section 3` of a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    Backup,
    BaseUnchanged,
    Coverage,
    Gone,
    HeldAgain,
    Pipeline,
    Script,
    SwitchOff,
    Upload,
    Uploaded,
    Verify,
    VerifyControl,
    Wait,
    WayBack,
}

/// Stands around a key in a text; no name from the user's input holds it, since such are made visible.
const MARK: char = '\u{1}';

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{MARK}{self:?}{MARK}")
    }
}

impl Run {
    pub(super) fn lines(lines: impl Into<String>) -> Self {
        Commands::Lines(lines.into()).after("")
    }

    pub(super) fn function(name: &'static str, body: impl Into<String>) -> Self {
        let body = body.into();
        Commands::Function { name, body }.after("")
    }

    pub(super) fn by_hand(text: impl Into<String>) -> Self {
        Commands::None.after(text)
    }
}

impl Commands {
    /// The commands, after something that is done by hand.
    pub(super) fn after(self, by_hand: impl Into<String>) -> Run {
        Run {
            by_hand: by_hand.into(),
            commands: self,
        }
    }

    /// What stands in the runbook.
    pub(super) fn shown(&self) -> Option<String> {
        match self {
            Self::None => None,
            Self::Function { name, .. } => Some(format!("{name}\n")),
            Self::Lines(lines) | Self::Defined { lines, .. } => Some(lines.clone()),
        }
    }

    /// What stands in the script.
    pub(super) fn defined(&self) -> String {
        match self {
            Self::None | Self::Lines(_) => String::new(),
            Self::Function { name, body } => format!("{name}() {{\n{body}}}\n"),
            Self::Defined { definition, .. } => definition.clone(),
        }
    }
}

impl Undone {
    /// By what is said there.
    pub(super) fn by(what: impl fmt::Display) -> Self {
        Self::By(what.to_string())
    }
}

impl fmt::Display for Undone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Looks => Ok(()),
            Self::By(what) => f.write_str(what),
            Self::No(why) => write!(f, "**not at once**: {why}"),
        }
    }
}
