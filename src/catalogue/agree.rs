//! Whether answers that are imported together are of one organization, of one partition, and say the same.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::Diagnostic;

use super::answer::{Answer, Listed};
use super::import::Base;
use super::rules::{answers_disagree, other_account, profile_does_not_fit};

/// Answers of two accounts may be of two organizations, which are offered different profiles.
pub(super) fn one_organization<'a>(
    listed: impl Iterator<Item = &'a Listed>,
    base: Base<'_>,
    found: &mut Vec<Diagnostic>,
) {
    let mut first: Option<&Listed> = None;
    let mut told: BTreeSet<&str> = BTreeSet::new();
    for own in listed {
        let account = own.account.as_str();
        if let Some((known, name)) = base.accounts {
            if !known.contains(account) && told.insert(account) {
                found.push(
                    other_account::not_of(account, name).at(own.place.clone(), "this account"),
                );
            }
            continue;
        }
        let merged = base
            .catalogue
            .accounts
            .first()
            .filter(|_| !base.catalogue.accounts.contains(&own.account));
        if let Some(merged) = merged
            && told.insert(account)
        {
            found
                .push(other_account::merged(account, merged).at(own.place.clone(), "this account"));
        } else if let Some(first) = first.filter(|first| first.account != own.account)
            && told.insert(account)
        {
            found.push(
                other_account::two(account, &first.account)
                    .at(own.place.clone(), "this account")
                    .at(first.place.clone(), "the other one"),
            );
        }
        first = first.or(Some(own));
    }
}

pub(super) fn one_partition<'a>(
    mut listed: impl Iterator<Item = &'a Listed>,
    found: &mut Vec<Diagnostic>,
) {
    let Some(first) = listed.next() else { return };
    if let Some(other) = listed.find(|own| own.partition != first.partition) {
        let why = format!(
            "the answers are of two partitions, `{}` and `{}`; import each by itself",
            first.partition, other.partition
        );
        found.push(
            profile_does_not_fit::finding(other.place.clone(), &why)
                .at(first.place.clone(), "the other one"),
        );
    }
}

/// Two answers about one profile in one source Region that say different things; and lists of one source Region, one of which lacks a profile.
pub(super) fn disagreements(answers: &[Answer], found: &mut Vec<Diagnostic>) {
    let mut known: BTreeMap<(&str, &str), &Listed> = BTreeMap::new();
    for own in answers
        .iter()
        .flat_map(|own| &own.listed)
        .filter(|own| !own.is_application)
    {
        let first = *known.entry((&own.source, &own.id)).or_insert(own);
        if first.destinations() != own.destinations() {
            found.push(answers_disagree::routes(
                &own.id,
                &own.source,
                &first.place,
                &own.place,
            ));
        }
    }
    for (source, id) in known.keys() {
        let lists = answers.iter().filter(|own| own.is_list).filter(|own| {
            let mut listed = own.listed.iter();
            listed.any(|own| !own.is_application && own.source == *source)
        });
        let (with, without): (Vec<&Answer>, Vec<&Answer>) = lists.partition(|own| {
            own.listed
                .iter()
                .any(|own| own.source == *source && own.id == *id)
        });
        if let (Some(with), Some(without)) = (with.first(), without.first()) {
            let has = with
                .listed
                .iter()
                .find(|own| own.id == *id && own.source == *source);
            let lacks = without.listed.first();
            if let (Some(has), Some(lacks)) = (has, lacks) {
                found.push(answers_disagree::lists(
                    id,
                    source,
                    &has.place,
                    &lacks.place,
                ));
                // One is enough: lists of different days differ in many.
                return;
            }
        }
    }
}
