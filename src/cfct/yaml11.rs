//! What `PyYAML`, a reader of YAML 1.1, makes of an unquoted scalar. CfCT checks the manifest with a 1.2 reader and then
//! loads it with this one (2.8.4, read 2026-04-08), so the two may see different things.

use std::fmt;

/// A scalar that is no string to a reader of YAML 1.1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// `NO`, `on`, `yes`, …
    Boolean(bool),
    /// `~`, `null`.
    Null,
    /// `1_000`, `012`, `0x1F`, `12:30:45`, `1.5`, `.inf`.
    Number,
    /// `2021-03-15`, with or without a time.
    Date,
    /// `=` and `<<`: the reader gives up on the whole file.
    Refused,
}

impl Reading {
    /// How an unquoted scalar is read; `None` if it stays a string.
    pub fn of(plain: &str) -> Option<Self> {
        match plain {
            "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "on" | "On" | "ON" => {
                Some(Self::Boolean(true))
            }
            "no" | "No" | "NO" | "false" | "False" | "FALSE" | "off" | "Off" | "OFF" => {
                Some(Self::Boolean(false))
            }
            "~" | "null" | "Null" | "NULL" => Some(Self::Null),
            "=" | "<<" => Some(Self::Refused),
            _ if is_date(plain) => Some(Self::Date),
            _ if is_integer(plain) || is_float(plain) => Some(Self::Number),
            _ => None,
        }
    }
}

impl fmt::Display for Reading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Boolean(true) => "the boolean true",
            Self::Boolean(false) => "the boolean false",
            Self::Null => "nothing",
            Self::Number => "a number",
            Self::Date => "a date",
            Self::Refused => "an error of the whole file",
        })
    }
}

fn unsigned(text: &str) -> &str {
    text.strip_prefix(['+', '-']).unwrap_or(text)
}

/// Digits of a kind and underscores, at least one character.
fn is_run(text: &str, is_digit: impl Fn(char) -> bool) -> bool {
    !text.is_empty() && text.chars().all(|c| c == '_' || is_digit(c))
}

fn is_decimal(c: char) -> bool {
    c.is_ascii_digit()
}

fn is_integer(text: &str) -> bool {
    let text = unsigned(text);
    if text == "0" {
        return true;
    }
    if let Some(rest) = text.strip_prefix("0b") {
        return is_run(rest, |c| matches!(c, '0' | '1'));
    }
    if let Some(rest) = text.strip_prefix("0x") {
        return is_run(rest, |c| c.is_ascii_hexdigit());
    }
    if let Some(rest) = text.strip_prefix('0') {
        // Octal: an account id that begins with 0 and has no 8 or 9 becomes another number.
        return is_run(rest, |c| matches!(c, '0'..='7'));
    }
    let mut parts = text.split(':');
    let head = parts.next().unwrap_or_default();
    head.starts_with(is_decimal) && is_run(head, is_decimal) && parts.all(is_sixtieth)
}

/// One or two digits below sixty, as in a time of day.
fn is_sixtieth(part: &str) -> bool {
    let mut chars = part.chars();
    match (chars.next(), chars.next(), chars.next()) {
        (Some(ones), None, None) => is_decimal(ones),
        (Some(tens), Some(ones), None) => matches!(tens, '0'..='5') && is_decimal(ones),
        _ => false,
    }
}

fn is_float(text: &str) -> bool {
    if matches!(text, ".nan" | ".NaN" | ".NAN") {
        return true;
    }
    let rest = unsigned(text);
    if matches!(rest, ".inf" | ".Inf" | ".INF") {
        return true;
    }
    let Some((whole, fraction)) = rest.split_once('.') else {
        return false;
    };
    let (fraction, exponent) = match fraction.split_once(['e', 'E']) {
        Some((fraction, exponent)) => (fraction, Some(exponent)),
        None => (fraction, None),
    };
    let has_exponent = exponent.is_none_or(|exponent| {
        exponent
            .strip_prefix(['+', '-'])
            .is_some_and(|digits| !digits.is_empty() && digits.chars().all(is_decimal))
    });
    if whole.is_empty() {
        // A sign is not allowed here; the first digit is no underscore.
        return rest == text
            && has_exponent
            && fraction.starts_with(is_decimal)
            && is_run(fraction, is_decimal);
    }
    let mut parts = whole.split(':');
    let head = parts.next().unwrap_or_default();
    let has_head = head.starts_with(is_decimal) && is_run(head, is_decimal);
    let is_sexagesimal = whole.contains(':');
    has_head
        && parts.all(is_sixtieth)
        && (fraction.is_empty() || is_run(fraction, is_decimal))
        && if is_sexagesimal {
            exponent.is_none()
        } else {
            has_exponent
        }
}

/// `2021-03-15`, or a date of looser form with a time behind it.
fn is_date(text: &str) -> bool {
    let (date, time) = match text.find(['T', 't', ' ', '\t']) {
        Some(at) => (text.get(..at), text.get(at..)),
        None => (Some(text), None),
    };
    let lengths: Vec<usize> = date
        .unwrap_or_default()
        .split('-')
        .map(|part| {
            if part.chars().all(is_decimal) {
                part.len()
            } else {
                0
            }
        })
        .collect();
    match time {
        None => lengths == [4, 2, 2],
        // Whatever follows: a name that begins so is not worth an exact answer, quotes cost nothing.
        Some(time) => {
            matches!(lengths.as_slice(), [4, 1 | 2, 1 | 2])
                && time
                    .get(1..)
                    .is_some_and(|time| time.trim_start().starts_with(is_decimal))
                && time.matches(':').count() >= 2
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Reading;

    // Each line was read by PyYAML 6.0.3 (2026-11-23); `tests/manifest.rs` asks it again.
    #[test]
    fn words_are_read_as_pyyaml_does() {
        let of = |text: &str| Reading::of(text);
        for text in ["NO", "off", "No"] {
            assert_eq!(of(text), Some(Reading::Boolean(false)), "{text}");
        }
        for text in [
            "1", "+1", "0", "014", "1_000", "0x1F", "0b1", "1:2", "12:30:45",
        ] {
            assert_eq!(of(text), Some(Reading::Number), "{text}");
        }
        for text in [
            "1.5",
            ".5",
            "5.",
            ".inf",
            "-.INF",
            ".nan",
            "1.0e+3",
            "190:20:30.15",
        ] {
            assert_eq!(of(text), Some(Reading::Number), "{text}");
        }
        for text in ["2021-03-15", "2001-12-14t21:59:43.10-05:00"] {
            assert_eq!(of(text), Some(Reading::Date), "{text}");
        }
        assert_eq!(of("012345670123"), Some(Reading::Number));
        assert_eq!(of("~"), Some(Reading::Null));
        assert_eq!(of("<<"), Some(Reading::Refused));
    }

    #[test]
    fn near_misses_stay_strings() {
        for text in [
            "y",
            "n",
            "yEs",
            "tRue",
            "nULL",
            "08",
            "0o14",
            "1e3",
            "2021-3-5",
            "012345678912",
            "_1",
            ".",
            "-",
            "1:60",
            "Workloads",
            "",
            "1.5e3",
            "eu-central-1",
        ] {
            assert_eq!(Reading::of(text), None, "{text}");
        }
    }
}
