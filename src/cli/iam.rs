//! `crispack iam`: the identity policy that lets a role call inference profiles.

use std::path::PathBuf;
use std::sync::Arc;

use clap::{Args, ValueEnum};
use serde_json::Value;

use crate::bedrock::call::{ANY_ACCOUNT, Asked, Call, CallError, Through};
use crate::bedrock::{Catalogue, INFERENCE_ACTIONS, Profile, UNSPECIFIED};
use crate::diagnostic::Diagnostic;
use crate::iam::rules::{
    iam_call_denied, iam_needs_profile, iam_route_unsure, iam_too_large, iam_too_many,
};
use crate::iam::{self, Bearer, Grants, Identity, Wrong, counted};
use crate::policy::{Policy, Request};
use crate::proof::denied_by;
use crate::simulate::{judge_call, rules::call_not_known};
use crate::{release, render};

use super::catalogue::old_today;
use super::exit::Exit;
use super::policies::{NoLevels, PolicyArgs};
use super::talk::Talk;
use super::usage_error;

/// Make the identity policy that lets a role call inference profiles, and nothing else.
///
/// Of each profile from each source Region: the profile, the model there, and the model wherever the call may be served, through that profile only. Held against every call of the catalogue
/// before it is printed.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct IamArgs {
    /// An inference profile's id, or the ARN of an application inference profile (with --origin); repeatable.
    #[arg(long, value_name = "PROFILE", required = true)]
    profile: Vec<String>,
    /// The Region of the caller; repeatable: each profile is granted from those in which it is offered. An ARN names its own.
    #[arg(long, value_name = "REGION")]
    source: Vec<String>,
    /// What the application inference profile was made from: a profile's id or a model's.
    #[arg(long, value_name = "PROFILE")]
    origin: Option<String>,
    /// A destination Region of a profile that the catalogue does not know; repeatable.
    #[arg(long, value_name = "REGION")]
    destination: Vec<String>,
    /// A catalogue of inference profiles that `crispack profiles import` wrote; default: that of --release, or the embedded one.
    #[arg(long, value_name = "FILE")]
    catalogue: Option<PathBuf>,
    /// The account, twelve digits, for JSON; a CloudFormation template needs none, and the ARN of an application inference profile names it.
    #[arg(long, value_name = "ACCOUNT")]
    account: Option<String>,
    /// A role, by name, that the template attaches the policies to; repeatable.
    #[arg(long, value_name = "ROLE")]
    role: Vec<String>,
    /// What the names of the policies begin with.
    #[arg(long, value_name = "NAME", default_value = "bedrock-inference")]
    name: String,
    /// Grant `bedrock:CallWithBearerToken`, which Bedrock API keys need.
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    bearer_token: When,
    /// What to print; default: JSON if the account is known, else a CloudFormation template.
    #[arg(long, value_name = "FORMAT")]
    format: Option<Format>,
    /// Write files into this folder, a policy each, instead of printing them.
    #[arg(long, short, value_name = "DIR")]
    out: Option<PathBuf>,
    #[command(flatten)]
    policies: PolicyArgs,
}

const EXAMPLES: &str = "\
Examples:
  A CloudFormation template, for the role App of any account:
    crispack iam --profile eu.anthropic.claude-sonnet-4-5-20250929-v1:0 --source eu-central-1 \\
        --role App > app.template.json
  The policy of one account as JSON:
    crispack iam --profile global.anthropic.claude-sonnet-4-5-20250929-v1:0 \\
        --source eu-central-1 --account 111122223333
  The same, if the service control policies of a release let it work:
    crispack iam --profile eu.anthropic.claude-sonnet-4-5-20250929-v1:0 \\
        --source eu-central-1 --source eu-west-1 --release release --ou Workloads
  An application inference profile:
    crispack iam --origin eu.anthropic.claude-sonnet-4-5-20250929-v1:0 --profile \\
        arn:aws:bedrock:eu-central-1:111122223333:application-inference-profile/a1b2c3

For the OUs of a release: `iam` in the spec.

Exit codes: 0 printed, 1 a call that is not known, or that a service control policy of --release
or --scp denies, 64 wrong usage";

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum When {
    /// With the models of OpenAI, whose own APIs take such keys.
    Auto,
    /// With every model.
    Always,
    /// Callers sign their requests.
    Never,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// The policy document of one account.
    Json,
    /// A template of managed policies for any account.
    Cloudformation,
}

/// May a managed policy be called so? Room is left for a number behind it (IAM User Guide, "IAM and AWS STS quotas", read 2026-11-26).
fn is_name(name: &str) -> bool {
    !name.is_empty() && name.len() <= 120 && name.chars().all(is_name_char)
}

fn is_name_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || "+=,.@_-".contains(c)
}

/// Why there is no policy.
enum NoPolicy {
    Usage(String),
    Findings(Vec<Diagnostic>),
    Bug(Wrong),
}

impl From<NoLevels> for NoPolicy {
    fn from(error: NoLevels) -> Self {
        match error {
            NoLevels::Usage(message) => Self::Usage(message),
            NoLevels::Findings(found) => Self::Findings(found),
        }
    }
}

impl From<Wrong> for NoPolicy {
    fn from(error: Wrong) -> Self {
        Self::Bug(error)
    }
}

pub(super) fn run(args: &IamArgs, talk: &Talk) -> Exit {
    match made(args, talk) {
        Ok(exit) => exit,
        Err(NoPolicy::Usage(message)) => usage_error("iam", &message),
        Err(NoPolicy::Findings(found)) => {
            talk.findings(&found);
            Exit::Errors
        }
        Err(NoPolicy::Bug(error)) => {
            talk.error(&format!(
                "{error}; this is a bug of crispack, nothing was printed"
            ));
            Exit::Bug
        }
    }
}

fn made(args: &IamArgs, talk: &Talk) -> Result<Exit, NoPolicy> {
    let catalogue = &*args.catalogue()?;
    if !is_name(&args.name) {
        let message = "--name takes what a managed policy may be called: letters, digits and `+=,.@_-`, at most 120";
        return Err(NoPolicy::Usage(message.to_owned()));
    }
    let account = args.known_account()?;
    let format = args.format.unwrap_or(match account {
        Some(_) => Format::Json,
        None => Format::Cloudformation,
    });
    if format == Format::Json && account.is_none() {
        let message = "JSON has no variable for the account: give --account 111122223333, or --format cloudformation";
        return Err(NoPolicy::Usage(message.to_owned()));
    }
    if format == Format::Json && !args.role.is_empty() {
        let message = "--role goes with --format cloudformation; a policy document is given to a role by `aws iam put-role-policy`";
        return Err(NoPolicy::Usage(message.to_owned()));
    }
    let is_role = |own: &String| (1..=64).contains(&own.len()) && own.chars().all(is_name_char);
    if let Some(odd) = args.role.iter().find(|own| !is_role(own)) {
        let message = format!(
            "--role takes the name of a role, letters, digits and `+=,.@_-`, at most 64: `{odd}` is none"
        );
        return Err(NoPolicy::Usage(message));
    }
    let calls = args.calls(account.as_deref(), catalogue)?;
    let bearer = match args.bearer_token {
        When::Auto => Bearer::Auto,
        When::Always => Bearer::Always,
        When::Never => Bearer::Never,
    };
    let partition = calls.first().map_or("aws", Call::partition).to_owned();
    let identity = Identity {
        partition: &partition,
        account: account.as_deref().unwrap_or(ANY_ACCOUNT),
    };
    let grants = Grants::few(calls, &identity, bearer)
        .map_err(|own| NoPolicy::Findings(vec![iam_too_large::call(&own, None)]))?;
    let policies = grants.policies(&identity);
    let checked = iam::check(&policies, grants.calls(), catalogue)?;
    let mut findings = Vec::new();
    let under = args.under(&policies, grants.calls(), &mut findings)?;
    findings.extend(iam_too_many::check(
        policies.len(),
        "what was asked for",
        None,
    ));
    let calls = grants.calls();
    let used = |own: &&Profile| calls.iter().any(|call| call.is_through(&own.id));
    let unsure = catalogue.profiles.iter().filter(used);
    findings.extend(unsure.filter_map(|own| iam_route_unsure::check(own, None)));
    let sources = calls.iter().map(|own| own.source.clone());
    findings.extend(old_today(catalogue, &sources.collect()));
    talk.findings(&findings);
    let files: Vec<(String, Value)> = match format {
        Format::Json => {
            let named = grants.named(&args.name, &identity).into_iter();
            let file =
                |(name, policy): (String, Policy)| (format!("{name}.json"), policy.to_value());
            named.map(file).collect()
        }
        Format::Cloudformation => {
            let named = grants.named(&args.name, &Identity::TEMPLATE);
            let template = render::identity_template(&named, &args.role);
            vec![(format!("{}.template.json", args.name), template)]
        }
    };
    let sizes: Vec<String> = policies
        .iter()
        .map(|own| counted(own).to_string())
        .collect();
    let own = grants
        .calls()
        .iter()
        .any(|call| matches!(call.through, Through::Application { .. }));
    if format == Format::Cloudformation && own {
        talk.note(
            "an application inference profile is in one account only: deploy the template there",
        );
    }
    let exit = args.give(&files, talk)?;
    if exit == Exit::Fine {
        talk.note(&format!(
            "allows {} {}, and none of {} others that were tried (catalogue of {}); {} of 6,144 characters{under}",
            checked.allowed,
            if checked.allowed == 1 { "call" } else { "calls" },
            checked.others,
            catalogue.as_of,
            sizes.join(", "),
        ));
        talk.note("identity policies add up: to keep a role from a call, leave it out of all of them; `crispack explain CRP602` tells what service control policies do");
    }
    Ok(exit)
}

impl IamArgs {
    fn catalogue(&self) -> Result<Arc<Catalogue>, NoPolicy> {
        let named = self.catalogue.as_deref().map(super::catalogue::named);
        let found = named.unwrap_or_else(|| self.policies.catalogue());
        found.map_err(NoPolicy::Findings)
    }

    /// The account: given, or named in an ARN; one is enough for both.
    fn known_account(&self) -> Result<Option<String>, NoPolicy> {
        let arns = self.profile.iter().filter(|own| own.starts_with("arn:"));
        let named = arns.filter_map(|arn| arn.split(':').nth(4));
        let mut all: Vec<&str> = named.filter(|own| !own.is_empty()).collect();
        all.extend(self.account.as_deref());
        all.sort_unstable();
        all.dedup();
        match all.as_slice() {
            [] => Ok(None),
            [one] if Identity::is_account(one) => Ok(Some((*one).to_owned())),
            [one] => Err(NoPolicy::Usage(format!(
                "an account has twelve digits, and `{one}` has not"
            ))),
            more => Err(NoPolicy::Usage(format!(
                "a policy is of one account, and {} are named: make one for each",
                more.join(" and ")
            ))),
        }
    }

    /// What is asked for, each call once: every profile from each of the source Regions in which it is offered. Everything that is wrong is told in one run: a profile that is
    /// offered in none of them, and a Region from which none is.
    fn calls(&self, account: Option<&str>, catalogue: &Catalogue) -> Result<Vec<Call>, NoPolicy> {
        let (mut calls, mut findings): (Vec<Call>, Vec<Diagnostic>) = (Vec::new(), Vec::new());
        let mut refused: Vec<(&str, CallError)> = Vec::new();
        for profile in &self.profile {
            let of_arn = profile.starts_with("arn:");
            let named = profile
                .split(':')
                .nth(3)
                .filter(|own| of_arn && !own.is_empty());
            let sources: Vec<Option<&str>> = match (named, self.source.as_slice()) {
                (Some(_), _) | (None, []) => vec![None],
                (None, sources) => sources.iter().map(|own| Some(own.as_str())).collect(),
            };
            let before = calls.len();
            for source in &sources {
                match Call::new(self.asked(profile, *source, account), catalogue) {
                    Ok(call) => match &call.through {
                        Through::Model { id } => {
                            findings.push(iam_needs_profile::finding(id, &call.source, catalogue));
                        }
                        _ if calls.iter().any(|own| same(own, &call)) => {}
                        _ => calls.push(call),
                    },
                    Err(error) => refused.push((source.unwrap_or_default(), error)),
                }
            }
            let is_offered = |error: &CallError| matches!(error, CallError::NotOffered { .. });
            if calls.len() > before && refused.iter().all(|(_, error)| is_offered(error)) {
                continue;
            }
            let told = refused
                .drain(..)
                .map(|(_, error)| call_not_known::finding(&error, catalogue, None));
            findings.extend(told);
        }
        let is_used = |code: &str| calls.iter().any(|own| own.source == code);
        for (code, error) in refused.iter().filter(|(code, _)| !is_used(code)) {
            let told = |own: &Diagnostic| own.message.ends_with(code);
            if !findings.iter().any(told) {
                findings.push(call_not_known::finding(error, catalogue, None));
            }
        }
        if !findings.is_empty() {
            return Err(NoPolicy::Findings(findings));
        }
        if let Some(code) = self.source.iter().find(|code| !is_used(code)) {
            let message =
                format!("--source {code} goes with no profile: an ARN names its own Region");
            return Err(NoPolicy::Usage(message));
        }
        let partition = calls.first().map(Call::partition);
        if calls.iter().any(|own| Some(own.partition()) != partition) {
            let message = "a policy is of one partition: make one for each";
            return Err(NoPolicy::Usage(message.to_owned()));
        }
        let widened = |call: &&Call| {
            let known = catalogue
                .profiles
                .iter()
                .find(|own| call.is_through(&own.id));
            let route = known.and_then(|own| own.routes.get(&call.source));
            route.is_some_and(|route| self.destination.iter().any(|code| !route.contains(code)))
        };
        let is_global = |own: &&Call| own.destinations.iter().any(|code| code == UNSPECIFIED);
        if let (Some(call), false) = (calls.iter().find(is_global), self.destination.is_empty()) {
            let message = format!(
                "--destination: a Global call has no Region, and {} is one",
                call.describe()
            );
            return Err(NoPolicy::Usage(message));
        }
        if let Some(call) = calls.iter().find(widened) {
            let message = format!(
                "--destination is for a profile that the catalogue does not know, and it knows where {} is served",
                call.describe()
            );
            return Err(NoPolicy::Usage(message));
        }
        Ok(calls)
    }

    fn asked<'a>(
        &'a self,
        profile: &'a str,
        source: Option<&'a str>,
        account: Option<&'a str>,
    ) -> Asked<'a> {
        let is_copy = profile.contains(":application-inference-profile/");
        Asked {
            model_id: profile,
            source,
            origin: self
                .origin
                .as_deref()
                .filter(|_| is_copy || self.profile.len() == 1),
            destinations: &self.destination,
            account,
        }
    }

    /// What is known of the caller goes into a request: of each role its ARN, and the account.
    fn callers(&self, calls: &[Call]) -> Vec<Vec<(&'static str, String)>> {
        let known =
            self.account.is_some() || self.profile.iter().any(|own| own.starts_with("arn:"));
        let account = calls.first().map_or(ANY_ACCOUNT, Call::account);
        let partition = calls.first().map_or("aws", Call::partition);
        let of_account = || known.then(|| ("aws:PrincipalAccount", account.to_owned()));
        if self.role.is_empty() {
            return vec![of_account().into_iter().collect()];
        }
        let roles = self.role.iter();
        roles
            .map(|role| {
                let arn = format!("arn:{partition}:iam::{account}:role/{role}");
                std::iter::once(("aws:PrincipalArn", arn))
                    .chain(of_account())
                    .collect()
            })
            .collect()
    }

    /// Holds each call against the policies that were named as well, and says so; nothing if none were.
    fn under(
        &self,
        policies: &[Policy],
        calls: &[Call],
        findings: &mut Vec<Diagnostic>,
    ) -> Result<String, NoPolicy> {
        if self.policies.is_empty() && self.policies.ou.is_none() {
            return Ok(String::new());
        }
        let path = self.policies.levels(findings)?;
        let levels = iam::with_identity(path.levels(), policies.iter().cloned())?;
        let ou = self.policies.ou.as_deref().unwrap_or("the given policies");
        let settled = self.policies.settled();
        let (mut denied, mut rests_on): (Vec<Diagnostic>, Vec<String>) = (Vec::new(), Vec::new());
        for caller in self.callers(calls) {
            let fill = |request: Request<'static>| {
                let keys = caller.iter();
                keys.fold(request, |request, (key, value)| {
                    request.with(key, value.clone())
                })
            };
            for call in calls {
                for action in INFERENCE_ACTIONS {
                    let judged = judge_call(&levels, call, action, &settled, fill);
                    let absent = judged.absent();
                    if judged.is_denied() || !judged.otherwise.is_empty() {
                        let by = denied_by(&levels, &judged);
                        let what = call.describe();
                        let found =
                            iam_call_denied::finding(&what, ou, by.as_deref(), &absent, None);
                        if !denied.contains(&found) {
                            denied.push(found);
                        }
                        break;
                    }
                    rests_on.extend(absent.into_iter().map(str::to_owned));
                }
            }
        }
        if !denied.is_empty() {
            findings.append(&mut denied);
            return Err(NoPolicy::Findings(std::mem::take(findings)));
        }
        let asked: Vec<String> = self
            .callers(calls)
            .into_iter()
            .flatten()
            .filter(|(key, _)| *key == "aws:PrincipalArn")
            .map(|(_, arn)| arn)
            .collect();
        rests_on.sort_unstable();
        rests_on.dedup();
        let rest = match rests_on.as_slice() {
            [] => String::new(),
            keys => format!(", which rests on what was not given: {}", keys.join(", ")),
        };
        let whom = match asked.as_slice() {
            [] => String::new(),
            arns => format!(" to {}", arns.join(", ")),
        };
        Ok(format!(
            "; no hop is denied{whom} by the service control policies that were given{rest}"
        ))
    }

    /// Prints the one file that there is, or writes them all.
    fn give(&self, files: &[(String, Value)], talk: &Talk) -> Result<Exit, NoPolicy> {
        let Some(folder) = &self.out else {
            return match files {
                [(_, value)] => Ok(talk.result(&format!("{value:#}\n"))),
                more => Err(NoPolicy::Usage(format!(
                    "what was asked for needs {} policies: give --out, a folder for them, or --format cloudformation",
                    more.len()
                ))),
            };
        };
        let next = format!("{}-{}.json", self.name, files.len() + 1);
        let is_other = |name: &str, text: &str| {
            std::fs::read(folder.join(name)).is_ok_and(|old| old != text.as_bytes())
        };
        let stale = files
            .iter()
            .find(|(name, value)| is_other(name, &format!("{value:#}\n")))
            .map(|(name, _)| name)
            .or_else(|| folder.join(&next).exists().then_some(&next));
        if let Some(name) = stale {
            talk.error(&format!(
                "{} is there already, from somebody else or an earlier run: take it away, or choose another --name or --out",
                folder.join(name).display()
            ));
            return Ok(Exit::Errors);
        }
        let write = || -> std::io::Result<()> {
            std::fs::create_dir_all(folder)?;
            files.iter().try_for_each(|(name, value)| {
                release::write_whole(&folder.join(name), format!("{value:#}\n").as_bytes())
            })
        };
        if let Err(error) = write() {
            talk.error(&format!("cannot write to {}: {error}", folder.display()));
            return Ok(Exit::Errors);
        }
        for (name, _) in files {
            talk.note(&format!("wrote {}", folder.join(name).display()));
        }
        Ok(Exit::Fine)
    }
}

fn same(one: &Call, other: &Call) -> bool {
    one.through == other.through && one.source == other.source
}
