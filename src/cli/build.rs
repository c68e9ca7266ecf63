use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use crate::bedrock::{Catalogue, probes};
use crate::compose::{Basis, compose};
use crate::diagnostic::{Diagnostic, Severity};
use crate::proof::{After, NoEffect, NotProved, assumed, check_expectations, prove};
use crate::release::{self, Inputs, Previous, Shipped, ZIP};
use crate::render::{self, Facts};
use crate::spec::Day;
use crate::text;

use super::asked::{Asked, NotAsked, Valid};
use super::clock::today;
use super::exit::Exit;
use super::flags::SpecFlags;
use super::talk::Talk;
use super::usage_error;
use super::verdict::{Level, in_order, is_failure};

/// Make a release: the CfCT package, a report and a runbook.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct BuildArgs {
    /// The spec, or `-` for standard input; default: the nearest `crispack.yaml`, from the working directory upward.
    spec: Option<PathBuf>,
    /// The release folder, from the working directory; one that is there is replaced when the new one is whole.
    #[arg(long, short, value_name = "DIR", default_value = "release")]
    out: PathBuf,
    /// Replace a folder that is no release of crispack's, with all that is in it.
    #[arg(long)]
    force: bool,
    /// The release that is live: its policy names must stay, and its content goes into `rollback/`.
    #[arg(long, value_name = "DIR")]
    previous: Option<PathBuf>,
    /// What to print.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
    /// From which level on a finding is a failure.
    #[arg(long, value_name = "LEVEL", default_value = "error")]
    fail_on: Level,
    /// The day that `until` is held against, YYYY-MM-DD; default: today, in UTC.
    #[arg(long, value_name = "DAY")]
    today: Option<String>,
    #[command(flatten)]
    flags: Option<SpecFlags>,
}

const EXAMPLES: &str = "\
Examples:
  crispack build
  crispack build crispack.yaml --out release
  crispack build --mode disable-global --ou Sandbox --ou 'Workloads:Prod' --home-region us-east-1 --baseline region-deny.json
  crispack build --mode geographic --geo us --ou Workloads --home-region us-east-1 --baseline builtin:current \\
      --governed-region us-east-1 --governed-region us-east-2 --governed-region us-west-2
  crispack build --mode enable-global --strategy replace --ou Workloads --ou Sandbox --home-region us-east-1 --baseline region-deny.json
  crispack build --previous release --out release-2";

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// One object on standard output; schema: `crispack.build.1.schema.json`.
    Json,
}

pub(super) fn run(args: &BuildArgs, talk: &Talk) -> Exit {
    if args.previous.as_deref() == Some(Path::new("-")) {
        return usage_error("build", "--previous takes the folder of a release");
    }
    let Some(today) = today(args.today.as_deref()) else {
        return usage_error("build", "--today takes a day of the calendar, YYYY-MM-DD");
    };
    let mut findings = Vec::new();
    let asked = match Asked::read(
        args.spec.as_deref(),
        args.flags.as_ref(),
        talk,
        &mut findings,
    ) {
        Ok(asked) => Some(asked),
        Err(NotAsked::Usage(message)) => return usage_error("build", &message),
        Err(NotAsked::Findings) => None,
    };
    let exit = asked.and_then(|asked| build(args, talk, today, &asked, &mut findings));
    exit.unwrap_or_else(|| failed(args, talk, &mut findings))
}

/// `None`: the findings say why nothing was built.
fn build(
    args: &BuildArgs,
    talk: &Talk,
    today: Day,
    asked: &Asked,
    findings: &mut Vec<Diagnostic>,
) -> Option<Exit> {
    let named = &asked.raw.region_deny.baseline;
    if named == "-" && args.spec.as_deref() == Some(Path::new("-")) {
        return Some(usage_error(
            "build",
            "the spec and the baseline cannot both come from standard input",
        ));
    }
    let Valid {
        spec,
        baseline,
        baseline_path,
    } = asked.validate(today, findings)?;
    let catalogue = Catalogue::builtin();
    talk.detail(&format!(
        "baseline {}; catalogue of {}",
        baseline.source.name, catalogue.as_of
    ));
    let basis = Basis {
        spec: &spec,
        baseline: &baseline,
        catalogue,
    };
    let composition = compose(basis, findings);
    if !spec.expectations.is_empty() {
        let after = After::of(basis, &composition);
        findings.extend(check_expectations(&spec, &after, catalogue));
    }
    let previous = match args.previous.as_deref().map(Previous::read).transpose() {
        Ok(previous) => previous,
        Err(finding) => {
            findings.push(*finding);
            return None;
        }
    };
    if let Some(previous) = &previous {
        findings.extend(previous.compare(&spec, &composition));
    }
    let left_open = previous
        .as_ref()
        .map_or_else(Vec::new, |previous| previous.left_open(&spec));
    if is_failure(args.fail_on, findings) {
        in_order(findings);
        return None;
    }
    let before = match args.previous.as_deref() {
        None => assumed(basis),
        Some(folder) => match Shipped::read(folder, findings) {
            Ok(shipped) => shipped.into_before(),
            Err(found) => {
                findings.extend(found);
                return None;
            }
        },
    };
    let words = probes(catalogue);
    let proof = match prove(basis, &composition, &before, &words) {
        Ok(proof) => proof,
        Err(NotProved::Findings(found)) => {
            findings.extend(found);
            return None;
        }
        Err(NotProved::Bug(error)) => return Some(bug(talk, &error.to_string())),
    };
    let mut effects = Vec::with_capacity(proof.effects.len());
    for of in &proof.effects {
        match of.effect(&words) {
            Ok(effect) => effects.push(effect),
            Err(NoEffect::Findings(found)) => {
                findings.extend(found);
                return None;
            }
            Err(NoEffect::Bug(error)) => return Some(bug(talk, &error.to_string())),
        }
    }
    in_order(findings);
    let facts = Facts {
        spec: &spec,
        baseline: &baseline,
        catalogue,
        composition: &composition,
        proof: &proof,
        effects: &effects,
        findings,
        previous: previous
            .as_ref()
            .map(|previous| previous.earlier(&spec, &left_open)),
    };
    let files = match release::assemble(
        facts,
        &inputs(asked, facts, previous.as_ref()),
        previous.as_ref(),
    ) {
        Ok(files) => files,
        Err(error) => return Some(bug(talk, &format!("{:#}", anyhow::Error::from(error)))),
    };
    let keep: Vec<PathBuf> = [
        asked.path.clone(),
        baseline_path,
        args.previous.clone(),
        std::env::current_dir().ok(),
    ]
    .into_iter()
    .flatten()
    .collect();
    let place = release::Place {
        folder: &args.out,
        force: args.force,
        keep: &keep,
    };
    if let Err(finding) = release::place(&files, place) {
        findings.push(*finding);
        return None;
    }
    Some(succeeded(args, talk, facts))
}

fn bug(talk: &Talk, what: &str) -> Exit {
    talk.error(&format!(
        "{what}; this is a bug of crispack, nothing was written"
    ));
    Exit::Bug
}

fn inputs(asked: &Asked, facts: Facts<'_>, previous: Option<&Previous>) -> Inputs {
    let baseline = release::Input::new(
        "baseline",
        facts.baseline.file_name(),
        facts.baseline.source.text.as_bytes(),
    );
    Inputs {
        tool_version: env!("CARGO_PKG_VERSION"),
        inputs: [asked.input.clone(), baseline]
            .into_iter()
            .chain(previous.map(|previous| previous.input.clone()))
            .collect(),
        catalogue_as_of: facts.catalogue.as_of.clone(),
        catalogue_sha256: text::sha256(facts.catalogue.text.as_bytes()),
        flags: asked.flags.clone(),
    }
}

fn succeeded(args: &BuildArgs, talk: &Talk, facts: Facts<'_>) -> Exit {
    let release = args.out.display().to_string();
    let zip = args.out.join(ZIP).display().to_string();
    match args.format {
        Format::Json => talk.result(&render::build_json(
            Some((&release, &zip)),
            Some(facts.composition),
            facts.findings,
        )),
        Format::Text => {
            talk.findings(facts.findings);
            talk.summary(&render::summary(facts, &release, &zip))
        }
    }
}

fn failed(args: &BuildArgs, talk: &Talk, findings: &mut Vec<Diagnostic>) -> Exit {
    in_order(findings);
    let strict = !findings
        .iter()
        .any(|finding| finding.severity() == Severity::Error);
    match args.format {
        Format::Json => {
            talk.result(&render::build_json(None, None, findings));
        }
        Format::Text => {
            let least = if strict {
                args.fail_on.into()
            } else {
                Severity::Error
            };
            talk.findings_from(least, findings);
            if strict {
                let level = args.fail_on.to_possible_value();
                let level = level.as_ref().map_or("error", |value| value.get_name());
                talk.error(&format!(
                    "nothing was written: there are findings at or above --fail-on {level}"
                ));
            }
        }
    }
    Exit::Errors
}
