use super::sight::{KeySight, Sight};
use super::{Promise, Row};
use crate::spec::{ApplicationProfiles, Decision, Destinations, Geographies, Strategy};

impl Promise {
    /// Whether one row denies what is seen.
    pub(super) fn says(&self, row: Row, seen: &Sight) -> bool {
        if row.is_limit() {
            let is_beyond = match row {
                Row::D10 => self.is_feature_beyond(seen),
                row => seen.action.inference && self.is_beyond_limit(row, seen),
            };
            return self.strategy != Strategy::Additive && is_beyond && !is_exempt(seen);
        }
        match row {
            Row::D0 => self.is_denied_by_reference(seen),
            Row::D5b => {
                self.mode.application_profiles == ApplicationProfiles::Deny
                    && seen.action.inference
                    && seen.key == KeySight::Application
            }
            Row::D6 => {
                seen.action.inference
                    && match seen.key {
                        KeySight::Absent | KeySight::Application => false,
                        KeySight::System { allowed, .. } => !allowed,
                        KeySight::Other => true,
                    }
            }
            Row::D7 => self.mode.global == Decision::Deny && uses_global(seen),
            Row::D8 => seen.action.creation && seen.resource.hidden_copy,
            Row::D9 => {
                self.mode.prompt_routers == Decision::Deny
                    && seen.action.inference
                    && (seen.resource.router || seen.router)
            }
            Row::Dx => {
                self.strategy == Strategy::Extend
                    && seen.region.inference_only
                    && !seen.action.inference
                    && !seen.action.named
                    && seen.action.referenced
                    && !is_exempt(seen)
            }
            // Limits, answered before.
            Row::D1 | Row::D2 | Row::D3 | Row::D4 | Row::D5 | Row::D10 => false,
        }
    }

    /// What the Region deny would say of a feature that it leaves to the modes, with X closed, less what the mode opens: its own features in D, each of those with
    /// profiles through its own only.
    fn is_feature_beyond(&self, seen: &Sight) -> bool {
        let action = seen.action;
        let opened = action.named
            && self.is_destination(seen)
            && (action.profiled.is_none() || action.profiled == seen.resource.feature_profile);
        action.left_to_modes
            && action.referenced
            && !(action.exempt && self.takes_over())
            && seen.resource.referenced
            && (seen.region.referenced || seen.region.inference_only)
            && !opened
    }

    /// Is the managed Region deny switched off, so that what is declared exempt has an effect?
    fn takes_over(&self) -> bool {
        !matches!(self.strategy, Strategy::Additive | Strategy::Extend)
    }

    /// The limit rows, for an inference action and a principal that is bound.
    fn is_beyond_limit(&self, row: Row, seen: &Sight) -> bool {
        if seen.region.working {
            return false;
        }
        let global = self.mode.global == Decision::Allow;
        match row {
            Row::D1 => seen.resource.profile,
            Row::D2 => seen.key == KeySight::Absent,
            Row::D3 => {
                self.mode.destinations != Destinations::ByProfile
                    && matches!(
                        seen.key,
                        KeySight::System {
                            geographic: true,
                            ..
                        }
                    )
                    && !self.is_destination(seen)
            }
            Row::D4 => {
                global
                    && matches!(seen.key, KeySight::System { global: true, .. })
                    && !seen.region.unspecified
            }
            Row::D5 => {
                seen.key == KeySight::Application
                    && !self.is_destination(seen)
                    && !(global && seen.region.unspecified)
            }
            _ => false,
        }
    }

    /// r ∈ D. There are none under `governed`, and none without a geography.
    fn is_destination(&self, seen: &Sight) -> bool {
        self.mode.destinations != Destinations::Governed
            && self.mode.geographies != Geographies::None
            && seen.region.destination
    }

    fn is_denied_by_reference(&self, seen: &Sight) -> bool {
        // What the managed deny denies, no exemption of ours can lift.
        let lifted = self.takes_over()
            && (seen.action.inference
                || seen.action.left_to_modes
                || seen.action.exempt
                || seen.principal.exempt);
        !lifted
            && seen.action.referenced
            && seen.resource.referenced
            && seen.region.referenced
            && seen.principal.bound
    }
}

fn is_exempt(seen: &Sight) -> bool {
    !seen.principal.bound || seen.principal.exempt
}

/// A denied Global, seen from the request alone: its Region, its resource or its key.
fn uses_global(seen: &Sight) -> bool {
    let action = seen.action;
    (action.bedrock && seen.region.unspecified)
        || ((action.inference || action.creation) && seen.resource.global)
        || (action.inference && matches!(seen.key, KeySight::System { global: true, .. }))
}
