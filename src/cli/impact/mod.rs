//! `crispack impact`: which calls in the logs of CloudTrail would a release deny, or no longer deny?

mod emit;
mod files;
mod logs;
mod scopes;

use std::collections::BTreeMap;
use std::num::NonZero;
use std::path::PathBuf;
use std::thread;
use std::time::Duration;

use clap::{Args, ValueEnum};
use indicatif::{ProgressBar, ProgressStyle};

use crate::observe::replay::{Ground, Window, replay};
use crate::render::{self, Replayed};
use crate::spec::Day;

use super::exit::Exit;
use super::talk::Talk;
use super::usage_error;
use files::size;
use logs::Logs;
use scopes::{NoScopes, Policies};

/// Replay CloudTrail logs: which calls would this release have denied, whom would it break, and where were prompts really processed?
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct ImpactArgs {
    /// Logs of CloudTrail: files, folders, globs; `-` for standard input; repeatable. JSON as it lies in S3, compressed or not, JSON lines, the output of
    /// `lookup-events`, CSV of Athena or CloudTrail Lake.
    #[arg(long, value_name = "PATH", num_args = 1..)]
    events: Vec<PathBuf>,
    #[command(flatten)]
    policies: scopes::ImpactPolicies,
    #[command(flatten)]
    emit: emit::EmitArgs,
    /// The first day that is looked at, YYYY-MM-DD.
    #[arg(long, value_name = "DAY")]
    from: Option<String>,
    /// The last day that is looked at, YYYY-MM-DD.
    #[arg(long, value_name = "DAY")]
    to: Option<String>,
    /// What an application inference profile was made from, as ARN=PROFILE; repeatable. Without it, what the logs say of its making.
    #[arg(long, value_name = "ARN=PROFILE")]
    origin: Vec<String>,
    /// How many files are read at once; default: one a processor.
    #[arg(long, value_name = "N")]
    jobs: Option<NonZero<usize>>,
    /// Show every call, also those of which nothing changes.
    #[arg(long)]
    all: bool,
    /// Fail (1) if anything could not be read or judged.
    #[arg(long)]
    strict: bool,
    /// Exit with 0 if no verdict changes, 2 if one does, 1 if it could not be told.
    #[arg(long)]
    detailed_exitcode: bool,
    /// What to print.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

const EXAMPLES: &str = "\
Examples:
  crispack impact --release release --ou Workloads --events logs
  crispack impact --snapshot org-snapshot.json --events 's3-copy/AWSLogs/**/*.json.gz' --from 2026-10-01
                                     each account is judged under its own OU
  crispack impact --scp no-global.json --events logs
                                     would turning Global off break anybody?
  crispack impact --snapshot org-snapshot.json --emit athena --out evidence
                                     the same question, asked by Athena of years of logs
  aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventSource,AttributeValue=bedrock.amazonaws.com |
      crispack impact --ou Workloads --events -

Exit codes: 0 it was told, 1 nothing could be read, or not everything with --strict; with --detailed-exitcode 2 if a verdict changes";

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// One object; schema: `crispack.impact.1.schema.json`.
    Json,
    /// For a ticket.
    Markdown,
}

pub(super) fn run(args: &ImpactArgs, talk: &Talk) -> Exit {
    let usage = |message: &str| usage_error("impact", message);
    if args.events.is_empty() && args.emit.emit.is_none() {
        return usage("give the logs: --events PATH; or --emit WHERE for queries");
    }
    let window = match window(args) {
        Ok(window) => window,
        Err(message) => return usage(&message),
    };
    let origins = match origins(&args.origin) {
        Ok(origins) => origins,
        Err(message) => return usage(&message),
    };
    let mut findings = Vec::new();
    let policies = match Policies::read(&args.policies, &mut findings) {
        Ok(policies) => policies,
        Err(no) => return refused(no, findings, talk),
    };
    if let Some(place) = args.emit.emit {
        let scopes = match policies.every_scope(&mut findings) {
            Ok(scopes) => scopes,
            Err(found) => return refused(NoScopes::Findings(found), findings, talk),
        };
        talk.findings(&findings);
        let asked = (&window, &origins, args.all);
        return emit::emit(&args.emit, place, &scopes, &policies, asked, talk);
    }
    let bar = bar(args, talk);
    let logs = Logs {
        paths: &args.events,
        window: &window,
        threads: args.jobs.unwrap_or_else(processors),
        bar: &bar,
    };
    let (tally, reading) = logs.read();
    bar.finish_and_clear();
    let scopes = match policies.scopes(&tally, &mut findings) {
        Ok(scopes) => scopes,
        Err(found) => return refused(NoScopes::Findings(found), findings, talk),
    };
    talk.findings(&findings);
    let ground = Ground {
        catalogue: policies.catalogue(),
        settled: policies.settled(),
        origins: &origins,
    };
    let impact = replay(&tally, &scopes, ground);
    let replayed = Replayed {
        after: policies.name(),
        zip_sha256: policies.zip_sha256(),
        before: policies.before(),
        catalogue: &policies.catalogue().as_of,
        window: &window,
        tally: &tally,
        impact: &impact,
        reading: &reading,
        all: args.all,
    };
    let text = match args.format {
        Format::Text => render::impact_text(&replayed),
        Format::Json => render::impact_json(&replayed),
        Format::Markdown => render::impact_markdown(&replayed),
    };
    let exit = talk.result(&text);
    let is_whole = reading.is_whole()
        && tally.related() == 0
        && tally.no_events == 0
        && impact.rows.iter().all(|row| row.absent.is_empty())
        && tally.broken == 0
        && tally.too_many == 0
        && impact.not_judged.is_empty();
    if exit != Exit::Fine {
        return exit;
    }
    if tally.events == 0 || reading.files == 0 {
        talk.error("no event of CloudTrail was found in what was given");
        return Exit::Errors;
    }
    if args.strict && !is_whole {
        talk.error("not everything could be read and judged (--strict)");
        return Exit::Errors;
    }
    if args.detailed_exitcode && impact.rows.is_empty() && !impact.not_judged.is_empty() {
        talk.error("no call could be judged");
        return Exit::Errors;
    }
    if args.detailed_exitcode && render::changes_calls(&replayed) {
        return Exit::Different;
    }
    Exit::Fine
}

fn refused(no: NoScopes, mut findings: Vec<crate::diagnostic::Diagnostic>, talk: &Talk) -> Exit {
    match no {
        NoScopes::Usage(message) => usage_error("impact", &message),
        NoScopes::Findings(found) => {
            findings.extend(found);
            talk.findings(&findings);
            Exit::Errors
        }
    }
}

fn window(args: &ImpactArgs) -> Result<Window, String> {
    let day = |given: &Option<String>, flag: &str| match given {
        None => Ok(None),
        Some(text) => Day::parse(text)
            .map(|day| Some(day.to_string()))
            .ok_or_else(|| format!("{flag} takes a day of the calendar, YYYY-MM-DD")),
    };
    let window = Window {
        from: day(&args.from, "--from")?,
        to: day(&args.to, "--to")?,
    };
    match (&window.from, &window.to) {
        (Some(from), Some(to)) if from > to => Err("--from is behind --to".to_owned()),
        _ => Ok(window),
    }
}

fn origins(given: &[String]) -> Result<BTreeMap<String, String>, String> {
    let pair = |text: &String| {
        let (arn, profile) = text.split_once('=')?;
        let is_copy = arn.contains(":application-inference-profile/");
        (is_copy && !profile.is_empty()).then(|| (arn.to_owned(), profile.to_owned()))
    };
    given
        .iter()
        .map(|text| {
            pair(text).ok_or_else(|| {
                format!("--origin takes ARN=PROFILE, the ARN of an application inference profile and what it was made from, not `{text}`")
            })
        })
        .collect()
}

fn processors() -> NonZero<usize> {
    thread::available_parallelism().unwrap_or(NonZero::<usize>::MIN)
}

/// A bar where a terminal is, of the bytes of all files.
fn bar(args: &ImpactArgs, talk: &Talk) -> ProgressBar {
    if !talk.shows_progress() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(size(&args.events));
    let template =
        "{bar:30} {binary_bytes} of {binary_total_bytes}, {binary_bytes_per_sec}, {eta} left";
    bar.set_style(
        ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar()),
    );
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}
