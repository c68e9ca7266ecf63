//! What else of Bedrock crosses Regions (row D10): said as the Region deny says it, less what a mode opens.

use std::collections::BTreeSet;

use crate::bedrock::Feature;
use crate::policy::{Condition, Scope, Statement};
use crate::spec::{Ground, Mode, Spec};

use super::statement::{REGION_KEY, is_principal_test};

/// The Region deny that features are held to, and what is left out of it.
pub(super) struct Features<'a> {
    pub(super) spec: &'a Spec,
    pub(super) ground: &'a Ground<'a>,
    /// The Region deny, with nothing left out of it for the sake of a mode.
    pub(super) whole: &'a Statement,
    /// Whom it does not bind, the declared ones with them.
    pub(super) principals: &'a [Condition],
}

impl Features<'_> {
    /// The actions of some features, those left out that are held to no Region anyway.
    pub(super) fn actions(&self, features: &[Feature]) -> Vec<&'static str> {
        let all = features.iter().flat_map(|feature| feature.actions());
        let held = all.filter(|action| self.spec.holds(self.whole, action));
        held.copied().collect()
    }

    /// The statements of a mode; in a policy that carries the Region deny that one says what the mode does not open.
    pub(super) fn statements(&self, mode: &Mode, carries_region_deny: bool) -> Vec<Statement> {
        let nowhere = BTreeSet::new();
        let destinations = self.ground.destinations(mode);
        let mut statements =
            vec![self.elsewhere("DenyNamedFeaturesElsewhere", &mode.also, &destinations)];
        for feature in &mode.also {
            let (sid, profiles) = match (feature, feature.profiles()) {
                (Feature::Guardrails, Some(own)) => ("DenyDirectGuardrailsElsewhere", own),
                (_, Some(own)) => ("DenyDirectDataAutomationElsewhere", own),
                (_, None) => continue,
            };
            let direct = self.elsewhere(sid, std::slice::from_ref(feature), &nowhere);
            statements.push(direct.map(|own| own.off(vec![profiles.to_owned()])));
        }
        if !carries_region_deny && !self.spec.strategy.keeps_managed_deny() {
            let mut others = self.spec.features.clone();
            others.retain(|feature| !mode.also.contains(feature));
            statements.push(self.elsewhere("DenyOtherFeaturesElsewhere", &others, &nowhere));
        }
        statements.into_iter().flatten().collect()
    }

    /// The Region deny for some features alone, with further Regions open and the inference-only ones closed; none without an action.
    fn elsewhere(
        &self,
        sid: &str,
        features: &[Feature],
        open: &BTreeSet<String>,
    ) -> Option<Statement> {
        let actions = self.actions(features);
        if actions.is_empty() {
            return None;
        }
        let mut statement = self.whole.clone();
        statement.sid = Some(sid.to_owned());
        statement.action = Scope::Only(actions.into_iter().map(str::to_owned).collect());
        statement.conditions.retain(|own| !is_principal_test(own));
        for condition in &mut statement.conditions {
            if condition.key.eq_ignore_ascii_case(REGION_KEY) {
                let listed = condition.values.iter();
                let listed = listed.filter(|code| !self.ground.inference_only.contains(*code));
                let regions: BTreeSet<String> = listed.chain(open).cloned().collect();
                condition.values = regions.into_iter().collect();
            }
        }
        Some(statement.binding(self.principals))
    }
}
