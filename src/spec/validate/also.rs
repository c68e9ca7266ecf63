//! The `also` of a mode: what of it opens anything.

use crate::control_tower::OuControl;
use crate::diagnostic::Diagnostic;
use crate::policy::glob;
use crate::spec::ground::Ground;
use crate::spec::mode::{Form, Mode, Strategy};
use crate::spec::origin::Origin;
use crate::spec::raw::RawSpec;
use crate::spec::rules::also_without_effect;

use super::{Facts, pointer_part};

/// Leaves in a mode's `also` what opens something, and tells what does not. A published form is refused with it, so there it stays.
pub(super) fn keep_what_has_an_effect(
    mode: &mut Mode,
    raw: &RawSpec,
    origin: &Origin,
    facts: Facts<'_>,
    ground: &Ground<'_>,
    found: &mut Vec<Diagnostic>,
) {
    // Without Regions there is an error already.
    if mode.also.is_empty() || mode.form != Form::Strict || ground.working.is_empty() {
        return;
    }
    let why = if ground.strategy == Strategy::Additive {
        Some("the managed Region deny holds these actions to the governed Regions, and no SCP can lift that".to_owned())
    } else if ground.destinations(mode).is_empty() {
        Some("the mode has no destination Regions: it allows no geography, or within the governed Regions only (`destinations: governed`)".to_owned())
    } else if ground.open_to_features(mode).is_empty() {
        Some("every destination Region of the mode is governed already, or stays closed by the managed Region deny".to_owned())
    } else {
        None
    };
    let at = format!("/modes/{}/also", pointer_part(&mode.name));
    if let Some(why) = why {
        mode.also.clear();
        found.push(also_without_effect::finding(
            &mode.name,
            "",
            why,
            origin.key(&at),
        ));
        return;
    }
    mode.also.retain(|feature| {
        let held = feature
            .actions()
            .iter()
            .any(|action| !is_left_out(action, raw, facts, ground));
        if !held {
            let why =
                "the Region deny leaves its actions out already, so they are held to no Region"
                    .to_owned();
            found.push(also_without_effect::finding(
                &mode.name,
                feature.as_str(),
                why,
                origin.key(&at),
            ));
        }
        held
    });
}

/// Does the Region deny that is in force after the rollout leave an action out, whatever the modes say?
fn is_left_out(action: &str, raw: &RawSpec, facts: Facts<'_>, ground: &Ground<'_>) -> bool {
    let action = action.to_ascii_lowercase();
    let names = |entry: &String| glob::matches(&entry.to_ascii_lowercase(), &action);
    let goes = !ground.strategy.keeps_managed_deny();
    if goes && raw.region_deny.exempt_actions.iter().any(names) {
        return true;
    }
    if ground.strategy == Strategy::OuControl {
        let control = OuControl {
            allowed_regions: Vec::new(),
            exempted_actions: Vec::new(),
            exempted_principals: Vec::new(),
        };
        return control.statement().action.patterns().iter().any(names);
    }
    facts
        .baseline
        .is_some_and(|baseline| baseline.exempts(&action))
}
