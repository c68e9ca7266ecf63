//! The sections beyond ours: what is done in Control Tower after our policies are live, and how it is seen that it was done. Here for the landing zone's Region deny, which goes.

use crate::spec::Strategy;

use super::control::{disable_section, enable_section, verify_section};
use super::coverage;
use super::governed;
use super::situation::Situation;
use super::step::{Key, More, Run, Section, Step, Undone};
use super::who::Who;

/// The sections after section 4, in order; none under `additive`.
pub(super) fn sections(situation: Situation<'_>) -> Vec<Section> {
    match situation.strategy() {
        // The OU control of the release before goes, now that the landing-zone Region deny is back.
        Strategy::Additive | Strategy::Extend => situation
            .follows(Strategy::OuControl)
            .then(|| disable_section("The landing-zone Region deny holds the OUs again"))
            .into_iter()
            .chain(governed::sections(situation))
            .collect(),
        Strategy::Replace => situation
            .may_have_ou_control()
            .then(|| disable_section("Ours take the place of the OU control"))
            .into_iter()
            .chain([switch_off(situation), verify_gone(situation)])
            .collect(),
        Strategy::OuControl => vec![
            enable_section(situation),
            verify_section(situation),
            switch_off(situation),
            verify_gone(situation),
        ],
    }
}

/// This control is changed in the console alone: neither the control APIs nor the landing-zone API take it (AWS Control Tower control reference, controls that must be changed in the console; landing-zone API,
/// manifest schema).
fn switch_off(situation: Situation<'_>) -> Section {
    let is_control = situation.strategy() == Strategy::OuControl;
    let mut commands = String::new();
    let mut expect = String::new();
    if coverage::is_asked(situation) {
        commands.push_str("coverage\n");
        expect.push_str("no `NOT COVERED` and no `UNREADABLE`; ");
    }
    commands.push_str("verify\n");
    expect.push_str("`same attached` in every line after that");
    if is_control {
        commands.push_str("verify_controls\n");
        expect.push_str(", and `held SUCCEEDED same` in every line at the end");
    }
    let look = Step {
        title: "What takes its place holds, once more".to_owned(),
        who: Who::Reader,
        run: Run::lines(commands),
        expect: format!("{expect}."),
        if_not: format!(
            "**stop: this Region deny is what holds the OUs.** Each line has its **If not** in {}{}.",
            Key::Verify,
            if is_control {
                format!(" and {}", Key::VerifyControl)
            } else {
                String::new()
            } + &if coverage::is_asked(situation) {
                format!(", that of coverage in {}", Key::Coverage)
            } else {
                String::new()
            },
        ),
        undone: Undone::Looks,
        more: More {
            why: "An OU that was registered meanwhile may not be covered.".to_owned(),
            ..More::default()
        },
    };
    let switch = Step {
        title: "Switch the landing-zone Region deny off, in the console".to_owned(),
        who: Who::LandingZoneAdministrator,
        run: Run::by_hand(
            "\n\n1. *Landing zone settings*, *Modify settings*.\n\
             2. Leave everything as it is, and above all the governed Regions. In the step with the Region deny control, choose *Not enabled*.\n\
             3. Go on to the last page, read that nothing else changes, and update the landing zone.",
        ),
        expect: format!(
            "the update begins: {} says `PROCESSING`. From here the Region deny ends in every OU, at different moments; where it is gone already ours hold, and where it is still there both do.",
            Key::Wait
        ),
        if_not: "it is off already, since an earlier release or since only the OU control was in use: there is nothing to do here, and the next section shows it. The console refuses: nothing has changed, and nothing is open; settle what it says, and begin with the step before.".to_owned(),
        undone: Undone::by("*Enabled* in the same place"),
        more: More {
            why: "This can't be done by a command: neither the control APIs nor the landing-zone API take this control.".to_owned(),
            key: Some(Key::SwitchOff),
            ..More::default()
        },
    };
    Section {
        title: "Switch the landing-zone Region deny off",
        key: None,
        intro: String::new(),
        steps: vec![look, switch],
    }
}

/// Whether an update of the landing zone is done.
pub(super) fn wait(key: Option<Key>) -> Step {
    Step {
        title: "The update of the landing zone is done".to_owned(),
        who: Who::Reader,
        run: Run::lines(
            "zone=$(aws controltower list-landing-zones --query 'landingZones[0].arn' --output text)\n\
             aws controltower get-landing-zone --landing-zone-identifier $zone --query 'landingZone.[status,driftStatus.status]' --output text\n",
        ),
        expect: "`ACTIVE` and `IN_SYNC`.".to_owned(),
        if_not: "`PROCESSING` means wait, and run this again. `FAILED` or `DRIFTED`: *Landing zone settings* in the console says what has to be repaired; go no further before.".to_owned(),
        undone: Undone::Looks,
        more: More {
            key,
            ..More::default()
        },
    }
}

fn verify_gone(situation: Situation<'_>) -> Section {
    let has_control = situation.strategy() == Strategy::Replace && situation.may_have_ou_control();
    let (control, of_control) = if has_control {
        (
            "managed CTMULTISERVICEPV1 | sed 's/$/ still there (OU control)/'\n",
            " `still there (OU control)`: section 5 has not been done for it, or somebody enabled it elsewhere.",
        )
    } else {
        ("", "")
    };
    let gone = Step {
        title: "Control Tower's Region deny hangs nowhere".to_owned(),
        who: Who::Reader,
        run: Run::function(
            "still_there",
            format!("managed GRREGIONDENY | sed 's/$/ still there/'\n{control}echo looked\n"),
        ),
        expect: "`looked`, and nothing before it.".to_owned(),
        if_not: format!(
            "`still there`: nothing is open, but what ours allow is still denied there. Wait and run this again; if it stays, look in the console whether {} was done to the end.{of_control} `UNREADABLE`: a policy could not be read; run this again.",
            Key::SwitchOff
        ),
        undone: Undone::Looks,
        more: More::default(),
    };
    Section {
        title: "Wait, and verify that it is gone everywhere",
        key: None,
        intro: String::new(),
        steps: vec![
            wait(Some(Key::Wait)),
            gone,
            still_ours(&format!(
                "**stop, and switch Control Tower's Region deny on again{}.** Only then find out what happened to ours.",
                again(situation)
            )),
            calls(
                "and one to another service in a Region that is closed, such as `aws ec2 describe-vpcs --region REGION`",
            ),
        ],
    }
}

/// Where it is said how, if the way back has it.
fn again(situation: Situation<'_>) -> String {
    if situation.follows(situation.strategy()) {
        return ", *Enabled* in the console".to_owned();
    }
    format!(", {}", Key::HeldAgain)
}

/// Section 4 once more.
pub(super) fn still_ours(if_not: &str) -> Step {
    Step {
        title: "Ours are still what they were".to_owned(),
        who: Who::Reader,
        run: Run::lines("verify\n"),
        expect: "`same attached` in every line.".to_owned(),
        if_not: if_not.to_owned(),
        undone: Undone::Looks,
        more: More::default(),
    }
}

/// Calls that are no inference, and that no script has.
pub(super) fn calls(closed: &str) -> Step {
    Step {
        title: "Calls end as REPORT.md says".to_owned(),
        who: Who::Workload,
        run: Run::by_hand(format!(
            "one call of each kind that REPORT.md says works, {closed}."
        )),
        expect: "the first are answered; the last is denied, by a message that names a service control policy.".to_owned(),
        if_not: "a call is denied that must work: `crispack explain` reads its message and names the policy. One is answered that must be denied: stop, see whether the account lies in an OU of this release and the caller is not exempt by REPORT.md, and decide on the way back.".to_owned(),
        undone: Undone::Looks,
        more: More::default(),
    }
}
