//! The command line: the only room that knows clap, standard input and output, the environment, the clock and the terminal.
//!
//! Each command reads the same way: arguments to options, one call below, report, exit code.

mod asked;
mod back;
mod build;
mod catalogue;
mod change;
mod check;
mod clock;
mod diff;
mod drift;
mod explain;
mod exit;
mod flags;
mod generate;
mod iam;
mod impact;
mod init;
mod input;
mod plan;
mod policies;
mod profiles;
mod simulate;
mod snapshot;
mod talk;
mod verdict;

use std::ffi::OsString;
use std::panic;
use std::process::{self, ExitCode};

use clap::{CommandFactory, Parser, Subcommand};

use exit::Exit;
use talk::Talk;

/// Say who may use which Amazon Bedrock cross-Region inference, and get a CfCT package that does that and nothing else.
#[derive(Debug, Parser)]
#[command(name = "crispack", version, about, max_term_width = 100, disable_help_subcommand = true, after_help = EXAMPLES)]
struct Cli {
    #[command(flatten)]
    talk: talk::TalkArgs,
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Examples:
  crispack init --example && crispack build     a spec that builds at once, and its release
  crispack build crispack.yaml --out release    the package that a spec asks for
  crispack check custom-control-tower-configuration.zip
                                                what CfCT and AWS would make of any package
  crispack diff release release-2               what a change denies, or no longer denies, and nothing else
  crispack simulate --release release --ou Workloads --matrix
                                                which calls are denied, by source Region and family
  crispack plan --against org-snapshot.json     what a build would change in the organization that `snapshot` read
  crispack profiles import --from answers       the catalogue of inference profiles, brought up to date
  crispack drift --release release              where the organization is not what the release made of it
  crispack impact --release release --ou Workloads --events logs
                                                which calls of the last month it would have denied
  crispack iam --profile eu.anthropic.claude-sonnet-4-5-20250929-v1:0 --source eu-central-1
                                                the identity policy that lets a role make this call, and no other
  crispack explain CRP104                       the page of a finding

Exit codes: 0 fine, 1 errors in the input, 64 wrong usage, 70 a bug of crispack; 2 differences, only with --detailed-exitcode";

#[derive(Debug, Subcommand)]
enum Command {
    Build(Box<build::BuildArgs>),
    Check(check::CheckArgs),
    Diff(diff::DiffArgs),
    Drift(drift::DriftArgs),
    Plan(Box<plan::PlanArgs>),
    Iam(Box<iam::IamArgs>),
    Impact(Box<impact::ImpactArgs>),
    Init(init::InitArgs),
    Profiles(profiles::ProfilesArgs),
    Simulate(Box<simulate::SimulateArgs>),
    Snapshot(snapshot::SnapshotArgs),
    Explain(explain::ExplainArgs),
    Generate(generate::GenerateArgs),
}

/// Runs the command of the process's own arguments.
pub fn main() -> ExitCode {
    panic::set_hook(Box::new(|information| {
        report_bug(information);
        process::exit(Exit::Bug.code());
    }));
    run(std::env::args_os()).into()
}

fn run(arguments: impl IntoIterator<Item = OsString>) -> Exit {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => return usage(&error),
    };
    let talk = Talk::new(&cli.talk);
    match cli.command {
        Command::Build(arguments) => build::run(&arguments, &talk),
        Command::Check(arguments) => check::run(&arguments, &talk),
        Command::Diff(arguments) => diff::run(&arguments, &talk),
        Command::Drift(arguments) => drift::run(&arguments, &talk),
        Command::Plan(arguments) => plan::run(&arguments, &talk),
        Command::Iam(arguments) => iam::run(&arguments, &talk),
        Command::Impact(arguments) => impact::run(&arguments, &talk),
        Command::Init(arguments) => init::run(&arguments, &talk),
        Command::Profiles(arguments) => profiles::run(&arguments, &talk),
        Command::Simulate(arguments) => simulate::run(&arguments, &talk),
        Command::Snapshot(arguments) => snapshot::run(&arguments, &talk),
        Command::Explain(arguments) => explain::run(&arguments, &talk),
        Command::Generate(arguments) => generate::run(&arguments, &talk),
    }
}

/// Help and version go to standard output and are fine; everything else is wrong usage, whose exit code is not clap's 2, which `--detailed-exitcode` means.
fn usage(error: &clap::Error) -> Exit {
    let shown = error.print().is_ok();
    match (error.use_stderr(), shown) {
        (false, _) => Exit::Fine,
        (true, _) => Exit::Usage,
    }
}

/// A usage error of our own, in clap's words and colours.
fn usage_error(command: &str, message: &str) -> Exit {
    let mut top = Cli::command();
    top.build();
    let error = match top.find_subcommand_mut(command) {
        Some(sub) => sub.error(clap::error::ErrorKind::ArgumentConflict, message),
        None => top.error(clap::error::ErrorKind::ArgumentConflict, message),
    };
    usage(&error)
}

#[expect(
    clippy::print_stderr,
    reason = "a panic hook has nothing else to talk through"
)]
fn report_bug(information: &panic::PanicHookInfo<'_>) {
    let place = information
        .location()
        .map_or_else(String::new, |l| format!(" at {}:{}", l.file(), l.line()));
    let payload = information.payload();
    let message = payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("unknown");
    eprintln!(
        "crispack {} has a bug{place}: {message}\n\
         Nothing was written. Please report it with the command line and, if you may share them, the input files:\n\
         see CONTRIBUTING.md, section \"Reporting a bug\".",
        env!("CARGO_PKG_VERSION")
    );
}
