//! `crispack snapshot`: the organization as it is, read by the user's own `aws`.

mod aws;
mod saved;

use std::path::PathBuf;

use clap::Args;

use crate::org::{self, Asked, Snapshot};
use crate::release;
use crate::render;

use super::clock::now;
use super::exit::Exit;
use super::talk::Talk;
use super::usage_error;
use aws::Aws;
use saved::Saved;

/// Read the organization with your own `aws` (read-only commands, printed first), and write one file that `plan`, `drift`, `check` and `build` take.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct SnapshotArgs {
    /// The file that is written; `-` for standard output.
    #[arg(long, short, value_name = "FILE", default_value = "org-snapshot.json")]
    out: PathBuf,
    /// Replace a file that is no snapshot.
    #[arg(long)]
    force: bool,
    /// Control Tower's home Region; default: that of your AWS configuration.
    #[arg(long, value_name = "REGION")]
    home_region: Option<String>,
    /// A Region whose inference profiles are listed; repeatable; default: those that the landing zone governs.
    #[arg(long, value_name = "REGION")]
    source_region: Vec<String>,
    /// Run nothing: read the saved answers of the commands from this folder.
    #[arg(long, value_name = "DIR")]
    from: Option<PathBuf>,
    /// Print the commands, and run none.
    #[arg(long, conflicts_with_all = ["from", "script"])]
    dry_run: bool,
    /// Print a script that saves the answers for --from, for somebody else to run.
    #[arg(long, conflicts_with = "from")]
    script: bool,
    /// How many commands run at a time.
    #[arg(long, value_name = "N", default_value_t = 4, value_parser = clap::value_parser!(u8).range(1..=16))]
    jobs: u8,
}

const EXAMPLES: &str = "\
Examples:
  crispack snapshot --home-region eu-central-1
  crispack snapshot --dry-run
  crispack snapshot --script >save.sh        for somebody with the rights: bash save.sh; then
  crispack snapshot --from answers

The AWS CLI finds its credentials as ever; crispack reads none. What it may not read is listed in the snapshot, and nothing is said about it.";

pub(super) fn run(args: &SnapshotArgs, talk: &Talk) -> Exit {
    let asked = Asked {
        home_region: args.home_region.clone(),
        sources: args.source_region.clone(),
        taken_at: Some(now()),
    };
    if args.script {
        return talk.result(&render::snapshot_script(&asked));
    }
    let calls = org::calls(&asked);
    if args.dry_run {
        let lines: Vec<String> = calls
            .iter()
            .map(|call| format!("{}\n", call.shown()))
            .collect();
        return talk.result(&lines.concat());
    }
    if let Some(existing) = std::fs::read_to_string(&args.out)
        .ok()
        .filter(|_| !args.force)
        && !existing.contains("crispack.snapshot/1")
    {
        talk.error(&format!(
            "{} is there and is no snapshot; --force replaces it",
            args.out.display()
        ));
        return Exit::Errors;
    }
    let collected = match &args.from {
        Some(folder) if !folder.is_dir() => {
            return usage_error("snapshot", "--from takes the folder of saved answers");
        }
        Some(folder) => {
            let asked = Asked {
                taken_at: saved::taken_at(folder),
                ..asked
            };
            org::collect(&asked, &Saved::new(folder))
        }
        None => {
            talk.note("these read-only commands are run, for each PARENT, POLICY, ARN and GOVERNED_REGION that there is:");
            for call in &calls {
                talk.note(&format!("  {}", call.shown()));
            }
            org::collect(&asked, &Aws::new(talk, usize::from(args.jobs)))
        }
    };
    match collected {
        Ok(snapshot) => written(args, talk, &snapshot),
        Err(missing) => {
            talk.note(&render::missing_text(&missing));
            talk.error("without the organization's root there is no snapshot; nothing was written");
            Exit::Errors
        }
    }
}

fn written(args: &SnapshotArgs, talk: &Talk, snapshot: &Snapshot) -> Exit {
    let text = snapshot.to_json();
    for missing in &snapshot.missing {
        talk.note(&render::missing_text(missing));
    }
    if args.out.as_os_str() == "-" {
        return talk.result(&text);
    }
    if let Err(error) = release::write_whole(&args.out, text.as_bytes()) {
        talk.error(&format!("cannot write {}: {error}", args.out.display()));
        return Exit::Errors;
    }
    talk.summary(&render::snapshot_summary(
        snapshot,
        &args.out.display().to_string(),
    ))
}
