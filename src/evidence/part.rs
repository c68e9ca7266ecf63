//! Which rows a query is to find: all, or a part of them where all is too long for the service.

use std::collections::BTreeSet;

use super::Question;
use super::expression::quoted;

/// Rows by scope, by account and by target. The parts of a split have no row in common, and miss none.
#[derive(Debug, Clone)]
pub(super) struct Part {
    /// Scopes that name their accounts, by position.
    pub(super) listed: BTreeSet<usize>,
    /// The accounts that no scope names as well.
    pub(super) rest: bool,
    pub(super) accounts: Range,
    /// By the id behind the target.
    pub(super) targets: Range,
    /// By the target itself.
    pub(super) names: Range,
}

/// Texts from one up to, and without, another, in the order of their bytes.
#[derive(Debug, Clone, Default)]
pub(super) struct Range {
    from: Option<String>,
    below: Option<String>,
}

/// By what a part is split.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Axis {
    Scopes,
    Accounts,
    Targets,
    Names,
}

impl Axis {
    pub(super) const ALL: [Self; 4] = [Self::Targets, Self::Names, Self::Accounts, Self::Scopes];
}

impl Range {
    pub(super) fn has(&self, text: &str) -> bool {
        self.from.as_ref().is_none_or(|from| text >= from.as_str())
            && self
                .below
                .as_ref()
                .is_none_or(|below| text < below.as_str())
    }

    /// The range as a condition on what is no null.
    pub(super) fn condition(&self, column: &str) -> Option<String> {
        let bound = |sign: &str, text: &Option<String>| {
            let text = text.as_ref()?;
            Some(format!("{column} {sign} {}", quoted(text)))
        };
        let bounds = [bound(">=", &self.from), bound("<", &self.below)];
        let bounds: Vec<String> = bounds.into_iter().flatten().collect();
        (!bounds.is_empty()).then(|| bounds.join(" AND "))
    }

    fn halves(&self, at: &str) -> [Self; 2] {
        let [mut low, mut high] = [self.clone(), self.clone()];
        low.below = Some(at.to_owned());
        high.from = Some(at.to_owned());
        [low, high]
    }
}

impl Part {
    /// All rows.
    pub(super) fn whole(question: &Question<'_>) -> Self {
        let listed = |at: &usize| {
            let scope = question.scopes.get(*at);
            scope.is_some_and(|scope| !scope.accounts.is_empty())
        };
        Self {
            listed: (0..question.scopes.len()).filter(listed).collect(),
            rest: true,
            accounts: Range::default(),
            targets: Range::default(),
            names: Range::default(),
        }
    }

    /// The scope of the accounts that none names.
    pub(super) fn scope_of_rest(&self, question: &Question<'_>) -> Option<usize> {
        let is_any = |scope: &super::Scope<'_>| scope.accounts.is_empty();
        let at = question.scopes.iter().position(is_any);
        at.filter(|_| self.rest)
    }

    /// Every scope that its rows may have, by position.
    pub(super) fn scopes(&self, question: &Question<'_>) -> BTreeSet<usize> {
        let rest = self.scope_of_rest(question);
        self.listed.iter().copied().chain(rest).collect()
    }

    /// The accounts that its query has to name, sorted: its own, and with the rest all others as well.
    pub(super) fn named<'q>(&self, question: &'q Question<'_>) -> Vec<&'q str> {
        let scopes = question.scopes.iter().enumerate();
        let scopes = scopes.filter(|(at, _)| self.rest || self.listed.contains(at));
        let accounts = scopes.flat_map(|(_, scope)| scope.accounts.iter().map(String::as_str));
        let mut accounts: Vec<&str> = accounts.filter(|own| self.accounts.has(own)).collect();
        accounts.sort_unstable();
        accounts
    }

    /// Two parts that together are this one; `None`: it can't be split by that.
    pub(super) fn split(
        &self,
        axis: Axis,
        question: &Question<'_>,
        profiles: &[&str],
    ) -> Option<[Self; 2]> {
        let [mut low, mut high] = [self.clone(), self.clone()];
        let middle = |texts: &[&str]| {
            let at = texts.len() / 2;
            texts
                .get(at)
                .filter(|_| at > 0)
                .map(|text| (*text).to_owned())
        };
        match axis {
            Axis::Scopes => {
                let units = self.listed.len() + usize::from(self.rest);
                let half = units / 2;
                if half == 0 {
                    return None;
                }
                low.listed = self.listed.iter().copied().take(half).collect();
                low.rest = false;
                high.listed = self.listed.iter().copied().skip(half).collect();
            }
            Axis::Accounts => {
                let at = middle(&self.named(question))?;
                [low.accounts, high.accounts] = self.accounts.halves(&at);
            }
            Axis::Names => {
                let own = question.origins.keys().map(String::as_str);
                let own = own.filter(|arn| self.names.has(arn));
                let at = middle(&own.collect::<Vec<_>>())?;
                [low.names, high.names] = self.names.halves(&at);
            }
            Axis::Targets => {
                let own = profiles.iter().copied().filter(|id| self.targets.has(id));
                let at = middle(&own.collect::<Vec<_>>())?;
                [low.targets, high.targets] = self.targets.halves(&at);
            }
        }
        Some([low, high])
    }
}
