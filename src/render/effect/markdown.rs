use std::fmt::Write as _;

use super::{Compared, say, text, together};
use crate::render::markdown::{code, codes, table};
use crate::render::words;

/// The effect for a change request: a verdict, a table per change, and what was not looked at.
pub fn effects_markdown(compared: &[Compared<'_>], before: &str, after: &str) -> String {
    let mut out = String::new();
    let exact = compared.iter().all(|own| own.effect.is_exact());
    let _ = writeln!(
        out,
        "## Effect on service control policies: {}\n\nFrom {} to {}.\n",
        say::verdict(together(compared), exact),
        code(before),
        code(after)
    );
    for own in compared {
        if !own.ous.is_empty() {
            let _ = writeln!(out, "### {}\n", codes(own.ous.iter().map(String::as_str)));
        }
        let _ = writeln!(out, "{}.\n", text::headline(own.effect));
        let changes = own.effect.difference.changes.iter();
        for (number, (change, witness)) in changes.zip(&own.effect.witnesses).enumerate() {
            let direction = say::direction(change.opens, own.effect.is_exact());
            let _ = writeln!(out, "**{}. {direction}**\n", number + 1);
            let mut rows: Vec<Vec<String>> = say::lines(&own.effect.difference, change, say::SHOWN)
                .into_iter()
                .map(|line| vec![line.axis.replace('|', "\\|"), code(&line.values)])
                .collect();
            let mut such = vec![code(&witness.request.action)];
            if witness.request.resource != "*" {
                such.push(format!("on {}", code(&witness.request.resource)));
            }
            for (key, found) in witness.request.context() {
                let values: Vec<&str> = found.values().collect();
                such.push(code(&format!("{key} = {}", values.join(", "))));
            }
            for key in &witness.absent {
                such.push(format!("{} absent", code(key)));
            }
            rows.push(vec!["such as".to_owned(), such.join("<br>")]);
            if own.effect.is_exact() {
                let sides = [
                    ("before", own.effect.before, &witness.before),
                    ("after", own.effect.after, &witness.after),
                ];
                for (name, levels, judgement) in sides {
                    let decided = text::decided(levels, judgement);
                    rows.push(vec![name.to_owned(), decided.replace('|', "\\|")]);
                }
            }
            for label in &witness.labels {
                rows.push(vec!["note".to_owned(), label.as_str().to_owned()]);
            }
            out.push_str(&table(&["", ""], rows));
            out.push('\n');
        }
        for (refused, placed) in own.effect.assumed() {
            let of = placed.map_or_else(String::new, |placed| words::statement(&placed).0);
            let _ = writeln!(
                out,
                "Assumed to answer freely: {} of {of} ({}).\n",
                code(&refused.part),
                refused.why
            );
        }
    }
    let _ = writeln!(out, "Not covered: {}.", say::NOT_COVERED.join("; "));
    out
}
