use std::collections::BTreeSet;

use crate::policy::compare::{Axis, Difference, Dimension, Verdict, WordKind};
use crate::policy::{Effect, Policy, Scope, Statement, glob};

/// What a change reaches, as far as it tells which policies that stay can have a say in it.
///
/// A deny that is on both sides and matches no request of a change leaves the change as it is; and it makes none, since it denies the same on both sides. What allows
/// always has a say: without it a level would seem to allow everything.
#[derive(Debug)]
pub(super) enum Touched {
    /// Nothing: both sides deny the same, whatever else is denied.
    Nothing,
    /// These actions: each of one of the lists, matched by all of its patterns, in lower case.
    Actions(BTreeSet<Vec<String>>),
    /// It cannot be told by actions.
    Anything,
}

impl Touched {
    /// What is decided otherwise.
    pub(super) fn by(difference: &Difference) -> Self {
        if difference.verdict() == Verdict::Equal {
            return Self::Nothing;
        }
        let dimensions = difference.space.dimensions();
        let at = dimensions.iter().position(|own| own.axis == Axis::Action);
        let Some((at, own)) = at.and_then(|at| Some((at, dimensions.get(at)?))) else {
            return Self::Anything;
        };
        if !difference.whole {
            return Self::Anything;
        }
        let mut actions = BTreeSet::new();
        for change in &difference.changes {
            let Some(atoms) = change.rectangle.atoms.get(at) else {
                return Self::Anything;
            };
            actions.extend(atoms.ones().map(|atom| patterns(own, atom)));
        }
        Self::Actions(actions)
    }

    /// Can a policy that is on both sides have a say?
    pub(super) fn concerns(&self, policy: &Policy) -> bool {
        policy.statements.iter().any(|own| self.concerns_one(own))
    }

    fn concerns_one(&self, statement: &Statement) -> bool {
        match (statement.effect, self) {
            (Effect::Allow, _) | (_, Self::Anything) => true,
            (Effect::Deny, Self::Nothing) => false,
            (Effect::Deny, Self::Actions(actions)) => {
                let is_met = |patterns: &Vec<String>| may_match(&statement.action, patterns);
                actions.iter().any(is_met)
            }
        }
    }
}

/// The patterns that all actions of an atom match, in lower case; none: nothing is known of them.
fn patterns(actions: &Dimension, atom: usize) -> Vec<String> {
    let is_glob = |kind: &WordKind| {
        matches!(
            kind,
            WordKind::Like | WordKind::Equal | WordKind::EqualIgnoringCase
        )
    };
    let words = actions.words.iter();
    let within = words.filter(|word| is_glob(&word.kind) && word.extent.contains(atom));
    let mut patterns: Vec<String> = within.map(|word| word.text.to_ascii_lowercase()).collect();
    patterns.sort_unstable();
    patterns.dedup();
    patterns
}

/// Can an action that all of some patterns match be one that a statement names?
fn may_match(named: &Scope, patterns: &[String]) -> bool {
    let lower = |list: &[String]| -> Vec<String> {
        let list = list.iter();
        list.map(|pattern| pattern.to_ascii_lowercase()).collect()
    };
    match named {
        Scope::Only(list) => lower(list)
            .iter()
            .any(|own| patterns.iter().all(|pattern| glob::meet(own, pattern))),
        // If one of the patterns has only actions that the list leaves out, none of them is named.
        Scope::Except(list) => {
            let left_out = lower(list);
            let is_within = |pattern: &String| glob::uncovered(pattern, &left_out) == Ok(None);
            !patterns.iter().any(is_within)
        }
    }
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
            (
                deny(r#""NotAction":["ec2:*","BEDROCK:*"]"#, ""),
                [true, false, true, false],
            ),
            (
                deny(r#""Action":"bedrock:Get*""#, ""),
                [true, true, false, false],
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
