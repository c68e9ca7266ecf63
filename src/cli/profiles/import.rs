use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;

use crate::bedrock::Catalogue;
use crate::catalogue::rules::{accounts_not_known, answer_shape};
use crate::catalogue::{Base, accounts, import, own_format};
use crate::cli::catalogue::named;
use crate::cli::change::snapshot;
use crate::cli::clock::today;
use crate::cli::exit::Exit;
use crate::cli::input;
use crate::cli::talk::Talk;
use crate::cli::usage_error;
use crate::diagnostic::{Diagnostic, Source};
use crate::release;
use crate::render;
use crate::spec::Day;

use super::failed;

/// Make a catalogue from saved answers of `aws bedrock list-inference-profiles` and `get-inference-profile`, one list for each source Region.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct ImportArgs {
    /// The folder of the answers (every `*.json`), a file, or `-`; repeatable.
    #[arg(long, value_name = "DIR", required = true)]
    from: Vec<PathBuf>,
    /// The catalogue that is written; `-` for standard output.
    #[arg(
        long,
        short,
        value_name = "FILE",
        default_value = "inference-profiles.json"
    )]
    out: PathBuf,
    /// Replace a file that is no catalogue.
    #[arg(long)]
    force: bool,
    /// The day of the answers, YYYY-MM-DD; default: what `taken-at` in the folder says, else today, in UTC.
    #[arg(long, value_name = "DAY")]
    day: Option<String>,
    /// What is known of source Regions without an answer: a catalogue, `builtin`, or `none`; default: the file of --out if it is there, else `builtin`.
    #[arg(long, value_name = "CATALOGUE")]
    merge_into: Option<PathBuf>,
    /// A snapshot of the organization: answers of other accounts than its own are refused, and so is a snapshot that does not have them all.
    #[arg(long, value_name = "FILE")]
    snapshot: Option<PathBuf>,
}

const EXAMPLES: &str = "\
Examples:
  mkdir answers
  for R in eu-central-1 us-east-1; do
    aws bedrock list-inference-profiles --type-equals SYSTEM_DEFINED --region $R \\
        --output json >answers/$R.json
  done
  crispack profiles import --from answers
  crispack profiles diff builtin inference-profiles.json

Then `catalogue: {file: inference-profiles.json}` in the spec. The folder that the script of `crispack snapshot --script` fills is taken as well.";

/// The catalogue of no profile.
const NONE: &str = "none";

pub(super) fn run(args: &ImportArgs, talk: &Talk) -> Exit {
    let given = args.day.clone().or_else(|| taken_at(&args.from));
    let Some(day) = today(given.as_deref()) else {
        return usage_error("profiles", "--day takes a day of the calendar, YYYY-MM-DD");
    };
    if args.day.is_some() && today(None).is_some_and(|today| day > today) {
        let message = "--day is the day on which the answers were saved, which is not yet to come";
        return usage_error("profiles", message);
    }
    match made(args, day, talk) {
        Ok(exit) => exit,
        Err(found) => {
            let exit = failed(&found, talk);
            talk.error("nothing was written");
            exit
        }
    }
}

fn made(args: &ImportArgs, day: Day, talk: &Talk) -> Result<Exit, Vec<Diagnostic>> {
    let to_stdout = args.out.as_os_str() == "-";
    let is_there = !to_stdout && args.out.exists();
    if is_there && !args.force && named(&args.out).is_err() {
        talk.error(&format!(
            "{} is there and is no catalogue; --force replaces it",
            args.out.display()
        ));
        return Ok(Exit::Errors);
    }
    let day = day.to_string();
    let catalogue = match &args.merge_into {
        Some(none) if none == Path::new(NONE) => Arc::new(Catalogue::empty(&day)),
        Some(other) => named(other)?,
        None if is_there => named(&args.out).unwrap_or_else(|_| Catalogue::embedded()),
        None => Catalogue::embedded(),
    };
    let organization = args.snapshot.as_deref().map(snapshot).transpose()?;
    let organization = organization.as_ref().map(|(own, _)| own);
    let known = organization.and_then(|own| Some((accounts(own)?, own.name.as_str())));
    if let (Some(own), None) = (organization, &known) {
        let is_partial = !own.snapshot.missing.is_empty();
        return Err(vec![accounts_not_known::finding(&own.name, is_partial)]);
    }
    let base = Base {
        catalogue: &catalogue,
        accounts: known.as_ref().map(|(accounts, name)| (accounts, *name)),
        day: &day,
    };
    let out = is_there.then(|| fs::canonicalize(&args.out).ok()).flatten();
    let mut files = files(&args.from, out.as_deref(), talk)?;
    files.retain(|file| {
        let own = own_format(file);
        if let Some(format) = &own {
            talk.note(&format!(
                "{} is crispack's own ({format}), and no answer; passed over",
                file.name
            ));
        }
        own.is_none()
    });
    let mut found = Vec::new();
    let Some(imported) = import(&files, base, &mut found) else {
        return Err(found);
    };
    talk.findings(&found);
    let text = &imported.catalogue.text;
    if to_stdout {
        return Ok(talk.result(text));
    }
    if let Err(error) = release::write_whole(&args.out, text.as_bytes()) {
        talk.error(&format!("cannot write {}: {error}", args.out.display()));
        return Ok(Exit::Errors);
    }
    Ok(talk.summary(&format!(
        "{} as of {day}\n\n{}",
        args.out.display(),
        render::imported_text(&imported, &catalogue)
    )))
}

/// The day on which the script of `snapshot` filled a folder.
fn taken_at(from: &[PathBuf]) -> Option<String> {
    let [folder] = from else { return None };
    let text = fs::read_to_string(folder.join("taken-at")).ok()?;
    text.trim().get(..10).map(str::to_owned)
}

/// The texts of the answers, sorted by name within a folder. All files are read, so that what is wrong with any is told in one run.
///
/// The file that is written is not read as an answer, whatever it holds.
fn files(
    from: &[PathBuf],
    out: Option<&Path>,
    talk: &Talk,
) -> Result<Vec<Arc<Source>>, Vec<Diagnostic>> {
    let mut paths = Vec::new();
    let mut found = Vec::new();
    for path in from {
        if !path.is_dir() {
            paths.push(path.clone());
            continue;
        }
        let mut inside = listed(path);
        let all = inside.len();
        inside.retain(|path| out.is_none() || fs::canonicalize(path).ok().as_deref() != out);
        let is_written_here = inside.len() < all;
        if is_written_here && let Some(out) = out {
            talk.note(&format!(
                "{} is what is written, and no answer; passed over",
                input::file_name(&out.display().to_string())
            ));
        }
        inside.sort_unstable();
        if inside.is_empty() && !is_written_here {
            found.push(answer_shape::no_file(&input::shown(path)));
        }
        paths.append(&mut inside);
    }
    let mut files = Vec::with_capacity(paths.len());
    for path in paths {
        match input::read(&path) {
            Ok(read) => files.push(read.source),
            Err(problems) => found.extend(problems),
        }
    }
    if found.is_empty() {
        Ok(files)
    } else {
        Err(found)
    }
}

/// The JSON files of a folder, less what the script of `snapshot` saves of other services.
fn listed(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let is_answer = |path: &PathBuf| {
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        path.extension().is_some_and(|own| own == "json")
            && !name.starts_with("organizations.")
            && !name.starts_with("controltower.")
    };
    entries
        .map(|entry| entry.path())
        .filter(is_answer)
        .collect()
}
