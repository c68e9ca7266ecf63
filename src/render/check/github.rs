use std::fmt::Write as _;

use crate::check::Report;
use crate::diagnostic::Severity;

use crate::render::visible::visible;

use super::{outcome, whole_message};

/// Workflow commands that GitHub shows beside the lines of a pull request, and the outcome as a last line for the log.
///
/// Source: GitHub Docs, "Workflow commands for GitHub Actions", read 2026-11-25: the data of a command has `%`, CR and LF escaped, its properties `:` and `,` as well.
pub fn check_github(subject: &str, report: &Report) -> String {
    let mut text = String::new();
    for finding in &report.findings {
        let command = match finding.severity() {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        let title = format!("{} {}", finding.rule.code, finding.rule.name);
        let mut properties = vec![format!("title={}", property(&title))];
        match finding.labels.first() {
            Some(label) => {
                let place = &label.place;
                let (line, column) = place.source.line_column(place.span.start);
                properties.push(format!("file={}", property(&visible(&place.source.name))));
                properties.push(format!("line={line},col={column}"));
            }
            None => properties.push(format!("file={}", property(&visible(subject)))),
        }
        let _ = writeln!(
            text,
            "::{command} {}::{}",
            properties.join(","),
            data(&whole_message(finding))
        );
    }
    let _ = writeln!(text, "{}", outcome(subject, report));
    text
}

fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::{data, property};

    #[test]
    fn nothing_in_a_text_can_end_its_command() {
        assert_eq!(data("50%\n::error::x\r"), "50%25%0A::error::x%0D");
        assert_eq!(property("a:b,c%"), "a%3Ab%2Cc%25");
    }
}
