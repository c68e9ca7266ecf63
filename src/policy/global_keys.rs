use std::sync::LazyLock;

use serde::Deserialize;

/// AWS's global condition keys, as of a date.
#[derive(Debug, Deserialize)]
pub struct GlobalKeys {
    /// The day of the list.
    pub as_of: String,
    /// Keys as AWS spells them; one that ends in `/` is followed by a tag's name.
    keys: Vec<String>,
}

static BUILTIN: LazyLock<GlobalKeys> = LazyLock::new(|| {
    let text = include_str!("data/global-keys.json");
    #[expect(clippy::expect_used, reason = "embedded text, read by the test below")]
    serde_json::from_str(text).expect("the embedded keys")
});

/// Keys that have several values in one request.
///
/// Source: IAM User Guide, "AWS global condition context keys", value type "Multivalued", read 2026-11-25.
const MULTIVALUED: [&str; 7] = [
    "aws:CalledVia",
    "aws:PrincipalOrgPaths",
    "aws:PrincipalServiceNamesList",
    "aws:ResourceOrgPaths",
    "aws:SourceOrgPaths",
    "aws:TagKeys",
    "aws:VpceOrgPaths",
];

/// May a global key have several values in one request?
pub(super) fn is_multivalued(key: &str) -> bool {
    MULTIVALUED.iter().any(|own| own.eq_ignore_ascii_case(key))
}

impl GlobalKeys {
    /// The list that is part of this program (IAM User Guide, "AWS global condition context keys").
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    /// Is it a global key? Letter case does not matter.
    pub fn has(&self, key: &str) -> bool {
        self.keys.iter().any(|own| {
            if own.ends_with('/') {
                key.len() > own.len()
                    && key
                        .get(..own.len())
                        .is_some_and(|head| head.eq_ignore_ascii_case(own))
            } else {
                own.eq_ignore_ascii_case(key)
            }
        })
    }

    /// Every key.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.keys.iter().map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::GlobalKeys;

    #[test]
    fn known_keys_are_known_in_any_case_and_others_are_not() {
        let keys = GlobalKeys::builtin();
        for known in [
            "aws:RequestedRegion",
            "aws:principalarn",
            "aws:PrincipalTag/Team",
            "AWS:SourceIp",
        ] {
            assert!(keys.has(known), "{known}");
        }
        for unknown in ["aws:RequestRegion", "aws:PrincipalTag/", "aws:"] {
            assert!(!keys.has(unknown), "{unknown}");
        }
    }
}
