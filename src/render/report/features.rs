//! What else of Bedrock crosses Regions, and which mode says something of it.

use crate::bedrock::Feature;
use crate::render::facts::Facts;
use crate::render::markdown::{code, codes, table};

use super::modes::regions;

/// The table, with what is not known of it.
pub(super) fn features(facts: Facts<'_>) -> String {
    let whole = facts.spec.whole_reference(facts.baseline);
    let mut rows = Vec::new();
    for feature in Feature::ALL {
        let (held, loose): (Vec<&str>, Vec<&str>) = feature
            .actions()
            .iter()
            .partition(|action| facts.spec.holds(&whole, action));
        let everywhere =
            "in every Region, since the Region deny leaves them out, or they are declared exempt";
        for (actions, where_to) in [
            (held, served(feature, facts)),
            (loose, everywhere.to_owned()),
        ] {
            if !actions.is_empty() {
                rows.push(vec![code(feature.as_str()), codes(actions), where_to]);
            }
        }
    }
    let named = facts.spec.modes.iter().any(|mode| !mode.also.is_empty());
    let opened = if named {
        format!(
            "Outside the governed Regions guardrails and Data Automation are let through by their profiles alone (`guardrail-profile/…`, `data-automation-profile/…`). \
             A batch job names no profile, so one can also be started directly in the Regions above. These Regions are the destinations of the mode's inference profiles, by the catalogue of {}: \
             guardrail profiles and Data Automation profiles have routes of their own, which no catalogue here knows, so a call may need a Region that is missing, and is denied then. \
             `profiles` of a mode narrows these Regions, and says nothing of the models of a batch job. Principals that the Region deny exempts are not held by any of this. `also` lets none of these actions through at `unspecified`.\n\n",
            facts.catalogue.as_of
        )
    } else {
        String::new()
    };
    format!(
        "## Other things of Bedrock that cross Regions\n\n{}\n{opened}\
         Not tried on a live AWS organization: on which resource and under which `aws:RequestedRegion` these actions are authorized where they are served. AWS's pages say that `ApplyGuardrail` \
         needs the guardrail profile in each of its destination Regions; they have `CreateModelInvocationJob` among the actions to allow in destination Regions; and of Data Automation they say that it always processes across Regions.\n\n\
         No mode governs, so that what the Region deny says of it stays: `CreateGuardrail` and `UpdateGuardrail` (they take a guardrail profile in the Region of the call alone), everything that reads or manages jobs, guardrails and \
         projects, and copies of models to other Regions (`CreateModelCopyJob`). Nor does any govern the cross-Region inference inside other AWS services, whose actions are theirs.\n",
        table(&["In `also`", "Actions", "May be served"], rows),
    )
}

fn served(feature: Feature, facts: Facts<'_>) -> String {
    let named: Vec<String> = facts
        .spec
        .modes
        .iter()
        .filter(|mode| mode.also.contains(&feature))
        .map(|mode| {
            let beyond = facts.ground().open_to_features(mode);
            format!(
                "in mode {} in the governed Regions and {}",
                code(&mode.name),
                regions(&beyond)
            )
        })
        .collect();
    let all = named.len() == facts.spec.modes.len();
    let rest = match (named.is_empty(), all) {
        (true, _) => "as under the Region deny",
        (false, true) => "",
        (false, false) => "; in the others as under the Region deny",
    };
    format!("{}{rest}", named.join("; "))
}
