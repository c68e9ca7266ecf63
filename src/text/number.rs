//! Numbers as both readers take them: exact, or not at all.

use serde_json::Number;

/// The number that a decimal text spells, or `None` if 64 bits do not hold it.
///
/// Not `Number::from_str`: that rounds large integers to a float, and is off by a last bit for some fractions.
pub(crate) fn decimal(text: &str) -> Option<Number> {
    if text.contains(['.', 'e', 'E']) {
        return Number::from_f64(text.parse().ok()?);
    }
    let unsigned = text.strip_prefix('+').unwrap_or(text);
    if let Ok(number) = unsigned.parse::<u64>() {
        return Some(number.into());
    }
    unsigned.parse::<i64>().ok().map(Number::from)
}
