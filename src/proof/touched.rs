use std::collections::BTreeSet;

use crate::policy::compare::{Axis, Difference, Dimension, Verdict, WordKind};
use crate::policy::{Effect, Policy, Scope, Statement};

/// What a change reaches, as far as it tells which policies that stay can have a say in it.
///
/// A deny that is on both sides and matches no request of a change leaves the change as it is; and it makes none, since it denies the same on both sides. What allows
/// always has a say: without it a level would seem to allow everything.
#[derive(Debug)]
pub(super) enum Touched {
    /// Nothing: both sides deny the same, whatever else is denied.
    Nothing,
    /// Actions of these services, in lower case.
    Services(BTreeSet<String>),
    /// It cannot be told by services.
    Anything,
}

impl Touched {
    /// What is decided otherwise.
    pub(super) fn by(difference: &Difference) -> Self {
        if difference.verdict() == Verdict::Equal {
            return Self::Nothing;
        }
        let dimensions = difference.space.dimensions();
        let Some(at) = dimensions.iter().position(|own| own.axis == Axis::Action) else {
            return Self::Anything;
        };
        if !difference.whole {
            return Self::Anything;
        }
        let mut services = BTreeSet::new();
        for change in &difference.changes {
            let (Some(own), Some(atoms)) = (dimensions.get(at), change.rectangle.atoms.get(at))
            else {
                return Self::Anything;
            };
            for atom in atoms.ones() {
                match service_of_atom(own, atom) {
                    Some(service) => services.insert(service),
                    None => return Self::Anything,
                };
            }
        }
        Self::Services(services)
    }

    /// Can a policy that is on both sides have a say?
    pub(super) fn concerns(&self, policy: &Policy) -> bool {
        policy.statements.iter().any(|own| self.concerns_one(own))
    }

    fn concerns_one(&self, statement: &Statement) -> bool {
        match (statement.effect, self, &statement.action) {
            // Where one level allows less than another, what is allowed cannot be told apart from what is denied.
            (Effect::Allow, _, _) | (_, Self::Anything, _) => true,
            (Effect::Deny, Self::Nothing, _) => false,
            (Effect::Deny, Self::Services(services), Scope::Only(patterns)) => patterns
                .iter()
                .any(|pattern| service(pattern).is_none_or(|own| services.contains(&own))),
            (Effect::Deny, Self::Services(_), Scope::Except(_)) => true,
        }
    }
}

/// The service that all actions of an atom belong to, if a pattern that it is within says so.
fn service_of_atom(actions: &Dimension, atom: usize) -> Option<String> {
    let within = actions.words.iter().filter(|word| {
        let is_pattern = matches!(
            word.kind,
            WordKind::Like | WordKind::Equal | WordKind::EqualIgnoringCase
        );
        is_pattern && word.extent.contains(atom)
    });
    within.into_iter().find_map(|word| service(&word.text))
}

/// The service of all actions that match a pattern; `None`: they may be of several.
fn service(pattern: &str) -> Option<String> {
    let (service, _) = pattern.split_once(':')?;
    let is_one = !service.contains(['*', '?']);
    is_one.then(|| service.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::Touched;
    use crate::bedrock::{Catalogue, probes};
    use crate::diagnostic::Source;
    use crate::policy::{Attached, Document, Level, Levels, Policy};
    use crate::proof::Effect;

    fn policy(statements: &str) -> Policy {
        let text = format!(r#"{{"Version":"2012-10-17","Statement":[{statements}]}}"#);
        let document = Document::read(&Source::new("p", text)).unwrap();
        (*document.policy).clone()
    }

    fn deny(scope: &str, more: &str) -> String {
        format!(r#"{{"Effect":"Deny",{scope},"Resource":"*"{more}}}"#)
    }

    fn levels(policies: &[&Policy]) -> Levels {
        let attached = policies
            .iter()
            .map(|own| Attached::from_policy("p", Arc::new((*own).clone())));
        Levels::new(vec![Level {
            name: "Root".to_owned(),
            attached: attached.collect(),
        }])
        .unwrap()
    }

    /// What a policy that has no say leaves as it is: verdict, changes and the requests that show them.
    #[test]
    fn what_has_no_say_changes_nothing() {
        let probes = probes(Catalogue::builtin());
        let unspecified = r#","Condition":{"StringEquals":{"aws:RequestedRegion":"unspecified"}}"#;
        let sides = [
            (
                deny(r#""Action":"s3:*""#, ""),
                deny(r#""Action":"s3:*""#, ""),
            ),
            (
                deny(r#""Action":"s3:*""#, ""),
                deny(r#""Action":["S3:*","Bedrock:Invoke*"]"#, unspecified),
            ),
            (
                deny(r#""NotAction":"iam:*""#, unspecified),
                deny(r#""NotAction":["iam:*","bedrock:*"]"#, unspecified),
            ),
            (
                deny(r#""NotAction":"iam:*""#, ""),
                deny(r#""NotAction":"iam:*""#, unspecified),
            ),
        ];
        let others = [
            (
                deny(r#""Action":"ec2:RunInstances""#, ""),
                [true, true, true, false],
            ),
            (
                deny(r#""Action":["ec2:*","cloudtrail:Stop*"]"#, unspecified),
                [true, true, true, false],
            ),
            (
                deny(r#""Action":"bedrock:InvokeModel""#, ""),
                [true, false, false, false],
            ),
            (
                deny(r#""Action":"BEDROCK:*""#, ""),
                [true, false, false, false],
            ),
            (
                deny(r#""Action":"s3:PutObject""#, ""),
                [true, false, true, false],
            ),
            (
                deny(r#""Action":"*""#, unspecified),
                [true, false, false, false],
            ),
            (
                deny(r#""Action":"b*:Invoke*""#, ""),
                [true, false, false, false],
            ),
            (
                deny(r#""NotAction":"ec2:*""#, ""),
                [true, false, false, false],
            ),
        ];
        for (at, (before, after)) in sides.iter().enumerate() {
            let (before, after) = (policy(before), policy(after));
            let (old, new) = (levels(&[&before]), levels(&[&after]));
            let alone = Effect::of(&old, &new, &probes, false).unwrap();
            let touched = Touched::by(&alone.difference);
            for (name, has_no_say) in &others {
                let other = policy(name);
                assert_eq!(
                    !touched.concerns(&other),
                    has_no_say[at],
                    "{at} {touched:?}"
                );
                // Such a pattern cannot be compared; left out, it hinders nothing.
                if !has_no_say[at] || name.contains("b*:") {
                    continue;
                }
                let (old, new) = (levels(&[&before, &other]), levels(&[&after, &other]));
                let both = Effect::of(&old, &new, &probes, false).unwrap();
                assert_eq!(alone.difference.verdict(), both.difference.verdict());
                let opens = |effect: &Effect<'_>| -> Vec<bool> {
                    effect
                        .difference
                        .changes
                        .iter()
                        .map(|own| own.opens)
                        .collect()
                };
                assert_eq!(opens(&alone), opens(&both));
                for (own, whole) in alone.witnesses.iter().zip(&both.witnesses) {
                    assert_eq!(own.request.action, whole.request.action);
                    assert_eq!(own.request.resource, whole.request.resource);
                }
            }
        }
    }
}
