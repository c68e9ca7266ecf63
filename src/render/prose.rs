//! The inline Markdown of the reports, read back for the page: code spans and strong emphasis, and nothing else.

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Span {
    /// What it says, as it is: nothing in it is markup.
    pub(super) text: String,
    /// A name, as it is spelled.
    pub(super) is_code: bool,
    /// Emphasized.
    pub(super) is_strong: bool,
}

/// A line, piece by piece.
pub(super) type Prose = Vec<Span>;

/// Reads a line of ours. Names from the user's input stand in code spans only ([`code`](super::markdown::code)), so that nothing in them is taken for markup;
/// whatever is no span of either kind is text.
pub(super) fn prose(markdown: &str) -> Prose {
    let mut spans = Vec::new();
    let mut is_strong = false;
    let mut rest = markdown;
    let mut plain = String::new();
    loop {
        let Some(at) = rest.find(['`', '*']) else {
            plain.push_str(rest);
            break;
        };
        let (before, mark) = rest.split_at(at);
        plain.push_str(before);
        if let Some((inner, after)) = code_span(mark) {
            push(&mut spans, &mut plain, is_strong);
            spans.push(Span {
                text: inner,
                is_code: true,
                is_strong,
            });
            rest = after;
        } else if let Some(after) = mark.strip_prefix("**") {
            if is_strong || after.contains("**") {
                push(&mut spans, &mut plain, is_strong);
                is_strong = !is_strong;
            } else {
                plain.push_str("**");
            }
            rest = after;
        } else {
            let run = mark.len() - mark.trim_start_matches('`').len();
            let (own, after) = mark.split_at(run.max(1));
            plain.push_str(own);
            rest = after;
        }
    }
    push(&mut spans, &mut plain, is_strong);
    spans
}

fn push(spans: &mut Prose, plain: &mut String, is_strong: bool) {
    if !plain.is_empty() {
        spans.push(Span {
            text: std::mem::take(plain),
            is_code: false,
            is_strong,
        });
    }
}

/// The content of the code span at the beginning of a text, and what comes after it (`CommonMark` 0.31, 6.1; bars as `code` writes them).
fn code_span(text: &str) -> Option<(String, &str)> {
    let fence = text.len() - text.trim_start_matches('`').len();
    let (opening, inner) = text.split_at(fence);
    if opening.is_empty() {
        return None;
    }
    let mut from = 0;
    loop {
        let at = from + inner.get(from..)?.find('`')?;
        let behind = inner.get(at..)?;
        let run = behind.len() - behind.trim_start_matches('`').len();
        if run == fence {
            let content = inner.get(..at)?;
            let padded = content
                .strip_prefix(' ')
                .and_then(|own| own.strip_suffix(' '));
            let content = padded.unwrap_or(content).replace("\\|", "|");
            return Some((content, inner.get(at + run..)?));
        }
        from = at + run;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Span, prose};
    use crate::render::markdown::code;
    use crate::render::visible::visible;

    fn texts(spans: &[Span]) -> Vec<(&str, bool, bool)> {
        spans
            .iter()
            .map(|own| (own.text.as_str(), own.is_code, own.is_strong))
            .collect()
    }

    #[test]
    fn code_and_emphasis_are_told_from_text() {
        assert_eq!(
            texts(&prose("Denied: **Global, `a|b`** of *x*, 2 ** 3")),
            [
                ("Denied: ", false, false),
                ("Global, ", false, true),
                ("a|b", true, true),
                (" of *x*, 2 ** 3", false, false)
            ]
        );
        assert_eq!(texts(&prose("a ``b")), [("a ``b", false, false)]);
    }

    proptest! {
        #[test]
        fn a_name_comes_back_as_it_was(name in "[ -~é\u{202e}]*[!-~]") {
            let read = prose(&format!("of {}, **all**", code(&name)));
            let shown = visible(&name);
            prop_assert_eq!(texts(&read), [
                ("of ", false, false),
                (shown.as_str(), true, false),
                (", ", false, false),
                ("all", false, true)
            ]);
        }
    }
}
