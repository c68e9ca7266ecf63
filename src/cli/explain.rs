use clap::Args;

use crate::diagnostic::Rule;
use crate::{check, release, render};

use super::exit::Exit;
use super::talk::Talk;
use super::usage_error;

/// Print the page of a finding's code; without a code, list them all.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  crispack explain CRP104\n  crispack explain")]
pub(super) struct ExplainArgs {
    /// A code such as `CRP104`.
    code: Option<String>,
}

pub(super) fn run(args: &ExplainArgs, talk: &Talk) -> Exit {
    let rules = all_rules();
    let Some(code) = &args.code else {
        return talk.result(&render::rule_list(&rules));
    };
    match rules
        .iter()
        .find(|rule| rule.code.eq_ignore_ascii_case(code) || rule.name == code.as_str())
    {
        Some(rule) => talk.result(&render::rule_page(rule)),
        None => {
            let codes: Vec<&str> = rules.iter().map(|rule| rule.code).collect();
            let message = format!(
                "there is no code `{code}`; {}",
                crate::spec::suggestion(code, &codes, "codes")
            );
            usage_error("explain", &message)
        }
    }
}

/// The registry, and the rules of the room above it.
pub(super) fn all_rules() -> Vec<&'static Rule> {
    let mut rules = check::rules();
    rules.extend(release::rules::ALL);
    rules.sort_by_key(|rule| rule.code);
    rules
}
