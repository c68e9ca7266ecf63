use crate::policy::{Request, Version};

/// A character of a value, or a wildcard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// Itself.
    Exactly(char),
    /// `?`.
    One,
    /// `*`.
    Run,
}

/// What a value spells for a request: its policy variables replaced. `None`: one of them has no value and no default, so the value matches nothing.
///
/// IAM User Guide, "IAM policy elements: Variables and tags", read 2026-11-25. Under the older version `${` is text. What a wildcard in the request's value
/// means is not documented; here it is a character.
pub(super) fn spelled(value: &str, version: Version, request: &Request<'_>) -> Option<Vec<Sign>> {
    let mut signs = Vec::new();
    for piece in pieces(value, version).unwrap_or_default() {
        match piece {
            Piece::Wild(sign) => signs.push(sign),
            Piece::Text(text) => signs.extend(text.chars().map(Sign::Exactly)),
            Piece::Variable { key, default } => {
                let value = request.key(key).or(default)?;
                signs.extend(value.chars().map(Sign::Exactly));
            }
        }
    }
    Some(signs)
}

/// The same without variables and the three that spell a character: an action.
pub(super) fn plain(value: &str) -> Vec<Sign> {
    value.chars().map(sign).collect()
}

/// The text where `*` and `?` are ordinary characters.
pub(super) fn text(signs: &[Sign]) -> String {
    signs
        .iter()
        .map(|sign| match sign {
            Sign::Exactly(character) => *character,
            Sign::One => '?',
            Sign::Run => '*',
        })
        .collect()
}

/// Whether every `${` begins a variable.
pub(super) fn is_well_formed(value: &str, version: Version) -> bool {
    pieces(value, version).is_some()
}

fn sign(character: char) -> Sign {
    match character {
        '*' => Sign::Run,
        '?' => Sign::One,
        character => Sign::Exactly(character),
    }
}

enum Piece<'v> {
    Wild(Sign),
    Text(&'v str),
    Variable {
        key: &'v str,
        default: Option<&'v str>,
    },
}

fn pieces(value: &str, version: Version) -> Option<Vec<Piece<'_>>> {
    if version == Version::V2008 {
        return Some(value.chars().map(|c| Piece::Wild(sign(c))).collect());
    }
    let mut pieces = Vec::new();
    let mut rest = value;
    while let Some(at) = rest.find("${") {
        let (before, from) = rest.split_at_checked(at)?;
        pieces.extend(before.chars().map(|c| Piece::Wild(sign(c))));
        let from = from.strip_prefix("${")?;
        // A default may hold a brace; the first quote opens it, the second closes it.
        let end = match (from.find('\''), from.find('}')) {
            (Some(quote), Some(brace)) if quote < brace => {
                let behind = from.get(quote + 1..)?;
                let close = behind.find('\'')? + quote + 2;
                from.get(close..)?.find('}')? + close
            }
            (_, brace) => brace?,
        };
        pieces.push(variable(from.get(..end)?)?);
        rest = from.get(end + 1..)?;
    }
    pieces.extend(rest.chars().map(|c| Piece::Wild(sign(c))));
    Some(pieces)
}

fn variable(inside: &str) -> Option<Piece<'_>> {
    if ["*", "?", "$"].contains(&inside) {
        return Some(Piece::Text(inside));
    }
    // Every condition key has a service's prefix; `${Account}` is a template's placeholder.
    let is_key = |key: &str| {
        key.contains(':')
            && !key
                .chars()
                .any(|c| matches!(c, '\'' | '{' | '$' | '*' | '?'))
    };
    let (key, default) = match inside.find(',') {
        None => (inside.trim(), None),
        Some(comma) => {
            let default = inside.get(comma + 1..)?.trim();
            if default.len() < 2 || !default.starts_with('\'') || !default.ends_with('\'') {
                return None;
            }
            let default = default.get(1..default.len() - 1)?;
            if default.contains('\'') {
                return None;
            }
            (inside.get(..comma)?.trim(), Some(default))
        }
    };
    is_key(key).then_some(Piece::Variable { key, default })
}
