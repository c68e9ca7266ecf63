use crate::cfct::rules::policy_not_compact;
use crate::cfct::rules::policy_text_rewritten::Sent;
use crate::diagnostic::{Diagnostic, Place};
use crate::policy::rules::{over_old_quota, over_quota, policy_shape};
use crate::policy::{Policy, PolicyView, Quota, unwrapped};
use crate::text::{self, Node, rules::duplicate_key, rules::too_large};
use crate::{bedrock, control_tower, policy as language};

/// Resource control policies have kept the old size (Quotas for AWS Organizations, read 2026-11-23).
const OF_RESOURCES: Quota = Quota::Legacy;

/// What goes with every finding that stops a policy.
const LATE: &str = "CfCT does not look into policies: Organizations would refuse this one in the SCP stage, with others already live";

/// How many times the quota a policy may be long to be looked at closely: it has to be written anew anyway.
const MOST_TIMES: usize = 20;

/// What goes with a key that is there twice.
const TWICE: &str = "CfCT's reader takes the last of them; what Organizations makes of it is not documented, and it would come out in the SCP stage, with others already live";

/// The bytes of a policy and what is known about them.
#[derive(Debug, Clone, Copy)]
pub struct Text<'a> {
    /// The file's path in its package, or its name.
    pub path: &'a str,
    /// How it is called in messages.
    pub shown: &'a str,
    /// The content.
    pub bytes: &'a [u8],
    /// Is it a file of a package, so that CfCT sends it as it stands? Otherwise it may be the output of `describe-policy`.
    pub is_sent: bool,
    /// A service control policy; otherwise a resource control policy, of which only size and syntax are looked at.
    pub is_scp: bool,
}

/// Looks at a policy; `region` is that of the package it is in.
pub fn policy(text: Text<'_>, quota: Quota, region: Option<&str>) -> Vec<Diagnostic> {
    if text.bytes.len() as u64 > text::MAX_BYTES {
        return vec![too_large::too_large(text.shown, text::MAX_BYTES).note(LATE)];
    }
    let sent = Sent::new(text.path, text.shown, text.bytes);
    let source = match &sent {
        Some(sent) => text::checked(&sent.source),
        None => text::source(text.shown, text.bytes.to_vec()),
    };
    let source = match source {
        Ok(source) => source,
        Err(finding) => return vec![finding.note(LATE)],
    };
    let read = if text.is_sent {
        text::strict_json(&source).map(|document| (document, false))
    } else {
        text::json(&source).and_then(|outer| {
            let document = unwrapped(&outer)?;
            let is_wrapped = document.span != outer.span;
            Ok((document, is_wrapped))
        })
    };
    let (document, is_wrapped) = match read {
        Ok(read) => read,
        Err(found) => {
            let noted = |own: Diagnostic| {
                let is_twice = own.rule == &duplicate_key::RULE;
                own.note(if is_twice { TWICE } else { LATE })
            };
            return found.into_iter().map(noted).collect();
        }
    };
    let is_scp = text.is_scp && (text.is_sent || !is_of_resources(&document));
    let mut found = Vec::new();
    let characters = match &sent {
        Some(sent) if !is_wrapped => {
            found.extend(sent.check().or_else(|| policy_not_compact::check(sent)));
            sent.characters()
        }
        // What lies inside of another document is what is live already.
        _ => document.to_value().to_string().chars().count(),
    };
    let limit = if is_scp { quota } else { OF_RESOURCES };
    found.extend(
        over_old_quota::check(text.path, characters, limit).map(|own| own.at(start(&document), "")),
    );
    if !is_scp {
        if document.get("Statement").is_none() {
            found.push(policy_shape::no_statement(&document).note(LATE));
        }
        let over = over_quota::check(text.path, &Policy::default(), characters, limit, &[]);
        found.extend(over.map(|own| {
            own.at(start(&document), "")
                .note("resource control policies have 5,120 characters, whatever service control policies have")
        }));
        return found;
    }
    let mut shape = Vec::new();
    let view = PolicyView::new(text.path, &document, &mut shape);
    let is_foreign = text.is_sent && document.get("Statement").is_none();
    found.extend(shape.into_iter().map(|own| {
        let own = own.note(LATE);
        if is_foreign {
            own.help("write the policy document itself, with `Version` and `Statement`")
        } else {
            own
        }
    }));
    if characters > limit.characters() {
        let statements = view.statements.iter().map(|own| own.statement.clone());
        let whole = Policy {
            version: view.version,
            statements: statements.collect(),
        };
        let over = over_quota::check(text.path, &whole, characters, limit, &[]);
        let is_hopeless = characters > MOST_TIMES * limit.characters();
        found.extend(over.map(|own| {
            let own = own.at(start(&document), "");
            let own = match document.to_value().to_string().chars().count() {
                short if short <= limit.characters() && !is_wrapped => own.help(format!(
                    "write it as compact JSON on one line: {short} characters, which fits"
                )),
                _ => own.help("shorten its largest statements, or make two policies of it"),
            };
            if is_hopeless {
                own.note("nothing else of it was looked at")
            } else {
                own
            }
        }));
        if is_hopeless {
            return found;
        }
    }
    found.extend(language::rules::check_all(&view));
    found.extend(bedrock::rules::check_all(&view, region));
    found.extend(control_tower::rules::check_all(&view));
    found
}

/// Is a policy by itself one of resources? Only those have principals, and every statement has to.
fn is_of_resources(document: &Node) -> bool {
    let statements = document.get("Statement").map_or(&[][..], Node::items);
    !statements.is_empty() && statements.iter().all(|own| own.get("Principal").is_some())
}

/// The first byte: the whole of a policy says nothing about where it is too long.
fn start(document: &Node) -> Place {
    Place::new(
        &document.source,
        document.span.start..document.span.start + 1,
    )
}
