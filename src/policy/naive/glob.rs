use std::str::Chars;

/// Whether `a` and `A` are the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    /// Resources and values.
    Matters,
    /// Actions.
    Ignored,
}

/// `*` is any run of characters, also an empty one; `?` is one character, however many bytes it has; the whole text counts.
///
/// On a dead end only the last `*` is tried longer: an earlier one could gain nothing, so the work stays below length times length.
pub(super) fn glob(pattern: &str, text: &str, case: Case) -> bool {
    let mut pattern = Tokens(pattern.chars());
    let mut text = text.chars();
    let mut last_star: Option<(Tokens<'_>, Chars<'_>)> = None;
    loop {
        let (mut next_pattern, mut next_text) = (pattern.clone(), text.clone());
        let step = match (next_pattern.next(), next_text.next()) {
            (None, None) => return true,
            (Some(Token::Run), _) => {
                last_star = Some((next_pattern.clone(), text.clone()));
                pattern = next_pattern;
                continue;
            }
            (Some(Token::One), Some(_)) => true,
            (Some(Token::Exactly(wanted)), Some(found)) => match case {
                Case::Matters => wanted == found,
                Case::Ignored => wanted.eq_ignore_ascii_case(&found),
            },
            (None, Some(_)) | (Some(_), None) => false,
        };
        if step {
            (pattern, text) = (next_pattern, next_text);
            continue;
        }
        let Some((after, rest)) = &mut last_star else {
            return false;
        };
        if rest.next().is_none() {
            return false;
        }
        (pattern, text) = (after.clone(), rest.clone());
    }
}

/// Both sides split at their first five colons, each of the six parts a glob of its own; the sixth may hold colons.
///
/// What a value of fewer parts means is not documented; here no pattern matches it.
pub(super) fn arn_glob(pattern: &str, arn: &str) -> bool {
    let (patterns, parts) = (pattern.splitn(6, ':'), arn.splitn(6, ':'));
    spells_arn(pattern)
        && spells_arn(arn)
        && patterns
            .zip(parts)
            .all(|(pattern, part)| glob(pattern, part, Case::Matters))
}

/// Whether a text has the six parts of an ARN.
pub(super) fn spells_arn(text: &str) -> bool {
    text.splitn(6, ':').count() == 6
}

/// The characters of a value in which `*` and `?` are ordinary.
pub(super) fn literal(value: &str) -> impl Iterator<Item = char> {
    Tokens(value.chars()).map(|token| match token {
        Token::Run => '*',
        Token::One => '?',
        Token::Exactly(character) => character,
    })
}

/// Whether a value holds a policy variable, the three that only spell a character left out.
pub(super) fn has_variable(value: &str) -> bool {
    value.contains("${")
        && LITERALS
            .iter()
            .fold(value.to_owned(), |value, (spelled, _)| {
                value.replace(&format!("${spelled}"), " ")
            })
            .contains("${")
}

/// "Policy variables": `${*}`, `${?}` and `${$}` are the characters themselves. Here without the first `$`.
const LITERALS: [(&str, char); 3] = [("{*}", '*'), ("{?}", '?'), ("{$}", '$')];

#[derive(Debug, Clone, Copy)]
enum Token {
    Exactly(char),
    One,
    Run,
}

#[derive(Clone)]
struct Tokens<'a>(Chars<'a>);

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        Some(match self.0.next()? {
            '*' => Token::Run,
            '?' => Token::One,
            '$' => Token::Exactly(self.after_dollar()),
            character => Token::Exactly(character),
        })
    }
}

impl Tokens<'_> {
    fn after_dollar(&mut self) -> char {
        for (spelled, character) in LITERALS {
            if let Some(rest) = self.0.as_str().strip_prefix(spelled) {
                self.0 = rest.chars();
                return character;
            }
        }
        '$'
    }
}
