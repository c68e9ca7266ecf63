//! CRP420: a policy does not deny exactly what its mode promises.

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::policy::{Request, Statement};
use crate::proof::Broken;
use crate::spec::Target;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP420",
    name: "promise-broken",
    severity: Severity::Error,
    summary: "a policy does not deny exactly what its mode promises",
    page: "\
## What it is
Every build compares the policy of each mode with what the mode promises, over all classes of requests that the policy, the Region deny and the promise tell apart. Here they say \
different things of one, which is named: the policy denies a request that was to be left open, or leaves one open that was to be denied.

## Why it matters
The policy would do something else than was asked. Nothing is written.

## What to do
This should not happen with statements that crispack composed: report it, with the spec and the Region deny if you may share them. A Region deny or an exemption of an unusual shape \
can be the cause; the finding names the request and the statement.
",
};

/// The finding; `statement` is the one that denies.
pub fn finding(target: &Target, broken: &Broken, statement: Option<&Statement>) -> Diagnostic {
    let mode = &target.mode.name;
    let request = shown(&broken.request);
    let message = match statement {
        Some(statement) => format!(
            "mode `{mode}` would deny {request}, by {}, and promises not to",
            statement.sid.as_ref().map_or_else(
                || "a statement without Sid".to_owned(),
                |sid| format!("`{sid}`")
            )
        ),
        None => format!("mode `{mode}` would leave {request} open, and promises to deny it"),
    };
    let mut finding = Diagnostic::new(&RULE, message).at(target.place.clone(), "this target");
    for row in &broken.rows {
        finding = finding.note(format!("{row}: {}", row.text()));
    }
    finding.help("nothing was written; please report this: statements that crispack composes keep their promise")
}

/// A request in one line.
pub(super) fn shown(request: &Request<'_>) -> String {
    let context: Vec<String> = request
        .context()
        .map(|(key, found)| {
            let values: Vec<&str> = found.values().collect();
            format!("{key} = {}", values.join(", "))
        })
        .collect();
    let with = if context.is_empty() {
        "with an empty context".to_owned()
    } else {
        format!("with {}", context.join(", "))
    };
    format!("`{}` on `{}` ({with})", request.action, request.resource)
}
