//! An answer as a line of JSON, its fields always in the same order.

use std::fmt::Write as _;

use crate::policy::evaluate::{Decision, Judgement};

use super::set::Set;

/// Writes the answer of a request that was judged.
pub(super) fn write_answer(
    id: Option<&str>,
    set: &Set,
    judgement: &Judgement,
    service_linked: bool,
    out: &mut String,
) {
    let decision = match judgement.decision() {
        Decision::NotDenied => "allow",
        Decision::ExplicitDeny => "explicit_deny",
        Decision::ImplicitDeny => "implicit_deny",
    };
    out.push_str("{\"id\":");
    out.push_str(id.unwrap_or("null"));
    out.push_str(",\"denied\":");
    out.push_str(if judgement.denying().is_empty() {
        "false"
    } else {
        "true"
    });
    out.push_str(",\"decision\":\"");
    out.push_str(decision);
    out.push_str("\",\"statements\":[");
    for (number, at) in judgement.denying().iter().enumerate() {
        comma(number, out);
        // Writing to a string does not fail.
        let _ = write!(
            out,
            "{{\"policy\":{},\"statement\":{},\"sid\":",
            at.policy, at.statement
        );
        match set.sid(*at) {
            Some(sid) => string(sid, out),
            None => out.push_str("null"),
        }
        out.push('}');
    }
    out.push_str("],\"absent\":[");
    for (number, key) in judgement.absent().iter().enumerate() {
        comma(number, out);
        string(key, out);
    }
    out.push_str("],\"notes\":[");
    for (number, note) in judgement.notes().iter().enumerate() {
        comma(number, out);
        let (policy, statement) = (note.at.policy, note.at.statement);
        let choice = note.open.choice();
        string(
            &format!(
                "policy {policy}, statement {statement}: {choice} (AWS's text leaves this open)"
            ),
            out,
        );
    }
    if service_linked {
        comma(judgement.notes().len(), out);
        string(
            "service control policies do not bind service-linked roles, and principal_arn is one",
            out,
        );
    }
    out.push_str("]}\n");
}

/// Writes the answer of a line that could not be judged.
pub(super) fn write_error(id: Option<&str>, error: &str, out: &mut String) {
    out.push_str("{\"id\":");
    out.push_str(id.unwrap_or("null"));
    out.push_str(",\"error\":");
    string(error, out);
    out.push_str("}\n");
}

fn comma(number: usize, out: &mut String) {
    if number > 0 {
        out.push(',');
    }
}

/// A string of JSON. Most need no escape, and are copied.
fn string(text: &str, out: &mut String) {
    let plain = text
        .bytes()
        .all(|byte| byte >= b' ' && byte != b'"' && byte != b'\\');
    if plain {
        out.push('"');
        out.push_str(text);
        out.push('"');
    } else {
        out.push_str(&serde_json::Value::from(text).to_string());
    }
}
