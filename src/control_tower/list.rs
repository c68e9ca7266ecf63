use std::collections::BTreeSet;
use std::fmt;

use crate::policy::glob;

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

impl fmt::Display for Comparison {
    /// What to say of the list in a clause: `equals AWS's list docs-current`, …
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Newest { label } => write!(f, "equals AWS's newest list ({label})"),
            Self::Stale {
                label,
                date,
                missing,
            } => {
                write!(
                    f,
                    "equals AWS's list {label} of {date}; the newest has {} entries more",
                    missing.len()
                )
            }
            Self::Edited {
                nearest,
                added,
                missing,
            } => write!(
                f,
                "equals none of AWS's lists; against {nearest}: {} added, {} missing",
                added.len(),
                missing.len()
            ),
        }
    }
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

/// The entries of the newest list that a list has not, by name or by a pattern.
pub fn missing_today(not_action: &[String]) -> Vec<String> {
    let own: Vec<String> = not_action
        .iter()
        .map(|entry| entry.to_ascii_lowercase())
        .collect();
    let has = |entry: &String| {
        let entry = entry.to_ascii_lowercase();
        own.iter().any(|pattern| glob::matches(pattern, &entry))
    };
    let newest = LISTS.last().map_or(&[][..], |list| &list.not_action);
    newest.iter().filter(|entry| !has(entry)).cloned().collect()
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

#[cfg(test)]
mod tests {
    use super::super::builtin::LISTS;
    use super::{Comparison, compare};

    #[test]
    fn each_dated_list_is_recognized_in_any_order_and_case() {
        for (index, list) in LISTS.iter().enumerate() {
            let mut entries: Vec<String> =
                list.not_action.iter().map(|e| e.to_uppercase()).collect();
            entries.reverse();
            entries.push(entries[0].clone());
            match compare(&entries) {
                Comparison::Newest { label } => {
                    assert_eq!((label, index), (list.label, LISTS.len() - 1));
                }
                Comparison::Stale { label, missing, .. } => {
                    assert_eq!(label, list.label);
                    assert!(!missing.is_empty());
                }
                Comparison::Edited { .. } => panic!("{}", list.label),
            }
        }
    }

    #[test]
    fn an_edit_is_told_by_what_was_added_and_what_is_missing() {
        let mut entries = LISTS[4].not_action.clone();
        entries.retain(|entry| entry != "iam:*");
        entries.push("lambda:*".to_owned());
        let expected = Comparison::Edited {
            nearest: "docs-current",
            added: vec!["lambda:*".to_owned()],
            missing: vec!["iam:*".to_owned()],
        };
        assert_eq!(compare(&entries), expected);
    }
}
