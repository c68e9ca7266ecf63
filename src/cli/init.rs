use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Write as _};
use std::path::Path;

use anyhow::Context as _;
use clap::Args;

use crate::bedrock::{Catalogue, Partition};
use crate::diagnostic::{Diagnostic, Severity, Source};
use crate::render::{SpecTemplate, spec_template};
use crate::spec::{
    self, ApplicationProfiles, Day, Decision, Destinations, Form, Geographies, Ground, Mode, Reach,
    Strategy, schema,
};
use crate::text;

use super::exit::Exit;
use super::input::{self, SPEC};
use super::talk::Talk;
use super::usage_error;

/// Write a commented spec, `crispack.yaml`, and its schema for editors.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct InitArgs {
    /// A spec that builds at once, without AWS.
    #[arg(long, conflicts_with_all = ["baseline", "home_region", "governed_region", "ou"])]
    example: bool,
    /// The Region deny policy in force: a file, or `builtin:current`.
    #[arg(long, value_name = "FILE")]
    baseline: Option<String>,
    /// Control Tower's home Region.
    #[arg(long, value_name = "REGION")]
    home_region: Option<String>,
    /// A governed Region, with a built-in baseline; repeatable.
    #[arg(long, value_name = "REGION")]
    governed_region: Vec<String>,
    /// An OU to begin with; repeatable; default: Workloads.
    #[arg(long, value_name = "OU", allow_hyphen_values = true)]
    ou: Vec<String>,
    /// Replace files that are there.
    #[arg(long)]
    force: bool,
}

const EXAMPLES: &str = "\
Examples:
  crispack init --example
  crispack init --baseline region-deny.json --home-region us-east-1 --ou Sandbox --ou 'Workloads:Prod'";

/// The name of the schema beside the spec.
const SCHEMA: &str = "crispack.schema.json";

pub(super) fn run(args: &InitArgs, talk: &Talk) -> Exit {
    let template = if args.example {
        example()
    } else {
        match from_baseline(args, talk) {
            Ok(template) => template,
            Err(exit) => return exit,
        }
    };
    let text = spec_template(&template);
    let problems = problems(&text);
    if !problems.is_empty() {
        talk.findings(&problems);
        return Exit::Errors;
    }
    let files = [(SPEC, text), (SCHEMA, schema::TEXT.to_owned())];
    if let Err(error) = write(&files, args.force) {
        talk.error(&format!("{error:#}"));
        return Exit::Errors;
    }
    talk.summary(&format!(
        "wrote {SPEC} and {SCHEMA}\nnext: name your OUs in {SPEC}, then run `crispack build`\n"
    ))
}

fn example() -> SpecTemplate {
    let regions = [
        "eu-central-1",
        "eu-north-1",
        "eu-south-1",
        "eu-south-2",
        "eu-west-1",
        "eu-west-3",
        "us-east-1",
    ];
    SpecTemplate {
        home_region: "eu-central-1".to_owned(),
        partition: Partition::Aws.as_str(),
        governed_regions: regions.map(str::to_owned).to_vec(),
        regions_from_baseline: false,
        baseline: "builtin:current".to_owned(),
        family: Some("eu".to_owned()),
        targets: vec![
            ("Workloads".to_owned(), "eu-only"),
            ("Workloads:Regulated".to_owned(), "sealed"),
            ("Sandbox".to_owned(), "governed"),
        ],
    }
}

fn from_baseline(args: &InitArgs, talk: &Talk) -> Result<SpecTemplate, Exit> {
    let (Some(named), Some(home_region)) = (&args.baseline, &args.home_region) else {
        return Err(usage_error(
            "init",
            "give --baseline and --home-region, or --example",
        ));
    };
    if named == "-" {
        return Err(usage_error(
            "init",
            "the spec names its baseline, so it has to be a file or a built-in",
        ));
    }
    let mut findings = Vec::new();
    let (baseline, _) =
        input::baseline(named, Path::new(""), None, &mut findings).map_err(|found| {
            talk.findings(&found);
            Exit::Errors
        })?;
    talk.findings(&findings);
    let from_baseline = !baseline.regions.is_empty();
    let regions = if from_baseline {
        baseline.regions.clone()
    } else {
        args.governed_region.clone()
    };
    if from_baseline != args.governed_region.is_empty() {
        return Err(usage_error(
            "init",
            "--governed-region goes with a built-in baseline, which lists no Regions, and with no other",
        ));
    }
    if !regions.contains(home_region) {
        let message = format!(
            "the home Region {home_region} is none of the governed ones: {}",
            regions.join(", ")
        );
        return Err(usage_error("init", &message));
    }
    let catalogue = Catalogue::builtin();
    let partition = match catalogue
        .region(home_region)
        .map(|region| region.partition.as_str())
    {
        Some("aws-us-gov") => Partition::AwsUsGov,
        _ => Partition::Aws,
    };
    let ous = if args.ou.is_empty() {
        vec!["Workloads".to_owned()]
    } else {
        args.ou.clone()
    };
    Ok(SpecTemplate {
        home_region: home_region.clone(),
        partition: partition.as_str(),
        family: working_family(&regions.iter().cloned().collect(), catalogue),
        governed_regions: regions,
        regions_from_baseline: from_baseline,
        baseline: named.clone(),
        targets: ous.into_iter().map(|ou| (ou, "governed")).collect(),
    })
}

/// The errors of a spec that is about to be written: what the flags asked for is held against the same rules as a spec by hand.
fn problems(spec: &str) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    if let Err(found) = validate(spec, &mut findings) {
        findings.extend(found);
    }
    findings.retain(|finding| finding.severity() == Severity::Error);
    findings
}

fn validate(text: &str, findings: &mut Vec<Diagnostic>) -> Result<(), Vec<Diagnostic>> {
    let document = text::yaml(&Source::new(SPEC, text))?;
    let Some((raw, origin)) = spec::read(document, findings) else {
        return Ok(());
    };
    let named = &raw.region_deny.baseline;
    let place = origin.value("/region_deny/baseline");
    let (baseline, _) = input::baseline(named, Path::new(""), place, &mut Vec::new())?;
    let facts = spec::Facts {
        baseline: Some(&baseline),
        catalogue: Catalogue::builtin(),
        // A new spec has no last days.
        today: Day::from_unix(0),
    };
    spec::validate(&raw, &origin, facts, findings);
    Ok(())
}

/// The family with the most routes that work within the governed Regions.
fn working_family(regions: &BTreeSet<String>, catalogue: &Catalogue) -> Option<String> {
    let mode = Mode {
        name: String::new(),
        global: Decision::Deny,
        geographies: Geographies::Any,
        destinations: Destinations::Governed,
        profiles: Vec::new(),
        application_profiles: ApplicationProfiles::ByDestination,
        prompt_routers: Decision::Allow,
        form: Form::Strict,
        also: Vec::new(),
    };
    let ground = Ground {
        strategy: Strategy::Additive,
        working: regions,
        inference_only: &BTreeSet::new(),
        held: true,
        catalogue,
    };
    let reach = Reach::of(&mode, &ground);
    let count = |family: &str| {
        reach
            .working
            .iter()
            .filter(|route| route.profile.family() == family)
            .count()
    };
    let families: BTreeSet<&str> = reach
        .working
        .iter()
        .map(|route| route.profile.family())
        .collect();
    families
        .into_iter()
        .max_by_key(|family| count(family))
        .map(str::to_owned)
}

/// All files or none: nothing is written if one of them is there already.
fn write(files: &[(&str, String)], force: bool) -> anyhow::Result<()> {
    if !force && let Some((name, _)) = files.iter().find(|(name, _)| Path::new(name).exists()) {
        anyhow::bail!("{name} is there already; nothing was written (--force replaces it)");
    }
    for (name, text) in files {
        create(name, force)
            .and_then(|mut file| file.write_all(text.as_bytes()))
            .with_context(|| format!("cannot write {name}"))?;
    }
    Ok(())
}

fn create(name: &str, force: bool) -> io::Result<File> {
    if force {
        File::create(name)
    } else {
        File::create_new(name)
    }
}
