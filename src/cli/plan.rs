//! `crispack plan`: what a change would do, and no file of it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use crate::bedrock::probes;
use crate::compose::OnOu;
use crate::diagnostic::Diagnostic;
use crate::org::Organization;
use crate::policy::compare::Probes;
use crate::proof::{
    Before, Effect, Live, LiveEffect, NoEffect, NotProved, Proof, ProvedEffect, assumed, prove,
};
use crate::release::{Shipped, profile_changes, reached, worst_state};
use crate::render::{self, Against, Compared, Facts, Plan, PolicyChange, Shown, Used};
use crate::spec::Day;

use super::asked::{Asked, NotAsked};
use super::change::{Change, ChangeArgs, change};
use super::clock::today;
use super::exit::Exit;
use super::flags::SpecFlags;
use super::talk::Talk;
use super::usage_error;
use super::verdict::{Level, in_order, is_failure};

/// Say what a build would change: the effect on each OU, policy texts, slots, inference profiles. Writes nothing.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct PlanArgs {
    /// The spec, or `-` for standard input; default: the nearest `crispack.yaml`, from the working directory upward.
    spec: Option<PathBuf>,
    /// What is there now: a snapshot (a file) or a release (a folder); default: `--snapshot`, `--previous`, or what the spec's baseline says.
    #[arg(long, value_name = "SNAPSHOT|RELEASE")]
    against: Option<PathBuf>,
    #[command(flatten)]
    change: ChangeArgs,
    /// Exit with 0 if nothing would change, 2 if something would, 1 if it could not be told.
    #[arg(long)]
    detailed_exitcode: bool,
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
  crispack plan --against org-snapshot.json
  crispack plan --against release --detailed-exitcode
  crispack plan --against org-snapshot.json --format markdown >plan.md   for a pull request

Exit codes: 0 planned, 1 errors in the input; with --detailed-exitcode 0 no change, 2 a change, 1 errors";

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// One object; schema: `crispack.plan.1.schema.json`.
    Json,
    /// For a pull request.
    Markdown,
}

/// Why there is no plan.
enum NoPlan {
    /// The findings say why.
    Findings,
    /// A bug of ours.
    Bug(String),
}

pub(super) fn run(args: &PlanArgs, talk: &Talk) -> Exit {
    let Some(today) = today(args.today.as_deref()) else {
        return usage_error(
            "plan",
            "--today (or CRISPACK_TODAY) takes a day of the calendar, YYYY-MM-DD",
        );
    };
    let mut change_args = args.change.clone();
    if let Some(against) = &args.against {
        let (own, other) = if against.is_dir() {
            (&mut change_args.previous, "--previous")
        } else {
            (&mut change_args.snapshot, "--snapshot")
        };
        if own.replace(against.clone()).is_some() {
            return usage_error(
                "plan",
                &format!("--against and {other} name the same thing"),
            );
        }
    }
    let mut findings = Vec::new();
    let asked = match Asked::read(
        args.spec.as_deref(),
        args.flags.as_ref(),
        talk,
        &mut findings,
    ) {
        Ok(asked) => asked,
        Err(NotAsked::Usage(message)) => return usage_error("plan", &message),
        Err(NotAsked::Findings) => return failed(talk, &mut findings),
    };
    match plan(args, &change_args, &asked, today, talk, &mut findings) {
        Ok(exit) => exit,
        Err(NoPlan::Findings) => failed(talk, &mut findings),
        Err(NoPlan::Bug(what)) => {
            talk.error(&format!("{what}; this is a bug of crispack"));
            Exit::Bug
        }
    }
}

fn failed(talk: &Talk, findings: &mut Vec<Diagnostic>) -> Exit {
    in_order(findings);
    talk.findings(findings);
    Exit::Errors
}

fn plan(
    args: &PlanArgs,
    change_args: &ChangeArgs,
    asked: &Asked,
    today: Day,
    talk: &Talk,
    findings: &mut Vec<Diagnostic>,
) -> Result<Exit, NoPlan> {
    let change = change(change_args, asked, None, today, talk, findings).ok_or(NoPlan::Findings)?;
    findings.extend(change.of_today.clone());
    if is_failure(args.fail_on, findings) {
        return Err(NoPlan::Findings);
    }
    let words = probes(&change.catalogue);
    // What a snapshot shows is there; a release only should be.
    let organization = change
        .organization
        .as_ref()
        .filter(|own| !own.policies.is_empty());
    let live = match organization {
        Some(organization) => Some(Live::new(
            change.basis(),
            &change.composition,
            organization,
            findings,
        )),
        None => None,
    };
    if is_failure(args.fail_on, findings) {
        return Err(NoPlan::Findings);
    }
    let before = match (&live, change_args.previous.as_deref()) {
        (Some(live), previous) => live.before(previous.is_some()),
        (None, Some(folder)) => shipped(folder, findings)?,
        (None, None) => assumed(change.basis()),
    };
    let policies = policies(&change, &before, organization);
    let proof = prove(change.basis(), &change.composition, &before, &words)
        .map_err(|error| not_proved(error, findings))?;
    let on = match &live {
        Some(live) => live
            .effects(&words)
            .map_err(|error| no_effect(error, findings))?,
        None => Vec::new(),
    };
    let effects = effects(&on, &proof, organization.is_some(), &words, findings)?;
    let shown = || [Shown::Nothing, Shown::Nothing];
    let compared: Vec<Compared<'_>> = effects
        .iter()
        .map(|(of, effect)| Compared {
            ous: of.ous.clone(),
            effect,
            shown: shown(),
        })
        .collect();
    let (used, profiles, without_policy) = match organization {
        Some(organization) => (
            used(&change, organization),
            profile_changes(&change.spec, &change.catalogue, organization),
            without_policy(&change, organization),
        ),
        None => Default::default(),
    };
    in_order(findings);
    let facts = Facts {
        spec: &change.spec,
        baseline: &change.baseline,
        catalogue: &change.catalogue,
        composition: &change.composition,
        proof: &modes_of(&proof),
        effects: &[],
        surveys: &[],
        findings,
        previous: None,
        base: None,
        impact: None,
        organization,
    };
    let against = against(change_args, organization);
    let plan = Plan {
        facts,
        compared: &compared,
        against: match &against {
            Named::Assumed => Against::Assumed,
            Named::Release(name) => Against::Release(name),
            Named::Snapshot(name, at) => Against::Snapshot(name, at.as_deref()),
        },
        policies: &policies,
        used: &used,
        profiles: &profiles,
        without_policy: &without_policy,
    };
    talk.findings(findings);
    let text = match args.format {
        Format::Text => render::plan_text(&plan),
        Format::Json => render::plan_of_change_json(&plan),
        Format::Markdown => render::plan_markdown(&plan),
    };
    Ok(match talk.result(&text) {
        Exit::Fine if args.detailed_exitcode && render::is_change(&plan) => Exit::Different,
        exit => exit,
    })
}

/// What was shown of the modes; the effects of a plan are told OU by OU.
fn modes_of(proof: &Proof) -> Proof {
    Proof {
        modes: proof.modes.clone(),
        effects: Vec::new(),
        identities: proof.identities.clone(),
        assumed: proof.assumed,
    }
}

fn add(findings: &mut Vec<Diagnostic>, found: Vec<Diagnostic>) -> NoPlan {
    findings.extend(found);
    NoPlan::Findings
}

fn not_proved(error: NotProved, findings: &mut Vec<Diagnostic>) -> NoPlan {
    match error {
        NotProved::Findings(found) => add(findings, found),
        NotProved::Bug(error) => NoPlan::Bug(error.to_string()),
        NotProved::Identity(error) => NoPlan::Bug(error.to_string()),
    }
}

fn no_effect(error: NoEffect, findings: &mut Vec<Diagnostic>) -> NoPlan {
    match error {
        NoEffect::Findings(found) => add(findings, found),
        NoEffect::Bug(error) => NoPlan::Bug(error.to_string()),
    }
}

fn shipped(folder: &Path, findings: &mut Vec<Diagnostic>) -> Result<Before, NoPlan> {
    Shipped::read(folder, findings)
        .map(Shipped::into_before)
        .map_err(|found| add(findings, found))
}

/// The effects, and whom each is on: on the organization, or on what a release left.
fn effects<'e>(
    on: &'e [LiveEffect],
    proof: &'e Proof,
    is_live: bool,
    words: &Probes,
    findings: &mut Vec<Diagnostic>,
) -> Result<Vec<(&'e ProvedEffect, Effect<'e>)>, NoPlan> {
    let mut effects = Vec::new();
    if is_live {
        for own in on {
            let effect = own.effect(words, findings);
            effects.push(effect.map_err(|error| no_effect(error, findings))?);
        }
        return Ok(effects);
    }
    for own in &proof.effects {
        let effect = own
            .effect(words)
            .map_err(|error| no_effect(error, findings))?;
        effects.push((own, effect));
    }
    Ok(effects)
}

/// Every policy of ours with what it says now, where that is known.
fn policies(
    change: &Change,
    before: &Before,
    organization: Option<&Organization>,
) -> Vec<PolicyChange> {
    let of = |own: OnOu<'_>| {
        let live = organization.and_then(|organization| organization.policy(own.name));
        let text = match organization {
            Some(_) => live.and_then(|live| live.content.clone()),
            None => {
                let mut hung = before.hung.iter();
                let known = hung.find(|known| known.attached.name == own.name);
                known.map(|known| known.attached.policy.to_compact_json())
            }
        };
        PolicyChange {
            name: own.name.to_owned(),
            ou: own.ou.to_owned(),
            before: text,
            after: own.text.to_string(),
            is_detached: live.is_some_and(|live| !live.attached_to.contains(own.ou)),
            quota: change.spec.quota.characters(),
        }
    };
    change.composition.all().map(of).collect()
}

fn used(change: &Change, organization: &Organization) -> Vec<Used> {
    let ous: BTreeSet<&str> = change.composition.all().map(|own| own.ou).collect();
    ous.into_iter()
        .map(|ou| {
            let names = worst_state(ou, &change.spec, &change.composition, organization);
            Used {
                ou: ou.to_owned(),
                names: names.into_iter().map(str::to_owned).collect(),
                quota: change.spec.quota.attachments(),
            }
        })
        .collect()
}

/// The OUs that the managed Region deny reaches and that no policy of ours is on or above.
fn without_policy(change: &Change, organization: &Organization) -> Vec<String> {
    let ours: BTreeSet<&str> = change
        .composition
        .policies
        .iter()
        .map(|own| own.target.ou.as_str())
        .collect();
    let reached = reached(organization).into_iter();
    reached
        .filter(|ou| !ours.contains("Root") && !ours.contains(ou.as_str()))
        .collect()
}

enum Named {
    Assumed,
    Release(String),
    Snapshot(String, Option<String>),
}

fn against(args: &ChangeArgs, organization: Option<&Organization>) -> Named {
    match (organization, &args.previous) {
        (Some(own), _) => Named::Snapshot(own.name.clone(), own.snapshot.taken_at.clone()),
        (None, Some(folder)) => Named::Release(folder.display().to_string()),
        (None, None) => Named::Assumed,
    }
}
