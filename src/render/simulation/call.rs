use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::bedrock::Catalogue;
use crate::bedrock::call::{Call, Through};
use crate::policy::Levels;
use crate::policy::evaluate::Matched;
use crate::render::visible::visible;
use crate::simulate::{Bound, CallJudgement, HopJudgement};

use crate::render::words;

/// The verdict on a call: a table of its hops, the statements that deny them, and the assumptions under which it would end otherwise.
pub fn call_judgement(
    levels: &Levels,
    call: &Call,
    action: &str,
    judged: &CallJudgement,
    bound: Bound,
    catalogue: &Catalogue,
) -> String {
    let mut text = String::new();
    let _ = writeln!(text, "{} from {}", through(call), visible(&call.source));
    let verdict = match judged.hops.iter().position(HopJudgement::is_denied) {
        _ if bound != Bound::Yes => "NOT BOUND by service control policies".to_owned(),
        Some(first) => format!("DENIED at hop {} of {}", first + 1, judged.hops.len()),
        None if judged.hops.len() == 1 => "not denied by SCP, at its only hop".to_owned(),
        None => format!("not denied by SCP, at any of {} hops", judged.hops.len()),
    };
    let _ = writeln!(text, "{verdict}\n");
    if let Some(why) = words::not_bound(bound) {
        let _ = writeln!(text, "{why}; if they did:\n");
    }
    let deciding = deciding(judged);
    hops(levels, judged, &deciding, &mut text);
    for (number, at) in deciding.iter().enumerate() {
        if let Some(placed) = levels.statement(*at) {
            let (what, place) = words::statement(&placed);
            let _ = writeln!(text, "[{}] {what}\n    {place}", number + 1);
        }
    }
    if !deciding.is_empty() {
        text.push('\n');
    }
    let _ = writeln!(
        text,
        "action  {} (Converse is authorized as InvokeModel)",
        visible(action)
    );
    text.push_str(&words::absent(judged.is_denied(), judged.absent()));
    for hop in &judged.hops {
        text.push_str(&words::notes(levels, hop.judgement.notes()));
    }
    for world in &judged.otherwise {
        let verdict = if judged.is_denied() {
            "not be denied"
        } else {
            "be denied"
        };
        let _ = writeln!(
            text,
            "note: AWS's pages leave open whether {}; then the call would {verdict}",
            world.describe()
        );
    }
    let _ = writeln!(
        text,
        "routes  catalogue of {}\n\n{}",
        catalogue.as_of,
        words::NOT_LOOKED_AT
    );
    text
}

/// What a call goes through.
pub(super) fn through(call: &Call) -> String {
    match &call.through {
        Through::Model { id } => format!("direct call of {}", visible(id)),
        Through::Profile { id } => visible(id),
        Through::Application { id, origin, model } => format!(
            "application inference profile {} (made from {})",
            visible(id),
            visible(origin.as_ref().unwrap_or(model))
        ),
    }
}

/// Every statement that denies a hop, in the order of the levels.
fn deciding(judged: &CallJudgement) -> Vec<Matched> {
    let all: BTreeSet<Matched> = judged
        .hops
        .iter()
        .flat_map(|hop| hop.judgement.denying().iter().copied())
        .collect();
    all.into_iter().collect()
}

fn hops(levels: &Levels, judged: &CallJudgement, deciding: &[Matched], text: &mut String) {
    let _ = writeln!(
        text,
        "hop  {:<32}  {:<14}  decision",
        "authorization", "Region"
    );
    for (number, hop) in judged.hops.iter().enumerate() {
        let marks: Vec<String> = hop
            .judgement
            .denying()
            .iter()
            .filter_map(|at| deciding.iter().position(|own| own == at))
            .map(|position| format!("[{}]", position + 1))
            .collect();
        let decision = match words::lacking(levels, &hop.judgement) {
            _ if !marks.is_empty() => format!("DENIED {}", marks.join(" ")),
            Some(why) => format!("DENIED: {why}"),
            None => "not denied".to_owned(),
        };
        let _ = writeln!(
            text,
            "{:<3}  {:<32}  {:<14}  {decision}",
            number + 1,
            hop.hop.kind.describe(),
            visible(&hop.hop.region)
        );
        let _ = writeln!(text, "     {}", visible(&hop.hop.resource));
    }
    text.push('\n');
}
