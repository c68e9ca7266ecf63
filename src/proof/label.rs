//! Classes that no request reaches as far as AWS's pages say: they stay in a comparison, and say what they need.

use crate::bedrock::{INFERENCE_ACTIONS, Settled, UNSPECIFIED};
use crate::policy::compare::{Axis, Change, Dimension, Value, Word};

/// What would have to be so for any request of a change to be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label {
    /// `unspecified` on an action that is no inference: A5 says that only cross-Region inference sends it.
    UnspecifiedElsewhere,
    /// The same for a part of the change: actions besides inference.
    UnspecifiedBesides,
    /// The inference profile of a call, or its prompt router, on an action that is no inference.
    CallKeyElsewhere,
    /// A1: the profile of a call on the authorization of the profile itself.
    KeyOnProfile,
    /// A3: profile and prompt router of a call at once.
    KeyBehindRouter,
    /// A request without a Region.
    NoRegion,
    /// A request without a principal.
    NoPrincipal,
}

impl Label {
    /// The field of the spec's `worlds` that can say that there is no such request: by `absent`.
    pub fn field(self) -> Option<&'static str> {
        let [(on_profile, _), _, (behind_router, _)] = Settled::WORDS;
        match self {
            Self::KeyOnProfile => Some(on_profile),
            Self::KeyBehindRouter => Some(behind_router),
            _ => None,
        }
    }

    /// The assumption's name, and what it says.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::UnspecifiedElsewhere => {
                "harmless as far as A5 holds: only cross-Region inference sends `unspecified`"
            }
            Self::UnspecifiedBesides => {
                "for actions besides inference harmless as far as A5 holds: only cross-Region inference sends `unspecified`"
            }
            Self::CallKeyElsewhere => {
                "no request is known: only the two inference actions have the key of a call"
            }
            Self::KeyOnProfile => {
                "needs A1: `bedrock:InferenceProfileArn` present on the profile's own authorization"
            }
            Self::KeyBehindRouter => {
                "needs A3: `bedrock:InferenceProfileArn` and `bedrock:PromptRouterArn` on one authorization"
            }
            Self::NoRegion => "no request is known: those to a Region have `aws:RequestedRegion`",
            Self::NoPrincipal => "no request is known: all have `aws:PrincipalArn`",
        }
    }
}

/// Does a change open `unspecified`, and not every other Region as well, to an action that is no inference? Then what it opens is harmless only as far as A5 holds.
pub(super) fn rests_on_a5(dimensions: &[Dimension], change: &Change) -> bool {
    let sides = dimensions.iter().zip(&change.rectangle.atoms);
    let has = |axis: &Axis, holds: &dyn Fn(&Value) -> bool| {
        let own = sides.clone().find(|(own, _)| own.axis.is(axis));
        own.is_some_and(|(own, atoms)| {
            atoms
                .ones()
                .any(|atom| own.values.get(atom).is_some_and(holds))
        })
    };
    let region = Axis::Key("aws:RequestedRegion".to_owned());
    let partial = sides
        .clone()
        .any(|(own, atoms)| own.axis.is(&region) && atoms.count_zeroes(..) > 0);
    change.opens
        && partial
        && has(&region, &|value| {
            *value == Value::One(UNSPECIFIED.to_owned())
        })
        && has(&Axis::Action, &|value| !is_inference(value))
}

fn is_inference(value: &Value) -> bool {
    match value {
        Value::One(action) => INFERENCE_ACTIONS
            .iter()
            .any(|own| own.eq_ignore_ascii_case(action)),
        _ => false,
    }
}

/// A pattern that matches ARNs of inference profiles only, system-defined or of applications.
fn is_of_profiles(word: &Word) -> bool {
    let mut parts = word.text.splitn(6, ':');
    let service = parts.nth(2);
    let resource = parts.nth(2).and_then(|resource| resource.split_once('/'));
    service == Some("bedrock")
        && resource.is_some_and(|(kind, _)| {
            ["inference-profile", "application-inference-profile"].contains(&kind)
        })
}

/// Is every resource of a rectangle that of an inference profile, whatever stands for its atoms?
fn on_profiles(dimensions: &[Dimension], change: &Change) -> bool {
    let mut sides = dimensions.iter().zip(&change.rectangle.atoms);
    let resources = sides.find(|(own, _)| own.axis == Axis::Resource);
    resources.is_some_and(|(own, atoms)| {
        let profiles = own.words.iter().filter(|word| is_of_profiles(word));
        let is_one = |atom| profiles.clone().any(|word| word.extent.contains(atom));
        atoms.ones().all(is_one)
    })
}

/// What all of a rectangle needs. One that holds for a part of it only is no label: the rest may be sent.
pub(super) fn labels(dimensions: &[Dimension], change: &Change) -> Vec<Label> {
    let rectangle = &change.rectangle;
    let every = |axis: &Axis, holds: &dyn Fn(&Value) -> bool| {
        dimensions
            .iter()
            .zip(&rectangle.atoms)
            .find(|(own, _)| own.axis.is(axis))
            .is_some_and(|(own, atoms)| {
                atoms
                    .ones()
                    .all(|atom| own.values.get(atom).is_some_and(holds))
            })
    };
    let key = |name: &str| Axis::Key(name.to_owned());
    let inference = every(&Axis::Action, &is_inference);
    let elsewhere = every(&Axis::Action, &|value| !is_inference(value));
    let absent = |value: &Value| *value == Value::Absent;
    let present = |value: &Value| *value != Value::Absent;
    let unspecified = |value: &Value| *value == Value::One(UNSPECIFIED.to_owned());
    let mut labels = Vec::new();
    if elsewhere && every(&key("aws:RequestedRegion"), &unspecified) {
        labels.push(Label::UnspecifiedElsewhere);
    } else if every(&key("aws:RequestedRegion"), &unspecified) && rests_on_a5(dimensions, change) {
        labels.push(Label::UnspecifiedBesides);
    }
    let of_call = ["bedrock:InferenceProfileArn", "bedrock:PromptRouterArn"];
    if elsewhere && of_call.iter().any(|name| every(&key(name), &present)) {
        labels.push(Label::CallKeyElsewhere);
    }
    let has_profile = every(&key("bedrock:InferenceProfileArn"), &present);
    if inference && has_profile && on_profiles(dimensions, change) {
        labels.push(Label::KeyOnProfile);
    }
    if inference && has_profile && every(&key("bedrock:PromptRouterArn"), &present) {
        labels.push(Label::KeyBehindRouter);
    }
    if every(&key("aws:RequestedRegion"), &absent) {
        labels.push(Label::NoRegion);
    }
    if every(&key("aws:PrincipalArn"), &absent) {
        labels.push(Label::NoPrincipal);
    }
    labels
}
