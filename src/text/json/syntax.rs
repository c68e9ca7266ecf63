//! The parser's errors in our words.

use std::sync::Arc;

use jsonc_parser::ParseStringErrorKind;
use jsonc_parser::errors::{ParseError, ParseErrorKind};

use crate::diagnostic::{Diagnostic, Place, Source};
use crate::text::rules::json_syntax::json_syntax;
use crate::text::span::{clip, excerpt};

pub(super) fn explain(source: &Arc<Source>, error: &ParseError) -> Diagnostic {
    use ParseErrorKind as K;
    let range = error.range();
    let span = clip(&source.text, range.start..range.end);
    let found = excerpt(&source.text, span.clone());
    let place = Place::new(source, span.clone());
    let at = |message: &str, label: &str, help: &str| {
        json_syntax(place.clone(), message.to_owned(), label, help)
    };
    match error.kind() {
        K::TrailingCommasNotAllowed => at(
            "a comma after the last item",
            "this comma",
            "delete the comma",
        ),
        K::ExpectedComma | K::MultipleRootJsonValues
            if digits_after_zero(&source.text, span.start) =>
        {
            leading_zero(Place::new(source, span.start - 1..span.start + 1))
        }
        K::ExpectedComma => at(
            "a comma is missing between two items",
            "expected `,` here",
            "add a comma",
        ),
        K::MultipleRootJsonValues => at(
            "text after the end of the document",
            "the document ended before this",
            "keep one JSON value in the file",
        ),
        K::SingleQuotedStringsNotAllowed => at(
            "a string in single quotes",
            "",
            "use double quotes: JSON knows no others",
        ),
        K::ExpectedStringObjectProperty => json_syntax(
            place,
            format!("the key `{found}` is not in quotes"),
            "",
            "put the key in double quotes",
        ),
        K::ExpectedColonAfterObjectKey => at(
            "a key without a `:` after it",
            "expected `:` here",
            "write a key and its value as `\"key\": value`",
        ),
        K::ExpectedObjectValue => at(
            "a key without a value",
            "expected a value here",
            "write the value, or delete the key",
        ),
        K::UnterminatedArray => at(
            "a list is not closed",
            "the list starts here",
            "add the missing `]`",
        ),
        K::UnterminatedObject => at(
            "a mapping is not closed",
            "the mapping starts here",
            "add the missing `}`",
        ),
        K::UnterminatedCommentBlock => at(
            "a comment is not closed",
            "the comment starts here",
            "close it with `*/`",
        ),
        K::String(kind) => string(source, place, kind),
        K::HexadecimalNumbersNotAllowed
        | K::UnaryPlusNumbersNotAllowed
        | K::BareDecimalPointNumbersNotAllowed
        | K::NonFiniteNumbersNotAllowed
        | K::ExpectedDigit
        | K::ExpectedDigitFollowingNegativeSign
        | K::ExpectedPlusMinusOrDigitInNumberLiteral => at(
            "this is not a JSON number",
            "",
            "write a decimal number such as `-1.5e3`, without a leading `+` or `.`",
        ),
        _ => unexpected(place, &found),
    }
}

/// `01` is read as two numbers side by side.
fn digits_after_zero(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let after = text.get(at..).unwrap_or_default();
    after.starts_with(|c: char| c.is_ascii_digit())
        && before
            .strip_suffix('0')
            .is_some_and(|rest| !rest.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '.'))
}

fn leading_zero(place: Place) -> Diagnostic {
    json_syntax(
        place,
        "a number starts with `0`",
        "",
        "delete the zeros, or put an identifier such as an account id in quotes",
    )
}

fn word(place: Place, found: &str) -> Diagnostic {
    let lower = found.to_ascii_lowercase();
    let help = match lower.as_str() {
        "true" | "false" | "null" => format!("did you mean `{lower}`?"),
        "none" | "nil" | "undefined" => "did you mean `null`?".to_owned(),
        _ => "put a text in double quotes".to_owned(),
    };
    json_syntax(place, format!("`{found}` is no JSON value"), "", &help)
}

fn unexpected(place: Place, found: &str) -> Diagnostic {
    let mut characters = found.chars();
    let shown = match (characters.next(), characters.next()) {
        (Some(first), _) if first.is_alphabetic() => return word(place, found),
        // Such a character is often invisible.
        (Some(only), None) if !only.is_ascii() => {
            format!("the character U+{:04X}", u32::from(only))
        }
        _ => format!("`{found}`"),
    };
    json_syntax(
        place,
        format!("{shown} is not expected here"),
        "",
        "look for a missing quote, comma or bracket before this place",
    )
}

fn string(source: &Arc<Source>, place: Place, kind: &ParseStringErrorKind) -> Diagnostic {
    let start = place.span.start;
    let escape = |length: usize| {
        let span = clip(&source.text, start..start.saturating_add(length));
        let found = excerpt(&source.text, span.clone());
        (Place::new(source, span), found)
    };
    match kind {
        ParseStringErrorKind::UnterminatedStringLiteral => json_syntax(
            place,
            "a string is not closed",
            "the string starts here",
            "close it with `\"`",
        ),
        ParseStringErrorKind::InvalidUnicodeEscapeSequence(_) => {
            let (place, found) = escape(6);
            json_syntax(
                place,
                format!("`{found}` is half of a character"),
                "a surrogate without its other half",
                "write both halves of the pair, or the character itself",
            )
        }
        ParseStringErrorKind::ExpectedFourHexDigits => {
            let (place, _) = escape(2);
            json_syntax(
                place,
                "`\\u` without four hexadecimal digits",
                "",
                "write it as `\\u00e9`; a backslash itself is written `\\\\`",
            )
        }
        _ => {
            let (place, found) = escape(2);
            json_syntax(
                place,
                format!("`{found}` is no JSON escape"),
                "",
                "a backslash itself is written `\\\\`",
            )
        }
    }
}
