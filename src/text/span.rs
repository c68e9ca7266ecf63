use std::ops::Range;

/// The part of a range that lies in the text and cuts no character.
pub(crate) fn clip(text: &str, range: Range<usize>) -> Range<usize> {
    let start = text.floor_char_boundary(range.start);
    let end = text.ceil_char_boundary(range.end.max(start));
    start..end
}

/// The first line of the text at a range, short enough for a message.
pub(crate) fn excerpt(text: &str, range: Range<usize>) -> String {
    const LONGEST: usize = 40;
    let found = text.get(clip(text, range)).unwrap_or_default();
    let line = found.lines().next().unwrap_or_default();
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
        None => line.to_owned(),
    }
}
