use std::fmt::Write as _;

use super::{Compared, again, say, together};
use crate::policy::compare::Change;
use crate::policy::evaluate::{Decision, Judgement};
use crate::policy::{Levels, Request};
use crate::proof::{Effect, Witness};
use crate::render::visible::visible;
use crate::render::words;

/// The effect for people: the verdict, then every change with a request that shows it.
pub fn effects_text(compared: &[Compared<'_>], aws: bool) -> String {
    let mut text = String::new();
    let exact = compared.iter().all(|own| own.effect.is_exact());
    if compared.len() > 1 {
        let groups = compared.len();
        let _ = writeln!(
            text,
            "{}, over {groups} groups of OUs, each with policies of its own\n",
            say::verdict(together(compared), exact)
        );
    }
    for own in compared {
        if !own.ous.is_empty() {
            let _ = writeln!(text, "on {}", ous(&own.ous));
        }
        let _ = writeln!(text, "{}\n", headline(own.effect));
        let changes = own.effect.difference.changes.iter();
        for (number, (change, witness)) in changes.zip(&own.effect.witnesses).enumerate() {
            let _ = writeln!(
                text,
                "{}",
                self::change(own, number + 1, change, witness, aws)
            );
        }
        for (refused, placed) in own.effect.assumed() {
            let of = placed.map_or_else(String::new, |placed| words::statement(&placed).0);
            let _ = writeln!(
                text,
                "assumed to answer freely: `{}` of {of} ({})",
                visible(&refused.part),
                refused.why
            );
        }
    }
    let _ = writeln!(text, "Not covered:");
    for item in say::NOT_COVERED {
        let _ = writeln!(text, "  {item}");
    }
    text
}

fn ous(names: &[String]) -> String {
    const SHOWN: usize = 8;
    let mut list: Vec<String> = names.iter().take(SHOWN).map(|name| visible(name)).collect();
    if names.len() > SHOWN {
        list.push(format!("{} more", names.len() - SHOWN));
    }
    list.join(", ")
}

/// The verdict, and what it rests on.
pub(super) fn headline(effect: &Effect<'_>) -> String {
    let difference = &effect.difference;
    let verdict = say::verdict(difference.verdict(), effect.is_exact());
    let compared = say::compared(difference);
    let count = difference.changes.len();
    match count {
        0 => format!("{verdict}: {compared} compared, none decided otherwise"),
        _ => {
            let changes = match (count, difference.whole) {
                (1, true) => "1 change".to_owned(),
                (_, true) => format!("{count} changes, which may overlap,"),
                (_, false) => format!("more than {count} changes"),
            };
            let rest = if difference.whole {
                "; nothing else"
            } else {
                "; those listed are not all"
            };
            format!("{verdict}: {changes} in {compared}{rest}")
        }
    }
}

fn change(
    own: &Compared<'_>,
    number: usize,
    change: &Change,
    witness: &Witness,
    aws: bool,
) -> String {
    let effect = own.effect;
    let mut text = String::new();
    let exact = effect.is_exact();
    let _ = writeln!(text, "{number}. {}", say::direction(change.opens, exact));
    for line in say::lines(&effect.difference, change, say::SHOWN) {
        let _ = writeln!(text, "   {:<27} {}", line.axis, line.values);
    }
    let _ = writeln!(text, "   such as");
    let _ = writeln!(text, "     {}", asked(&witness.request));
    for (key, found) in witness.request.context() {
        let values: Vec<String> = found.values().map(visible).collect();
        let _ = writeln!(text, "     {} = {}", visible(key), values.join(", "));
    }
    if !witness.absent.is_empty() {
        let _ = writeln!(text, "     absent: {}", visible(&witness.absent.join(", ")));
    }
    if exact {
        let _ = writeln!(
            text,
            "   before   {}",
            decided(effect.before, &witness.before)
        );
        let _ = writeln!(
            text,
            "   after    {}",
            decided(effect.after, &witness.after)
        );
    }
    for label in &witness.labels {
        let _ = writeln!(text, "   note     {}", label.as_str());
    }
    let [before, after] = &own.shown;
    let lines = [
        again::simulate(before, witness),
        again::simulate(after, witness),
    ];
    for line in lines.into_iter().flatten().filter(|_| exact) {
        let _ = writeln!(text, "   again    {}", visible(&line));
    }
    if aws && exact {
        for levels in [effect.before, effect.after] {
            let _ = writeln!(
                text,
                "   again    {}",
                visible(&again::aws(levels, witness))
            );
        }
    }
    text
}

fn asked(request: &Request<'_>) -> String {
    let action = visible(&request.action);
    if request.resource == "*" {
        action
    } else {
        format!("{action} on {}", visible(&request.resource))
    }
}

/// How a side decides, and by what.
pub(super) fn decided(levels: &Levels, judgement: &Judgement) -> String {
    match judgement.decision() {
        Decision::NotDenied => "not denied by SCP".to_owned(),
        Decision::ImplicitDeny => format!(
            "denied: {}",
            words::lacking(levels, judgement).unwrap_or_default()
        ),
        Decision::ExplicitDeny => {
            let by: Vec<String> = words::statements(levels, judgement.denying())
                .map(|placed| {
                    let (what, place) = words::statement(&placed);
                    if place.is_empty() {
                        what
                    } else {
                        format!("{what} ({place})")
                    }
                })
                .collect();
            format!("denied by {}", by.join(" and "))
        }
    }
}
