use std::path::PathBuf;

use clap::Args;

use crate::catalogue::Accepted;
use crate::cli::asked::{Asked, NotAsked};
use crate::cli::catalogue::{accepted, accepted_path, wanted};
use crate::cli::clock::today;
use crate::cli::exit::Exit;
use crate::cli::talk::Talk;
use crate::cli::usage_error;
use crate::compose::Basis;
use crate::diagnostic::Severity;
use crate::release;
use crate::render;

use super::failed;

/// Record that the routes which the spec allows now were agreed to. A build fails when the catalogue gains a destination Region after that.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct AcceptArgs {
    /// The spec; default: the nearest `crispack.yaml`, from the working directory upward.
    #[arg(long, value_name = "FILE")]
    spec: Option<PathBuf>,
    /// Why, and who agreed: a ticket number.
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// The day of it, YYYY-MM-DD; default: today, in UTC.
    #[arg(long, value_name = "DAY")]
    day: Option<String>,
}

const EXAMPLES: &str = "\
Examples:
  crispack profiles accept --reason 'SEC-812: eu-central-2 is within the DPIA'

It writes `crispack.profiles.json` beside the spec, or the file that `catalogue.accepted` names: each route of a geographic profile that works under a mode from a working
Region, each Global profile that a mode allows from there, and the reasons so far. Commit it with the spec.";

pub(super) fn run(args: &AcceptArgs, talk: &Talk) -> Exit {
    let Some(day) = today(args.day.as_deref()) else {
        return usage_error("profiles", "--day takes a day of the calendar, YYYY-MM-DD");
    };
    if args.reason.trim().is_empty() {
        return usage_error("profiles", "--reason says why, and who agreed");
    }
    let mut findings = Vec::new();
    let asked = match Asked::read(args.spec.as_deref(), None, talk, &mut findings) {
        Ok(asked) => asked,
        Err(NotAsked::Usage(message)) => return usage_error("profiles", &message),
        Err(NotAsked::Findings) => return failed(&findings, talk),
    };
    let Some(path) = accepted_path(&asked) else {
        return usage_error(
            "profiles",
            "what is accepted is recorded beside the spec, so it needs a file",
        );
    };
    let Some(valid) = asked.validate(day, &mut findings) else {
        return failed(&findings, talk);
    };
    findings.retain(|own| own.severity() == Severity::Error);
    if !findings.is_empty() {
        return failed(&findings, talk);
    }
    let old = match accepted(&asked) {
        Ok(old) => old.map(|(old, ..)| old),
        Err(_) if !path.exists() => None,
        Err(found) => return failed(&found, talk),
    };
    let basis = Basis {
        spec: &valid.spec,
        baseline: &valid.baseline,
        catalogue: &valid.catalogue,
    };
    let is_first = old.is_none();
    let (accepted, changes) =
        old.unwrap_or_else(Accepted::default)
            .with(wanted(basis), &day.to_string(), &args.reason);
    let shown = path.display();
    if changes.is_empty() && !is_first {
        return talk.summary(&format!(
            "{shown} has it all already; nothing was written\n"
        ));
    }
    if let Err(error) = release::write_whole(&path, accepted.to_text().as_bytes()) {
        talk.error(&format!("cannot write {shown}: {error}"));
        return Exit::Errors;
    }
    let text = render::accepted_text(&changes, accepted.len(), is_first);
    talk.summary(&format!("{shown} on {day}: {text}"))
}
