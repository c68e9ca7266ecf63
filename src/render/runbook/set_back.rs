//! Control Tower is set back before anything of ours goes.

use crate::render::markdown::codes;
use crate::spec::Strategy;

use super::situation::Situation;
use super::step::{Commands, Key, More, Step, Undone};
use super::who::Who;

/// How Control Tower lets Regions in no more, and how that is seen.
pub(super) fn close_regions(situation: Situation<'_>) -> Step {
    let regions = situation.opened();
    let (who, how) = regions_out(situation, &regions);
    Step {
        title: "Control Tower lets the Regions in no more".to_owned(),
        who,
        run: Commands::Lines(format!("unsafe {}\n", regions.join(" ")))
            .after(format!("{how}; {THEN_LOOK}")),
        expect: LOOKED.to_owned(),
        if_not: format!(
            "wait, and look again: the commands below stop as long as there is more. What may stand, such as a Region that was governed for everything before and is to be again, goes into `KNOWN` as it is printed: `KNOWN='still governed: {}'`.",
            regions.first().copied().unwrap_or_default()
        ),
        undone: Undone::by("govern them again"),
        more: More {
            why: "Ours alone close them for other services until then.".to_owned(),
            ..More::default()
        },
    }
}

/// Behind what is done by hand in Control Tower.
pub(super) const THEN_LOOK: &str =
    "wait until that is done. Then a reader looks what is not well yet:";

/// The answer of `unsafe` when all is well.
pub(super) const LOOKED: &str = "`looked`, and nothing before it.";

/// How Regions are taken out of what Control Tower lets in, and by whom.
pub(super) fn regions_out(situation: Situation<'_>, regions: &[&str]) -> (Who, String) {
    let all = codes(regions.iter().copied());
    if situation.facts.baseline.is_ou_control() {
        return (
            Who::ControlAdministrator,
            format!("take {all} out of `AllowedRegions` of the OU control on every OU"),
        );
    }
    (
        Who::LandingZoneAdministrator,
        format!(
            "take {all} out of the governed Regions (*Landing zone settings*, *Modify settings*), update the landing zone, and re-register the OUs"
        ),
    )
}

/// How the Region deny that was given is put in force again after a release of this strategy, and by whom.
pub(super) fn region_deny_on(situation: Situation<'_>, strategy: &str) -> (Who, String) {
    let features = situation.facts.and_features();
    if !situation.facts.baseline.is_ou_control() {
        return (
            Who::LandingZoneAdministrator,
            "*Landing zone settings*, *Modify settings*, choose *Enabled* for the Region deny control, and update the landing zone".to_owned(),
        );
    }
    let how = if strategy == Strategy::Replace.as_str() {
        format!(
            "enable the OU control `CT.MULTISERVICE.PV.1` on every covered OU, as it was before the first release of ours, without the two inference actions{features} in `ExemptedActions`"
        )
    } else {
        format!(
            "the Region deny that was given is the OU control's own: set its parameters back to what they were before the first release of ours, without the two inference actions{features} in `ExemptedActions` (`aws controltower update-enabled-control`), and do not disable it"
        )
    };
    (Who::ControlAdministrator, how)
}

/// Under `replace` and `ou-control`: nothing of ours goes before Control Tower's Region deny is back.
pub(super) fn managed_on_first(situation: Situation<'_>) -> Step {
    let (who, how) = region_deny_on(situation, situation.strategy().as_str());
    held(who, format!("{how}; {THEN_LOOK}"))
}

/// The managed Region deny is back on every OU that it has to hold.
pub(super) fn held(who: Who, by_hand: String) -> Step {
    Step {
        title: "Control Tower's Region deny is on again".to_owned(),
        who,
        run: Commands::Lines("unsafe\n".to_owned()).after(by_hand),
        expect: LOOKED.to_owned(),
        if_not: "wait, and look again: the commands below stop as long as there is more. An OU that was never registered with Control Tower, such as a staging OU, stays in the list: if it may be held to no Region, it goes into `KNOWN` as it is printed, a line each: `KNOWN='not held: Staging'`.".to_owned(),
        undone: Undone::by("switch it off again, which needs ours to be live"),
        more: More {
            key: Some(Key::HeldAgain),
            ..More::default()
        },
    }
}
