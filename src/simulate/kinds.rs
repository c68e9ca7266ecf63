//! Which ids of models and inference profiles some policies can tell apart.

use std::collections::BTreeSet;

use crate::policy::{Levels, glob};

/// What some policies look at in the id at the end of an ARN.
#[derive(Debug, Clone)]
pub(super) struct Kinds {
    /// The parts of patterns that are held against an id; `None`: a pattern is of another shape, so every id counts as one of its own.
    tails: Option<Vec<String>>,
}

/// Ids of the same kind are matched by the same patterns, whatever stands before them in an ARN.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Matched(Vec<bool>),
    Itself(String),
}

impl Kinds {
    /// What the policies on some paths look at.
    ///
    /// An ARN of a model or an inference profile has one `/`, before its id. So a pattern with one `/` matches iff its two halves match those of the ARN, and one with more never does.
    /// One without may see anything, unless it is `*`.
    pub(super) fn of<'l>(paths: impl IntoIterator<Item = &'l Levels>) -> Self {
        let mut patterns: BTreeSet<&str> = BTreeSet::new();
        for level in paths.into_iter().flat_map(Levels::levels) {
            let statements = level.attached.iter().flat_map(|own| &own.policy.statements);
            for statement in statements {
                patterns.extend(statement.resource.patterns().iter().map(String::as_str));
                // Other keys hold nothing of a model or a profile, and whether the key is there is the same for all calls of a way.
                let of_profile = statement.conditions.iter().filter(|condition| {
                    let key = &condition.key;
                    key.eq_ignore_ascii_case("bedrock:InferenceProfileArn")
                        && condition.operator != "Null"
                });
                patterns.extend(
                    of_profile.flat_map(|condition| condition.values.iter().map(String::as_str)),
                );
            }
        }
        let mut tails = BTreeSet::new();
        for pattern in patterns {
            let mut halves = pattern.split('/');
            match (halves.next(), halves.next(), halves.next()) {
                (_, Some(_), _) if pattern.contains("${") => return Self { tails: None },
                (_, Some("*"), None) | (_, Some(_), Some(_)) => {}
                (_, Some(tail), None) => {
                    tails.insert(tail.to_owned());
                    // There are operators that ignore case.
                    tails.insert(tail.to_lowercase());
                }
                _ if pattern == "*" => {}
                _ => return Self { tails: None },
            }
        }
        Self {
            tails: Some(tails.into_iter().collect()),
        }
    }

    /// The kind of a profile with the model behind it, or of a model.
    pub(super) fn kind(&self, ids: &[&str]) -> Kind {
        let Some(tails) = &self.tails else {
            return Kind::Itself(ids.concat());
        };
        let mut matched = Vec::with_capacity(tails.len() * ids.len());
        for tail in tails {
            matched.extend(ids.iter().map(|id| glob::matches(tail, id)));
        }
        Kind::Matched(matched)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::Kinds;
    use crate::diagnostic::Source;
    use crate::policy::{Attached, Document, Level, Levels};

    fn kinds(pattern: &str) -> Kinds {
        let text = format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Deny","Action":"*","Resource":"*","Condition":{{"ArnLike":{{"bedrock:InferenceProfileArn":"{pattern}"}}}}}}]}}"#
        );
        let policy = Document::read(&Source::new("p.json", text)).unwrap().policy;
        let attached = vec![Attached::from_policy("p", Arc::clone(&policy))];
        let level = Level {
            name: "Root".to_owned(),
            attached,
        };
        Kinds::of([&Levels::new(vec![level]).unwrap()])
    }

    #[test]
    fn ids_differ_if_a_pattern_tells_them_apart() {
        let kinds = kinds("arn:aws:bedrock:*:*:inference-profile/us.acme.*");
        assert_eq!(kinds.kind(&["us.acme.a"]), kinds.kind(&["us.acme.b"]));
        assert_ne!(kinds.kind(&["us.acme.a"]), kinds.kind(&["eu.acme.a"]));
    }

    #[test]
    fn a_pattern_that_may_see_anything_makes_every_id_one_of_its_own() {
        let kinds = kinds("*sonnet*");
        assert_ne!(kinds.kind(&["us.acme.a"]), kinds.kind(&["us.acme.b"]));
    }
}
