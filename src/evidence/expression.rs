//! Predicates in SQL, folded where they are known, and texts that cannot leave their quotes.

use std::collections::BTreeSet;

/// A predicate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Expression {
    True,
    False,
    /// What may stand beside `AND` as it is.
    Sql(String),
}

use Expression::{False, Sql, True};

impl Expression {
    pub(super) fn known(holds: bool) -> Self {
        if holds { True } else { False }
    }

    /// The opposite of what is no null.
    pub(super) fn negated(self) -> Self {
        match self {
            True => False,
            False => True,
            Sql(text) => Sql(format!("NOT {text}")),
        }
    }

    /// Does one of them hold?
    pub(super) fn any(all: impl IntoIterator<Item = Self>) -> Self {
        let mut texts = Vec::new();
        for one in all {
            match one {
                True => return True,
                False => {}
                Sql(text) => texts.push(text),
            }
        }
        match texts.len() {
            0 => False,
            1 => Sql(texts.concat()),
            _ => Sql(format!("({})", texts.join(" OR "))),
        }
    }

    /// Is the column one of some texts?
    pub(super) fn one_of(column: &str, texts: &BTreeSet<String>) -> Self {
        match texts.len() {
            0 => False,
            1 => Sql(format!("{column} = {}", list(texts))),
            _ => Sql(format!("{column} IN ({})", list(texts))),
        }
    }

    /// The same of one that is always among `all`, by the shorter list.
    pub(super) fn among(column: &str, texts: &BTreeSet<String>, all: &BTreeSet<String>) -> Self {
        let others: BTreeSet<String> = all.difference(texts).cloned().collect();
        match (others.len(), texts.len()) {
            (0, _) => True,
            (1, 2..) => Sql(format!("{column} <> {}", list(&others))),
            (without, with) if without < with => {
                Sql(format!("{column} NOT IN ({})", list(&others)))
            }
            _ => Self::one_of(column, texts),
        }
    }

    /// Does the column, as one string, match one of some globs?
    pub(super) fn like<'g>(column: &str, globs: impl IntoIterator<Item = &'g str>) -> Self {
        let mut whole = BTreeSet::new();
        let mut patterns = Vec::new();
        for glob in globs {
            if !glob.contains(['*', '?']) {
                whole.insert(glob.to_owned());
            } else if glob.chars().all(|c| c == '*') {
                patterns.push(True);
            } else {
                patterns.push(Sql(like(column, glob)));
            }
        }
        patterns.push(Self::one_of(column, &whole));
        Self::any(patterns)
    }

    /// Does the column match one of some ARN patterns part by part? As `policy::evaluate` has it: a wildcard never crosses one of the first five colons, the bare
    /// `*` is every ARN, and another pattern of fewer than six parts is none.
    pub(super) fn arn_like<'g>(column: &str, globs: impl IntoIterator<Item = &'g str>) -> Self {
        let mut patterns: Vec<String> = Vec::new();
        for glob in globs {
            match regexp(glob) {
                Some(pattern) if !patterns.contains(&pattern) => patterns.push(pattern),
                _ => {}
            }
        }
        match patterns.as_slice() {
            [] => False,
            [one] => Sql(format!(
                "regexp_like({column}, {})",
                quoted(&format!("^{one}$"))
            )),
            many => {
                let pattern = format!("^({})$", many.join("|"));
                Sql(format!("regexp_like({column}, {})", quoted(&pattern)))
            }
        }
    }
}

/// A text in quotes.
pub(super) fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// Texts in quotes with commas between them.
pub(super) fn list<T: AsRef<str>>(texts: impl IntoIterator<Item = T>) -> String {
    let texts: Vec<String> = texts
        .into_iter()
        .map(|text| quoted(text.as_ref()))
        .collect();
    texts.join(", ")
}

fn like(column: &str, glob: &str) -> String {
    let mut pattern = String::new();
    let mut escaped = false;
    for c in glob.chars() {
        match c {
            '*' => pattern.push('%'),
            '?' => pattern.push('_'),
            '%' | '_' | '!' => {
                escaped = true;
                pattern.push('!');
                pattern.push(c);
            }
            c => pattern.push(c),
        }
    }
    let escape = if escaped { " ESCAPE '!'" } else { "" };
    format!("{column} LIKE {}{escape}", quoted(&pattern))
}

/// An ARN pattern as a regular expression of Trino and of RE2; `None` if it matches nothing.
fn regexp(glob: &str) -> Option<String> {
    if glob == "*" {
        return Some("([^:]*:){5}.*".to_owned());
    }
    let mut colons = 0;
    let mut pattern = String::new();
    for c in glob.chars() {
        match c {
            '*' if colons < 5 => pattern.push_str("[^:]*"),
            '?' if colons < 5 => pattern.push_str("[^:]"),
            '*' => pattern.push_str(".*"),
            '?' => pattern.push('.'),
            c => {
                if c == ':' {
                    colons += 1;
                }
                if r"\.+()[]{}|^$".contains(c) {
                    pattern.push('\\');
                }
                pattern.push(c);
            }
        }
    }
    (colons >= 5).then_some(pattern)
}

#[cfg(test)]
mod tests {
    use super::{Expression, like, quoted, regexp};

    #[test]
    fn a_text_cannot_leave_its_quotes() {
        assert_eq!(quoted("a'; DROP --"), "'a''; DROP --'");
        assert_eq!(
            like("x", "50%_o'f?*!"),
            "x LIKE '50!%!_o''f_%!!' ESCAPE '!'"
        );
    }

    #[test]
    fn a_pattern_crosses_no_colon() {
        assert_eq!(
            regexp("arn:*:iam::?:role/a.b*").as_deref(),
            Some(r"arn:[^:]*:iam::[^:]:role/a\.b.*")
        );
        assert_eq!(regexp("arn:*"), None);
        assert_eq!(Expression::arn_like("x", ["arn:*"]), Expression::False);
    }
}
