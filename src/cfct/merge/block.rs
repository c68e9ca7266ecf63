//! The marks around what is ours.

use std::ops::Range;

use crate::text::Node;

use super::NotMerged;

/// What the line before the block begins with, and the whole of it.
const BEGIN: &str = "# >>> crispack >>>";
const BEGIN_LINE: &str = "# >>> crispack >>> made by `crispack build`: a change made here is lost with the next build; `crispack build --remove` takes it out";
/// The line behind it.
const END: &str = "# <<< crispack <<<";

/// A block of ours in a text.
#[derive(Debug)]
pub(super) struct Block<'a> {
    text: &'a str,
    /// Its bytes, the lines of both marks included.
    span: Range<usize>,
}

impl<'a> Block<'a> {
    /// The block of a text, if there is one.
    pub(super) fn find(text: &'a str) -> Result<Option<Self>, NotMerged> {
        let (mut begins, mut ends) = (Vec::new(), Vec::new());
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let end = start + line.len();
            let trimmed = line.trim();
            if trimmed.starts_with(BEGIN) {
                begins.push(start);
            } else if trimmed == END {
                ends.push(end);
            }
            start = end;
        }
        match (begins.as_slice(), ends.as_slice()) {
            ([], []) => Ok(None),
            ([begin], [end]) if begin < end => Ok(Some(Self {
                text,
                span: *begin..*end,
            })),
            ([_], [_]) => Err(NotMerged::Marks(
                "has the marks of crispack's block in the wrong order",
            )),
            _ => Err(NotMerged::Marks(
                "has a mark of crispack's block more than once, or without the other",
            )),
        }
    }

    /// The text without it. A line end that only the block needed goes with it.
    pub(super) fn cut(&self) -> String {
        let (before, rest) = self.text.split_at(self.span.start);
        let (block, after) = rest.split_at(self.span.len());
        let before = if block.ends_with('\n') {
            before
        } else {
            let before = before.strip_suffix('\n').unwrap_or(before);
            before.strip_suffix('\r').unwrap_or(before)
        };
        format!("{before}{after}")
    }

    /// Is a resource of the manifest in the block? A byte order mark is not in the text that nodes count in.
    pub(super) fn holds(&self, item: &Node) -> bool {
        let shift = if self.text.starts_with('\u{feff}') {
            '\u{feff}'.len_utf8()
        } else {
            0
        };
        self.span.contains(&(item.span.start + shift))
    }
}

/// Lines of resources between the marks; every line ends in `line_end`.
pub(super) fn marked(lines: &str, indentation: usize, line_end: &str) -> String {
    let blanks = " ".repeat(indentation);
    format!("{blanks}{BEGIN_LINE}\n{lines}{blanks}{END}\n").replace('\n', line_end)
}

/// A text with a block put in at the beginning of a line, or at its end.
pub(super) fn put(
    text: &str,
    at: usize,
    lines: &str,
    indentation: usize,
    line_end: &str,
) -> String {
    let block = marked(lines, indentation, line_end);
    let (before, after) = text.split_at_checked(at).unwrap_or((text, ""));
    if before.is_empty() || before.ends_with('\n') {
        return format!("{before}{block}{after}");
    }
    // Without a line end at its end the text has none afterwards either: that is how `cut` knows.
    let block = block.strip_suffix(line_end).unwrap_or(&block);
    format!("{before}{line_end}{block}{after}")
}
