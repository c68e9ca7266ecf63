use std::io::{self, IsTerminal as _, Write as _};

use anstream::{AutoStream, ColorChoice};
use clap::{Args, ValueEnum};

use crate::diagnostic::{Diagnostic, Severity};
use crate::render::{self, Look};

use super::exit::Exit;

#[derive(Debug, Clone, Args)]
pub(super) struct TalkArgs {
    /// Print errors only.
    #[arg(
        short,
        long,
        global = true,
        conflicts_with = "verbose",
        help_heading = "Global options"
    )]
    quiet: bool,
    /// Say what is read and written.
    #[arg(short, long, global = true, help_heading = "Global options")]
    verbose: bool,
    /// Colours: where a terminal is written to and `NO_COLOR` is not set, always, or never.
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        default_value = "auto",
        help_heading = "Global options"
    )]
    color: When,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum When {
    Auto,
    Always,
    Never,
}

/// Everything that is said: results on standard output, talk on standard error.
pub(super) struct Talk {
    quiet: bool,
    verbose: bool,
    look: Look,
    /// The same on standard output.
    out: Look,
}

/// Columns where nobody says how many there are.
const WIDTH: usize = 100;

impl Talk {
    pub(super) fn new(args: &TalkArgs) -> Self {
        let (stderr, stdout) = (io::stderr(), io::stdout());
        let choice = |own: &dyn Fn() -> ColorChoice| match args.color {
            When::Auto => own(),
            When::Always => ColorChoice::Always,
            When::Never => ColorChoice::Never,
        };
        let look = |choice: ColorChoice, width: Option<u16>| Look {
            colour: !matches!(choice, ColorChoice::Never),
            width: width.map_or(WIDTH, |columns| usize::from(columns).clamp(40, 200)),
        };
        let width = |size: rustix::io::Result<rustix::termios::Winsize>| {
            size.ok()
                .map(|size| size.ws_col)
                .filter(|columns| *columns > 0)
        };
        Self {
            quiet: args.quiet,
            verbose: args.verbose,
            look: look(
                choice(&|| AutoStream::choice(&stderr)),
                width(rustix::termios::tcgetwinsize(&stderr)).filter(|_| stderr.is_terminal()),
            ),
            out: look(
                choice(&|| AutoStream::choice(&stdout)),
                width(rustix::termios::tcgetwinsize(&stdout)).filter(|_| stdout.is_terminal()),
            ),
        }
    }

    /// The result. A reader that went away is no error.
    pub(super) fn result(&self, text: &str) -> Exit {
        let mut stdout = io::stdout().lock();
        match stdout
            .write_all(text.as_bytes())
            .and_then(|()| stdout.flush())
        {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                self.error(&format!("cannot write to standard output: {error}"));
                Exit::Errors
            }
            _ => Exit::Fine,
        }
    }

    /// A result that is left out with `--quiet`.
    pub(super) fn summary(&self, text: &str) -> Exit {
        if self.quiet {
            Exit::Fine
        } else {
            self.result(text)
        }
    }

    /// A word on what is being done, with `--verbose`.
    pub(super) fn detail(&self, text: &str) {
        if self.verbose {
            say(text);
        }
    }

    /// A word on what was done, left out with `--quiet`.
    pub(super) fn note(&self, text: &str) {
        if !self.quiet {
            say(text);
        }
    }

    /// What is being done, on a line that the next one takes the place of; nothing where no terminal is, but for `--verbose`.
    pub(super) fn progress(&self, text: &str) {
        if self.verbose && !text.is_empty() {
            say(text);
        } else if !self.quiet && io::stderr().is_terminal() {
            let width = self.look.width.saturating_sub(1);
            let text: String = text.chars().take(width).collect();
            let _ = write!(io::stderr().lock(), "\r\u{1b}[K{text}");
        }
    }

    /// Does it make sense to show how far something is?
    pub(super) fn shows_progress(&self) -> bool {
        !self.quiet && io::stderr().is_terminal()
    }

    /// Was `--quiet` given?
    pub(super) fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// How findings are drawn that are themselves the result.
    pub(super) fn look_of_result(&self) -> Look {
        self.out
    }

    /// Findings, in their order.
    pub(super) fn findings(&self, findings: &[Diagnostic]) {
        self.findings_from(Severity::Error, findings);
    }

    /// The same; with `--quiet` those from a level on, since they made the command fail.
    pub(super) fn findings_from(&self, level: Severity, findings: &[Diagnostic]) {
        let least = if self.quiet { level } else { Severity::Note };
        let mut shown: Vec<&Diagnostic> =
            findings.iter().filter(|f| f.severity() >= least).collect();
        shown.sort_by_key(|finding| finding.severity());
        for finding in &shown {
            say(&render::snippet(finding, self.look));
            say("");
        }
        if let Some(worst) = shown.last() {
            say(&format!(
                "{}; `crispack explain {}` tells more",
                render::counts(findings),
                worst.rule.code
            ));
        }
    }

    /// An operation that failed and is no finding about an input.
    pub(super) fn error(&self, message: &str) {
        if self.look.colour {
            say(&format!("\u{1b}[1;91merror\u{1b}[0m: {message}"));
        } else {
            say(&format!("error: {message}"));
        }
    }
}

/// A line on standard error. If that is closed there is nobody left to tell.
fn say(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}
