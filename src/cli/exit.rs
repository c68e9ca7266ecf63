use std::process::ExitCode;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Exit {
    /// It did what was asked.
    Fine,
    /// Errors in the input, or findings at or above `--fail-on`; nothing was written.
    Errors,
    /// There are differences; only with `--detailed-exitcode`.
    Different,
    /// The command line makes no sense (`EX_USAGE` of sysexits).
    Usage,
    /// A bug of ours (`EX_SOFTWARE`).
    Bug,
}

impl Exit {
    /// The number that the process ends with.
    pub(super) fn code(self) -> i32 {
        match self {
            Self::Fine => 0,
            Self::Errors => 1,
            Self::Different => 2,
            Self::Usage => 64,
            Self::Bug => 70,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        u8::try_from(exit.code()).map_or(Self::FAILURE, Self::from)
    }
}
