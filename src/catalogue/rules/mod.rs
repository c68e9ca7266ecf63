//! Findings about catalogues of inference profiles, the answers that they are made from, and what was accepted of them.

pub mod acceptance_lost;
pub mod accepted_gone;
pub mod accepted_shape;
pub mod accounts_not_checked;
pub mod accounts_not_known;
pub mod answer_empty;
pub mod answer_older;
pub mod answer_shape;
pub mod answer_truncated;
pub mod answers_disagree;
pub mod catalogue_old;
pub mod catalogue_shape;
pub mod day_to_come;
pub mod destination_not_accepted;
pub mod import_region;
pub mod list_cut;
pub mod nothing_accepted;
pub mod nothing_listed;
pub mod nothing_to_import;
pub mod other_account;
pub mod profile_does_not_fit;
pub mod profile_not_accepted;
pub mod source_not_asked;
pub mod unknown_family;

use crate::diagnostic::Rule;

/// The rules of this room, by code.
pub static ALL: &[&Rule] = &[
    &catalogue_shape::RULE,
    &answer_shape::RULE,
    &answer_truncated::RULE,
    &answers_disagree::RULE,
    &other_account::RULE,
    &profile_does_not_fit::RULE,
    &answer_empty::RULE,
    &answer_older::RULE,
    &import_region::RULE,
    &destination_not_accepted::RULE,
    &accepted_gone::RULE,
    &profile_not_accepted::RULE,
    &accepted_shape::RULE,
    &catalogue_old::RULE,
    &nothing_listed::RULE,
    &unknown_family::RULE,
    &acceptance_lost::RULE,
    &nothing_accepted::RULE,
    &source_not_asked::RULE,
    &accounts_not_known::RULE,
    &accounts_not_checked::RULE,
    &nothing_to_import::RULE,
    &list_cut::RULE,
    &day_to_come::RULE,
];
