//! What cannot be compared exactly, and how it takes part if it is assumed to answer freely.

use std::collections::BTreeMap;

use fixedbitset::FixedBitSet;

use super::element::{action_refusal, resource_refusal};
use super::key::Asked;
use super::refused::{Refused, Why};
use super::space::Given;

/// The parts of statements that cannot be compared.
#[derive(Default)]
pub(super) struct Opaque {
    refused: Vec<Refused>,
    /// By their spelling, so that the same part in several statements answers the same: its name, and the statements that have it.
    by_text: BTreeMap<String, (String, Vec<usize>)>,
}

/// The elements that cannot be compared, by statement.
pub(super) struct Elements {
    pub(super) actions: FixedBitSet,
    pub(super) resources: FixedBitSet,
}

impl Opaque {
    /// Puts aside the elements that cannot be compared.
    pub(super) fn refuse_elements(&mut self, given: &[Given<'_>]) -> Elements {
        let mut elements = Elements {
            actions: FixedBitSet::with_capacity(given.len()),
            resources: FixedBitSet::with_capacity(given.len()),
        };
        for (number, own) in given.iter().enumerate() {
            let Given { statement, version } = *own;
            let action = action_refusal(&statement.action);
            if let Some(why) = action {
                elements.actions.insert(number);
                let spelled = format!("Action {:?} {version:?}", statement.action);
                self.refuse(number, "Action".to_owned(), spelled, why);
            }
            let resource = resource_refusal(&statement.resource, version);
            if let Some(why) = resource {
                elements.resources.insert(number);
                let spelled = format!("Resource {:?} {version:?}", statement.resource);
                self.refuse(number, "Resource".to_owned(), spelled, why);
            }
        }
        elements
    }

    /// Puts aside a condition.
    pub(super) fn refuse_condition(&mut self, own: &Asked<'_>, why: Why) {
        let condition = own.condition;
        let part = format!("{} {}", condition.operator, condition.key);
        let spelled = format!("{part} {:?} {:?}", condition.values, own.version);
        self.refuse(own.statement, part, spelled, why);
    }

    fn refuse(&mut self, statement: usize, part: String, spelled: String, why: Why) {
        let entry = self.by_text.entry(spelled);
        let (_, statements) = entry.or_insert_with(|| (part.clone(), Vec::new()));
        statements.push(statement);
        self.refused.push(Refused {
            statement,
            part,
            why,
        });
    }

    /// What was put aside, and each part with the statements that have it.
    pub(super) fn into_parts(self) -> (Vec<Refused>, impl Iterator<Item = (String, Vec<usize>)>) {
        (self.refused, self.by_text.into_values())
    }
}
