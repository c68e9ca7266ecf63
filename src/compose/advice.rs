//! From a statement of ours back to the spec: what would have to be written there for it not to deny.

use super::{INFERENCE_ONLY_SID, REGION_DENY_SIDS};

/// What in a spec would change what a statement with this Sid denies; `None` for a Sid that is not ours.
///
/// That it could be changed does not say that it should be: the statement is there because somebody asked for it.
pub fn spec_change(sid: &str) -> Option<&'static str> {
    let [region_deny, managed, split] = REGION_DENY_SIDS;
    Some(match sid {
        "DenyApplicationProfiles" => "`application_profiles: by-destination` in the mode",
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
        sid if sid == INFERENCE_ONLY_SID => {
            "the Region in `governed_regions` instead of `inference_only_regions`"
        }
        sid if sid == region_deny => {
            "the Region in `governed_regions`, the action in `exempt_actions`, or the principal in `exempt_principals`"
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
