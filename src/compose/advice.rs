//! From a statement of ours back to the spec: what would have to be written there for it not to deny.

use crate::bedrock::UNSPECIFIED;

use super::{INFERENCE_ONLY_SID, REGION_DENY_SIDS};

/// What in a spec would change what a statement with this Sid denies at a Region; `None` for a Sid that is neither ours nor Control Tower's.
///
/// That it could be changed does not say that it should be: the statement is there because somebody asked for it.
pub fn spec_change(sid: &str, region: Option<&str>) -> Option<&'static str> {
    let [region_deny, managed, split] = REGION_DENY_SIDS;
    Some(match sid {
        "DenyApplicationProfiles" => "`application_profiles: by-destination` in the mode",
        "DenyOtherFamilies" if region == Some(UNSPECIFIED) => {
            "`global: allow` in the mode, which needs the strategy `replace` or `ou-control`"
        }
        "DenyOtherFamilies" => {
            "the family in `geographies` of the mode (and the model in `profiles`, if there are any)"
        }
        "DenyGlobalUnspecified" | "DenyGlobalProfiles" | "DenyGlobalCalls" => {
            "`global: allow` in the mode, which needs the strategy `replace` or `ou-control`"
        }
        "DenyNewCopies" => "the family in `geographies` of the mode",
        "DenyPromptRouters" | "DenyCallsByRouters" => "`prompt_routers: allow` in the mode",
        "DenyProfilesElsewhere" | "DenyDirectCallsElsewhere" | "DenyGlobalCallsElsewhere" => {
            "the Region of the caller in `governed_regions`"
        }
        "DenyGeographicCallsElsewhere" => {
            "`destinations: by-profile` in the mode, or the Region in `governed_regions`"
        }
        "DenyApplicationProfilesElsewhere" => {
            "a family in `geographies` that routes there, with `destinations: by-profile` or `pinned`; or the Region in `governed_regions`"
        }
        "DenyNamedFeaturesElsewhere" => {
            "a family in `geographies` that routes there, with `destinations: by-profile` or `pinned`; or the Region in `governed_regions`"
        }
        "DenyDirectGuardrailsElsewhere" | "DenyDirectDataAutomationElsewhere" => {
            "the Region in `governed_regions`; in others `also` lets guardrails and Data Automation through by their profiles only"
        }
        "DenyOtherFeaturesElsewhere" => {
            "the feature in `also` of the mode, which lets it be served where the families of `geographies` route; or the Region in `governed_regions`"
        }
        sid if sid == INFERENCE_ONLY_SID => {
            "the Region in `governed_regions` instead of `inference_only_regions`"
        }
        sid if sid == region_deny => {
            "the Region in `governed_regions`, the action in `exempt_actions`, or the principal in `exempt_principals`"
        }
        // Control Tower can't govern a Region that is none.
        sid if sid == managed && region == Some(UNSPECIFIED) => {
            "nothing that is added, since a deny can't be undone: only under the strategy `replace` or `ou-control` the managed Region deny goes"
        }
        "CTMULTISERVICEPV1" if region == Some(UNSPECIFIED) => {
            "`exempt_actions`, for the OU control; never for all of Bedrock"
        }
        sid if sid == region_deny && region == Some(UNSPECIFIED) => {
            "the action in `exempt_actions`, or the principal in `exempt_principals`"
        }
        sid if sid == managed => {
            "nothing that is added, since a deny can't be undone: govern the Region (strategy `extend`, `inference_only_regions`), or let the strategy `replace` or `ou-control` take the managed Region deny's place"
        }
        "CTMULTISERVICEPV1" => {
            "the Region in `governed_regions`, the action in `exempt_actions`, or the principal in `exempt_principals`, for the OU control"
        }
        sid if sid == split => {
            "the Region in `governed_regions`, or the action in `exempt_actions`"
        }
        "DenyBedrockOutsideAllowedRegions" => "the Region in `governed_regions`",
        sid if sid.starts_with("DenyNon") && sid.ends_with("GeographicCRIS") => {
            "the family in `geographies` of the mode; application inference profiles only with `form: strict`"
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::spec_change;

    #[test]
    fn a_managed_deny_of_a_region_can_be_widened_and_of_none_only_replaced() {
        let at = |region: &str| spec_change("GRREGIONDENY", Some(region)).unwrap();
        assert!(at("us-east-2").contains("`extend`"));
        assert!(!at("unspecified").contains("`extend`") && at("unspecified").contains("`replace`"));
    }

    #[test]
    fn a_foreign_statement_has_no_advice() {
        assert_eq!(spec_change("SomebodyElses", None), None);
    }
}
