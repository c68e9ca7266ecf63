use std::collections::BTreeSet;

use super::builtin::{DatedList, LISTS};

/// How a `NotAction` list stands to the dated lists of AWS.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Comparison {
    /// It is the newest list.
    Newest {
        /// The list's label.
        label: &'static str,
    },
    /// It is an older list.
    Stale {
        /// The list's label.
        label: &'static str,
        /// The day of that list.
        date: &'static str,
        /// What the newest list has beyond it.
        missing: Vec<String>,
    },
    /// It is none of them.
    Edited {
        /// The list with the fewest differences.
        nearest: &'static str,
        /// Entries that the nearest list does not have.
        added: Vec<String>,
        /// Entries of the nearest list that are not there.
        missing: Vec<String>,
    },
}

/// Compares a `NotAction` list with the dated ones. Order, repetition and case do not matter.
pub fn compare(not_action: &[String]) -> Comparison {
    let own = fold(not_action);
    let newest = LISTS.last();
    let distance = |list: &&DatedList| {
        let other = fold(&list.not_action);
        own.symmetric_difference(&other).count()
    };
    // On a tie the newer list is the likelier origin.
    let Some(nearest) = LISTS.iter().rev().min_by_key(distance) else {
        return Comparison::Newest { label: "" };
    };
    let missing = |list: &DatedList| -> Vec<String> { without(&list.not_action, &own) };
    if distance(&nearest) > 0 {
        return Comparison::Edited {
            nearest: nearest.label,
            added: without(not_action, &fold(&nearest.not_action)),
            missing: missing(nearest),
        };
    }
    match newest {
        Some(newest) if newest.label != nearest.label => Comparison::Stale {
            label: nearest.label,
            date: nearest.date,
            missing: missing(newest),
        },
        _ => Comparison::Newest {
            label: nearest.label,
        },
    }
}

fn fold(list: &[String]) -> BTreeSet<String> {
    list.iter()
        .map(|entry| entry.to_ascii_lowercase())
        .collect()
}

fn without(list: &[String], other: &BTreeSet<String>) -> Vec<String> {
    list.iter()
        .filter(|entry| !other.contains(&entry.to_ascii_lowercase()))
        .cloned()
        .collect()
}
