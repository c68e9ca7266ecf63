//! A value of a policy as characters, wildcards and policy variables.

use std::borrow::Cow;

use crate::policy::{Found, Request, Version};

use super::open::Open;

/// One element of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::policy) enum Token {
    /// A character that stands for itself.
    Literal(char),
    /// `?`.
    One,
    /// `*`.
    Run,
    /// `${key}` or `${key, 'default'}`.
    Variable {
        key: Box<str>,
        default: Option<Box<str>>,
    },
}

/// `${` that is no policy variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::policy) struct Malformed;

/// The tokens of a value in which `*` and `?` are wildcards.
///
/// Source: IAM User Guide, "IAM policy elements: Variables and tags", read 2026-11-25: variables, defaults in single quotes, and the three that only spell a
/// character; all of it under version `2012-10-17` only.
pub(in crate::policy) fn tokens(value: &str, version: Version) -> Result<Vec<Token>, Malformed> {
    let mut tokens = Vec::with_capacity(value.len());
    let mut rest = value;
    loop {
        let mut characters = rest.chars();
        let Some(character) = characters.next() else {
            return Ok(tokens);
        };
        rest = characters.as_str();
        tokens.push(match character {
            '*' => Token::Run,
            '?' => Token::One,
            '$' if version == Version::V2012 && rest.starts_with('{') => {
                let (inside, behind) = closed(rest).ok_or(Malformed)?;
                rest = behind;
                variable(inside).ok_or(Malformed)?
            }
            character => Token::Literal(character),
        });
    }
}

/// What stands in the braces that a text begins with, and what follows them. A brace inside a quoted default does not close.
fn closed(text: &str) -> Option<(&str, &str)> {
    let inside = text.strip_prefix('{')?;
    let mut quoted = false;
    for (at, character) in inside.char_indices() {
        match character {
            '\'' => quoted = !quoted,
            '}' if !quoted => return Some((inside.get(..at)?, inside.get(at + 1..)?)),
            _ => {}
        }
    }
    None
}

fn variable(inside: &str) -> Option<Token> {
    match inside {
        "*" | "?" | "$" => return inside.chars().next().map(Token::Literal),
        _ => {}
    }
    let (key, default) = match inside.split_once(',') {
        None => (inside, None),
        Some((key, default)) => {
            let quoted = default.trim().strip_prefix('\'')?.strip_suffix('\'')?;
            (key, (!quoted.contains('\'')).then_some(quoted).map(Some)?)
        }
    };
    let key = key.trim();
    // Every condition key has a service's prefix; `${Account}` is a template's placeholder.
    let is_key = key.contains(':') && !key.contains(['\'', '{', '$', '*', '?']);
    is_key.then(|| Token::Variable {
        key: key.into(),
        default: default.map(Into::into),
    })
}

/// Does any of the tokens depend on the request?
pub(in crate::policy) fn has_variable(tokens: &[Token]) -> bool {
    tokens
        .iter()
        .any(|token| matches!(token, Token::Variable { .. }))
}

/// The keys of the variables.
pub(super) fn variables(tokens: &[Token]) -> impl Iterator<Item = &str> {
    tokens.iter().filter_map(|token| match token {
        Token::Variable { key, .. } => Some(&**key),
        _ => None,
    })
}

/// The tokens with each variable replaced by the request's value, or by its default; `None` if there is neither.
pub(super) fn fill(
    tokens: &[Token],
    request: &Request<'_>,
    open: &mut Option<Open>,
) -> Option<Vec<Token>> {
    let mut filled = Vec::with_capacity(tokens.len());
    for token in tokens {
        let Token::Variable { key, default } = token else {
            filled.push(token.clone());
            continue;
        };
        let value: Option<Cow<'_, str>> = match request.found(key) {
            Some(Found::One(value)) => Some(value.clone()),
            Some(Found::Many(values)) => match values.as_slice() {
                [one] => Some(one.clone()),
                _ => None,
            },
            None => None,
        };
        let Some(value) = value.or_else(|| default.as_deref().map(Cow::Borrowed)) else {
            *open = Some(Open::UnsetVariable);
            return None;
        };
        if value.contains(['*', '?']) {
            *open = Some(Open::WildcardInVariable);
        }
        filled.extend(value.chars().map(Token::Literal));
    }
    Some(filled)
}

/// The text that tokens spell where wildcards are ordinary characters.
pub(in crate::policy) fn literal(tokens: &[Token]) -> String {
    tokens
        .iter()
        .filter_map(|token| match token {
            Token::Literal(character) => Some(*character),
            Token::One => Some('?'),
            Token::Run => Some('*'),
            Token::Variable { .. } => None,
        })
        .collect()
}
