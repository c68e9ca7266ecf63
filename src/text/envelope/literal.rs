use std::ops::Range;

/// Which byte of a file spells which byte of a string in it.
pub(super) struct OffsetMap {
    /// (byte of the string, byte of the file) where a run of equal bytes, or an escape, begins; sorted by both.
    /// Invariant: the first run begins at byte 0 of the string, and runs leave no gap in the file.
    runs: Vec<(usize, usize)>,
}

impl OffsetMap {
    /// The map of a JSON string literal, given with its quotes as the span of a file; `None` unless it spells `value`.
    pub(super) fn new(file: &str, span: Range<usize>, value: &str) -> Option<Self> {
        let literal = file.get(span.clone())?;
        let body = literal.strip_prefix('"')?.strip_suffix('"')?;
        let first = span.start + 1;
        let mut runs = vec![(0, first)];
        let mut decoded = String::with_capacity(value.len());
        let mut at = 0;
        while let Some(rest) = body.get(at..)
            && let Some(length) = rest.find('\\')
        {
            decoded.push_str(rest.get(..length)?);
            let (character, escape) = unescape(rest.get(length..)?)?;
            runs.push((decoded.len(), first + at + length));
            decoded.push(character);
            at += length + escape;
            runs.push((decoded.len(), first + at));
        }
        decoded.push_str(body.get(at..)?);
        (decoded == value).then_some(Self { runs })
    }

    /// The byte of the file where a byte of the string is spelled; for the string's end, the closing quote.
    pub(super) fn outer(&self, inner: usize) -> usize {
        let after = self.runs.partition_point(|run| run.0 <= inner);
        match self.runs.get(after.saturating_sub(1)) {
            // The distance is 0 in an escape: a span begins and ends at whole characters.
            Some((inner_start, outer_start)) => outer_start + (inner - inner_start),
            None => inner,
        }
    }
}

/// The character that an escape spells, and the escape's length.
fn unescape(text: &str) -> Option<(char, usize)> {
    let character = match text.as_bytes().get(1)? {
        b'"' => '"',
        b'\\' => '\\',
        b'/' => '/',
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'u' => {
            let high = unit(text)?;
            if let Some(character) = char::from_u32(high) {
                return Some((character, 6));
            }
            let low = unit(text.get(6..)?)?;
            let units = [u16::try_from(high).ok()?, u16::try_from(low).ok()?];
            let character = char::decode_utf16(units).next()?.ok()?;
            return Some((character, 12));
        }
        _ => return None,
    };
    Some((character, 2))
}

/// The value of the `\uXXXX` that a text begins with.
fn unit(text: &str) -> Option<u32> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    let hexadecimal = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    hexadecimal.then(|| u32::from_str_radix(digits, 16).ok())?
}
