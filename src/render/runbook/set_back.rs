//! Control Tower is set back before anything of ours goes.

use crate::render::markdown::codes;
use crate::spec::Strategy;

use super::situation::Situation;
use super::step::{Commands, Key, More, Step, Undone};
use super::who::Who;

/// How Control Tower lets Regions in no more, and how that is seen.
pub(super) fn close_regions(situation: Situation<'_>) -> Step {
    let regions = situation.opened();
    let is_control = situation.facts.baseline.is_ou_control();
    let how = if is_control {
        "out of `AllowedRegions` of the OU control on every OU"
    } else {
        "out of the governed Regions (*Landing zone settings*, *Modify settings*), update the landing zone, and re-register the OUs"
    };
    let who = if is_control {
        Who::ControlAdministrator
    } else {
        Who::LandingZoneAdministrator
    };
    Step {
        title: "Control Tower lets the Regions in no more".to_owned(),
        who,
        run: Commands::Lines(format!("unsafe {}\n", regions.join(" "))).after(format!(
            "take {} {how}. Then a reader looks what is not well yet:",
            codes(regions.iter().copied())
        )),
        expect: "`looked`, and nothing before it.".to_owned(),
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

/// Under `replace` and `ou-control`: nothing of ours goes before Control Tower's Region deny is back.
pub(super) fn managed_on_first(situation: Situation<'_>) -> Step {
    let own = situation.facts.baseline.is_ou_control();
    let features = situation.facts.and_features();
    let (who, back) = if own && situation.strategy() == Strategy::Replace {
        (
            Who::ControlAdministrator,
            format!(
                "enable the OU control `CT.MULTISERVICE.PV.1` on every covered OU, as it was before the first release of ours, without the two inference actions{features} in `ExemptedActions`"
            ),
        )
    } else if own {
        (
            Who::ControlAdministrator,
            format!(
                "the Region deny that was given is the OU control's own: set its parameters back to what they were before the first release of ours, without the two inference actions{features} in `ExemptedActions` (`aws controltower update-enabled-control`), and do not disable it"
            ),
        )
    } else {
        (
            Who::LandingZoneAdministrator,
            "*Landing zone settings*, *Modify settings*, choose *Enabled* for the Region deny control, and update the landing zone".to_owned(),
        )
    };
    held(
        who,
        format!("{back}; wait until that is done. Then a reader looks what is not well yet:"),
    )
}

/// The managed Region deny is back on every OU that it has to hold.
pub(super) fn held(who: Who, by_hand: String) -> Step {
    Step {
        title: "Control Tower's Region deny is on again".to_owned(),
        who,
        run: Commands::Lines("unsafe\n".to_owned()).after(by_hand),
        expect: "`looked`, and nothing before it.".to_owned(),
        if_not: "wait, and look again: the commands below stop as long as there is more. An OU that was never registered with Control Tower, such as a staging OU, stays in the list: if it may be held to no Region, it goes into `KNOWN` as it is printed, a line each: `KNOWN='not held: Staging'`.".to_owned(),
        undone: Undone::by("switch it off again, which needs ours to be live"),
        more: More {
            key: Some(Key::HeldAgain),
            ..More::default()
        },
    }
}
