mod fix;
mod spec;
mod subject;

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use crate::cfct::MANIFEST;
use crate::check::{self, Against, Ignores, Report};
use crate::diagnostic::{Diagnostic, Severity};
use crate::org::Organization;
use crate::policy::Quota;
use crate::render;
use crate::spec::Day;

use super::clock::today;
use super::exit::Exit;
use super::input;
use super::talk::Talk;
use super::usage_error;
use super::verdict::{Level, is_failure};

/// Find the mistakes of a CfCT package, a policy or a spec before the pipeline does.
///
/// Without a path: the nearest `crispack.yaml`, from the working directory upward, and what it refers to; without one, the package here.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct CheckArgs {
    /// A package (zip, folder or its `manifest.yaml`), a policy, a spec or a release; `-` for standard input; repeatable.
    paths: Vec<PathBuf>,
    /// What to print.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
    /// From which level on a finding is a failure.
    #[arg(long, value_name = "LEVEL", default_value = "error")]
    fail_on: Level,
    /// How large a policy may be, and how many an OU takes: 10,240 characters and 10 (`current`), or 5,120 and 5 (`legacy`).
    #[arg(long, value_name = "QUOTA", default_value = "current")]
    quota: QuotaArg,
    /// A snapshot of the organization (JSON; `crispack explain CRP290`): its OUs, and what is attached already.
    #[arg(long, value_name = "FILE")]
    snapshot: Option<PathBuf>,
    /// Show what would mend those findings that can be mended safely, as a diff.
    #[arg(long)]
    fix: bool,
    /// With --fix: write it, and check again.
    #[arg(long, requires = "fix")]
    write: bool,
    /// The day that `until` is held against, YYYY-MM-DD; default: `CRISPACK_TODAY` of the environment, else today, in UTC.
    #[arg(long, value_name = "DAY")]
    today: Option<String>,
}

const EXAMPLES: &str = "\
Examples:
  crispack check                                          the spec here or above
  crispack check custom-control-tower-configuration.zip   a package that anybody made
  crispack check manifest.yaml policies/deny.json
  crispack check . --snapshot org-snapshot.json --fail-on warning
  crispack check . --fix                                  what would be mended; --write mends it
  crispack check . --format sarif > crispack.sarif        for code scanning
  aws organizations describe-policy --policy-id p-1234 | crispack check -

A finding that is known and accepted is silenced beside its line, up to a day and with a reason:
  - name: NO   # crispack: ignore CRP189 until 2027-03-31 -- the OU is renamed in March
for a policy, beside the line of the manifest that names it, or in a spec above:
  ignore: [{code: CRP280, file: policies/deny.json, until: 2027-03-31, reason: the role is protected elsewhere}]

Exit codes: 0 nothing at or above --fail-on, 1 findings, 64 wrong usage";

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people, with the lines that are meant.
    Text,
    /// One object; schema: `crispack.check.1.schema.json`.
    Json,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// Commands that GitHub shows beside the lines of a pull request.
    Github,
    /// For a comment on a pull request.
    Markdown,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum QuotaArg {
    Current,
    Legacy,
}

impl From<QuotaArg> for Quota {
    fn from(quota: QuotaArg) -> Self {
        match quota {
            QuotaArg::Current => Self::Current,
            QuotaArg::Legacy => Self::Legacy,
        }
    }
}

pub(super) fn run(args: &CheckArgs, talk: &Talk) -> Exit {
    let Some(today) = today(args.today.as_deref()) else {
        return usage_error(
            "check",
            "--today (or CRISPACK_TODAY) takes a day of the calendar, YYYY-MM-DD",
        );
    };
    let paths = match named(&args.paths) {
        Ok(paths) => paths,
        Err(message) => return usage_error("check", &message),
    };
    if args.write && paths.iter().any(|path| path.as_os_str() == "-") {
        return usage_error("check", "--write needs files, not standard input");
    }
    let mut of_snapshot = Vec::new();
    let organization = args.snapshot.as_deref().and_then(|path| {
        let read = organization(path);
        read.map_err(|found| of_snapshot.extend(found)).ok()
    });
    let against = Against {
        quota: args.quota.into(),
        organization: organization.as_ref(),
        with_edits: args.fix,
    };
    let mut report = look(&paths, against, today, talk);
    report.findings.extend(of_snapshot.iter().cloned());
    if args.fix {
        let fixes = check::fixed(&report.findings);
        if args.write {
            if let Err(message) = fix::write(&fixes, talk) {
                talk.error(&message);
                return Exit::Errors;
            }
            report = look(&paths, against, today, talk);
            report.findings.extend(of_snapshot);
        } else if args.format == Format::Text {
            let exit = talk.result(&render::fixes_text(&fixes));
            fix::say(&fixes, talk);
            if exit != Exit::Fine {
                return exit;
            }
            return verdict(args, &report);
        }
    }
    say(args, talk, &paths, &report)
}

/// The paths that are meant: those given, or the nearest spec.
fn named(given: &[PathBuf]) -> Result<Vec<PathBuf>, String> {
    if given.iter().filter(|path| path.as_os_str() == "-").count() > 1 {
        return Err("standard input can be read once".to_owned());
    }
    let working = std::env::current_dir().unwrap_or_default();
    if !given.is_empty() {
        // Whoever shows findings beside files knows them from the working directory.
        let relative = |path: &PathBuf| match path.strip_prefix(&working) {
            Ok(inner) if inner.as_os_str().is_empty() => PathBuf::from("."),
            Ok(inner) if path.is_absolute() => inner.to_owned(),
            _ => path.clone(),
        };
        return Ok(given.iter().map(relative).collect());
    }
    let nearest = input::discover(&working);
    if nearest.is_none() && working.join(MANIFEST).is_file() {
        return Ok(vec![PathBuf::from(".")]);
    }
    let nearest = nearest.ok_or_else(|| {
        format!(
            "there is no {} here or above; name a package, a policy or a spec",
            input::SPEC
        )
    })?;
    Ok(vec![nearest])
}

fn organization(path: &Path) -> Result<Organization, Vec<Diagnostic>> {
    Organization::read(&input::read(path)?.source)
}

/// Looks at everything that is named, and takes out what is silenced.
fn look(paths: &[PathBuf], against: Against<'_>, today: Day, talk: &Talk) -> Report {
    let mut report = Report::default();
    let mut ignores = Ignores::default();
    for path in paths {
        talk.detail(&format!("looking at {}", path.display()));
        report.add(subject::look(path, against, today, &mut ignores));
    }
    spec::ignores(paths, talk, &mut ignores);
    ignores.apply(&mut report, today);
    report
}

fn say(args: &CheckArgs, talk: &Talk, paths: &[PathBuf], report: &Report) -> Exit {
    let subjects: Vec<String> = paths.iter().map(|path| input::shown(path)).collect();
    let subject = subjects.join(", ");
    let first = subjects.first().map_or("", String::as_str);
    let verdict = verdict(args, report);
    let text = match args.format {
        Format::Text => {
            let least = if talk.is_quiet() {
                args.fail_on.into()
            } else {
                Severity::Note
            };
            if talk.is_quiet() && verdict == Exit::Fine {
                return verdict;
            }
            render::check_text(&subject, report, least, talk.look_of_result())
        }
        Format::Json => render::check_json(&subjects, report, verdict == Exit::Fine),
        Format::Sarif => render::check_sarif(first, report, env!("CARGO_PKG_VERSION")),
        Format::Github => render::check_github(first, report),
        Format::Markdown => render::check_markdown(&subject, report),
    };
    match talk.result(&text) {
        Exit::Fine => verdict,
        failed => failed,
    }
}

fn verdict(args: &CheckArgs, report: &Report) -> Exit {
    if is_failure(args.fail_on, &report.findings) {
        Exit::Errors
    } else {
        Exit::Fine
    }
}
