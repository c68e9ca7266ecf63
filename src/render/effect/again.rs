//! The commands that show a witness again: ours, and AWS's policy simulator with organization policies.

use crate::policy::{Found, Levels};
use crate::proof::Witness;
use crate::render::markdown::shell_word;

/// How a side can be named on a command line.
#[derive(Debug, Clone)]
pub enum Shown {
    /// Files of one level, each a policy as it is.
    Files(Vec<String>),
    /// The path of an OU in a release.
    Release {
        /// The folder.
        folder: String,
        /// The OU.
        ou: String,
    },
    /// Nothing that could be typed: policies out of an archive.
    Nothing,
}

/// `crispack simulate …`; `None` where the policies have no name.
pub(super) fn simulate(shown: &Shown, witness: &Witness) -> Option<String> {
    let mut words = vec!["crispack".to_owned(), "simulate".to_owned()];
    match shown {
        Shown::Files(files) if !files.is_empty() => {
            for file in files {
                words.extend(["--scp".to_owned(), shell_word(file)]);
            }
        }
        Shown::Release { folder, ou } => {
            words.extend(["--release".to_owned(), shell_word(folder)]);
            words.extend(["--ou".to_owned(), shell_word(ou)]);
        }
        Shown::Files(_) | Shown::Nothing => return None,
    }
    let request = &witness.request;
    words.extend(["--action".to_owned(), shell_word(&request.action)]);
    if request.resource != "*" {
        words.extend(["--resource".to_owned(), shell_word(&request.resource)]);
    }
    for (key, found) in request.context() {
        for value in found.values() {
            words.extend([
                "--context".to_owned(),
                shell_word(&format!("{key}={value}")),
            ]);
        }
    }
    Some(words.join(" "))
}

/// `aws iam simulate-custom-policy …`: an identity policy that allows everything below the organization's policies, each level with `FullAWSAccess` where it has no
/// Allow of its own, and an account at the end.
///
/// Source: IAM API Reference, `SimulateCustomPolicy`, `OrderedOrganizationPolicyInputList`, API model of botocore 1.44.8, read 2026-11-25. Not tried on a live account.
pub(super) fn aws(levels: &Levels, witness: &Witness) -> String {
    const FULL: &str =
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#;
    let mut list: Vec<serde_json::Value> = Vec::new();
    for level in levels.levels() {
        let policies = level.attached.iter();
        let mut texts: Vec<String> = policies
            .clone()
            .map(|own| own.policy.to_compact_json())
            .collect();
        let has_allow = policies
            .flat_map(|own| &own.policy.statements)
            .any(|statement| statement.effect == crate::policy::Effect::Allow);
        if !has_allow {
            texts.insert(0, FULL.to_owned());
        }
        list.push(serde_json::json!({"ServiceControlPolicyInputList": texts}));
    }
    list.push(serde_json::json!({"ServiceControlPolicyInputList": [FULL]}));
    let request = &witness.request;
    let mut words = vec![
        "aws iam simulate-custom-policy".to_owned(),
        format!("--policy-input-list {}", shell_word(FULL)),
        format!(
            "--ordered-organization-policy-input-list {}",
            shell_word(&serde_json::Value::Array(list).to_string())
        ),
        format!("--action-names {}", shell_word(&request.action)),
    ];
    if request.resource != "*" {
        words.push(format!("--resource-arns {}", shell_word(&request.resource)));
    }
    let entries: Vec<serde_json::Value> = request
        .context()
        .map(|(key, found)| {
            let many = matches!(found, Found::Many(_));
            serde_json::json!({
                "ContextKeyName": key,
                "ContextKeyType": if many { "stringList" } else { "string" },
                "ContextKeyValues": found.values().collect::<Vec<_>>(),
            })
        })
        .collect();
    if !entries.is_empty() {
        let entries = serde_json::Value::Array(entries).to_string();
        words.push(format!("--context-entries {}", shell_word(&entries)));
    }
    words.join(" ")
}
