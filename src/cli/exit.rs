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

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Fine => 0,
            Exit::Errors => 1,
            Exit::Different => 2,
            Exit::Usage => 64,
            Exit::Bug => 70,
        })
    }
}
