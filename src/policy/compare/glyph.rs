//! A pattern as a row of glyphs, which is its automaton: the positions between them are the states.

use crate::policy::Version;
use crate::policy::evaluate::{Token, tokens};

/// One element of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::policy) enum Glyph {
    /// A character that stands for itself.
    Is(char),
    /// An ASCII letter in either case, given in lower case.
    Letter(char),
    /// Any one character.
    One,
    /// Any one character but a colon.
    OneInPart,
    /// Any run of characters.
    Run,
    /// Any run of characters without a colon.
    RunInPart,
}

impl Glyph {
    /// Does it take a character?
    pub(super) fn takes(self, c: char) -> bool {
        match self {
            Self::Is(own) => own == c,
            Self::Letter(own) => c.to_lowercase().eq([own]),
            Self::One | Self::Run => true,
            Self::OneInPart | Self::RunInPart => c != ':',
        }
    }

    /// May it stand for nothing, and for any number of characters?
    pub(super) fn is_run(self) -> bool {
        matches!(self, Self::Run | Self::RunInPart)
    }

    /// The characters that it treats unlike others.
    pub(super) fn special(self) -> impl Iterator<Item = char> {
        let list = match self {
            Self::Is(own) => [Some(own), None, None],
            // U+212A, the sign of kelvin, is a `k` to everybody who ignores case.
            Self::Letter(own) => [
                Some(own),
                Some(own.to_ascii_uppercase()),
                (own == 'k').then_some('\u{212a}'),
            ],
            Self::OneInPart | Self::RunInPart => [Some(':'), None, None],
            Self::One | Self::Run => [None; 3],
        };
        list.into_iter().flatten()
    }
}

/// A pattern in which `*` and `?` are wildcards over the whole text. `None`: it has a policy variable, or a broken one.
pub(in crate::policy) fn glyphs(pattern: &str, version: Version) -> Option<Vec<Glyph>> {
    let tokens = tokens(pattern, version).ok()?;
    tokens
        .iter()
        .map(|token| glyph(token, Glyph::One, Glyph::Run))
        .collect()
}

/// A pattern whose wildcards don't cross the first five colons.
pub(super) fn arn(pattern: &str, version: Version) -> Option<Vec<Glyph>> {
    let mut colons = 0;
    let tokens = tokens(pattern, version).ok()?;
    tokens
        .iter()
        .map(|token| {
            if *token == Token::Literal(':') {
                colons += 1;
            }
            if colons < 5 {
                glyph(token, Glyph::OneInPart, Glyph::RunInPart)
            } else {
                glyph(token, Glyph::One, Glyph::Run)
            }
        })
        .collect()
}

/// A text without wildcards.
pub(super) fn text(text: &str) -> Vec<Glyph> {
    text.chars().map(Glyph::Is).collect()
}

/// A text whose case does not matter. `None`: it has characters besides ASCII.
pub(super) fn any_case(text: &str) -> Option<Vec<Glyph>> {
    let glyph = |c: char| {
        if c.is_ascii_alphabetic() {
            Some(Glyph::Letter(c.to_ascii_lowercase()))
        } else {
            c.is_ascii().then_some(Glyph::Is(c))
        }
    };
    text.chars().map(glyph).collect()
}

fn glyph(token: &Token, one: Glyph, run: Glyph) -> Option<Glyph> {
    match token {
        Token::Literal(c) => Some(Glyph::Is(*c)),
        Token::One => Some(one),
        Token::Run => Some(run),
        Token::Variable { .. } => None,
    }
}
