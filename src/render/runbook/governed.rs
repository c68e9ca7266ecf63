//! The steps beyond ours under `extend`: Control Tower governs the inference-only Regions, after our policies close them for everything else.

use crate::render::markdown::codes;
use crate::spec::Strategy;

use super::managed::{LANDING_ZONE, Step};
use super::situation::Situation;

/// In order; none under another strategy.
pub(super) fn steps(situation: Situation<'_>) -> Vec<Step> {
    if situation.strategy() != Strategy::Extend {
        return Vec::new();
    }
    vec![govern(situation), verify_governed(situation)]
}

fn govern(situation: Situation<'_>) -> Step {
    let facts = situation.facts;
    let all = codes(facts.spec.inference_only.iter().map(String::as_str));
    let missing: Vec<&str> = facts
        .spec
        .inference_only
        .iter()
        .filter(|code| !facts.baseline.regions.contains(code))
        .map(String::as_str)
        .collect();
    let text = if missing.is_empty() {
        format!(
            "By the Region deny that was given, Control Tower lets in {all} already: they were open to every service until section 4 held. There is nothing to do.\n"
        )
    } else if facts.baseline.is_ou_control() {
        format!(
            "Only if section 4 said `same attached` in every line. The Region deny that was given is the OU control's: add {missing} to its parameter `AllowedRegions` on every OU, where you enabled it (console, stack, Terraform or `aws controltower update-enabled-control`), \
             and leave its other parameters as they are. If the landing-zone Region deny is on as well, it has to list them, too.\n\n\
             Until this is done calls to those Regions are denied as before.\n",
            missing = codes(missing),
        )
    } else {
        format!(
            "Only if section 4 said `same attached` in every line. In the console of Control Tower, in the management account, in the home Region:\n\n\
             1. *Landing zone settings*, *Modify settings*.\n\
             2. Add {missing} to the governed Regions; leave the Region deny control *Enabled*, and everything else as it is. Go on to the last page and update the landing zone.\n\
             3. Re-register each OU, so that Control Tower sets its accounts up in the new Regions. It works there as `AWSControlTowerExecution`, which our policies exempt as the Region deny does.\n\n\
             Until this is done calls to those Regions are denied as before.\n",
            missing = codes(missing),
        )
    };
    Step {
        title: "Govern the inference-only Regions",
        text,
    }
}

fn verify_governed(situation: Situation<'_>) -> Step {
    let regions: Vec<&str> = situation
        .facts
        .spec
        .inference_only
        .iter()
        .map(String::as_str)
        .collect();
    Step {
        title: "Verify that they are governed, and closed to everything else",
        text: format!(
            "Until the update is done:\n\n```sh\n{LANDING_ZONE}```\n\nExpected: `ACTIVE` and `IN_SYNC`. Then, whether every Region deny of Control Tower's lists them:\n\n\
             ```sh regions_listed\nall=$(managed {sid})\nfor region in {list}; do\n\
             \x20 with=$(managed {sid} \"$region\")\n\
             \x20 case $all in *UNREADABLE*|'') echo \"CANNOT BE TOLD $region\" ;; \"$with\") echo \"listed $region\" ;; *) echo \"NOT LISTED everywhere: $region\" ;; esac\n\
             done\n```\n\n\
             Expected: `listed` in every line. Then run section 4 again. From an account of each OU, make one call of each kind that REPORT.md says works, and one other call to an inference-only Region, such as \
             `aws ec2 describe-vpcs --region {first}`, which must be denied.\n",
            sid = situation.sid(),
            list = regions.join(" "),
            first = regions.first().copied().unwrap_or_default(),
        ),
    }
}
