//! CRP410: a text is no AccessDenied message that names what was denied.

use crate::diagnostic::{Diagnostic, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP410",
    name: "message-not-understood",
    severity: Severity::Error,
    summary: "a text is not an AccessDenied message that can be explained",
    page: "\
## What it is
AWS's message says `User: ARN is not authorized to perform: SERVICE:ACTION on resource: ARN`, and mostly why. The text has no such sentence, or the sentence is cut.

## Why it matters
Which authorization was denied stands in the action and the resource. Without them every explanation would be a guess. Some refusals never name them: \
\"You don't have access to the model with the specified model ID\" is about access to a model, not about a policy.

## What to do
Give the whole message, with the ARNs in one piece: a terminal that wraps lines may have broken them. Or give the CloudTrail event, `--event FILE`: it names the caller, the Region and the model. \
If you know what was asked, ask it directly: `crispack simulate --call`.
",
};

/// What a text lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Missing {
    /// The sentence itself.
    Sentence,
    /// An action behind it.
    Action,
    /// A whole ARN behind `on resource`; what stands there.
    Resource(String),
    /// It is far longer than any message.
    TooLong,
}

/// The finding.
pub fn finding(missing: &Missing) -> Diagnostic {
    let why = match missing {
        Missing::Sentence => "it has no \"is not authorized to perform\"".to_owned(),
        Missing::Action => {
            "no action such as `bedrock:InvokeModel` follows \"is not authorized to perform\""
                .to_owned()
        }
        Missing::Resource(found) if found.is_empty() => {
            "it names no resource, and which authorization of a call was denied stands there alone"
                .to_owned()
        }
        Missing::Resource(found) => {
            format!("what follows \"on resource\" is no whole ARN: `{found}`")
        }
        Missing::TooLong => "it has more than 64 KiB".to_owned(),
    };
    Diagnostic::new(&RULE, format!("the text is not understood: {why}"))
        .note("nothing is guessed from it")
        .help("give the whole message with its ARNs in one piece, or the CloudTrail event with `--event FILE`; or ask directly: `crispack simulate --call`")
}
