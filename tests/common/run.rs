//! Running the program as a user does, and nothing of the user's surroundings with it.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Stdio};

/// A spec with three modes that builds without a finding, and needs no other file.
pub(crate) const SPEC: &str = "\
version: 1
organization:
  home_region: us-east-1
  governed_regions: [us-east-1, us-east-2, us-west-1, us-west-2]
region_deny:
  baseline: builtin:current
modes:
  sealed: {global: deny, geographies: none, application_profiles: deny}
  us-only: {global: deny, geographies: [us]}
  governed: {global: deny, geographies: any}
targets:
  - {ou: Security, mode: sealed}
  - {ou: Workloads, mode: us-only}
  - {ou: \"Workloads:Regulated\", mode: sealed}
  - {ou: Sandbox, mode: governed}
";

/// The variables that change what the program, or a shell around it, says.
const SURROUNDINGS: [&str; 10] = [
    "CLICOLOR",
    "CLICOLOR_FORCE",
    "COLUMNS",
    "HOME",
    "LANG",
    "LC_ALL",
    "NO_COLOR",
    "RUST_BACKTRACE",
    "TERM",
    "TZ",
];

/// The day that counts, so that no catalogue grows old while nobody touches it.
pub(crate) const TODAY: &str = "2026-11-26";

/// What a run said and how it ended.
#[derive(Debug)]
pub(crate) struct Outcome {
    /// `None`: a signal ended it.
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// A command free of what the user's shell would give it.
pub(crate) fn hermetic(program: impl AsRef<OsStr>, folder: &Path) -> Command {
    let mut command = Command::new(program);
    for name in SURROUNDINGS {
        command.env_remove(name);
    }
    command
        .env("NO_COLOR", "1")
        .env("CRISPACK_TODAY", TODAY)
        .current_dir(folder)
        .stdin(Stdio::null());
    command
}

/// The program, in a folder.
pub(crate) fn crispack(folder: &Path) -> Command {
    hermetic(env!("CARGO_BIN_EXE_crispack"), folder)
}

/// The program under a limit of the shell's, such as `ulimit -v 500000`.
#[cfg(unix)]
pub(crate) fn limited(folder: &Path, limit: &str) -> Command {
    let mut command = hermetic("sh", folder);
    command
        .args(["-c", &format!("{limit}; exec \"$0\" \"$@\"")])
        .arg(env!("CARGO_BIN_EXE_crispack"));
    command
}

/// Runs a command to its end.
pub(crate) fn outcome(command: &mut Command) -> Outcome {
    let output = command.output().unwrap();
    Outcome {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Runs the program with some arguments, and demands success.
pub(crate) fn succeed(folder: &Path, arguments: &[&str]) -> Outcome {
    let outcome = outcome(crispack(folder).args(arguments));
    assert_eq!(outcome.code, Some(0), "{arguments:?}\n{}", outcome.stderr);
    outcome
}
