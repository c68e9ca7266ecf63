//! Compiled wildcards: `*` is any run of characters, also none, `?` exactly one.
//!
//! A pattern is cut at its stars into pieces, each of a fixed number of characters, that are looked for from the left, so nothing is tried twice.

use super::template::Token;
use super::wild::Wild;

/// A pattern on a whole text; minds case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Pattern {
    /// `*`.
    Any,
    /// No wildcard.
    Exact(Box<str>),
    /// A text and one star behind it.
    Prefix(Box<str>),
    /// Everything else.
    Pieces(Box<Pieces>),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pieces {
    head: Piece,
    middle: Box<[Piece]>,
    /// `None`: there is no star, and the head is the whole.
    tail: Option<Piece>,
}

/// A run of characters without a star.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Plain(Box<str>),
    /// With `?`.
    Wild(Wild),
}

impl Pattern {
    /// Compiles tokens; variables must have been filled.
    pub(super) fn new(tokens: &[Token]) -> Self {
        let mut pieces = tokens
            .split(|token| *token == Token::Run)
            .map(Piece::new)
            .collect::<Vec<_>>();
        if let [Piece::Plain(text)] = pieces.as_slice() {
            return Self::Exact(text.clone());
        }
        if let [Piece::Plain(text), Piece::Plain(end)] = pieces.as_slice()
            && end.is_empty()
        {
            return if text.is_empty() {
                Self::Any
            } else {
                Self::Prefix(text.clone())
            };
        }
        let tail = if pieces.len() > 1 { pieces.pop() } else { None };
        let mut pieces = pieces.into_iter();
        // `split` gives at least one piece, so there is a head.
        let head = pieces.next().unwrap_or(Piece::Plain("".into()));
        // Stars side by side have nothing between them.
        let middle = pieces.filter(|piece| *piece != Piece::Plain("".into()));
        Self::Pieces(Box::new(Pieces {
            head,
            middle: middle.collect(),
            tail,
        }))
    }

    /// Does it match the whole text?
    pub(super) fn matches(&self, text: &str) -> bool {
        match self {
            Self::Any => true,
            Self::Exact(own) => **own == *text,
            Self::Prefix(own) => text.starts_with(&**own),
            Self::Pieces(pieces) => pieces.match_in(text).unwrap_or(false),
        }
    }
}

impl Pieces {
    fn match_in(&self, text: &str) -> Option<bool> {
        let mut rest = self.head.behind(text)?;
        let Some(tail) = &self.tail else {
            return Some(rest.is_empty());
        };
        // The leftmost place leaves the most for what follows, so no other need be tried.
        for piece in &self.middle {
            rest = piece.find(rest)?;
        }
        Some(tail.ends(rest))
    }
}

impl Piece {
    fn new(tokens: &[Token]) -> Self {
        let characters = tokens.iter().map(|token| match token {
            Token::Literal(character) => Some(*character),
            _ => None,
        });
        match characters.clone().collect::<Option<String>>() {
            Some(text) => Self::Plain(text.into()),
            None => Self::Wild(Wild::new(characters.collect())),
        }
    }

    /// What is left of a text that begins with the piece.
    fn behind<'t>(&self, text: &'t str) -> Option<&'t str> {
        match self {
            Self::Plain(own) => text.strip_prefix(&**own),
            Self::Wild(own) => own.behind(text),
        }
    }

    /// What is left of a text behind the first place where the piece stands.
    fn find<'t>(&self, text: &'t str) -> Option<&'t str> {
        match self {
            Self::Plain(own) => text.split_once(&**own).map(|(_, rest)| rest),
            Self::Wild(own) => own.find(text),
        }
    }

    /// Does a text end with the piece?
    fn ends(&self, text: &str) -> bool {
        match self {
            Self::Plain(own) => text.ends_with(&**own),
            Self::Wild(own) => text
                .char_indices()
                .rev()
                .nth(own.length().saturating_sub(1))
                .and_then(|(at, _)| own.behind(text.get(at..)?))
                .is_some_and(str::is_empty),
        }
    }
}

/// A pattern of six parts, compared part by part: a wildcard never crosses one of the first five colons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ArnPattern {
    /// The bare `*`.
    Star,
    /// Fewer than six parts.
    Short,
    /// The six parts.
    Parts(Box<[Pattern; 6]>),
}

impl ArnPattern {
    /// Compiles tokens; variables must have been filled.
    pub(super) fn new(tokens: &[Token]) -> Self {
        if tokens == [Token::Run] {
            return Self::Star;
        }
        let parts: Vec<Pattern> = tokens
            .splitn(6, |token| *token == Token::Literal(':'))
            .map(Pattern::new)
            .collect();
        match <[Pattern; 6]>::try_from(parts) {
            Ok(parts) => Self::Parts(Box::new(parts)),
            Err(_) => Self::Short,
        }
    }

    /// Does it match an ARN? `None`: the text is none.
    pub(super) fn matches(&self, text: &str) -> Option<bool> {
        if text.bytes().filter(|byte| *byte == b':').take(5).count() < 5 {
            return None;
        }
        Some(match self {
            Self::Star => true,
            Self::Short => false,
            Self::Parts(patterns) => patterns
                .iter()
                .zip(text.splitn(6, ':'))
                .all(|(pattern, part)| pattern.matches(part)),
        })
    }
}
