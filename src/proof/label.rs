//! Classes that no request reaches as far as AWS's pages say: they stay in a comparison, and say what they need.

use crate::bedrock::{INFERENCE_ACTIONS, UNSPECIFIED};
use crate::policy::compare::{Axis, Change, Dimension, Value};

/// What would have to be so for any request of a change to be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label {
    /// `unspecified` on an action that is no inference: A5 says that only cross-Region inference sends it.
    UnspecifiedElsewhere,
    /// The same for a part of the change: actions besides inference.
    UnspecifiedBesides,
    /// The inference profile of a call, or its prompt router, on an action that is no inference.
    CallKeyElsewhere,
    /// A request without a Region.
    NoRegion,
    /// A request without a principal.
    NoPrincipal,
}

impl Label {
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
    let elsewhere = every(&Axis::Action, &|value| !is_inference(value));
    let absent = |value: &Value| *value == Value::Absent;
    let present = |value: &Value| *value != Value::Absent;
    let unspecified = |value: &Value| *value == Value::One(UNSPECIFIED.to_owned());
    let mut labels = Vec::new();
    if elsewhere && every(&key("aws:RequestedRegion"), &unspecified) {
        labels.push(Label::UnspecifiedElsewhere);
    } else if rests_on_a5(dimensions, change) {
        labels.push(Label::UnspecifiedBesides);
    }
    let of_call = ["bedrock:InferenceProfileArn", "bedrock:PromptRouterArn"];
    if elsewhere && of_call.iter().any(|name| every(&key(name), &present)) {
        labels.push(Label::CallKeyElsewhere);
    }
    if every(&key("aws:RequestedRegion"), &absent) {
        labels.push(Label::NoRegion);
    }
    if every(&key("aws:PrincipalArn"), &absent) {
        labels.push(Label::NoPrincipal);
    }
    labels
}
