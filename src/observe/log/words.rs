//! Rows and maps as Trino prints them: `{type=AssumedRole, sessioncontext={sessionissuer={arn=…}}}`. Texts in them are not quoted.

/// The text at the end of a path of keys, whose letter case does not matter; `None` if there is none, or it is `null`.
pub(super) fn nested<'v>(value: &'v str, path: &[&str]) -> Option<&'v str> {
    let mut at = value.trim();
    for key in path {
        at = member(at.strip_prefix('{')?.strip_suffix('}')?, key)?;
    }
    (at != "null" && !at.is_empty()).then_some(at)
}

/// The value of a key in `a=1, b={c=2}`.
fn member<'v>(members: &'v str, key: &str) -> Option<&'v str> {
    let mut rest = members;
    while !rest.is_empty() {
        let (name, behind) = rest.split_once('=')?;
        let length = length(behind);
        if name.trim().eq_ignore_ascii_case(key) {
            return Some(behind.get(..length)?.trim());
        }
        rest = behind.get(length..)?.trim_start_matches([',', ' ']);
    }
    None
}

/// The length of a value: up to the comma before the next key, brackets within it closed. A comma that no key follows belongs to the text.
fn length(text: &str) -> usize {
    let mut depth = 0_usize;
    for (at, character) in text.char_indices() {
        match character {
            '{' | '[' => depth += 1,
            '}' | ']' => depth = depth.saturating_sub(1),
            ',' if depth == 0 && begins_member(text.get(at + 1..).unwrap_or_default()) => {
                return at;
            }
            _ => {}
        }
    }
    text.len()
}

/// Is the next thing a key with its `=`?
fn begins_member(text: &str) -> bool {
    text.trim_start().split_once('=').is_some_and(|(name, _)| {
        !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    })
}

#[cfg(test)]
mod tests {
    use super::nested;

    #[test]
    fn a_text_is_found_by_its_path() {
        let value = "{type=AssumedRole, principalid=AROA:s, arn=arn:aws:sts::1:assumed-role/App/a=b, sessioncontext={attributes={x=1}, sessionissuer={type=Role, arn=arn:aws:iam::1:role/App}}, invokedby=null}";
        let issuer = |own| nested(value, &["sessionContext", "sessionIssuer", own]);
        assert_eq!(issuer("arn"), Some("arn:aws:iam::1:role/App"));
        assert_eq!(issuer("type"), Some("Role"));
        assert_eq!(
            nested(value, &["arn"]),
            Some("arn:aws:sts::1:assumed-role/App/a=b")
        );
        assert_eq!(nested(value, &["invokedBy"]), None);
        assert_eq!(nested(value, &["attributes"]), None);
        assert_eq!(
            nested("{modelId=a, b, modelSource={copyFrom=c}}", &["modelId"]),
            Some("a, b")
        );
        assert_eq!(
            nested(
                "{modelId=a, modelSource={copyFrom=c}}",
                &["modelSource", "copyFrom"]
            ),
            Some("c")
        );
        for odd in ["", "{", "}", "{=}", "{a}", "a=b", "{a={}"] {
            assert_eq!(nested(odd, &["a", "b"]), None, "{odd}");
        }
    }
}
