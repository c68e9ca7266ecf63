//! `crispack diff`: what a change of service control policies does, exactly.

mod package;
mod side;

use indexmap::IndexMap;
use std::collections::BTreeSet;

use clap::{Args, ValueEnum};

use crate::bedrock::{Catalogue, probes};
use crate::diagnostic::Diagnostic;
use crate::policy::compare::Verdict;
use crate::policy::{Level, Levels};
use crate::proof::{Effect, NoEffect};
use crate::render::{self, Compared, Shown};

use super::exit::Exit;
use super::talk::Talk;
use super::usage_error;
use side::Side;

/// Compare two sets of service control policies, packages or releases, over all requests that they can tell apart.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct DiffArgs {
    /// The policies before: files joined by `+`, a folder or zip of policies, a CfCT package (folder or zip), or a release; `-` for standard input.
    #[arg(value_name = "BEFORE")]
    before: String,
    /// The policies after.
    #[arg(value_name = "AFTER")]
    after: String,
    /// Of releases: only this OU, names below the root joined by `:`; default: every OU that has a policy in one of them.
    #[arg(long, value_name = "OU", allow_hyphen_values = true)]
    ou: Option<String>,
    /// Exit with 0 if equal, 2 if different, 1 if it could not be done.
    #[arg(long)]
    detailed_exitcode: bool,
    /// Take tests that cannot be compared exactly for a free yes or no, and say what may change.
    #[arg(long)]
    assume_opaque: bool,
    /// With --format text: also print the commands that put each request to AWS's policy simulator; they need an AWS CLI that knows
    /// `--ordered-organization-policy-input-list` (since 2026-07-30), and credentials.
    #[arg(long)]
    aws: bool,
    /// What to print.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

const EXAMPLES: &str = "\
Examples:
  crispack diff region-deny.json region-deny.json+cris-eu.json
  crispack diff old-release new-release
  crispack diff old-release new-release --ou Workloads --format markdown
  crispack diff live/ new.json --detailed-exitcode

Exit codes: 0 compared, 1 errors in the input, 64 wrong usage; with --detailed-exitcode 0 equal, 2 different, 1 errors";

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// One object; schema: `crispack.diff.1.schema.json`.
    Json,
    /// For a change request.
    Markdown,
}

/// Two sides of some OUs that are the same for all of them.
struct Pair {
    ous: Vec<String>,
    before: Levels,
    after: Levels,
    shown: [Shown; 2],
}

pub(super) fn run(args: &DiffArgs, talk: &Talk) -> Exit {
    if args.before == "-" && args.after == "-" {
        return usage_error("diff", "only one side can come from standard input");
    }
    let mut findings = Vec::new();
    let mut left_out = Vec::new();
    let mut read = |named: &str| Side::read(named, &mut findings, &mut left_out);
    let (before, after) = match (read(&args.before), read(&args.after)) {
        (Ok(before), Ok(after)) => (before, after),
        (before, after) => {
            let found = [before.err(), after.err()].into_iter().flatten().flatten();
            let found: Vec<Diagnostic> = found.collect();
            return fail(talk, &found);
        }
    };
    talk.findings(&findings);
    for name in &left_out {
        talk.detail(&format!("left out, no policy: {name}"));
    }
    let pairs = match pairs(args, &before, &after) {
        Ok(pairs) => pairs,
        Err(NoPairs::Usage(message)) => return usage_error("diff", &message),
        Err(NoPairs::Findings(found)) => return fail(talk, &found),
    };
    let probes = probes(Catalogue::builtin());
    let mut effects = Vec::with_capacity(pairs.len());
    for pair in &pairs {
        match Effect::of(&pair.before, &pair.after, &probes, args.assume_opaque) {
            Ok(effect) => effects.push(effect),
            Err(NoEffect::Findings(found)) => return fail(talk, &found),
            Err(NoEffect::Bug(error)) => {
                talk.error(&format!("{error}; this is a bug of crispack"));
                return Exit::Bug;
            }
        }
    }
    let compared: Vec<Compared<'_>> = pairs
        .iter()
        .zip(&effects)
        .map(|(pair, effect)| Compared {
            ous: pair.ous.clone(),
            effect,
            shown: pair.shown.clone(),
        })
        .collect();
    let text = match args.format {
        Format::Text => render::effects_text(&compared, args.aws),
        Format::Json => render::effects_json(&compared),
        Format::Markdown => render::effects_markdown(&compared, &args.before, &args.after),
    };
    match talk.result(&text) {
        Exit::Fine if args.detailed_exitcode && render::together(&compared) != Verdict::Equal => {
            Exit::Different
        }
        exit => exit,
    }
}

enum NoPairs {
    Usage(String),
    Findings(Vec<Diagnostic>),
}

/// The sides of every OU, those that are the same once.
fn pairs(args: &DiffArgs, before: &Side, after: &Side) -> Result<Vec<Pair>, NoPairs> {
    let known: BTreeSet<String> = before.ous().union(&after.ous()).cloned().collect();
    let ous: Vec<Option<&str>> = match (&args.ou, known.is_empty()) {
        (Some(_), true) => {
            return Err(NoPairs::Usage(
                "--ou goes with a release or a CfCT package".to_owned(),
            ));
        }
        (Some(ou), false) => {
            let has_policy = |known: &String| {
                known == ou || known == "Root" || ou.starts_with(&format!("{known}:"))
            };
            if !known.iter().any(has_policy) {
                return Err(NoPairs::Usage(format!(
                    "no policy of either side is on the path of `{ou}`"
                )));
            }
            vec![Some(ou)]
        }
        (None, true) => vec![None],
        (None, false) => known.iter().map(|ou| Some(ou.as_str())).collect(),
    };
    let mut pairs: Vec<Pair> = Vec::new();
    let mut texts = IndexMap::new();
    for ou in ous {
        let (old, old_shown) = before.levels(ou);
        let (new, new_shown) = after.levels(ou);
        let at = *texts
            .entry((spelled(&old), spelled(&new)))
            .or_insert(pairs.len());
        if at == pairs.len() {
            let levels = |levels| Levels::new(levels).map_err(NoPairs::Findings);
            pairs.push(Pair {
                ous: Vec::new(),
                before: levels(old)?,
                after: levels(new)?,
                shown: [old_shown, new_shown],
            });
        }
        if let (Some(pair), Some(ou)) = (pairs.get_mut(at), ou) {
            pair.ous.push(ou.to_owned());
        }
    }
    Ok(pairs)
}

/// The policies of a path by their text, level by level.
fn spelled(levels: &[Level]) -> Vec<Vec<String>> {
    let level = |level: &Level| {
        let attached = level.attached.iter();
        attached.map(|own| own.policy.to_compact_json()).collect()
    };
    levels.iter().map(level).collect()
}

fn fail(talk: &Talk, found: &[Diagnostic]) -> Exit {
    talk.findings(found);
    Exit::Errors
}
