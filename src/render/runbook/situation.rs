use std::collections::BTreeSet;

use crate::org::Organization;
use crate::render::facts::{Artifacts, Earlier, Facts};
use crate::render::order::{Control, Order, Regions};
use crate::spec::{OuPath, Strategy};

/// What a runbook is written for: a release, and what it follows.
#[derive(Clone, Copy)]
pub(super) struct Situation<'a> {
    pub(super) facts: Facts<'a>,
    pub(super) artifacts: Artifacts<'a>,
}

impl<'a> Situation<'a> {
    /// Is something denied no more that the release before denied?
    pub(super) fn denies_less(self) -> bool {
        let effects = self.facts.effects.iter();
        let mut changes = effects.flat_map(|own| &own.difference.changes);
        self.previous().is_some() && changes.any(|change| change.opens)
    }

    pub(super) fn strategy(self) -> Strategy {
        self.facts.spec.strategy
    }

    /// The release before, if it was given.
    pub(super) fn previous(self) -> Option<Earlier<'a>> {
        self.facts.previous
    }

    /// Was the release before made under this strategy?
    pub(super) fn follows(self, strategy: Strategy) -> bool {
        let previous = self.previous();
        previous.is_some_and(|previous| previous.strategy == strategy.as_str())
    }

    /// May the OU control be on already: since the Region deny that was given is its text, since the previous release put it there, or since a snapshot shows it on an OU that is covered?
    pub(super) fn may_have_ou_control(self) -> bool {
        let is_covered = |ou: &str| self.facts.spec.changes_ou_control(ou, self.facts.baseline);
        let is_seen = || {
            let on = self.facts.organization.map(Organization::with_ou_control);
            on.is_some_and(|ous| ous.into_iter().any(is_covered))
        };
        self.facts.baseline.is_ou_control() || self.follows(Strategy::OuControl) || is_seen()
    }

    /// The Sid of Control Tower's statement that was given, and that comes back on the way back.
    pub(super) fn sid(self) -> &'static str {
        if self.facts.baseline.is_ou_control() {
            "CTMULTISERVICEPV1"
        } else {
            "GRREGIONDENY"
        }
    }

    /// The OUs that Control Tower's Region deny must hold before anything of ours goes: those that are covered now, the root if it carries the Region deny, and those of
    /// the previous release if its strategy is left. None where the managed deny stays on all the time.
    pub(super) fn guarded(self) -> BTreeSet<&'a str> {
        let spec = self.facts.spec;
        let carriers = spec
            .targets
            .iter()
            .filter(|target| spec.carries_region_deny(target));
        let left = self
            .previous()
            .filter(|previous| previous.managed_deny_first);
        spec.covered
            .iter()
            .chain(carriers.map(|target| &target.ou))
            .map(OuPath::as_str)
            .chain(
                left.into_iter()
                    .flat_map(|previous| previous.covered)
                    .map(String::as_str),
            )
            .collect()
    }

    /// The Regions that the previous release closed for everything but inference and this one does not: Control Tower must govern them no more before it is uploaded.
    pub(super) fn left_open(self) -> Vec<&'a str> {
        let previous = self.previous();
        previous.map_or_else(Vec::new, |previous| {
            previous.left_open.iter().map(String::as_str).collect()
        })
    }

    /// The Regions that must be closed again before ours go, on the way back: those for inference only, less those that the release before closed as well.
    pub(super) fn opened(self) -> Vec<&'a str> {
        let before = self.previous().map(|previous| previous.inference_only);
        let closed_before = |code: &&String| before.is_some_and(|before| before.contains(*code));
        let regions = self.facts.spec.inference_only.iter();
        regions
            .filter(|code| !closed_before(code))
            .map(String::as_str)
            .collect()
    }

    /// What the picture of the order is drawn of.
    pub(super) fn order(self) -> Order<'a> {
        let let_in = |code: &String| self.facts.baseline.regions.contains(code);
        let regions = &self.facts.spec.inference_only;
        Order {
            strategy: self.strategy(),
            previous: self.previous(),
            control: if self.facts.baseline.is_ou_control() {
                Control::IsTheBaseline
            } else if self.may_have_ou_control() {
                Control::MayBeOn
            } else {
                Control::Off
            },
            regions: if !regions.iter().any(let_in) {
                Regions::Closed
            } else if regions.iter().all(let_in) {
                Regions::Open
            } else {
                Regions::OpenInPart
            },
            closes_regions: !self.opened().is_empty(),
            has_retired: !self.facts.composition.tombstones.is_empty(),
        }
    }

    /// Commands that take something away which may be all that holds an OU, or closes one of these Regions: they look first, and stop unless everything is well.
    pub(super) fn gated(self, regions: &[&str], commands: &str) -> String {
        if self.guarded().is_empty() && regions.is_empty() {
            return commands.to_owned();
        }
        let regions = [&[""], regions].concat().join(" ");
        format!(
            "if [ \"$(unsafe{regions})\" = looked ]; then\n{commands}else\n  unsafe{regions}; echo \"STOP: what stands above must not be so, or stand in KNOWN\"\nfi\n"
        )
    }
}
