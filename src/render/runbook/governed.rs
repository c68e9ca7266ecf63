//! The sections beyond ours under `extend`: Control Tower governs the inference-only Regions, after our policies close them for everything else.

use crate::render::markdown::codes;
use crate::spec::Strategy;

use super::managed::{calls, still_ours, wait};
use super::situation::Situation;
use super::step::{Key, More, Run, Section, Step, Undone};
use super::who::Who;

/// In order; none under another strategy.
pub(super) fn sections(situation: Situation<'_>) -> Vec<Section> {
    if situation.strategy() != Strategy::Extend {
        return Vec::new();
    }
    vec![govern(situation), verify_governed(situation)]
}

fn govern(situation: Situation<'_>) -> Section {
    let facts = situation.facts;
    let regions = facts.spec.inference_only.iter();
    let missing: Vec<&str> = regions
        .filter(|code| !facts.baseline.regions.contains(code))
        .map(String::as_str)
        .collect();
    let steps = if missing.is_empty() {
        vec![nothing_to_do(situation)]
    } else if facts.baseline.is_ou_control() {
        vec![let_in_by_control(&missing), wait(None)]
    } else {
        vec![let_in(&missing), wait(None), register_again()]
    };
    Section {
        title: "Govern the inference-only Regions",
        key: None,
        intro: String::new(),
        steps,
    }
}

fn nothing_to_do(situation: Situation<'_>) -> Step {
    let regions = situation.facts.spec.inference_only.iter();
    Step {
        title: "Control Tower lets the inference-only Regions in already".to_owned(),
        who: Who::Anyone,
        run: Run::by_hand(format!(
            "nothing. By the Region deny that was given, Control Tower lets in {} already: they were open to every service until {} held.",
            codes(regions.map(String::as_str)),
            Key::Verify
        )),
        expect: "the first check of the next section says `listed`.".to_owned(),
        if_not: "stop: another Region deny is in force than the one that was given. Export it, and build again.".to_owned(),
        undone: Undone::Looks,
        more: More::default(),
    }
}

/// Before it is done, and what is so until then.
fn only_if() -> String {
    format!(
        "Only if {} said `same attached` in every line. Until this is done calls to those Regions are denied as before.",
        Key::Verify
    )
}

fn let_in_by_control(missing: &[&str]) -> Step {
    Step {
        title: "Add the inference-only Regions to the OU control".to_owned(),
        who: Who::ControlAdministrator,
        run: Run::by_hand(format!(
            "the Region deny that was given is the OU control's: add {} to its parameter `AllowedRegions` on every OU, where you enabled it (console, stack, Terraform or `aws controltower update-enabled-control`), and leave its other parameters as they are. \
             If the landing-zone Region deny is on as well, it has to list them, too.",
            codes(missing.iter().copied())
        )),
        expect: "each update ends with `SUCCEEDED`.".to_owned(),
        if_not: "an update that changes nothing is refused, and so is any of a control that has drifted: re-register that OU in the console, and try again. Nothing is open meanwhile.".to_owned(),
        undone: Undone::by(Key::WayBack),
        more: More {
            why: only_if(),
            ..More::default()
        },
    }
}

fn let_in(missing: &[&str]) -> Step {
    Step {
        title: "Add the inference-only Regions to the governed ones".to_owned(),
        who: Who::LandingZoneAdministrator,
        run: Run::by_hand(format!(
            "\n\n1. *Landing zone settings*, *Modify settings*.\n\
             2. Add {} to the governed Regions; leave the Region deny control *Enabled*, and everything else as it is.\n\
             3. Go on to the last page and update the landing zone.",
            codes(missing.iter().copied())
        )),
        expect: "the update begins: the next step says `PROCESSING`.".to_owned(),
        if_not: "the console refuses: nothing has changed. Settle what it says, and do this again."
            .to_owned(),
        undone: Undone::by(Key::WayBack),
        more: More {
            why: only_if(),
            ..More::default()
        },
    }
}

fn register_again() -> Step {
    Step {
        title: "Re-register each OU".to_owned(),
        who: Who::LandingZoneAdministrator,
        run: Run::by_hand("*Organization*, the OU, *Re-register OU*, one after the other."),
        expect: "each OU and its accounts are up to date in the console.".to_owned(),
        if_not: "the console says which account failed. Inference does not wait for it; settle it, and re-register that OU again.".to_owned(),
        undone: Undone::by(format!("{}, which re-registers them", Key::WayBack)),
        more: More {
            why: "So Control Tower sets their accounts up in the new Regions. It works there as `AWSControlTowerExecution`, which our policies exempt as the Region deny does.".to_owned(),
            ..More::default()
        },
    }
}

fn verify_governed(situation: Situation<'_>) -> Section {
    let regions = situation.facts.spec.inference_only.iter();
    let regions: Vec<&str> = regions.map(String::as_str).collect();
    let listed = Step {
        title: "Every Region deny of Control Tower's lists the inference-only Regions".to_owned(),
        who: Who::Reader,
        run: Run::function(
            "regions_listed",
            REGIONS_LISTED
                .replace("SID", situation.sid())
                .replace("REGIONS", &regions.join(" ")),
        ),
        expect: "`listed` in every line.".to_owned(),
        if_not: "`NOT LISTED everywhere`: on some OU calls to that Region are denied as before; wait and run this again, or re-register that OU. `CANNOT BE TOLD`: a policy could not be read, or none was found; run this again.".to_owned(),
        undone: Undone::Looks,
        more: More::default(),
    };
    Section {
        title: "Verify that they are governed, and closed to everything else",
        key: None,
        intro: String::new(),
        steps: vec![
            listed,
            still_ours(&format!(
                "**stop: what ours do not hold is open to every service in these Regions.** See {}; if it can't be mended at once, go the way back, {}.",
                Key::Verify,
                Key::WayBack
            )),
            calls(&format!(
                "and one to another service in an inference-only Region, such as `aws ec2 describe-vpcs --region {}`",
                regions.first().copied().unwrap_or_default()
            )),
        ],
    }
}

const REGIONS_LISTED: &str = r#"all=$(managed SID)
for region in REGIONS; do
  with=$(managed SID "$region")
  case $all in *UNREADABLE*|'') echo "CANNOT BE TOLD $region" ;; "$with") echo "listed $region" ;; *) echo "NOT LISTED everywhere: $region" ;; esac
done
"#;
