//! CRP163: the published way to enable Global opens `unspecified` for more than inference.

use crate::diagnostic::{Diagnostic, Place, Rule, Severity};
use crate::spec::Form;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP163",
    name: "published-region-deny",
    severity: Severity::Warning,
    summary: "the published way to enable Global opens `unspecified` for more than inference",
    page: "\
## What it is
AWS's article enables Global by adding `unspecified` to the Region list of the Region deny: of the whole statement (`published`), or of a second one for `bedrock:*` (`published-split`).

## Why it matters
In one statement, every action outside `NotAction` that is authorized with `unspecified` is let through, of whatever service; only `bedrock:InvokeModel` and `bedrock:InvokeModelWithResponseStream` need it. In two, every action of Amazon Bedrock is, and the article's statements exempt no principal, so that \
`AWSControlTowerExecution` is bound as well. Both let Global through every application inference profile, and neither says anything of prompt routers. In one statement the Sid is Control Tower's own, `GRREGIONDENY`, so that tools which look for the managed statement by its Sid find ours.

## What to do
`form: strict` lets the two inference actions through, by a `global.` profile or an application inference profile, and nothing else.
",
};

/// The finding.
pub fn finding(mode: &str, form: Form, place: Option<Place>) -> Diagnostic {
    let (message, note) = if form == Form::PublishedSplit {
        (
            format!(
                "mode `{mode}`: the published statements let every action of Amazon Bedrock through at `unspecified`, and bind `AWSControlTowerExecution`"
            ),
            "they exempt no principal but those under `exempt_principals`",
        )
    } else {
        (
            format!(
                "mode `{mode}`: the published statement lets every action outside `NotAction` through at `unspecified`, of whatever service"
            ),
            "it also carries the Sid GRREGIONDENY, by which tools look for Control Tower's own statement",
        )
    };
    Diagnostic::new(&RULE, message)
        .at(place, "")
        .note(
            "Global needs `unspecified` for two actions only; no promise is claimed for this mode",
        )
        .note(note)
        .help("`form: strict` carves out the two inference actions and limits them")
}
