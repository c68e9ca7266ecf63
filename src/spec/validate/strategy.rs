//! What the strategy makes of the rest: exemptions, fields without effect, and how the Region deny that takes over differs.

use crate::control_tower;
use crate::diagnostic::Diagnostic;
use crate::spec::mode::Strategy;
use crate::spec::origin::Origin;
use crate::spec::raw::RawSpec;
use crate::spec::rules::{
    bad_exemption, exempt_everybody, exempt_inference, exempt_session, extend_elsewhere,
    extend_roles, ou_control_list, ou_control_roles, published_in_force, without_effect,
};
use crate::spec::valid::Target;

use super::Facts;
use super::convert::strategy;

/// What is wrong, or worth a word, given the strategy.
pub(super) fn check_strategy(
    raw: &RawSpec,
    origin: &Origin,
    facts: Facts<'_>,
    targets: &[Target],
    found: &mut Vec<Diagnostic>,
) {
    let (strategy, deny) = (strategy(raw), &raw.region_deny);
    found.extend(bad_exemption::check(deny, strategy, origin));
    found.extend(exempt_inference::check(
        &deny.exempt_actions,
        strategy,
        origin,
    ));
    found.extend(exempt_everybody::check(
        &deny.exempt_principals,
        strategy,
        origin,
    ));
    found.extend(exempt_session::check(
        &deny.exempt_principals,
        strategy,
        origin,
    ));
    found.extend(without_effect::check(raw, strategy, origin));
    found.extend(extend_elsewhere::check(
        strategy,
        &deny.inference_only_regions,
        targets,
        origin,
    ));
    if let Some(baseline) = facts.baseline {
        found.extend(published_in_force::check(strategy, baseline, origin));
        let difference = control_tower::difference(baseline);
        let declared = &deny.exempt_principals;
        found.extend(extend_roles::check(strategy, &difference, declared, origin));
        if strategy == Strategy::OuControl {
            let exempt = &deny.exempt_actions;
            found.extend(ou_control_list::check(&difference, exempt, origin));
            found.extend(ou_control_roles::check(&difference, origin));
        }
    }
}
