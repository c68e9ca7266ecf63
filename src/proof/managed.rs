//! Control Tower's Region denies while a rollout goes on, in the order of the runbook.

use crate::compose::Basis;
use crate::policy::Policy;
use crate::spec::Strategy;

use super::ids::Ids;
use super::prove::{Before, MANAGED_DENY, Managed};

/// What Control Tower's Region denies say on a path before and after.
pub(super) struct Deny {
    pub(super) before: Option<Policy>,
    pub(super) after: Option<Policy>,
    /// What a finding calls it.
    pub(super) name: &'static str,
}

/// Control Tower's Region denies, before and after, wherever they hang.
pub(super) struct Denies<'a> {
    basis: Basis<'a>,
    before: &'a Before,
    /// What the strategy counts on after the rollout.
    after: Option<Policy>,
    /// The landing zone's as it is set back before the upload, if it governed more.
    set_back: Policy,
}

impl<'a> Denies<'a> {
    pub(super) fn new(basis: Basis<'a>, before: &'a Before) -> Self {
        let regions = basis.spec.working.union(&basis.spec.inference_only);
        let regions: Vec<String> = regions.cloned().collect();
        Self {
            basis,
            before,
            after: basis.spec.in_force(basis.baseline),
            set_back: Policy {
                statements: vec![basis.baseline.with_regions(&regions)],
                ..Policy::default()
            },
        }
    }

    /// What tells the paths of OUs apart here: the denies on it by what they say, and whether an OU on it is covered.
    pub(super) fn key(&self, ou: &str, ids: &mut Ids) -> Vec<usize> {
        let on = self.on_path_of(ou).map(|own| 2 + ids.of(&own.policy));
        on.chain([usize::from(self.is_covered(ou))]).collect()
    }

    /// Those on the path of an OU while `CfCT` updates policies: what they deny at either end is denied throughout (a list is made shorter, and a control of an earlier release kept, before the
    /// upload; a list is made longer, and a control switched off, after it). But an OU control that is enabled or updated denies what it did until ours are live and verified, and what it is to deny only from then on.
    pub(super) fn steps(&self, ou: &str) -> Vec<Deny> {
        let before = self.before;
        let on: Vec<&Managed> = self.on_path_of(ou).collect();
        let is_live = before.live.is_some();
        let (mut throughout, has_control): (Vec<&Policy>, bool) = if is_live {
            let has_control = on.iter().any(|own| own.is_control);
            (on.iter().map(|own| &own.policy).collect(), has_control)
        } else {
            let managed = before.managed.iter().map(|own| &*own.policy);
            (managed.collect(), before.ou_control)
        };
        let has_zone = on.iter().any(|own| !own.is_control);
        let mut later = None;
        if self.basis.spec.strategy == Strategy::OuControl {
            let after = self.after.as_ref();
            later = after.filter(|_| !is_live || self.is_covered(ou)).cloned();
            // From `replace` the way to a control leads over the landing zone's.
            if has_zone || !has_control && (!is_live || before.follows) {
                throughout.push(&self.set_back);
            }
        } else if !on.is_empty() || !self.zone_is_elsewhere() {
            throughout.extend(&self.after);
        }
        let statements = throughout.iter().flat_map(|own| own.statements.clone());
        let policy = Policy {
            statements: statements.collect(),
            ..Policy::default()
        };
        let name = if has_control && !has_zone {
            "the OU control as it is now"
        } else {
            MANAGED_DENY
        };
        let mut denies = Vec::new();
        if !throughout.is_empty() {
            denies.push(Deny {
                before: Some(policy.clone()),
                after: Some(policy),
                name,
            });
        }
        if later.is_some() {
            denies.push(Deny {
                before: None,
                after: later,
                name: "the OU control",
            });
        }
        denies
    }

    fn on_path_of(&self, ou: &str) -> impl Iterator<Item = &'a Managed> {
        let live = self.before.live.iter().flatten();
        live.filter(move |own| own.ous.iter().any(|on| is_on_path(on, ou)))
    }

    fn is_covered(&self, ou: &str) -> bool {
        let covered = &self.basis.spec.covered;
        covered.iter().any(|own| is_on_path(own.as_str(), ou))
    }

    /// By the snapshot the landing zone's is on, so an OU without it on its path has none.
    fn zone_is_elsewhere(&self) -> bool {
        let mut live = self.before.live.iter().flatten();
        live.any(|own| !own.is_control && !own.ous.is_empty())
    }
}

/// Is an OU another one, or above it?
fn is_on_path(above: &str, ou: &str) -> bool {
    let rest = ou.strip_prefix(above);
    above == "Root" || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(':'))
}
