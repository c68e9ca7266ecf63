//! The order of a rollout as a picture: a Mermaid flowchart of a runbook's sections, the checks that decide, what is in force in between, and the way back.
//!
//! Nothing that a user wrote is part of it. Labels stand in quotation marks and hold none.

mod chart;

use crate::spec::Strategy;

use super::facts::Earlier;
use super::runbook::Back;
use chart::Chart;

/// What is drawn.
#[derive(Debug, Clone, Copy)]
pub(super) struct Order<'a> {
    pub(super) strategy: Strategy,
    pub(super) previous: Option<Earlier<'a>>,
    pub(super) control: Control,
    pub(super) regions: Regions,
    /// The way back closes Regions that this release has let in.
    pub(super) closes_regions: bool,
    pub(super) has_retired: bool,
}

/// What is known of the OU control before anything is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Control {
    Off,
    /// A release before, or a snapshot, tells of it.
    MayBeOn,
    /// The Region deny that was given is its text.
    IsTheBaseline,
}

/// What Control Tower lets in of the inference-only Regions before anything is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Regions {
    Closed,
    OpenInPart,
    Open,
}

/// What holds at some moment, as it is said; empty if it is not worth a word.
#[derive(Debug, Clone, Copy)]
struct InForce {
    /// The Region deny that the strategy is about.
    deny: &'static str,
    /// The OU control, where it is not that Region deny.
    control: &'static str,
    regions: &'static str,
    ours: &'static str,
}

/// A section after the fourth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Later {
    DisableControl,
    Govern,
    VerifyGoverned,
    EnableControl,
    VerifyControl,
    SwitchOff,
    VerifyGone,
}

impl Later {
    /// As the runbook has it; `tests/pictures.rs` compares.
    fn title(self) -> &'static str {
        match self {
            Self::DisableControl => "Disable the OU control",
            Self::Govern => "Govern the inference-only Regions",
            Self::VerifyGoverned => "Verify that they are governed, and closed to everything else",
            Self::EnableControl => "Put the OU control on every covered OU",
            Self::VerifyControl => "Verify the OU control",
            Self::SwitchOff => "Switch the landing-zone Region deny off",
            Self::VerifyGone => "Wait, and verify that it is gone everywhere",
        }
    }

    /// What must be seen before the next section.
    fn gate(self) -> Option<&'static str> {
        match self {
            Self::DisableControl => Some("SUCCEEDED in every line, or not on?"),
            Self::VerifyGoverned => Some("listed in every line?"),
            Self::VerifyControl => Some("held SUCCEEDED same in every line?"),
            Self::VerifyGone => Some("looked, and nothing before it?"),
            Self::Govern | Self::EnableControl | Self::SwitchOff => None,
        }
    }

    /// What is in force once that was seen.
    fn then(self, now: InForce) -> InForce {
        match self {
            Self::DisableControl => InForce {
                control: "off",
                ..now
            },
            Self::VerifyGoverned => InForce {
                regions: "open to inference only",
                ..now
            },
            Self::VerifyControl => InForce {
                control: "on",
                ..now
            },
            Self::VerifyGone => InForce { deny: "off", ..now },
            Self::Govern | Self::EnableControl | Self::SwitchOff => now,
        }
    }
}

impl Order<'_> {
    fn follows(&self, strategy: Strategy) -> bool {
        self.previous
            .is_some_and(|previous| previous.strategy == strategy.as_str())
    }

    fn deny_first(&self) -> bool {
        self.previous
            .is_some_and(|previous| previous.managed_deny_first)
    }

    fn close_first(&self) -> bool {
        self.previous
            .is_some_and(|previous| !previous.left_open.is_empty())
    }

    fn may_have_control(&self) -> bool {
        self.control != Control::Off
    }

    fn at_first(&self) -> InForce {
        let takes_over = !self.strategy.keeps_managed_deny();
        let may_be_off = self.control == Control::IsTheBaseline
            || self.follows(Strategy::Replace)
            || self.follows(Strategy::OuControl);
        InForce {
            deny: match takes_over {
                _ if self.deny_first() => "off",
                true if may_be_off => "as it was",
                _ => "on",
            },
            control: match self.strategy {
                Strategy::OuControl | Strategy::Replace if self.may_have_control() => "as it was",
                Strategy::OuControl => "off",
                Strategy::Additive | Strategy::Extend if self.follows(Strategy::OuControl) => "on",
                _ => "",
            },
            regions: match self.regions {
                _ if self.strategy != Strategy::Extend => "",
                _ if self.follows(Strategy::Extend) => "as before",
                Regions::Closed => "closed",
                Regions::OpenInPart => "open to every service in part",
                Regions::Open => "open to every service",
            },
            ours: match self.previous {
                Some(_) => "of the release before",
                None => "not there",
            },
        }
    }

    fn later(&self) -> Vec<Later> {
        match self.strategy {
            Strategy::Additive | Strategy::Extend => {
                let mut all = Vec::new();
                if self.follows(Strategy::OuControl) {
                    all.push(Later::DisableControl);
                }
                if self.strategy == Strategy::Extend {
                    all.extend([Later::Govern, Later::VerifyGoverned]);
                }
                all
            }
            Strategy::Replace if self.may_have_control() => {
                vec![Later::DisableControl, Later::SwitchOff, Later::VerifyGone]
            }
            Strategy::Replace => vec![Later::SwitchOff, Later::VerifyGone],
            Strategy::OuControl => vec![
                Later::EnableControl,
                Later::VerifyControl,
                Later::SwitchOff,
                Later::VerifyGone,
            ],
        }
    }

    /// The steps back, in order; the first may be Control Tower's, and is looked at before the next.
    fn back(&self) -> (Option<&'static str>, Vec<&'static str>) {
        const RESTORE: &str = "The earlier configuration back, and its run";
        const TAKE_AWAY: &str = "Take away what it does not hold";
        const STEP_BACK: &str = "The content of the release before back, and its run";
        const LEAVE: &str = "To leave altogether: the runbook of the release before";
        let is_given = self.control == Control::IsTheBaseline;
        let close = "Control Tower no longer governs the inference-only Regions";
        let follows_its_kind = self.strategy != Strategy::Additive && self.follows(self.strategy);
        let closes = self.strategy == Strategy::Extend && self.closes_regions;
        if follows_its_kind {
            let mut steps = vec![STEP_BACK];
            if self.strategy == Strategy::OuControl {
                steps.push("The parameters of the OU control as they were");
            }
            steps.push(LEAVE);
            return (closes.then_some(close), steps);
        }
        match self.strategy {
            Strategy::Additive => (None, vec![RESTORE, TAKE_AWAY]),
            Strategy::Extend => (closes.then_some(close), vec![RESTORE, TAKE_AWAY]),
            Strategy::Replace if is_given => (
                Some("The OU control on again, as it was"),
                vec![RESTORE, TAKE_AWAY],
            ),
            Strategy::Replace => (
                Some("The landing-zone Region deny on again"),
                vec![RESTORE, TAKE_AWAY],
            ),
            Strategy::OuControl if is_given => (
                Some("The parameters of the OU control as they were"),
                vec![RESTORE, TAKE_AWAY],
            ),
            Strategy::OuControl => (
                Some("The landing-zone Region deny on again"),
                vec!["The OU control off", RESTORE, TAKE_AWAY],
            ),
        }
    }
}

impl InForce {
    fn said(self) -> String {
        let named = [
            ("Region deny", self.deny),
            ("OU control", self.control),
            ("inference-only Regions", self.regions),
            ("ours", self.ours),
        ];
        let said = named.into_iter().filter(|(_, is)| !is.is_empty());
        let parts: Vec<String> = said.map(|(name, is)| format!("{name} {is}")).collect();
        format!("In force: {}", parts.join(" · "))
    }
}

/// The picture of a rollout, as a fenced block.
pub(super) fn picture(order: &Order<'_>) -> String {
    let mut chart = Chart::new(&format!(
        "The order of a rollout under {}",
        order.strategy.as_str()
    ));
    let mut now = order.at_first();
    chart.in_force(&now.said());
    chart.section(match (order.deny_first(), order.close_first()) {
        (true, _) => "Before<br/>first: the landing-zone Region deny on again",
        (false, true) => {
            "Before<br/>first: Control Tower no longer governs what the release before closed"
        }
        (false, false) => "Before",
    });
    chart.gate_or_stop("does every check hold?", "Stop: nothing was uploaded");
    if order.deny_first() {
        now.deny = "on";
        chart.in_force(&now.said());
    }
    chart.section("Upload");
    chart.expect("the hash is this release's");
    chart.section("Pipeline");
    chart.expect("the run has ended");
    chart.section("Verify");
    let not_live = chart.gate_or_stop(
        "same attached in every line?",
        "Stop: see which policy is not live",
    );
    now.ours = "live";
    if order.strategy == Strategy::Extend {
        now.regions = match order.regions {
            Regions::Closed => now.regions,
            Regions::OpenInPart | Regions::Open => "open to inference at most",
        };
    }
    chart.in_force(&now.said());
    let mut again = None;
    for later in order.later() {
        let section = chart.section(later.title());
        let to_repeat = again.take().unwrap_or(section);
        match later.gate() {
            Some(gate) => {
                chart.gate_or_again(gate, to_repeat);
                now = later.then(now);
                chart.in_force(&now.said());
            }
            // Its check is the next section's.
            None => again = Some(section),
        }
    }
    let seen = chart.section("Smoke test");
    if order.has_retired {
        chart.section("Retired");
    }
    let (control_tower, ours) = order.back();
    chart.back("The way back", [seen, not_live]);
    if let Some(step) = control_tower {
        let step = chart.step_back(step);
        chart.gate_or_again("looked, and nothing before it?", step);
    }
    for step in ours {
        chart.step_back(step);
    }
    chart.end()
}

/// The picture of a release that puts an earlier one back, or takes ours out, as a fenced block.
pub(super) fn picture_back(back: &Back<'_>) -> String {
    let mut chart = Chart::new("The order of the way back");
    let is_guarded = !back.guarded.is_empty();
    let mut now = InForce {
        deny: if is_guarded { "off or on" } else { "as it is" },
        control: "",
        regions: "",
        ours: "as they are",
    };
    chart.in_force(&now.said());
    let before = chart.section(if is_guarded {
        "Before<br/>first: Control Tower's Region deny on"
    } else {
        "Before"
    });
    if is_guarded {
        chart.gate_or_again("looked, and nothing before it?", before);
        now.deny = "on";
        chart.in_force(&now.said());
    }
    chart.gate_or_stop(
        if is_guarded {
            "does every other check hold?"
        } else {
            "does every check hold?"
        },
        "Stop: nothing was uploaded",
    );
    chart.section("Upload");
    chart.expect("the hash is this release's");
    chart.section("Pipeline");
    if back.policies.is_empty() {
        chart.expect("the run has succeeded");
        now.ours = "attached and in the package no more";
    } else {
        chart.expect("the run has ended");
        chart.section("Verify");
        chart.gate_or_stop(
            "same attached in every line?",
            "Stop: see which policy is not live",
        );
        now.ours = "of the earlier release";
    }
    chart.in_force(&now.said());
    if back.goes_on {
        chart.section("Go on");
    }
    if back.has_smoke_test {
        chart.section("Smoke test");
    }
    if !back.tombstones.is_empty() {
        chart.section("Retired");
    }
    if !back.left_over.is_empty() {
        chart.section("Left over");
        now.ours = "gone";
        chart.in_force(&now.said());
    }
    chart.end()
}
