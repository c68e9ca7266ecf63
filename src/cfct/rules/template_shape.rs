//! CRP259: a file under templates/ that is no template.

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Place, Rule, Severity, Source};
use crate::text;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP259",
    name: "template-shape",
    severity: Severity::Error,
    summary: "a file under `templates/` that is no CloudFormation template",
    page: "\
## What it is
A file under `templates/` that ends in `.template`, `.yaml`, `.yml` or `.json`, or one that a stack set names, and that cannot be read as YAML or JSON or has no `Resources`; or one under `templates/` with a blank in its name.

## Why it matters
CfCT's Build gives every such file, named in the manifest or not, to CloudFormation's ValidateTemplate and to cfn_nag. One that is no template fails the build; a blank in a name breaks the loop over them. Nothing is deployed. A template elsewhere is looked at by nobody before the stage of stack sets, when all policies are live. Whether a template is otherwise right is not looked at here: cfn-lint does that. (CfCT 2.8.4 source, read 2026-04-08.)

## Example
`templates/notes.yaml` with a list of things to do.

## What to do
Move it to another folder, or mend it. `cfn-lint templates/*` tells more.
",
};

/// Does CfCT's Build look at a file of this path?
pub fn is_looked_at(path: &str) -> bool {
    let extension = std::path::Path::new(path)
        .extension()
        .and_then(|own| own.to_str());
    path.starts_with("templates/")
        && matches!(extension, Some("template" | "yaml" | "yml" | "json"))
}

/// The finding for a file name that breaks the loop.
pub fn check_name(path: &str, shown: &str) -> Option<Diagnostic> {
    (is_looked_at(path) && path.contains(' ')).then(|| {
        Diagnostic::new(
            &RULE,
            format!("the name of the template `{path}` has a blank"),
        )
        .at(Place::of_file(shown), "")
        .note("CfCT goes through the templates word by word: the build would fail")
        .help("use `-` or `_` instead")
    })
}

/// Looks whether a text can be a template; one outside of `templates/` is found out later than by Build.
pub fn check(path: &str, source: &Arc<Source>) -> Option<Diagnostic> {
    let note = if is_looked_at(path) {
        "CfCT gives every such file under `templates/` to CloudFormation: the build would fail, and nothing would be deployed"
    } else {
        "CfCT's Build looks under `templates/` only: the stage of stack sets would fail, after all policies are live"
    };
    let refused =
        |place: Place, message: String| Diagnostic::new(&RULE, message).at(place, "").note(note);
    let is_json = source.text.trim_start().starts_with('{');
    let read = if is_json {
        text::json(source)
    } else {
        text::outline(source)
    };
    match read {
        Err(mut found) => {
            let first = found.drain(..).next()?;
            let place = first.labels.into_iter().next().map(|label| label.place);
            let place = place.unwrap_or_else(|| Place::new(source, 0..0));
            let message = format!("`{path}` is no template: {}", first.message);
            Some(refused(place, message).help("mend it, or move it out of `templates/`"))
        }
        Ok(root) if root.get("Resources").is_none_or(|node| !node.is_mapping()) => {
            let place = root
                .key_place("Resources")
                .unwrap_or_else(|| Place::new(source, 0..0));
            Some(
                refused(
                    place,
                    format!("`{path}` is no template: it has no `Resources`"),
                )
                .help("move it out of `templates/` if it is no template"),
            )
        }
        Ok(_) => None,
    }
}
