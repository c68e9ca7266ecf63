//! `crispack profiles`: the catalogue of inference profiles: listed, compared, brought up to date, accepted.

mod accept;
mod import;
mod list;
mod show;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Args, Subcommand, ValueEnum};

use crate::bedrock::Catalogue;
use crate::catalogue::{between, offered};
use crate::diagnostic::Diagnostic;
use crate::render;

use super::catalogue::{BUILTIN, named};
use super::exit::Exit;
use super::talk::Talk;

/// Inference profiles and where they lead: list and show them, bring the catalogue up to date, accept what changed.
#[derive(Debug, Args)]
pub(super) struct ProfilesArgs {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    List(list::ListArgs),
    Show(show::ShowArgs),
    Diff(DiffArgs),
    Import(import::ImportArgs),
    Accept(accept::AcceptArgs),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// One object; schemas: `crispack.profiles.1.schema.json`, of a comparison `crispack.profiles-diff.1.schema.json`.
    Json,
}

/// Say what appeared, vanished, gained or lost Regions between two catalogues.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
struct DiffArgs {
    /// A catalogue: a file, or `builtin`.
    #[arg(value_name = "OLD")]
    old: PathBuf,
    /// The other one.
    #[arg(value_name = "NEW")]
    new: PathBuf,
    /// Exit with 0 if equal, 2 if different, 1 if it could not be told.
    #[arg(long)]
    detailed_exitcode: bool,
    /// What to print.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

const EXAMPLES: &str = "\
Examples:
  crispack profiles diff builtin inference-profiles.json
  git show HEAD~1:inference-profiles.json | crispack profiles diff - inference-profiles.json

Exit codes: 0 compared, 1 errors in the input; with --detailed-exitcode 0 equal, 2 different, 1 errors";

pub(super) fn run(args: &ProfilesArgs, talk: &Talk) -> Exit {
    match &args.what {
        What::List(args) => list::list(args, talk),
        What::Show(args) => show::show(args, talk),
        What::Diff(args) => diff(args, talk),
        What::Import(args) => import::run(args, talk),
        What::Accept(args) => accept::run(args, talk),
    }
}

fn diff(args: &DiffArgs, talk: &Talk) -> Exit {
    let (old, new) = match (named(&args.old), named(&args.new)) {
        (Ok(old), Ok(new)) => (old, new),
        (old, new) => {
            let found = [old, new].into_iter().filter_map(Result::err).flatten();
            return failed(&found.collect::<Vec<_>>(), talk);
        }
    };
    let changes = between(&old, &new);
    let unknown: BTreeSet<&str> = offered(&old)
        .iter()
        .map(|own| own.source)
        .filter(|source| !new.knows(source))
        .collect();
    if !unknown.is_empty() {
        let unknown: Vec<&str> = unknown.into_iter().collect();
        talk.note(&format!(
            "{} has no answer from {}; nothing is said of what vanished there",
            args.new.display(),
            unknown.join(", ")
        ));
    }
    let text = match args.format {
        Format::Text => render::profile_changes_text(&old, &new, &changes),
        Format::Json => render::profile_changes_json(&old, &new, &changes),
    };
    match talk.result(&text) {
        Exit::Fine if args.detailed_exitcode && !changes.is_empty() => Exit::Different,
        exit => exit,
    }
}

/// The catalogue of `--catalogue`, or the embedded one.
fn chosen(path: Option<&Path>) -> Result<Arc<Catalogue>, Vec<Diagnostic>> {
    named(path.unwrap_or(Path::new(BUILTIN)))
}

fn failed(findings: &[Diagnostic], talk: &Talk) -> Exit {
    talk.findings(findings);
    Exit::Errors
}
