//! What was shown of the policies before they were written.

use std::fmt::Write as _;

use crate::bedrock::Settled;
use crate::policy::compare::Verdict;
use crate::proof::{Effect, Label};
use crate::render::effect::say;
use crate::render::facts::Facts;
use crate::render::markdown::{code, codes, table};

use super::parts::{Axis, Part};
use crate::spec::{Decision, Form};

/// OUs that are named in one row.
const SHOWN: usize = 3;

/// Groups of OUs that have a line of their own.
const GROUPS: usize = 20;

/// Parts of the change that are written out.
const PARTS: usize = 12;

/// The section of the proof: promise, change, time and worlds.
pub(super) fn proved(facts: Facts<'_>, changed: &[Part]) -> String {
    let mut text = "## What was shown\n\n".to_owned();
    against_promise(facts, &mut text);
    change(facts, changed, &mut text);
    let _ = write!(text, "### In time\n\n{IN_TIME}\n\n");
    text.push_str("### What AWS leaves open\n\n");
    for line in worlds(facts) {
        let _ = writeln!(text, "* {line}");
    }
    text.push_str(
        "\nA proof is about decisions of service control policies, request by request. A call is several requests, by the catalogue's day. Not tried on a live AWS organization.\n",
    );
    text
}

fn against_promise(facts: Facts<'_>, text: &mut String) {
    text.push_str(
        "Every policy of a strict mode was compared with what its mode promises, over all classes of requests that the policy, the Region deny and the promise tell apart: by construction a class is \
         decided as a whole, so nothing was sampled. A second evaluator, which shares no code with the first, judged every test of every statement on every atom again, and a whole \
         request of each combination of statements.\n\n",
    );
    let rows = promise(facts).map(|(mode, with, says)| vec![code(&mode), with.to_owned(), says]);
    text.push_str(&table(&["Mode", "Policy", "Against its promise"], rows));
}

/// Each mode, in which policy, and what was shown of it against its promise.
pub(in crate::render) fn promise(
    facts: Facts<'_>,
) -> impl Iterator<Item = (String, &'static str, String)> {
    facts.proof.modes.iter().map(|mode| {
        let with = if mode.carries_region_deny {
            "its Region deny included"
        } else {
            "the mode's statements"
        };
        (
            mode.mode.clone(),
            with,
            mode.classes.map_or_else(
                || {
                    "AWS's published statements: no promise but their text, nothing proved"
                        .to_owned()
                },
                |classes| {
                    let classes = say::grouped(classes);
                    format!("proved: {classes} classes, in each denied exactly what is promised")
                },
            ),
        )
    })
}

/// What stands for before.
pub(in crate::render) fn before(facts: Facts<'_>) -> &'static str {
    if facts.proof.assumed {
        "**Before is assumed:** the managed Region deny as the given text has it, and nothing of crispack's. Nobody read back what is attached"
    } else {
        "Before is the previous release, as its folder has it. Nobody read back what is attached"
    }
}

fn change(facts: Facts<'_>, parts: &[Part], text: &mut String) {
    let before = before(facts);
    let _ = writeln!(
        text,
        "\n### The change\n\n{before}; compare the hashes with the live policies. `plan.json` has every change with a request that shows it; \
         `crispack diff` shows the same of two releases. The second evaluator judged every test on every atom here, too, and a request of each change.\n"
    );
    for (of, effect) in facts.proof.effects.iter().zip(facts.effects).take(GROUPS) {
        let _ = writeln!(text, "* {}: {}", ous(&of.ous), summary(effect));
    }
    left_out(facts.effects.len().saturating_sub(GROUPS), text);
    if !parts.is_empty() {
        text.push_str("\nPart by part:\n\n");
    }
    for part in parts.iter().take(PARTS) {
        let what = if part.opens {
            "**denied no more**"
        } else {
            "denied from now on"
        };
        let when: Vec<String> = part.when.iter().map(|when| axes(when)).collect();
        let when = match when.as_slice() {
            [] => String::new(),
            when if part.what.is_empty() => when.join(", or "),
            when => format!(", if {}", when.join(", or ")),
        };
        let _ = writeln!(
            text,
            "* {what} for {}: {}{when}{}",
            ous(&part.ous),
            axes(&part.what),
            part.notes.concat()
        );
    }
    left_out(parts.len().saturating_sub(PARTS), text);
    text.push('\n');
}

fn axes(axes: &[Axis]) -> String {
    let said = axes
        .iter()
        .map(|axis| format!("{} {}", axis.name, code(&axis.values)));
    said.collect::<Vec<_>>().join("; ")
}

/// The names of OUs, as many as a line has room for.
fn ous(ous: &[String]) -> String {
    let mut text = codes(ous.iter().take(SHOWN).map(String::as_str));
    if ous.len() > SHOWN {
        let _ = write!(text, " and {} more", ous.len() - SHOWN);
    }
    text
}

fn left_out(more: usize, text: &mut String) {
    if more > 0 {
        let _ = writeln!(text, "* and {more} more, in `plan.json`");
    }
}

/// What a change needs, or that by what the spec has settled no request of it is sent.
pub(in crate::render) fn note(label: Label, settled: &Settled) -> String {
    let absent = |(field, word): (&str, &str)| Some(field) == label.field() && word == "absent";
    match &settled.day {
        Some(day) if settled.answers().any(absent) => format!(
            " ({}: no request is known, the spec has it settled as `absent`, seen on {})",
            label.as_str(),
            code(day)
        ),
        _ => format!(" ({})", label.as_str()),
    }
}

/// `7,040 classes compared; changed: what follows; nothing else`.
pub(in crate::render) fn summary(effect: &Effect<'_>) -> String {
    let difference = &effect.difference;
    let compared = say::compared(difference);
    match (difference.verdict(), difference.whole) {
        (Verdict::Equal, _) => format!("{compared} compared; nothing changed"),
        (verdict, true) => format!(
            "{compared} compared, {}; changed: what follows (which may overlap), and nothing else",
            say::verdict(verdict, effect.is_exact())
        ),
        (verdict, false) => format!(
            "{compared} compared, {}; changed: what follows, and more than is listed anywhere",
            say::verdict(verdict, effect.is_exact())
        ),
    }
}

/// What holds while CfCT is at work.
pub(in crate::render) const IN_TIME: &str = "CfCT updates policies one at a time, may stop after any of them, and rolls nothing back. Whichever it has updated, every request that is denied before and after is \
denied then as well: some policy denies it in both versions, or Control Tower's Region deny does. That one is taken to be switched in the order of the runbook: what makes it tighter before the upload, what makes it looser, or switches it \
off, after everything of this release is live and verified. Only you can keep to that.";

/// What is asked by A1 to A3, and what of a release looks at the answer.
const A1_TO_A3: [[&str; 2]; 3] = [
    [
        "A1, whether the profile's own authorization has the key",
        "expectations and `smoke-test.sh` are judged by that",
    ],
    [
        "A2, whether a call through an application inference profile shows that profile (`own`) or its origin",
        "expectations of such calls are judged by that",
    ],
    [
        "A3, whether an authorization behind a prompt router has the keys of router and profile at once",
        "changes that need it say so",
    ],
];

const A4: &str = "A4, whether a `*` in a Resource crosses a colon: both readings agree on every ARN that was compared.";

/// What AWS leaves open, and whether anything rests on it, a line each.
pub(in crate::render) fn worlds(facts: Facts<'_>) -> Vec<String> {
    let proved = facts.proof.modes.iter().any(|mode| mode.classes.is_some());
    let mut lines = Vec::new();
    if proved {
        let settled = &facts.spec.worlds;
        let day = settled.day.as_deref().unwrap_or_default();
        for ([question, judged], (field, _)) in A1_TO_A3.into_iter().zip(Settled::WORDS) {
            let answer = match settled.answers().find(|(own, _)| *own == field) {
                Some((_, word)) => format!(
                    ", so the promise does not rest on it. The spec has settled it as {}, seen on {}; {judged}.",
                    code(word),
                    code(day)
                ),
                None => ". `probe/` can settle it.".to_owned(),
            };
            lines.push(format!("{question}: both are among the classes{answer}"));
        }
        lines.push(A4.to_owned());
    } else {
        lines.push("A1 to A4: nothing was proved against a promise, so nothing is said. AWS's statements rest on the documented reading of each.".to_owned());
    }
    // Strict modes leave every other action as the Region deny has it, which was proved; AWS's ways to enable Global put `unspecified` into it.
    let published = facts
        .spec
        .modes
        .iter()
        .any(|mode| mode.form != Form::Strict && mode.global == Decision::Allow);
    let rests = published || facts.effects.iter().any(Effect::rests_on_a5);
    lines.push(
        if rests {
            "A5, that only cross-Region inference sends `unspecified`: **this release rests on it.** It leaves actions besides inference open at that value."
        } else {
            "A5, that only cross-Region inference sends `unspecified`: does not matter, no other action is opened there."
        }
        .to_owned(),
    );
    lines
}
