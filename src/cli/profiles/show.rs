use std::path::PathBuf;

use clap::Args;

use crate::bedrock::Catalogue;
use crate::bedrock::call::CallError;
use crate::cli::catalogue::old_today;
use crate::cli::exit::Exit;
use crate::cli::talk::Talk;
use crate::diagnostic::suggest;
use crate::render;
use crate::simulate::rules::call_not_known;

use super::{Format, chosen, failed};

/// Show what is known of a profile: its sources and destinations, since when, and how surely.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct ShowArgs {
    /// Its id or its ARN.
    #[arg(value_name = "PROFILE")]
    profile: String,
    /// Only from this Region; one from which it is not offered is an error.
    #[arg(long, value_name = "REGION")]
    source: Option<String>,
    /// A catalogue that `profiles import` wrote; default: the embedded one.
    #[arg(long, value_name = "FILE")]
    catalogue: Option<PathBuf>,
    /// What to print.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

const EXAMPLES: &str = "\
Examples:
  crispack profiles show eu.anthropic.claude-sonnet-4-5-20250929-v1:0
  crispack profiles show arn:aws:bedrock:eu-central-1:111122223333:inference-profile/eu.amazon.nova-lite-v1:0";

pub(super) fn show(args: &ShowArgs, talk: &Talk) -> Exit {
    let catalogue = match chosen(args.catalogue.as_deref()) {
        Ok(catalogue) => catalogue,
        Err(found) => return failed(&found, talk),
    };
    let (id, named) = match parts(&args.profile) {
        Ok(parts) => parts,
        Err(error) => return refused(&error, &catalogue, talk),
    };
    let Some(profile) = catalogue.profile(id) else {
        return refused(&CallError::UnknownProfile(id.to_owned()), &catalogue, talk);
    };
    let mut shown = profile.clone();
    if let Some(source) = &args.source
        && !profile.is_routable()
    {
        let id = id.to_owned();
        let error = if catalogue.region(source).is_none() {
            CallError::UnknownRegion(source.clone())
        } else if profile.gone {
            let (source_region, sources) = (source.clone(), Vec::new());
            CallError::NotOffered {
                id,
                source_region,
                sources,
            }
        } else {
            CallError::NoRoutes(id)
        };
        return refused(&error, &catalogue, talk);
    }
    if let Some(source) = args.source.as_deref().or(named) {
        if shown.routes.is_empty() {
            // Said below.
        } else if shown.routes.contains_key(source) {
            shown.routes.retain(|own, _| own == source);
        } else {
            let error = if catalogue.region(source).is_some() {
                CallError::NotOffered {
                    id: id.to_owned(),
                    source_region: source.to_owned(),
                    sources: profile.routes.keys().cloned().collect(),
                }
            } else {
                CallError::UnknownRegion(source.to_owned())
            };
            return refused(&error, &catalogue, talk);
        }
    }
    if shown.is_routable() {
        let sources = shown.routes.keys().cloned().collect();
        talk.findings(old_today(&catalogue, &sources).as_slice());
    }
    talk.result(&match args.format {
        Format::Text => render::profile_text(&shown, &catalogue),
        Format::Json => render::profiles_json(&[&shown], &catalogue),
    })
}

/// The id of a profile, and the Region that its ARN names.
fn parts(given: &str) -> Result<(&str, Option<&str>), CallError> {
    let parts: Vec<&str> = given.splitn(6, ':').collect();
    let ["arn", _, "bedrock", region, _, resource] = parts.as_slice() else {
        return match parts.first() {
            Some(&"arn") => Err(CallError::NotCallable(given.to_owned())),
            _ => Ok((given, None)),
        };
    };
    match resource.split_once('/') {
        Some(("inference-profile", id)) => {
            Ok((id, Some(region).filter(|own| !own.is_empty()).copied()))
        }
        Some(("application-inference-profile", _)) => Err(CallError::NoOrigin(given.to_owned())),
        _ => Err(CallError::NotCallable(given.to_owned())),
    }
}

fn refused(error: &CallError, catalogue: &Catalogue, talk: &Talk) -> Exit {
    let mut finding = call_not_known::finding(error, catalogue, None);
    if let CallError::NoRoutes(_) = error {
        finding.help = Some(
            "save AWS's answers from that Region and import them: crispack profiles import --help"
                .to_owned(),
        );
    }
    if let CallError::UnknownProfile(id) = error {
        let of_model: Vec<&str> = catalogue
            .profiles
            .iter()
            .filter(|own| own.model() == id)
            .map(|own| own.id.as_str())
            .collect();
        finding.help = Some(if of_model.is_empty() {
            let all: Vec<&str> = catalogue
                .profiles
                .iter()
                .map(|own| own.id.as_str())
                .collect();
            let meant = suggest::nearest(id, all.iter().copied());
            meant.map_or_else(
                || {
                    "list them: crispack profiles list; a newer one is there after an import"
                        .to_owned()
                },
                |meant| format!("did you mean `{meant}`?"),
            )
        } else {
            format!("that is a model; its profiles are {}", of_model.join(", "))
        });
    }
    failed(&[finding], talk)
}
