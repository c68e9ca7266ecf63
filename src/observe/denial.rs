//! AWS's sentence: who is not authorized to perform what on which resource, and mostly why.

mod console;

use crate::bedrock::INFERENCE_ACTIONS;

use super::rules::message_not_understood::Missing;

/// What an AccessDenied message says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Denial {
    /// The caller's ARN, as the message spells it.
    pub principal: Option<String>,
    /// `service:Action`.
    pub action: String,
    /// The ARN that was asked about, or `*`.
    pub resource: Option<String>,
    /// Which kind of policy denied, and how; `None`: the message does not say.
    pub reason: Option<Reason>,
    /// The ARN of the policy, which newer messages name.
    pub policy_arn: Option<String>,
}

/// Why a request was denied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reason {
    /// By a Deny statement; otherwise for want of an Allow.
    pub explicit: bool,
    /// The kind of policy; `None`: the message says "explicit deny" and not where.
    pub kind: Option<PolicyKind>,
}

/// The kinds of policy that messages name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PolicyKind {
    /// A service control policy.
    ServiceControl,
    /// A resource control policy.
    ResourceControl,
    /// An identity-based policy.
    Identity,
    /// A resource-based policy.
    Resource,
    /// A permissions boundary.
    Boundary,
    /// A session policy.
    Session,
    /// A VPC endpoint policy.
    Endpoint,
}

/// As the messages spell them.
const KINDS: [(&str, PolicyKind); 8] = [
    ("service control policy", PolicyKind::ServiceControl),
    ("resource control policy", PolicyKind::ResourceControl),
    ("identity-based policy", PolicyKind::Identity),
    ("resource-based policy", PolicyKind::Resource),
    ("permissions boundary", PolicyKind::Boundary),
    ("session policy", PolicyKind::Session),
    ("sessions policy", PolicyKind::Session),
    ("vpc endpoint policy", PolicyKind::Endpoint),
];

impl PolicyKind {
    /// As messages spell it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ServiceControl => "service control policy",
            Self::ResourceControl => "resource control policy",
            Self::Identity => "identity-based policy",
            Self::Resource => "resource-based policy",
            Self::Boundary => "permissions boundary",
            Self::Session => "session policy",
            Self::Endpoint => "VPC endpoint policy",
        }
    }
}

/// The longest text that is read, in bytes; a message has some hundred.
const LONGEST: usize = 64 * 1024;

/// Reads an AccessDenied message, with whatever a client wrote around it: the exception's name, JSON, line breaks.
///
/// Source: IAM User Guide, "Troubleshoot access denied error messages", read 2026-11-25; real messages of public issue threads (`tests/data/denials.json`).
///
/// # Errors
/// What is missing for the text to be such a message.
pub fn denial(text: &str) -> Result<Denial, Missing> {
    if text.len() > LONGEST {
        return Err(Missing::TooLong);
    }
    let text = plain(text);
    let lower = text.to_ascii_lowercase();
    let at = match (lower.find(SENTENCE), console::end(&lower)) {
        (Some(at), None) => at,
        (Some(at), Some(end)) if at < end => at,
        _ => return console::denial(&text, &lower),
    };
    let (before, behind) = (text.get(..at), text.get(at + SENTENCE.len()..));
    let (before, behind) = (before.unwrap_or_default(), behind.unwrap_or_default());
    let action_text = behind.trim_start_matches([':', ' ', '"', '\'', '`']);
    let action = word(action_text);
    if !is_action(action) {
        return Err(Missing::Action);
    }
    let rest = action_text.get(action.len()..).unwrap_or_default();
    // The next message of a log is not this one's reason.
    let rest_lower = rest.to_ascii_lowercase();
    let end = rest_lower.find(SENTENCE).unwrap_or(rest.len());
    let rest = rest.get(..end).unwrap_or_default();
    let rest_lower = rest_lower.get(..end).unwrap_or_default();
    let resource = resource(rest, rest_lower)?;
    let is_inference = INFERENCE_ACTIONS
        .iter()
        .any(|own| own.eq_ignore_ascii_case(action));
    // Which hop it was stands in the resource alone.
    if is_inference && resource.as_deref().is_none_or(|resource| resource == "*") {
        return Err(Missing::Resource(resource.unwrap_or_default()));
    }
    Ok(Denial {
        principal: principal(before),
        action: action.to_owned(),
        resource,
        reason: reason(rest_lower),
        policy_arn: policy_arn(rest),
    })
}

/// What every such message says, whatever is around it.
const SENTENCE: &str = "is not authorized to perform";

/// The text without what a client's JSON or HTML makes of quotes and line breaks, every run of blanks as one.
fn plain(text: &str) -> String {
    const SPELLED: [(&str, &str); 9] = [
        ("\\n", " "),
        ("\\r", " "),
        ("\\t", " "),
        ("\\\"", "\""),
        ("\\/", "/"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&#x27;", "'"),
        ("&amp;", "&"),
    ];
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        let spelled = matches!(character, '\\' | '&')
            .then(|| {
                SPELLED
                    .iter()
                    .find(|(spelled, _)| rest.starts_with(spelled))
            })
            .flatten();
        let (taken, meant) = match spelled {
            Some((spelled, meant)) => (spelled.len(), *meant),
            None => (
                character.len_utf8(),
                rest.get(..character.len_utf8()).unwrap_or_default(),
            ),
        };
        // A terminal's box is drawn around a message that it wraps.
        let is_blank = |c: char| c.is_whitespace() || matches!(c, '\u{2500}'..='\u{257f}');
        if meant.chars().all(is_blank) {
            if !plain.ends_with(' ') {
                plain.push(' ');
            }
        } else {
            plain.push_str(meant);
        }
        rest = rest.get(taken..).unwrap_or_default();
    }
    plain
}

/// The characters up to the next blank or quote, without the punctuation of the sentence around them. Placeholders that hide an account, `<account>` or
/// `{account-id}`, belong to the word.
fn word(text: &str) -> &str {
    let mut end = text.len();
    let mut hidden = false;
    let mut before = ' ';
    for (at, character) in text.char_indices() {
        match character {
            '<' | '{' if matches!(before, ':' | '/' | '-' | '_') => hidden = true,
            '>' | '}' if hidden => hidden = false,
            // `<account id>`.
            ' ' if hidden && text.get(at..).is_some_and(closes) => {}
            _ if character.is_whitespace() || "\"'`,;<>{}()[]|\\".contains(character) => {
                end = at;
                break;
            }
            _ => {}
        }
        before = character;
    }
    let word = text.get(..end).unwrap_or_default();
    // Three dots stand for what somebody left out; one ends the sentence.
    if word.ends_with("...") {
        word
    } else {
        word.trim_end_matches(['.', ':'])
    }
}

/// Does a placeholder end before anything but its own words?
fn closes(rest: &str) -> bool {
    rest.find(['>', '}'])
        .and_then(|end| rest.get(..end))
        .is_some_and(|inside| {
            inside.len() <= 40
                && inside
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || " -_".contains(c))
        })
}

fn is_action(text: &str) -> bool {
    text.split_once(':').is_some_and(|(service, name)| {
        let fits = |part: &str| {
            !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        };
        fits(service) && fits(name)
    })
}

/// The last ARN before the sentence: `User: arn:aws:…`.
fn principal(before: &str) -> Option<String> {
    let at = before.rfind("arn:")?;
    // Only blanks may stand between the ARN and the sentence, and quotes.
    let arn = word(before.get(at..)?);
    let behind = before.get(at + arn.len()..)?;
    let follows = behind
        .chars()
        .all(|c| c.is_whitespace() || "\"'`".contains(c));
    (follows && arn.splitn(6, ':').count() == 6).then(|| arn.to_owned())
}

fn resource(rest: &str, lower: &str) -> Result<Option<String>, Missing> {
    let Some(at) = lower.find("on resource") else {
        return Ok(None);
    };
    let text = rest.get(at + "on resource".len()..).unwrap_or_default();
    let text = text.trim_start_matches(['s', '(', ')', ':', ' ', '"', '\'', '`']);
    // IAM puts the type of the resource before its ARN.
    let text = text.strip_prefix("policy ").unwrap_or(text);
    let found = word(text);
    match found {
        "*" => Ok(Some(found.to_owned())),
        "" => Ok(None),
        _ if is_whole(found) => Ok(Some(found.to_owned())),
        _ => Err(Missing::Resource(found.chars().take(120).collect())),
    }
}

/// Is it an ARN with a Region that can be judged? One whose Region is masked can't.
fn is_whole(arn: &str) -> bool {
    let parts: Vec<&str> = arn.splitn(6, ':').collect();
    let is_code = |region: &str| {
        region
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
    };
    match parts.as_slice() {
        ["arn", _, _, region, _, resource] => is_code(region) && !resource.is_empty(),
        _ => false,
    }
}

fn reason(lower: &str) -> Option<Reason> {
    let kind_in = |text: &str| {
        KINDS
            .iter()
            .filter_map(|(spelled, kind)| text.find(spelled).map(|at| (at, *kind)))
            .min_by_key(|(at, _)| *at)
            .map(|(_, kind)| kind)
    };
    if let Some(at) = lower.find("explicit deny") {
        let behind = lower.get(at..)?;
        // "in a VPC endpoint policy transitively through a service control policy": the second is the one to change.
        let kind = match behind.split_once("transitively through") {
            Some((_, through)) => kind_in(through),
            None => kind_in(behind),
        };
        return Some(Reason {
            explicit: true,
            kind,
        });
    }
    let at = ["because no ", "(no "]
        .iter()
        .find_map(|start| lower.find(start))?;
    let kind = kind_in(lower.get(at..)?)?;
    Some(Reason {
        explicit: false,
        kind: Some(kind),
    })
}

/// `arn:aws:organizations::…:policy/o-…/service_control_policy/p-…`, or an IAM policy's; half of one is none.
fn policy_arn(rest: &str) -> Option<String> {
    let starts = ["policy: arn:", "boundary: arn:", "policy ARN: arn:"];
    let (at, start) = starts
        .iter()
        .find_map(|start| rest.rfind(start).map(|at| (at, start)))?;
    let arn = word(rest.get(at + start.len() - "arn:".len()..)?);
    let resource = arn.splitn(6, ':').nth(5)?;
    resource.starts_with("policy/").then(|| arn.to_owned())
}
