/// The family of the profiles that route to any commercial Region.
pub const GLOBAL: &str = "global";

/// Could this be the prefix of a profile id: letters, digits and hyphens in lower case, beginning with a letter?
///
/// AWS adds families without notice, so the shape is all that can be checked (Amazon Bedrock User Guide; the list in prose lags behind the API).
pub fn is_family_shaped(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(|c| c.is_ascii_lowercase())
        && chars.all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
        && text.len() <= 20
        && !text.ends_with('-')
}
