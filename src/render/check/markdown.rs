use std::fmt::Write as _;

use crate::check::Report;
use crate::diagnostic::{Diagnostic, Severity};
use crate::render::markdown::code;
use crate::render::visible::visible;

use super::outcome;

/// For a pull request: the outcome as a heading, the errors first, notes folded away.
pub fn check_markdown(subject: &str, report: &Report) -> String {
    let passed = report.count(Severity::Error) == 0 && report.count(Severity::Warning) == 0;
    let mark = if passed { "✅" } else { "❌" };
    let mut text = format!(
        "### {mark} crispack check\n\n{}\n",
        prose(&outcome(subject, report))
    );
    for severity in [Severity::Error, Severity::Warning] {
        list(&mut text, report, severity);
    }
    if report.count(Severity::Note) > 0 {
        text.push_str("\n<details><summary>Notes</summary>\n");
        list(&mut text, report, Severity::Note);
        text.push_str("\n</details>\n");
    }
    if !report.silenced.is_empty() {
        text.push_str("\n<details><summary>Ignored, with reasons</summary>\n\n");
        for own in &report.silenced {
            let finding = &own.finding;
            let _ = writeln!(
                text,
                "- {} {}: {} – {} (until {})",
                finding.rule.code,
                place(finding),
                prose(&finding.message),
                prose(&own.reason),
                own.until
            );
        }
        text.push_str("\n</details>\n");
    }
    text
}

fn list(text: &mut String, report: &Report, severity: Severity) {
    let mut first = true;
    for finding in report
        .findings
        .iter()
        .filter(|own| own.severity() == severity)
    {
        if first {
            text.push('\n');
            first = false;
        }
        let _ = writeln!(
            text,
            "- **{severity} {}** {} {}",
            finding.rule.code,
            place(finding),
            prose(&finding.message)
        );
        for note in &finding.notes {
            let _ = writeln!(text, "  {}  ", prose(note));
        }
        if let Some(help) = &finding.help {
            let _ = writeln!(text, "  _{}_", prose(help));
        }
    }
}

fn place(finding: &Diagnostic) -> String {
    finding.labels.first().map_or_else(String::new, |label| {
        let place = &label.place;
        let (line, _) = place.source.line_column(place.span.start);
        code(&format!("{}:{line}", place.source.name))
    })
}

/// A text whose pieces in backticks stay code, and of which nothing else is taken for Markdown or HTML.
fn prose(text: &str) -> String {
    let mut out = String::new();
    // A name that has backticks itself would turn code and text around.
    let is_paired = !text.contains("``") && text.matches('`').count().is_multiple_of(2);
    let escaped;
    let text = if is_paired {
        text
    } else {
        escaped = text.replace('`', "'");
        &escaped
    };
    for (index, part) in text.split('`').enumerate() {
        if index % 2 == 1 {
            out.push_str(&code(part));
        } else {
            for character in visible(part).chars() {
                if "\\*_{}[]<>#|~".contains(character) {
                    out.push('\\');
                }
                out.push(character);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::prose;

    #[test]
    fn nothing_of_a_name_is_taken_for_markup() {
        assert_eq!(prose("a *b* <c> `d|e*`"), "a \\*b\\* \\<c\\> `d\\|e*`");
        assert_eq!(prose("`a`` <img> ``b`"), "'a'' \\<img\\> ''b'");
        assert_eq!(prose("`a`<b>`c`"), "`a`\\<b\\>`c`");
    }
}
