use std::collections::BTreeSet;

use crate::render::facts::{Artifacts, Facts};
use crate::spec::Strategy;

/// What a runbook is written for: a release, and what holds the OUs before it.
#[derive(Clone, Copy)]
pub(super) struct Situation<'a> {
    pub(super) facts: Facts<'a>,
    pub(super) artifacts: Artifacts<'a>,
}

impl Situation<'_> {
    pub(super) fn strategy(self) -> Strategy {
        self.facts.spec.strategy
    }

    /// May the OU control be on already: since the Region deny that was given is its text, or since the previous release put it there?
    pub(super) fn may_have_ou_control(self) -> bool {
        let previous = self.artifacts.previous;
        self.facts.baseline.is_ou_control()
            || previous.is_some_and(|previous| previous.strategy == "ou-control")
    }

    /// The Sid of Control Tower's statement that was given, and that comes back on the way back.
    pub(super) fn sid(self) -> &'static str {
        if self.facts.baseline.is_ou_control() {
            "CTMULTISERVICEPV1"
        } else {
            "GRREGIONDENY"
        }
    }

    /// The OUs that Control Tower's Region deny must hold before anything of ours goes: those that are covered now, and those that the previous release covered if its
    /// strategy is left. None where the managed deny stays on all the time.
    pub(super) fn covered(self) -> BTreeSet<String> {
        let left = self.artifacts.previous;
        let left = left.filter(|previous| previous.managed_deny_first);
        self.facts
            .spec
            .covered
            .iter()
            .map(|ou| ou.as_str().to_owned())
            .chain(
                left.into_iter()
                    .flat_map(|previous| previous.covered.iter().cloned()),
            )
            .collect()
    }
}

impl Situation<'_> {
    /// Commands that take something away which may be all that holds an OU: they look first, and stop.
    pub(super) fn gated(self, commands: &str) -> String {
        let (test, what) = if !self.covered().is_empty() {
            (
                "unheld",
                "Control Tower's Region deny does not hold these OUs",
            )
        } else if self.strategy() == Strategy::Extend {
            ("opened", "Control Tower still governs these Regions")
        } else {
            return commands.to_owned();
        };
        format!(
            "if [ \"$SURE\" != {} ] && {test} | grep .; then\n  echo \"STOP: {what}\"\nelse\n{commands}fi\n",
            self.artifacts.short()
        )
    }
}
