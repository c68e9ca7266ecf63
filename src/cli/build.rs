use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use crate::bedrock::probes;
use crate::diagnostic::{Diagnostic, Severity};
use crate::proof::{NoEffect, NotProved, assumed, prove, survey};
use crate::release::rules::{impact_of_another, impact_unreadable};
use crate::release::{self, Base, Entry, Inputs, Shipped, ZIP};
use crate::render::{self, Facts, Told};
use crate::simulate::Calls;
use crate::spec::Day;
use crate::text;

use super::asked::{Asked, NotAsked};
use super::back;
use super::change::{ChangeArgs, change, write_lock};
use super::clock::today;
use super::exit::Exit;
use super::flags::SpecFlags;
use super::input;
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
    #[command(flatten)]
    change: ChangeArgs,
    /// What `crispack impact --format json` told of this very package: a section of the reports.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["restore", "remove"])]
    impact: Option<PathBuf>,
    /// Without a spec: put this earlier release back, under the same names; slots that did not exist then become tombstones.
    #[arg(long, value_name = "RELEASE", conflicts_with_all = ["spec", "remove", "retire", "forget"])]
    restore: Option<PathBuf>,
    /// Without a spec: take ours out of the package that --into names.
    #[arg(long, conflicts_with_all = ["spec", "retire", "forget"])]
    remove: bool,
    /// What to print.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
    /// From which level on a finding is a failure.
    #[arg(long, value_name = "LEVEL", default_value = "error")]
    fail_on: Level,
    /// The day that `until` is held against, YYYY-MM-DD; default: `CRISPACK_TODAY` of the environment, else today, in UTC.
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
  crispack build --previous release --out release-2
  crispack impact --ou Workloads --events logs --format json > impact.json; crispack build --impact impact.json
  crispack build --into custom-control-tower-configuration.zip --base-version VERSION
  crispack build --retire sandbox                    a slot whose target is gone: a tombstone takes its place
  crispack build --restore release-1 --previous release-2 --out release-3
  crispack build --remove --into custom-control-tower-configuration.zip --out without";

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// One object on standard output; schema: `crispack.build.1.schema.json`.
    Json,
}

pub(super) fn run(args: &BuildArgs, talk: &Talk) -> Exit {
    if args.change.previous.as_deref() == Some(Path::new("-")) {
        return usage_error("build", "--previous takes the folder of a release");
    }
    let Some(today) = today(args.today.as_deref()) else {
        return usage_error(
            "build",
            "--today (or CRISPACK_TODAY) takes a day of the calendar, YYYY-MM-DD",
        );
    };
    if args.flags.is_some() && (args.remove || args.restore.is_some()) {
        return usage_error(
            "build",
            "--restore and --remove are made without a spec, and without the flags that take its place",
        );
    }
    if args.restore.is_some() || args.remove {
        let only_with_a_spec = [
            (args.format == Format::Json, "--format json"),
            (args.today.is_some(), "--today"),
            (args.change.snapshot.is_some(), "--snapshot"),
            (
                args.change.base_version.is_some() && args.change.into.is_none(),
                "--base-version without --into",
            ),
        ];
        if let Some((_, flag)) = only_with_a_spec.iter().find(|(given, _)| *given) {
            let message = format!("--restore and --remove know nothing of {flag}");
            return usage_error("build", &message);
        }
    }
    let out = back::Out {
        folder: &args.out,
        force: args.force,
    };
    if let Some(folder) = &args.restore {
        return back::restore(folder, &args.change, out, talk);
    }
    if args.remove {
        return back::remove(&args.change, out, talk);
    }
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
    let change = change(&args.change, asked, Some(&args.out), today, talk, findings)?;
    let of_today = change.of_today.as_slice();
    if is_failure(args.fail_on, findings) || is_failure(args.fail_on, of_today) {
        findings.extend_from_slice(of_today);
        in_order(findings);
        return None;
    }
    let basis = change.basis();
    let catalogue = basis.catalogue;
    let (spec, composition) = (&change.spec, &change.composition);
    let previous = change.previous.as_ref();
    let left_open = previous.map_or_else(Vec::new, |previous| previous.left_open(spec));
    let before = match args.change.previous.as_deref() {
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
    let proof = match prove(basis, composition, &before, &words) {
        Ok(proof) => proof,
        Err(NotProved::Findings(found)) => {
            findings.extend(found);
            return None;
        }
        Err(NotProved::Bug(error)) => return Some(bug(talk, &error.to_string())),
        Err(NotProved::Identity(error)) => return Some(bug(talk, &error.to_string())),
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
    let told = match impact(args) {
        Ok(told) => told,
        Err(found) => {
            findings.extend(found);
            return None;
        }
    };
    in_order(findings);
    let paths = proof.effects.iter().flat_map(|of| [&of.before, &of.after]);
    let calls = Calls::of(catalogue, spec.partition, &spec.worlds, paths);
    let surveys = survey(&proof.effects, &calls, spec, catalogue);
    let beneath = change.base.as_ref().map(Base::beneath);
    let facts = Facts {
        spec,
        baseline: &change.baseline,
        catalogue,
        composition,
        proof: &proof,
        effects: &effects,
        surveys: &surveys,
        findings,
        previous: previous.map(|previous| previous.earlier(spec, &left_open)),
        base: beneath.as_ref(),
        impact: told.as_ref().map(|(told, _)| told),
        organization: change.organization.as_ref(),
    };
    let others = change
        .inputs
        .iter()
        .chain(told.iter().map(|(_, input)| input));
    let inputs = inputs(asked, facts, others);
    let files = match release::assemble(facts, &inputs, previous, change.merged.clone()) {
        Ok(files) => files,
        Err(error) => return Some(bug(talk, &format!("{:#}", anyhow::Error::from(error)))),
    };
    if let Some((told, input)) = &told
        && told.zip_sha256.as_deref() != Some(&files.zip_sha256())
    {
        findings.push(impact_of_another::finding(&input.name, &files.zip_sha256()));
        return None;
    }
    let place = release::Place {
        folder: &args.out,
        force: args.force,
        keep: &change.keep,
    };
    if let Err(finding) = release::place(&files, place) {
        findings.push(*finding);
        return None;
    }
    if let Some((path, ledger)) = &change.ledger {
        let entry = Entry::of(
            files.zip_sha256(),
            spec.strategy.as_str(),
            change.merged.is_some(),
            composition,
            change.organization.as_ref(),
        );
        if let Err(error) = write_lock(path, &ledger.with(entry)) {
            talk.error(&format!(
                "the release is there, but {} cannot be written: {error}",
                path.display()
            ));
            return Some(Exit::Errors);
        }
    }
    let inner = change.merged.as_ref().map_or("", |merged| &merged.inner);
    let mut said = findings.clone();
    said.extend_from_slice(of_today);
    in_order(&mut said);
    let facts = Facts {
        findings: &said,
        ..facts
    };
    Some(succeeded(args, talk, facts, inner))
}

fn bug(talk: &Talk, what: &str) -> Exit {
    talk.error(&format!(
        "{what}; this is a bug of crispack, nothing was written"
    ));
    Exit::Bug
}

/// What logs say of the release, and the file that it came from.
fn impact(args: &BuildArgs) -> Result<Option<(Told, release::Input)>, Vec<Diagnostic>> {
    let Some(path) = &args.impact else {
        return Ok(None);
    };
    let source = input::read_large(path)?.source;
    let name = input::file_name(&source.name);
    let told = Told::read(&source.text)
        .map_err(|why| vec![impact_unreadable::finding(&source.name, &why)])?;
    let input = release::Input::new("impact", name, source.text.as_bytes());
    Ok(Some((told, input)))
}

fn inputs<'i>(
    asked: &Asked,
    facts: Facts<'_>,
    others: impl Iterator<Item = &'i release::Input>,
) -> Inputs {
    let baseline = release::Input::new(
        "baseline",
        facts.baseline.file_name(),
        facts.baseline.source.text.as_bytes(),
    );
    let tombstones = facts.composition.tombstones.iter();
    Inputs {
        tool_version: env!("CARGO_PKG_VERSION"),
        inputs: [asked.input.clone(), baseline]
            .into_iter()
            .chain(others.cloned())
            .collect(),
        catalogue_as_of: facts.catalogue.as_of.clone(),
        catalogue_sha256: text::sha256(facts.catalogue.text.as_bytes()),
        flags: asked.flags.clone(),
        retired: tombstones.map(|own| own.slot.clone()).collect(),
    }
}

fn succeeded(args: &BuildArgs, talk: &Talk, facts: Facts<'_>, inner: &str) -> Exit {
    let release = args.out.display().to_string();
    let zip = args.out.join(ZIP).display().to_string();
    match args.format {
        Format::Json => talk.result(&render::build_json(
            Some((&release, &zip)),
            Some(facts.composition),
            inner,
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
            talk.result(&render::build_json(None, None, "", findings));
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
