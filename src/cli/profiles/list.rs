use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::bedrock::call::{ANY_ACCOUNT, CallError};
use crate::bedrock::{Catalogue, Profile};
use crate::catalogue::aws_answer;
use crate::catalogue::rules::nothing_listed;
use crate::cli::catalogue::old_today;
use crate::cli::exit::Exit;
use crate::cli::talk::Talk;
use crate::cli::usage_error;
use crate::diagnostic::{Diagnostic, suggest};
use crate::policy::glob;
use crate::render;
use crate::simulate::rules::call_not_known;

use super::{chosen, failed};

/// List profiles and where they lead.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct ListArgs {
    /// Only profiles that can be called from this Region.
    #[arg(long, value_name = "REGION")]
    source: Option<String>,
    /// Only profiles of this family: `us`, `eu`, `global`, …
    #[arg(long, value_name = "FAMILY")]
    family: Option<String>,
    /// Only profiles of models whose id matches (`*`, `?`).
    #[arg(long, value_name = "PATTERN")]
    model: Option<String>,
    /// A catalogue that `profiles import` wrote; default: the embedded one.
    #[arg(long, value_name = "FILE")]
    catalogue: Option<PathBuf>,
    /// What to print.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: ListFormat,
}

const EXAMPLES: &str = "\
Examples:
  crispack profiles list --source eu-central-1 --family eu
  crispack profiles list --model 'anthropic.claude-sonnet-*' --format json
  crispack profiles list --source eu-central-1 --format aws >known.json

What --format aws prints is what crispack knows in the shape of AWS's answer, and no answer of AWS's: keep it out of the folder that `profiles import` reads.";

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ListFormat {
    /// For people.
    Text,
    /// One object; schema: `crispack.profiles.1.schema.json`.
    Json,
    /// As `aws bedrock list-inference-profiles` answers in the Region of `--source`, to a made-up account.
    Aws,
}

pub(super) fn list(args: &ListArgs, talk: &Talk) -> Exit {
    let catalogue = match chosen(args.catalogue.as_deref()) {
        Ok(catalogue) => catalogue,
        Err(found) => return failed(&found, talk),
    };
    let found = unknown(args, &catalogue);
    if !found.is_empty() {
        return failed(&found, talk);
    }
    let is_meant = |own: &&Profile| {
        let source = args.source.as_ref();
        source.is_none_or(|source| own.is_routable() && own.routes.contains_key(source))
            && args
                .family
                .as_ref()
                .is_none_or(|family| own.family() == family)
            && args
                .model
                .as_ref()
                .is_none_or(|model| glob::matches(model, own.model()))
    };
    let profiles: Vec<&Profile> = catalogue.profiles.iter().filter(is_meant).collect();
    let source = args.source.as_deref();
    let text = match (args.format, source) {
        (ListFormat::Text, _) => render::profiles_text(&profiles, &catalogue, source),
        (ListFormat::Json, _) => render::profiles_json(&profiles, &catalogue),
        (ListFormat::Aws, Some(source)) => {
            format!("{:#}\n", aws_answer(&profiles, source, ANY_ACCOUNT))
        }
        (ListFormat::Aws, None) => {
            let message = "--format aws is the answer of one Region; name it with --source";
            return usage_error("profiles", message);
        }
    };
    let sources: BTreeSet<String> = match &args.source {
        Some(source) => BTreeSet::from([source.clone()]),
        None => {
            let offered = profiles.iter().filter(|own| own.is_routable());
            offered.flat_map(|own| own.routes.keys().cloned()).collect()
        }
    };
    talk.findings(old_today(&catalogue, &sources).as_slice());
    if profiles.is_empty() {
        talk.note(&format!("none in the catalogue of {}", catalogue.as_of));
    }
    talk.result(&text)
}

/// What is asked for and does not exist, so that an empty list is never an answer to a slip.
fn unknown(args: &ListArgs, catalogue: &Catalogue) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if let Some(source) = args.source.as_ref()
        && catalogue.region(source).is_none()
        && !catalogue
            .profiles
            .iter()
            .any(|own| own.routes.contains_key(source))
    {
        let error = CallError::UnknownRegion(source.clone());
        found.push(call_not_known::finding(&error, catalogue, None));
    }
    let mut nothing = |kind: &str, given: &str, known: &[&str], several: &str| {
        let meant = suggest::help(given, known, several);
        found.push(nothing_listed::finding(
            kind,
            given,
            &catalogue.as_of,
            meant,
        ));
    };
    if let Some(family) = &args.family {
        let known: Vec<&str> = catalogue.families().into_iter().collect();
        if !known.contains(&family.as_str()) {
            nothing("family", family, &known, "families");
        }
    }
    if let Some(model) = &args.model {
        let known: Vec<&str> = catalogue.profiles.iter().map(Profile::model).collect();
        if !known.iter().any(|own| glob::matches(model, own)) {
            let nearest = suggest::nearest(model, known.iter().copied());
            let vendors = "ids of models begin with their vendor, such as `anthropic.`; `*` stands for any text";
            let meant = nearest.map_or_else(
                || vendors.to_owned(),
                |meant| format!("did you mean `{meant}`?"),
            );
            found.push(nothing_listed::finding(
                "model",
                model,
                &catalogue.as_of,
                meant,
            ));
        }
    }
    found
}
