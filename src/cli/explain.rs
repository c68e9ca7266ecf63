use std::path::{Path, PathBuf};

use clap::Args;

use crate::bedrock::Catalogue;
use crate::bedrock::call::{Asked, Call};
use crate::diagnostic::{Diagnostic, Rule};
use crate::observe::rules::{event_not_understood, message_not_understood};
use crate::observe::{self, Denial, Event, Known};
use crate::policy::{Levels, Request};
use crate::render::{self, Looked};
use crate::simulate::rules::call_not_known;
use crate::simulate::{Bound, Principal, judge_call};
use crate::text;
use crate::{check, release};

use super::exit::Exit;
use super::input;
use super::policies::{NoLevels, PolicyArgs};
use super::talk::Talk;
use super::usage_error;

/// Say what an AccessDenied message or a CloudTrail event means, or print the page of a finding's code.
///
/// Without anything, every code is listed.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct ExplainArgs {
    /// A code such as `CRP104`, an AccessDenied message, or `-` for a message on standard input.
    what: Option<String>,
    /// A CloudTrail event: alone, in `Records`, or as `aws cloudtrail lookup-events` prints it; `-` for standard input.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["what", "source", "profile"])]
    event: Option<PathBuf>,
    #[command(flatten)]
    policies: PolicyArgs,
    /// The Region of the caller; a message does not name it.
    #[arg(long, value_name = "REGION")]
    source: Option<String>,
    /// The inference profile that was called, an id or an ARN; a message does not name it.
    #[arg(long, value_name = "PROFILE")]
    profile: Option<String>,
    /// What the application inference profile of an event, or that of --profile, was made from: a profile's id or a model's.
    #[arg(long, value_name = "PROFILE")]
    origin: Option<String>,
}

const EXAMPLES: &str = "\
Examples:
  crispack explain CRP104
  crispack explain 'User: arn:aws:sts::111122223333:assumed-role/App/s is not authorized to perform: bedrock:InvokeModel
      on resource: arn:aws:bedrock:us-east-2::foundation-model/anthropic.claude-sonnet-4-5-20250929-v1:0
      with an explicit deny in a service control policy' --release release --ou Workloads
  pbpaste | crispack explain - --release release
  crispack explain --event event.json --release release --ou Workloads";

pub(super) fn run(args: &ExplainArgs, talk: &Talk) -> Exit {
    match (&args.what, &args.event) {
        (None, None) if args.policies.is_empty() => talk.result(&render::rule_list(&all_rules())),
        (None, None) => usage_error("explain", "give the message to explain, or --event FILE"),
        (None, Some(path)) => explain_event(args, path, talk),
        (Some(what), _) if is_message(what) => explain_message(args, what, talk),
        (Some(what), _) => page(what, talk),
    }
}

/// A code is one word; a message has several.
fn is_message(what: &str) -> bool {
    what == "-" || what.trim().contains(char::is_whitespace)
}

fn page(code: &str, talk: &Talk) -> Exit {
    let rules = all_rules();
    match rules
        .iter()
        .find(|rule| rule.code.eq_ignore_ascii_case(code) || rule.name == code)
    {
        Some(rule) => talk.result(&render::rule_page(rule)),
        None => {
            let codes: Vec<&str> = rules.iter().map(|rule| rule.code).collect();
            let message = format!(
                "there is no code `{code}`; {}",
                crate::diagnostic::suggest::help(code, &codes, "codes")
            );
            usage_error("explain", &message)
        }
    }
}

fn explain_message(args: &ExplainArgs, what: &str, talk: &Talk) -> Exit {
    let read;
    let message = if what == "-" {
        match input::read(Path::new("-")) {
            Ok(input) => {
                read = input;
                &read.source.text
            }
            Err(findings) => return failed(&findings, talk),
        }
    } else {
        what
    };
    match observe::denial(message) {
        Ok(denial) => {
            let known = match args.profile.as_deref() {
                None => Known::Nothing,
                Some(id) if id.contains("application-inference-profile/") => Known::Copy {
                    id,
                    origin: args.origin.as_deref(),
                },
                Some(id) => Known::Profile(id),
            };
            with_policies(args, denial, args.source.as_deref(), known, talk)
        }
        Err(missing) => failed(&[message_not_understood::finding(&missing)], talk),
    }
}

fn explain_event(args: &ExplainArgs, path: &Path, talk: &Talk) -> Exit {
    let catalogue = match args.policies.catalogue() {
        Ok(catalogue) => catalogue,
        Err(found) => return failed(&found, talk),
    };
    let event = input::read(path)
        .and_then(|input| text::json(&input.source))
        .and_then(|document| observe::event(&document));
    let event = match event {
        Ok(event) => event,
        Err(findings) => return failed(&findings, talk),
    };
    let exit = talk.result(&format!("{}\n", render::event_facts(&event)));
    if exit != Exit::Fine {
        return exit;
    }
    // The event names the caller as its role, with its path; the message only as a session.
    if let Some(mut denial) = event.denial.clone() {
        denial.principal = event.principal.clone().or(denial.principal);
        let known = event.model_id.as_deref().map_or(Known::Nothing, |id| {
            Known::of_model_id(id, args.origin.as_deref(), &catalogue)
        });
        return with_policies(args, denial, event.region.as_deref(), known, talk);
    }
    whole_call(args, &event, &catalogue, talk)
}

fn with_policies(
    args: &ExplainArgs,
    denial: Denial,
    region: Option<&str>,
    known: Known<'_>,
    talk: &Talk,
) -> Exit {
    let catalogue = &*match args.policies.catalogue() {
        Ok(catalogue) => catalogue,
        Err(found) => return failed(&found, talk),
    };
    if let Known::Copy {
        id,
        origin: Some(_),
    } = known
    {
        let asked = Asked {
            model_id: id,
            origin: args.origin.as_deref(),
            ..Asked::default()
        };
        if let Err(error) = Call::new(asked, catalogue) {
            let finding = call_not_known::finding(&error, catalogue, None);
            return failed(&[finding], talk);
        }
    }
    let looked = match looked(args, talk) {
        Ok(looked) => looked,
        Err(exit) => return exit,
    };
    let levels: Vec<&Levels> = looked.iter().map(|looked| &looked.levels).collect();
    let explained = observe::explain(
        denial,
        region,
        known,
        &levels,
        &args.policies.settled(),
        catalogue,
    );
    talk.result(&render::explanation(&explained, &looked, catalogue))
}

/// An event that was no denial, or whose message can't be read: the whole call is judged.
fn whole_call(args: &ExplainArgs, event: &Event, catalogue: &Catalogue, talk: &Talk) -> Exit {
    let (Some(model_id), Some(region)) = (&event.model_id, &event.region) else {
        let why = "it has no message of a denial, and no `modelId` and `awsRegion` of a call of inference";
        return failed(&[event_not_understood::finding(why, None)], talk);
    };
    let principal = event.principal.as_deref().map(Principal::new);
    let asked = Asked {
        model_id,
        source: Some(region),
        origin: args.origin.as_deref(),
        account: principal.as_ref().and_then(Principal::account),
        ..Asked::default()
    };
    let call = match Call::new(asked, catalogue) {
        Ok(call) => call,
        Err(error) => return failed(&[call_not_known::finding(&error, catalogue, None)], talk),
    };
    let looked = match looked(args, talk) {
        Ok(looked) => looked,
        Err(exit) => return exit,
    };
    let bound = principal
        .as_ref()
        .map_or(Bound::Yes, |principal| principal.bound(None));
    let settled = args.policies.settled();
    for looked in &looked {
        let fill = |request: Request<'static>| match &principal {
            Some(principal) => request.with("aws:PrincipalArn", principal.arn.as_str()),
            None => request,
        };
        let judged = judge_call(&looked.levels, &call, &event.action, &settled, fill);
        let text = render::call_judgement(
            &looked.levels,
            &call,
            &event.action,
            &judged,
            bound,
            catalogue,
        );
        let exit = talk.result(&format!("{}:\n\n{text}\n", looked.name));
        if exit != Exit::Fine {
            return exit;
        }
    }
    Exit::Fine
}

/// The policies that were given; none is fine.
fn looked(args: &ExplainArgs, talk: &Talk) -> Result<Vec<Looked>, Exit> {
    if args.policies.is_empty() && args.policies.ou.is_none() {
        return Ok(Vec::new());
    }
    let mut findings = Vec::new();
    let every = args.policies.every(&mut findings);
    match every {
        Ok(every) => {
            talk.findings(&findings);
            let looked = |(name, levels)| Looked { name, levels };
            Ok(every.into_iter().map(looked).collect())
        }
        Err(NoLevels::Usage(message)) => Err(usage_error("explain", &message)),
        Err(NoLevels::Findings(found)) => {
            findings.extend(found);
            Err(failed(&findings, talk))
        }
    }
}

fn failed(findings: &[Diagnostic], talk: &Talk) -> Exit {
    talk.findings(findings);
    Exit::Errors
}

/// The registry, and the rules of the room above it.
pub(super) fn all_rules() -> Vec<&'static Rule> {
    let mut rules = check::rules();
    rules.extend(release::rules::ALL);
    rules.sort_by_key(|rule| rule.code);
    rules
}
