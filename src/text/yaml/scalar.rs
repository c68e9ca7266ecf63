//! What a plain scalar means in the core schema of YAML 1.2: `NO`, `on`, `1_000`, `2021-03-15` and `12:30` are texts.

use serde_json::Number;

use crate::text::number;

/// A resolved plain scalar.
#[derive(Debug, PartialEq)]
pub(super) enum Scalar {
    Null,
    Bool(bool),
    Number(Number),
    /// A number that 64 bits do not hold.
    TooLarge,
    /// `.inf` or `.nan`.
    NotFinite,
    Text,
}

impl Scalar {
    pub(super) fn of_plain(text: &str) -> Self {
        match text {
            "" | "~" | "null" | "Null" | "NULL" => return Self::Null,
            "true" | "True" | "TRUE" => return Self::Bool(true),
            "false" | "False" | "FALSE" => return Self::Bool(false),
            ".nan" | ".NaN" | ".NAN" => return Self::NotFinite,
            _ => {}
        }
        let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
        if matches!(unsigned, ".inf" | ".Inf" | ".INF") {
            return Self::NotFinite;
        }
        let number = if let Some(digits) = text.strip_prefix("0o") {
            is_radix(digits, 8).then(|| from_radix(digits, 8))
        } else if let Some(digits) = text.strip_prefix("0x") {
            is_radix(digits, 16).then(|| from_radix(digits, 16))
        } else {
            is_decimal(unsigned).then(|| number::decimal(text))
        };
        match number {
            Some(Some(number)) => Self::Number(number),
            Some(None) => Self::TooLarge,
            None => Self::Text,
        }
    }

    /// In two words, for messages.
    pub(super) fn describe(&self) -> &'static str {
        match self {
            Self::Null => "nothing",
            Self::Bool(_) => "a boolean",
            Self::Number(_) | Self::TooLarge | Self::NotFinite => "a number",
            Self::Text => "a string",
        }
    }
}

fn is_radix(digits: &str, base: u32) -> bool {
    !digits.is_empty() && digits.chars().all(|digit| digit.is_digit(base))
}

fn from_radix(digits: &str, base: u32) -> Option<Number> {
    u64::from_str_radix(digits, base).ok().map(Number::from)
}

/// `( . [0-9]+ | [0-9]+ ( . [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?`, the sign taken off.
fn is_decimal(text: &str) -> bool {
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (text, None),
    };
    let exponent = exponent.is_none_or(|part| {
        let part = part.strip_prefix(['+', '-']).unwrap_or(part);
        !part.is_empty() && digits(part)
    });
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    exponent && digits(whole) && digits(fraction) && !(whole.is_empty() && fraction.is_empty())
}
