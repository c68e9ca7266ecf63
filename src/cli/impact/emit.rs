use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::cli::exit::Exit;
use crate::cli::talk::Talk;
use crate::evidence::{self, Dialect, Query, Question, Scope, TABLE};
use crate::observe::replay::{Scopes, Window};
use crate::release::write_whole;
use crate::spec::Day;

use super::scopes::Policies;

/// From so many queries on it is said.
const MANY: usize = 50;

/// Queries instead of a run.
#[derive(Debug, Args)]
#[command(next_help_heading = "Queries")]
pub(super) struct EmitArgs {
    /// Print queries that ask the same of all logs, where they are: evidence after a rollout, and the decision itself as SQL.
    #[arg(long, value_name = "WHERE", conflicts_with_all = ["events", "jobs", "strict", "detailed_exitcode", "format"])]
    pub(super) emit: Option<Where>,
    /// Only the query of this name: `table`, `outside`, `global`, `application-profiles`, `denied` or `impact`.
    #[arg(long, value_name = "NAME", requires = "emit")]
    query: Option<String>,
    /// The table in Athena, or the id of the event data store of CloudTrail Lake.
    #[arg(
        long,
        value_name = "NAME",
        default_value = TABLE,
        requires = "emit"
    )]
    table: String,
    /// Write each query into a file of this folder.
    #[arg(long, value_name = "DIR", requires = "emit")]
    out: Option<PathBuf>,
}

/// Where queries are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Where {
    /// Amazon Athena, over a table of CloudTrail with partition projection.
    Athena,
    /// AWS CloudTrail Lake.
    Lake,
    /// Amazon CloudWatch Logs Insights, over the log group of a trail.
    LogsInsights,
}

impl Where {
    fn dialect(self) -> Dialect {
        match self {
            Self::Athena => Dialect::Athena,
            Self::Lake => Dialect::Lake,
            Self::LogsInsights => Dialect::LogsInsights,
        }
    }

    /// The end of a file's name.
    fn end(self) -> &'static str {
        match self {
            Self::Athena | Self::Lake => "sql",
            Self::LogsInsights => "txt",
        }
    }
}

/// Prints the queries of some scopes, or writes them.
pub(super) fn emit(
    args: &EmitArgs,
    place: Where,
    scopes: &Scopes,
    policies: &Policies,
    asked: (&Window, &BTreeMap<String, String>, bool),
    talk: &Talk,
) -> Exit {
    let (window, origins, all) = asked;
    if place == Where::Lake && args.table == TABLE {
        let message = "--emit lake needs --table ID, the id of the event data store: `aws cloudtrail list-event-data-stores`";
        return crate::cli::usage_error("impact", message);
    }
    let day = |text: &Option<String>| text.as_deref().and_then(Day::parse);
    let parts = parts(scopes);
    let question = Question {
        scopes: &parts,
        catalogue: policies.catalogue(),
        settled: policies.settled(),
        partition: policies.partition(),
        origins,
        management_account: scopes.management_account.as_deref(),
        from: day(&window.from),
        to: day(&window.to),
        table: &args.table,
        all,
    };
    let queries = match evidence::queries(place.dialect(), &question) {
        Ok(queries) => queries,
        Err(refused) => {
            talk.error(&refused.to_string());
            return Exit::Errors;
        }
    };
    let is_asked = |query: &&Query| match &args.query {
        None => true,
        // A part of a query has a number behind its name.
        Some(name) => {
            query.name == *name
                || query
                    .name
                    .strip_prefix(name.as_str())
                    .and_then(|rest| rest.strip_prefix('-'))
                    .is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()))
        }
    };
    let asked: Vec<&Query> = queries.iter().filter(is_asked).collect();
    if asked.is_empty() {
        let names: BTreeSet<&str> = queries.iter().map(|query| query.name.as_str()).collect();
        let names: Vec<&str> = names.into_iter().collect();
        return crate::cli::usage_error(
            "impact",
            &format!("there is no such --query; there are {}", names.join(", ")),
        );
    }
    if asked.len() > MANY {
        talk.note(&format!(
            "{} queries, since the service takes short ones only; each reads the logs anew, so Athena is the cheaper place",
            asked.len()
        ));
    }
    match &args.out {
        None => {
            let texts: Vec<&str> = asked.iter().map(|query| query.text.trim_end()).collect();
            talk.result(&format!("{}\n", texts.join("\n\n")))
        }
        Some(folder) => write(folder, place, &asked, talk),
    }
}

fn write(folder: &PathBuf, place: Where, queries: &[&Query], talk: &Talk) -> Exit {
    let failed = |path: &PathBuf, error: &std::io::Error| {
        talk.error(&format!("{} cannot be written: {error}", path.display()));
        Exit::Errors
    };
    if let Err(error) = fs::create_dir_all(folder) {
        return failed(folder, &error);
    }
    let mut lines = String::new();
    for query in queries {
        let path = folder.join(format!("{}.{}", query.name, place.end()));
        if let Err(error) = write_whole(&path, query.text.as_bytes()) {
            return failed(&path, &error);
        }
        let _ = writeln!(
            lines,
            "{}\n  {} Expected: {}",
            path.display(),
            query.what,
            query.expected
        );
    }
    talk.summary(&lines)
}

/// The scopes as queries take them: OUs with the accounts that are in them.
fn parts(scopes: &Scopes) -> Vec<Scope<'_>> {
    let all = scopes.all.iter().enumerate();
    all.filter_map(|(at, scope)| {
        let accounts = scopes.by_account.iter().filter(|(_, own)| **own == at);
        let accounts: Vec<String> = accounts.map(|(account, _)| account.clone()).collect();
        let is_asked = scopes.every == Some(at) || !accounts.is_empty();
        is_asked.then(|| Scope {
            ou: scope.ou.clone(),
            accounts,
            before: &scope.sides.before,
            after: &scope.sides.after,
            from: scope.allowed.from.clone(),
        })
    })
    .collect()
}
