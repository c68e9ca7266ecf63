//! CRP120: an OU path is one that CfCT would not find.

use crate::diagnostic::{Diagnostic, Place, Rule, Severity};
use crate::spec::OuPathProblem;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP120",
    name: "bad-ou",
    severity: Severity::Error,
    summary: "an OU path is one that CfCT would not find",
    page: "\
## What it is
The path is empty, has blank parts, begins with `Root:`, is an OU id, holds a control character, or is longer or deeper than AWS Organizations allows.

## Why it matters
CfCT looks an OU up by the names on its path, joined by `:`, from below the root. An OU that it cannot find is a line in a log: the pipeline stays green, and the OU has no policy. A path that is empty once its blanks are stripped crashes the stage (CfCT 2.8.4, read 2026-04-08).

## What to do
Write the names as they stand in AWS Organizations, in their own case: `Workloads:Prod`. `Root` alone is the root. An OU whose own name holds a `:` cannot be addressed; rename it.
",
};

/// The finding.
pub fn finding(text: &str, problem: &OuPathProblem, place: Option<Place>) -> Diagnostic {
    let (message, note, help) = words(text, problem);
    Diagnostic::new(&RULE, message)
        .at(place, "")
        .note(note)
        .help(help)
}

/// What is wrong with a path, what CfCT would do, and what to write; for manifests as well as specs.
pub fn words(text: &str, problem: &OuPathProblem) -> (String, &'static str, String) {
    const GREEN: &str = "CfCT would not find the OU, log a warning and finish green, leaving the OU without this policy";
    const CRASH: &str = "CfCT's SCP stage would crash before any policy is touched";
    const STRIPPED: &str = "`:` is the nesting mark; CfCT strips blanks and drops empty parts, so this says something else than it seems to";
    let path = || "write the path of OU names below the root, such as `Workloads:Prod`".to_owned();
    match problem {
        OuPathProblem::Empty => ("the OU path is empty".to_owned(), CRASH, path()),
        OuPathProblem::Blanks(clean) => (
            format!("the OU path `{text}` has blank parts, or blanks around a part"),
            STRIPPED,
            format!("write `{clean}`"),
        ),
        OuPathProblem::BelowRoot(rest) => (
            format!("the OU path `{text}` begins with the root"),
            GREEN,
            format!("paths begin below the root: `{rest}`"),
        ),
        OuPathProblem::RootCase => (
            format!("`{text}` is not how the manifest spells the root"),
            GREEN,
            "did you mean `Root`?".to_owned(),
        ),
        OuPathProblem::Id => (
            format!("`{text}` is an id, not a path of names"),
            GREEN,
            path(),
        ),
        OuPathProblem::Control => (
            "the OU path holds a control character".to_owned(),
            GREEN,
            "write the name as it stands in AWS Organizations".to_owned(),
        ),
        OuPathProblem::TooLong(_) => (
            "a name of the OU path has more than 128 characters".to_owned(),
            GREEN,
            "AWS Organizations allows 128 characters for the name of an OU".to_owned(),
        ),
        OuPathProblem::TooDeep(depth) => (
            format!("the OU path `{text}` is {depth} levels deep"),
            GREEN,
            "AWS Organizations nests OUs at most five deep under the root".to_owned(),
        ),
    }
}
