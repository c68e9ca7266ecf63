use std::fmt::Write as _;

use crate::policy::evaluate::{Decision, Judgement};
use crate::policy::{Levels, Request};
use crate::render::visible::visible;
use crate::simulate::Bound;

use crate::render::words;

/// The verdict on one request: the statements that decide with their places, the request as it was asked, and what the verdict rests on.
pub fn request_judgement(
    levels: &Levels,
    request: &Request<'_>,
    judgement: &Judgement,
    bound: Bound,
) -> String {
    let mut text = String::new();
    let decision = judgement.decision();
    let verdict = match decision {
        _ if bound != Bound::Yes => "NOT BOUND by service control policies".to_owned(),
        Decision::NotDenied => "not denied by SCP".to_owned(),
        Decision::ExplicitDeny => "DENIED (explicit deny)".to_owned(),
        Decision::ImplicitDeny => "DENIED (implicit deny)".to_owned(),
    };
    let _ = writeln!(text, "{verdict}\n");
    if let Some(why) = words::not_bound(bound) {
        let _ = writeln!(text, "{why}; if they did:\n");
    }
    for placed in words::statements(levels, judgement.denying()) {
        let (what, place) = words::statement(&placed);
        let _ = writeln!(text, "  by {what}\n     {place}");
    }
    if let Some(why) = words::lacking(levels, judgement) {
        let _ = writeln!(text, "  {why}");
    }
    if decision != Decision::NotDenied {
        text.push('\n');
    }
    let _ = writeln!(text, "action    {}", visible(&request.action));
    let _ = writeln!(text, "resource  {}", visible(&request.resource));
    for (number, (key, found)) in request.context().enumerate() {
        let head = if number == 0 {
            "context   "
        } else {
            "          "
        };
        let values: Vec<String> = found.values().map(visible).collect();
        let _ = writeln!(text, "{head}{} = {}", visible(key), values.join(", "));
    }
    let denied = decision != Decision::NotDenied;
    let absent = words::absent(denied, judgement.absent().iter().map(|key| &**key));
    let notes = words::notes(levels, judgement.notes());
    if !absent.is_empty() || !notes.is_empty() {
        text.push('\n');
    }
    text.push_str(&absent);
    text.push_str(&notes);
    let _ = writeln!(text, "\n{}", words::NOT_LOOKED_AT);
    text
}
