//! `crispack drift`: is the organization still what a release made of it?

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::diagnostic::Diagnostic;
use crate::drift::{self, Asked};
use crate::policy::Quota;
use crate::release::{LOCK, Ledger, Shipped};
use crate::render::{self, DriftOf};

use super::change::snapshot;
use super::clock::today;
use super::exit::Exit;
use super::input;
use super::talk::Talk;
use super::usage_error;
use super::verdict::{Level, is_failure};

/// Compare a release with a snapshot of the organization: what is missing, changed, left over or no longer held, each with the command that mends it.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct DriftArgs {
    /// The release that is live.
    #[arg(long, value_name = "DIR", default_value = "release")]
    release: PathBuf,
    /// The organization, written by `crispack snapshot`.
    #[arg(long, value_name = "FILE", default_value = "org-snapshot.json")]
    snapshot: PathBuf,
    /// The record of slots, by which leftovers of earlier releases are known; default: that of the nearest spec, and what is known by its statements.
    #[arg(long, value_name = "FILE")]
    lock: Option<PathBuf>,
    /// The rollout is under way: what the runbook switches last need not be switched yet.
    #[arg(long)]
    during_rollout: bool,
    /// How many days old the snapshot may be.
    #[arg(long, value_name = "DAYS", default_value_t = 1)]
    max_age: u32,
    /// The day on which it is looked at, YYYY-MM-DD; default: `CRISPACK_TODAY` of the environment, else today, in UTC.
    #[arg(long, value_name = "DAY")]
    today: Option<String>,
    /// The quota of policies on an OU: ten (current) or five (legacy).
    #[arg(long, value_name = "QUOTA", default_value = "current")]
    quota: QuotaName,
    /// Exit with 0 if there is no drift, 2 if there is, 1 if it could not be told.
    #[arg(long)]
    detailed_exitcode: bool,
    /// From which level on a finding is a failure, without --detailed-exitcode.
    #[arg(long, value_name = "LEVEL", default_value = "error")]
    fail_on: Level,
    /// What to print.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

const EXAMPLES: &str = "\
Examples:
  crispack snapshot && crispack drift
  crispack drift --release release --snapshot org-snapshot.json --detailed-exitcode
  crispack drift --during-rollout             between the upload and the last step of the runbook

Exit codes: 0 no drift, 1 drift at or above --fail-on, or errors; with --detailed-exitcode 0 none, 2 drift, 1 errors";

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// One object; schema: `crispack.drift.1.schema.json`.
    Json,
    /// For a ticket.
    Markdown,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum QuotaName {
    Current,
    Legacy,
}

pub(super) fn run(args: &DriftArgs, talk: &Talk) -> Exit {
    let Some(today) = today(args.today.as_deref()) else {
        return usage_error(
            "drift",
            "--today (or CRISPACK_TODAY) takes a day of the calendar, YYYY-MM-DD",
        );
    };
    let mut findings = Vec::new();
    let planned = Shipped::planned(&args.release, &mut findings);
    let organization = snapshot(&args.snapshot);
    let earlier = earlier(args);
    let (planned, (organization, _), earlier) = match (planned, organization, earlier) {
        (Ok(planned), Ok(organization), Ok(earlier)) => (planned, organization, earlier),
        (planned, organization, earlier) => {
            let found = [planned.err(), organization.err(), earlier.err()];
            findings.extend(found.into_iter().flatten().flatten());
            talk.findings(&findings);
            return Exit::Errors;
        }
    };
    talk.findings(&findings);
    let asked = Asked {
        today,
        max_age: args.max_age,
        quota: match args.quota {
            QuotaName::Current => Quota::Current,
            QuotaName::Legacy => Quota::Legacy,
        },
        during_rollout: args.during_rollout,
        earlier: &earlier,
    };
    let mut drift = drift::compare(&planned, &organization, asked);
    drift.sort_by_key(|own| std::cmp::Reverse(own.severity()));
    let of = DriftOf {
        release: &planned.folder,
        snapshot: &organization.name,
        taken_at: organization.snapshot.taken_at.as_deref(),
    };
    let text = match args.format {
        Format::Text => render::drift_text(of, &drift),
        Format::Json => render::drift_json(of, &drift),
        Format::Markdown => render::drift_markdown(of, &drift),
    };
    match talk.result(&text) {
        Exit::Fine if args.detailed_exitcode && render::is_drift(&drift) => Exit::Different,
        Exit::Fine if !args.detailed_exitcode && is_failure(args.fail_on, &drift) => Exit::Errors,
        exit => exit,
    }
}

/// The names of policies that earlier releases had.
fn earlier(args: &DriftArgs) -> Result<BTreeSet<String>, Vec<Diagnostic>> {
    let nearest = || {
        let working = std::env::current_dir().unwrap_or_default();
        let lock = input::discover(&working)?.with_extension(LOCK);
        lock.exists().then_some(lock)
    };
    let Some(path) = args.lock.clone().or_else(nearest) else {
        return Ok(BTreeSet::new());
    };
    let ledger = Ledger::read(&input::read_large(&path)?.source)?;
    Ok(ledger.policies().map(str::to_owned).collect())
}
