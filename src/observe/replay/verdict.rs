/// What a change does to a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Denied after and not before.
    NewlyDenied,
    /// Denied before and not after.
    NoLongerDenied,
    /// Denied before and after.
    Denied,
    /// Denied neither before nor after.
    Open,
}

impl Verdict {
    /// Of what becomes of it before and after.
    pub fn of(before: bool, after: bool) -> Self {
        match (before, after) {
            (false, true) => Self::NewlyDenied,
            (true, false) => Self::NoLongerDenied,
            (true, true) => Self::Denied,
            (false, false) => Self::Open,
        }
    }

    /// In one word, as JSON has it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NewlyDenied => "newly-denied",
            Self::NoLongerDenied => "no-longer-denied",
            Self::Denied => "denied",
            Self::Open => "open",
        }
    }
}
