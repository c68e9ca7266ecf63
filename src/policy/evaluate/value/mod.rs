//! The values that are compared as something else than text.

mod address;
mod date;
mod number;

pub(in crate::policy) use address::Network;
pub(in crate::policy) use date::Date;
pub(super) use number::Number;

/// Is it base64, padding or not?
///
/// Source: IAM User Guide, "Condition operators", `BinaryEquals`, read 2026-11-25: both sides are base64 texts.
pub(super) fn base64(text: &str) -> Option<&str> {
    let body = text.trim_end_matches('=');
    let padding = text.len() - body.len();
    let is_base64 = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'/';
    (padding <= 2 && body.bytes().all(is_base64)).then_some(body)
}
