use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::bedrock::Catalogue;
use crate::bedrock::call::KEYS;
use crate::compose::spec_change;
use crate::observe::{Candidate, Denial, Event, Explanation, PolicyKind, Reason, Verdict};
use crate::policy::Levels;
use crate::policy::evaluate::{Decision, Judgement};
use crate::simulate::{Bound, Principal};

use super::visible::visible;
use super::words;

/// The policies that an explanation was made with, under the name by which the user gave them.
#[derive(Debug)]
pub struct Looked {
    /// An OU, or `the given policies`.
    pub name: String,
    /// Its levels.
    pub levels: Levels,
}

/// An explanation for people: what the message says, which authorization it was, which statement denies it, what would change that, and what can't be known.
pub fn explanation(explained: &Explanation, looked: &[Looked], catalogue: &Catalogue) -> String {
    let mut text = said(&explained.denial);
    if looked.is_empty() {
        text.push_str("\nIt may be:\n");
        for (candidate, _) in &explained.candidates {
            let _ = writeln!(text, "  {}", way(candidate));
        }
        text.push_str(
            "\nGive the policies to see which statement denies it: --release DIR, or --scp FILE.\n",
        );
    }
    // OUs of which the same is to be said stand together.
    let mut groups: Vec<(Vec<String>, String)> = Vec::new();
    for (position, looked) in looked.iter().enumerate() {
        let body = under(explained, position, looked);
        match groups.iter_mut().find(|(_, own)| *own == body) {
            Some((names, _)) => names.push(visible(&looked.name)),
            None => groups.push((vec![visible(&looked.name)], body)),
        }
    }
    for (names, body) in groups {
        let _ = write!(text, "\n{}: {body}", names.join(", "));
    }
    text.push('\n');
    text.push_str(&unknown(explained, looked, catalogue));
    text
}

/// What an event says, line by line.
pub fn event_facts(event: &Event) -> String {
    let mut text = String::new();
    if event.of > 1 {
        let _ = writeln!(
            text,
            "one of {} events: the first that was denied, or the first",
            event.of
        );
    }
    let _ = writeln!(text, "event      {}", visible(&event.name));
    let facts = [
        ("caller    ", &event.principal),
        ("from      ", &event.region),
        ("model id  ", &event.model_id),
        ("served in ", &event.inference_region),
        ("error     ", &event.error_code),
    ];
    for (name, value) in facts {
        if let Some(value) = value {
            let _ = writeln!(text, "{name} {}", visible(value));
        }
    }
    text
}

fn said(denial: &Denial) -> String {
    let mut text = String::new();
    let _ = writeln!(text, "action    {}", visible(&denial.action));
    let resource = denial.resource.as_deref().unwrap_or("(not named)");
    let _ = writeln!(text, "resource  {}", visible(resource));
    if let Some(arn) = &denial.principal {
        let principal = Principal::new(arn);
        let _ = writeln!(text, "caller    {}", visible(&principal.arn));
        if principal.from_session {
            text.push_str("          (the role of the session; its path, if it has one, is not in the message)\n");
        }
        if let Some(why) =
            words::not_bound(Bound::ServiceLinkedRole).filter(|_| principal.is_service_linked())
        {
            let _ = writeln!(text, "          {why}");
        }
    }
    let _ = writeln!(text, "reason    {}", reason(denial.reason));
    if let Some(arn) = &denial.policy_arn {
        let _ = writeln!(text, "policy    {}", visible(arn));
    }
    text
}

fn reason(reason: Option<Reason>) -> String {
    match reason {
        None => "not named".to_owned(),
        Some(Reason {
            explicit: true,
            kind: None,
        }) => "an explicit deny, of a policy that is not named".to_owned(),
        Some(Reason {
            explicit: true,
            kind: Some(kind),
        }) => format!("an explicit deny in a {}", kind.as_str()),
        Some(Reason {
            explicit: false,
            kind,
        }) => {
            let kind = kind.map_or("policy", PolicyKind::as_str);
            format!("no {kind} allows it")
        }
    }
}

fn way(candidate: &Candidate) -> String {
    let what = match candidate.hop {
        Some(hop) => format!("{} ({})", visible(&candidate.what), hop.describe()),
        None => visible(&candidate.what),
    };
    match candidate.assumption {
        Some(assumption) => format!("{what}, if {assumption} (AWS's pages leave it open)"),
        None => what,
    }
}

/// The ways with their judgements under one OU, the statements that deny, and what in a spec would change them.
fn under(explained: &Explanation, position: usize, looked: &Looked) -> String {
    let mut text = String::new();
    let without_region = |(candidate, judged): &(Candidate, Vec<Judgement>)| {
        candidate.request.key("aws:RequestedRegion").is_none()
            && judged.get(position).is_some_and(|judgement| {
                let mut absent = judgement.absent().iter();
                absent.any(|key| key.eq_ignore_ascii_case("aws:RequestedRegion"))
            })
    };
    if explained.candidates.iter().any(without_region) {
        return "it depends on the Region of the request, which the message does not name: give --source\n"
            .to_owned();
    }
    let verdict = match explained.verdict(position) {
        Verdict::Always if explained.plain().count() == 1 => "denied",
        Verdict::Always => "denied, however it was called",
        Verdict::Sometimes => "denied, depending on how it was called",
        Verdict::Never => "not denied by these policies",
    };
    let _ = writeln!(text, "{verdict}");
    let mut deciding = BTreeSet::new();
    for (candidate, judged) in &explained.candidates {
        let Some(judgement) = judged.get(position) else {
            continue;
        };
        let _ = writeln!(
            text,
            "  {}\n    {}",
            way(candidate),
            decision(judgement, looked)
        );
        deciding.extend(judgement.denying().iter().copied());
        let denied = judgement.decision() != Decision::NotDenied;
        // That a direct call has no profile is what it is, and no gap in the message.
        let keys = judgement.absent().iter().map(|key| &**key);
        let known = |key: &&str| {
            candidate.hop.is_some() && KEYS.iter().any(|own| own.eq_ignore_ascii_case(key))
        };
        let keys = keys.filter(|key| !known(key));
        let absent = words::absent(denied, keys);
        if !absent.is_empty() {
            let _ = write!(text, "    {absent}");
        }
    }
    let region = explained
        .candidates
        .first()
        .and_then(|(candidate, _)| candidate.request.key("aws:RequestedRegion"));
    let mut changes = BTreeSet::new();
    for at in deciding {
        let Some(placed) = looked.levels.statement(at) else {
            continue;
        };
        let (what, place) = words::statement(&placed);
        let _ = writeln!(text, "  {what}\n    {place}");
        if let Some(change) = placed.sid.and_then(|sid| spec_change(sid, region))
            && changes.insert(change)
        {
            let _ = writeln!(text, "    what in the spec would change it: {change}");
        }
    }
    let blames_scp =
        explained.denial.reason.and_then(|reason| reason.kind) == Some(PolicyKind::ServiceControl);
    if blames_scp && explained.verdict(position) == Verdict::Sometimes {
        text.push_str(
            "  The message blames a service control policy: if these are the ones that are live, it was one\n  of the ways that are denied.\n",
        );
    }
    text
}

fn decision(judgement: &Judgement, looked: &Looked) -> String {
    let sids: Vec<String> = judgement
        .denying()
        .iter()
        .filter_map(|at| looked.levels.statement(*at))
        .map(|placed| match placed.sid {
            Some(sid) => format!("`{}`", visible(sid)),
            None => format!(
                "statement {} of {}",
                placed.number + 1,
                visible(placed.policy)
            ),
        })
        .collect();
    match judgement.decision() {
        Decision::ExplicitDeny => format!("DENIED by {}", sids.join(", ")),
        Decision::ImplicitDeny => "DENIED: a level has no Allow that matches".to_owned(),
        Decision::NotDenied => "not denied".to_owned(),
    }
}

/// What the message and the policies leave open.
fn unknown(explained: &Explanation, looked: &[Looked], catalogue: &Catalogue) -> String {
    let mut text = "What this can't know:\n".to_owned();
    let kind = explained.denial.reason.and_then(|reason| reason.kind);
    let mut point = |line: &str| {
        let _ = writeln!(text, "- {line}");
    };
    match kind {
        Some(PolicyKind::ServiceControl) => {
            let somewhere = (0..looked.len()).any(|at| explained.verdict(at) != Verdict::Never);
            if !looked.is_empty() && !somewhere {
                point(
                    "the message names a service control policy, and none of these denies it: another one\n  is attached, an older release is live, or the caller is in another OU",
                );
            }
        }
        Some(kind) => point(&format!(
            "the message blames another kind of policy ({}), which is not looked at here",
            kind.as_str()
        )),
        None => point("which kind of policy denied; the message does not say"),
    }
    if explained.plain().count() > 1 {
        point(&format!(
            "which inference profile was called: messages don't name it. Taken from the catalogue of {};\n  `--profile` names it, or `--event` with the CloudTrail event",
            catalogue.as_of
        ));
    }
    if explained.denial.principal.is_none() {
        point("who called; a principal may be exempt");
    }
    point(
        "identity policies, resource control policies, permissions boundaries and session policies",
    );
    point("whether these policies are the ones that are live");
    text
}
