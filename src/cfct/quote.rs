use std::fmt::Write as _;

/// A string as a double-quoted scalar on one line, which a YAML 1.1 and a YAML 1.2 reader take for the same string.
///
/// Not JSON's escapes: PyYAML reads a surrogate pair as two lone surrogates, refuses a raw U+007F, and folds a raw
/// U+0085 to a blank (observed with PyYAML 6.0.3 and ruamel.yaml 0.19.1, 2026-11-23).
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for (at, c) in text.char_indices() {
        // CfCT greps the lines of the manifest for this mark and takes the third word for a file that must exist.
        let is_file_mark = c == '_'
            && text
                .get(at..)
                .is_some_and(|rest| rest.starts_with("_file:"));
        if c == '"' || c == '\\' {
            out.push('\\');
            out.push(c);
        } else if is_file_mark || is_hidden(c) {
            push_escape(&mut out, c);
        } else {
            out.push(c);
        }
    }
    out.push('"');
    out
}

/// Characters that a reader changes or refuses, and those that make a line look other than it is.
fn is_hidden(c: char) -> bool {
    let code = u32::from(c);
    let is_noncharacter = matches!(code, 0xFDD0..=0xFDEF) || code & 0xFFFE == 0xFFFE;
    // Marks of direction survive both readers; a reviewer would see the parts of the line in another order.
    let is_direction = matches!(code, 0x061C | 0x200E | 0x200F | 0x202A..=0x202E | 0x2066..=0x2069);
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{FEFF}')
        || is_noncharacter
        || is_direction
}

fn push_escape(out: &mut String, c: char) {
    let code = u32::from(c);
    // Writing to a string cannot fail.
    let _ = match code {
        0..=0xFF => write!(out, "\\x{code:02x}"),
        0x100..=0xFFFF => write!(out, "\\u{code:04x}"),
        _ => write!(out, "\\U{code:08x}"),
    };
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn plain_text_is_only_quoted() {
        assert_eq!(quoted("Workloads:Prod é 😀"), "\"Workloads:Prod é 😀\"");
    }

    #[test]
    fn each_range_has_its_escape() {
        assert_eq!(quoted("\"\\"), r#""\"\\""#);
        assert_eq!(quoted("\u{7}\n\u{7f}\u{85}"), r#""\x07\x0a\x7f\x85""#);
        assert_eq!(
            quoted("\u{2028}\u{feff}\u{202e}"),
            r#""\u2028\ufeff\u202e""#
        );
        assert_eq!(quoted("\u{ffff}\u{1fffe}"), r#""\uffff\U0001fffe""#);
    }

    #[test]
    fn the_file_mark_never_stands_literally() {
        assert_eq!(quoted("team_file:Prod"), r#""team\x5ffile:Prod""#);
        assert_eq!(quoted("_file"), "\"_file\"");
        assert_eq!(quoted("_file:_file:"), r#""\x5ffile:\x5ffile:""#);
    }
}
