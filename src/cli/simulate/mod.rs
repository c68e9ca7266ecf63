//! `crispack simulate`: one request, a whole call, a matrix of calls, or a batch.

mod batch;
mod question;

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::bedrock::{Partition, call::Call};
use crate::diagnostic::Diagnostic;
use crate::policy::Levels;
use crate::render;
use crate::simulate::{Bound, Calls, judge_call, matrix, rules::call_not_known};

use super::exit::Exit;
use super::policies::{NoLevels, PolicyArgs};
use super::talk::Talk;
use super::usage_error;
use question::{QuestionArgs, Single};

/// Judge a request, a whole call of inference, or many requests by service control policies, offline.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct SimulateArgs {
    #[command(flatten)]
    policies: PolicyArgs,
    #[command(flatten)]
    question: QuestionArgs,
    /// Judge every call of the catalogue: source Regions and families.
    #[arg(long, conflicts_with_all = ["call", "action", "resource", "profile", "region", "source", "origin", "destination", "expect", "batch"])]
    matrix: bool,
    /// The partition whose Regions and profiles the matrix shows.
    #[arg(
        long,
        value_name = "PARTITION",
        default_value = "aws",
        requires = "matrix"
    )]
    partition: MatrixPartition,
    /// Judge requests, one JSON line each, and answer with one line each; a file, or `-` for standard input.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["call", "action", "resource", "profile", "region", "source", "origin", "destination", "principal", "context", "scp", "level", "release", "ou", "expect", "format"])]
    batch: Option<PathBuf>,
    /// Leave `aws:PrincipalArn` absent, although a principal is given.
    #[arg(long)]
    no_fill: bool,
    /// The management account: service control policies do not bind its principals.
    #[arg(long, value_name = "ACCOUNT", conflicts_with = "batch")]
    management_account: Option<String>,
    /// Fail unless this is the verdict.
    #[arg(long, value_name = "VERDICT")]
    expect: Option<Verdict>,
    /// What to print.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

const EXAMPLES: &str = "\
Examples:
  crispack simulate --scp region-deny.json --action bedrock:InvokeModel --region us-east-2 \\
      --profile us.anthropic.claude-sonnet-4-5-20250929-v1:0 --principal arn:aws:iam::111122223333:role/App
  crispack simulate --release release --ou Workloads --call global.anthropic.claude-sonnet-4-5-20250929-v1:0 --source eu-central-1
  crispack simulate --release release --ou Workloads --matrix
  crispack simulate --level Root=full-access.json --level Workloads=a.json,b.json --action s3:GetObject --region eu-west-1
  crispack simulate --batch requests.jsonl

A line of a batch: {\"id\": 1, \"policies\": [documents] or \"name\", \"request\": {\"action\": …, \"resource\": …, \"principal_arn\": …,
\"context\": {key: value or [values]}}}; {\"define\": \"name\", \"policies\": [documents]} names a set.

Exit codes: 0 judged, 1 errors in the input, a line of a batch that cannot be judged, or not what --expect says, 64 wrong usage";

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Verdict {
    /// Not denied by a service control policy.
    Allow,
    /// Denied, by a statement or for want of an Allow.
    Deny,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// One object; schema: `crispack.simulate.1.schema.json`.
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum MatrixPartition {
    /// The commercial Regions.
    Aws,
    /// GovCloud (US).
    AwsUsGov,
}

impl From<MatrixPartition> for Partition {
    fn from(partition: MatrixPartition) -> Self {
        match partition {
            MatrixPartition::Aws => Self::Aws,
            MatrixPartition::AwsUsGov => Self::AwsUsGov,
        }
    }
}

pub(super) fn run(args: &SimulateArgs, talk: &Talk) -> Exit {
    if let Some(path) = &args.batch {
        return batch::run(path, args.no_fill, talk);
    }
    let mut findings = Vec::new();
    let levels = match args.policies.levels(&mut findings) {
        Ok(levels) => levels,
        Err(NoLevels::Usage(message)) => return usage_error("simulate", &message),
        Err(NoLevels::Findings(found)) => {
            findings.extend(found);
            talk.findings(&findings);
            return Exit::Errors;
        }
    };
    talk.findings(&findings);
    if args.matrix {
        return whole_matrix(args, &levels, talk);
    }
    if args.question.call.is_some() {
        return whole_call(args, &levels, talk);
    }
    match args.question.single(args.no_fill) {
        Ok(single) => one_request(args, &levels, &single, talk),
        Err(message) => usage_error("simulate", &message),
    }
}

fn one_request(args: &SimulateArgs, levels: &Levels, single: &Single, talk: &Talk) -> Exit {
    let judgement = levels.judge(&single.request);
    let bound = args.bound();
    let text = match args.format {
        Format::Text => render::request_judgement(levels, &single.request, &judgement, bound),
        Format::Json => render::request_json(levels, &single.request, &judgement, bound),
    };
    let denied = judgement.decision() != crate::policy::evaluate::Decision::NotDenied;
    args.verdict(talk.result(&text), denied, bound, talk)
}

fn whole_call(args: &SimulateArgs, levels: &Levels, talk: &Talk) -> Exit {
    let catalogue = &*match args.policies.catalogue() {
        Ok(catalogue) => catalogue,
        Err(found) => return fail(talk, &found),
    };
    let (asked, action) = match args.question.asked() {
        Ok(asked) => asked,
        Err(message) => return usage_error("simulate", &message),
    };
    let call = match Call::new(asked, catalogue) {
        Ok(call) => call,
        Err(error) => return fail(talk, &[call_not_known::finding(&error, catalogue, None)]),
    };
    let fill = |request| args.question.fill(request, args.no_fill);
    let judged = judge_call(levels, &call, &action, &args.policies.settled(), fill);
    let bound = args.bound();
    let text = match args.format {
        Format::Text => render::call_judgement(levels, &call, &action, &judged, bound, catalogue),
        Format::Json => render::call_json(levels, &call, &action, &judged, bound, catalogue),
    };
    args.verdict(talk.result(&text), judged.is_denied(), bound, talk)
}

fn whole_matrix(args: &SimulateArgs, levels: &Levels, talk: &Talk) -> Exit {
    let catalogue = &*match args.policies.catalogue() {
        Ok(catalogue) => catalogue,
        Err(found) => return fail(talk, &found),
    };
    let fill = |request| args.question.fill(request, args.no_fill);
    let settled = args.policies.settled();
    let calls = Calls::of(catalogue, args.partition.into(), &settled, [levels]);
    let judged = matrix(&calls, &calls.judge(levels, fill));
    talk.result(&match args.format {
        Format::Text => render::matrix_text(levels, &judged, args.bound(), catalogue),
        Format::Json => render::matrix_json(levels, &judged, args.bound(), catalogue),
    })
}

fn fail(talk: &Talk, findings: &[Diagnostic]) -> Exit {
    talk.findings(findings);
    Exit::Errors
}

impl SimulateArgs {
    /// Is the principal one that service control policies bind?
    fn bound(&self) -> Bound {
        let management = self.management_account.as_deref();
        let principal = self.question.principal();
        principal.map_or(Bound::Yes, |principal| principal.bound(management))
    }

    /// The exit code: an answer is fine whatever it is, unless another one was expected.
    fn verdict(&self, exit: Exit, denied: bool, bound: Bound, talk: &Talk) -> Exit {
        let denied = denied && bound == Bound::Yes;
        match self.expect {
            Some(Verdict::Allow) if denied => {
                talk.error("expected not to be denied, and it is denied");
                Exit::Errors
            }
            Some(Verdict::Deny) if !denied => {
                talk.error("expected to be denied, and it is not");
                Exit::Errors
            }
            _ => exit,
        }
    }
}
