//! The few pieces of Markdown that reports are made of.

use super::visible::visible;

/// A name from the user's input as a code span that nothing in the name can end.
pub(super) fn code(text: &str) -> String {
    let longest = text
        .split(|c| c != '`')
        .map(str::len)
        .max()
        .unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') {
        " "
    } else {
        ""
    };
    // A bar would end the cell of a table even inside a code span (GitHub Flavored Markdown, 4.10).
    format!(
        "{fence}{pad}{}{pad}{fence}",
        visible(text).replace('|', "\\|")
    )
}

/// Several names.
pub(super) fn codes<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    names.into_iter().map(code).collect::<Vec<_>>().join(", ")
}

/// A table; every row has as many cells as the head.
pub(super) fn table(head: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let mut text = line(head.iter().map(|cell| (*cell).to_owned()).collect());
    text.push_str(&line(vec!["---".to_owned(); head.len()]));
    for row in rows {
        text.push_str(&line(row));
    }
    text
}

/// A list of lines.
pub(super) fn list(lines: &[String]) -> String {
    lines
        .iter()
        .fold(String::new(), |text, line| text + "* " + line + "\n")
}

/// A word for a POSIX shell, quoted so that it stands for itself.
pub(super) fn shell_word(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./:=@%+".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::{code, shell_word};

    #[test]
    fn no_name_can_leave_its_code_span_or_its_word() {
        assert_eq!(code("a"), "`a`");
        assert_eq!(code("a``b"), "```a``b```");
        assert_eq!(code("`"), "`` ` ``");
        assert_eq!(code("a|b"), "`a\\|b`");
        assert_eq!(shell_word("cris-a"), "cris-a");
        assert_eq!(shell_word("it's $x"), r"'it'\''s $x'");
    }
}
