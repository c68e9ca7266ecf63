use std::borrow::Cow;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use crate::diagnostic::{Diagnostic, Label, Severity};

use super::visible::visible;

/// How a diagnostic is drawn.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// With ANSI colours.
    pub colour: bool,
    /// Columns of the terminal.
    pub width: usize,
}

/// A diagnostic with the lines of the user's files that it points to, as compilers draw it; ends without a newline.
pub fn snippet(diagnostic: &Diagnostic, look: Look) -> String {
    let level = match diagnostic.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level
        .primary_title(visible(&diagnostic.message))
        .id(diagnostic.rule.code);
    let mut group = Group::with_title(title);
    for (index, label) in diagnostic.labels.iter().enumerate() {
        group = if label.place.is_file() {
            group.element(Origin::path(visible(&label.place.source.name)))
        } else {
            group.element(source(label, index == 0))
        };
    }
    for note in &diagnostic.notes {
        group = group.element(Level::NOTE.message(visible(note)));
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(visible(help)));
    }
    let renderer = if look.colour {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let drawn = renderer.term_width(look.width).render(&[group]);
    let drawn = diagnostic
        .labels
        .iter()
        .fold(drawn, |drawn, label| with_column(&drawn, label));
    if diagnostic.labels.iter().any(|label| !label.place.is_file()) {
        return drawn;
    }
    // Without a line to show there is nothing that the bar would stand beside, and no number that an arrow would stand below.
    let plain = |line: &str| anstream::adapter::strip_str(line).to_string();
    drawn
        .lines()
        .filter(|line| plain(line).trim() != "|")
        .map(|line| {
            let is_arrow = plain(line).starts_with("-->");
            format!("{}{line}", if is_arrow { " " } else { "" })
        })
        .collect::<Vec<_>>()
        .join("\n")
}

/// The drawing counts columns in what is drawn of a line; a place counts them in the file.
fn with_column(drawn: &str, label: &Label) -> String {
    let place = &label.place;
    if place.is_file() {
        return drawn.to_owned();
    }
    let (line, shown) = cut(label);
    let counted = line
        .get(..shown.start)
        .map_or(0, |before| before.chars().count())
        + 1;
    let (number, column) = place
        .source
        .line_column(place.source.text.floor_char_boundary(place.span.start));
    let name = visible(&place.source.name);
    drawn.replacen(
        &format!("{name}:{number}:{counted}"),
        &format!("{name}:{number}:{column}"),
        1,
    )
}

/// The line that a label points to. A span over several lines is cut to its first: a mapping of thirty lines says no more than its beginning.
fn source(label: &Label, primary: bool) -> Snippet<'_, annotate_snippets::Annotation<'_>> {
    let (line, shown) = cut(label);
    let text = &label.place.source.text;
    let (number, _) = label
        .place
        .source
        .line_column(text.floor_char_boundary(label.place.span.start));
    let kind = if primary {
        AnnotationKind::Primary
    } else {
        AnnotationKind::Context
    };
    let mut annotation = kind.span(shown);
    if !label.text.is_empty() {
        annotation = annotation.label(visible(&label.text));
    }
    Snippet::source(line)
        .line_start(number)
        .path(visible(&label.place.source.name))
        .annotation(annotation)
}

/// What is drawn of the line of a label, and the bytes of it that are marked.
fn cut(label: &Label) -> (Cow<'_, str>, Range<usize>) {
    let text = &label.place.source.text;
    let start = text.floor_char_boundary(label.place.span.start);
    let line = label.place.source.line_around(start);
    let end = text
        .floor_char_boundary(label.place.span.end)
        .clamp(start, line.end);
    window(text, line, start..end)
}

/// Bytes of a line shown on either side of what is marked: a policy on one line has thousands.
const AROUND: usize = 60;

/// The part of a line around a span, and the span within it.
fn window(text: &str, line: Range<usize>, span: Range<usize>) -> (Cow<'_, str>, Range<usize>) {
    let shown_end = span.end.min(span.start.saturating_add(2 * AROUND));
    let from = text.floor_char_boundary(span.start.saturating_sub(AROUND).max(line.start));
    let to = text.floor_char_boundary(shown_end.saturating_add(AROUND).min(line.end));
    let end = text.floor_char_boundary(shown_end).max(span.start);
    let before = if from > line.start { "…" } else { "" };
    let after = if to < line.end { "…" } else { "" };
    let part = text
        .get(from..to)
        .unwrap_or_default()
        .trim_end_matches('\r');
    let shift = before.len();
    let marked = span.start - from + shift..(end - from + shift).min(part.len() + shift);
    (Cow::Owned(format!("{before}{part}{after}")), marked)
}

#[cfg(test)]
mod tests {
    use super::{Look, snippet};
    use crate::diagnostic::{Diagnostic, Place, Source};
    use crate::policy::rules::over_quota::RULE;

    const PLAIN: Look = Look {
        colour: false,
        width: 100,
    };

    #[test]
    fn a_finding_shows_the_line_it_points_to() {
        let source = Source::new("a.yaml", "one: 1\ntwo: zwei\n");
        let finding = Diagnostic::new(&RULE, "wrong")
            .at(Place::new(&source, 12..16), "this")
            .note("why")
            .help("what to do");
        let drawn = snippet(&finding, PLAIN);
        for part in [
            "error[CRP151]: wrong",
            "--> a.yaml:2:6",
            "two: zwei",
            "^^^^ this",
            "note: why",
            "help: what to do",
        ] {
            assert!(drawn.contains(part), "{part} in\n{drawn}");
        }
    }

    #[test]
    fn no_span_and_no_text_can_make_it_panic() {
        for text in [
            "",
            "é",
            "\n\n",
            "a\r\nb",
            &"x".repeat(10_000),
            &"é".repeat(500),
        ] {
            let source = Source::new("a", text);
            for start in [0, 1, 3, 150, 9_999, 20_000] {
                for length in [0, 1, 200, 30_000] {
                    let finding = Diagnostic::new(&RULE, "m")
                        .at(Place::new(&source, start..start + length), "t");
                    assert!(snippet(&finding, PLAIN).contains("CRP151"));
                }
            }
        }
    }

    #[test]
    fn a_long_line_is_cut_around_the_place() {
        let source = Source::new(
            "a.json",
            format!("{}HERE{}", "x".repeat(5_000), "y".repeat(5_000)),
        );
        let finding = Diagnostic::new(&RULE, "m").at(Place::new(&source, 5_000..5_004), "t");
        let drawn = snippet(&finding, PLAIN);
        assert!(drawn.contains("xxHEREyy") && drawn.len() < 600, "{drawn}");
        assert!(drawn.contains("--> a.json:1:5001"), "{drawn}");
        let excerpt = finding.excerpt();
        let drawn = snippet(&excerpt, PLAIN);
        assert!(
            drawn.contains("xxHEREyy") && drawn.contains("--> a.json:1:5001"),
            "{drawn}"
        );
    }

    #[test]
    fn control_characters_of_the_input_do_not_reach_the_terminal() {
        let finding = Diagnostic::new(&RULE, "no OU `a\u{1b}[31m\nb`");
        assert!(snippet(&finding, PLAIN).contains(r"a\u{1b}[31m\u{a}b"));
    }
}
