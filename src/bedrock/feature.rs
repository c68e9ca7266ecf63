/// What else of Amazon Bedrock is served across Regions, besides inference through an inference profile: a word for each, and the actions behind it.
///
/// None of these actions carries `bedrock:InferenceProfileArn` (Service Authorization Reference of 2026-09-26), so a policy can tell by action, resource and
/// Region only. Under which `aws:RequestedRegion` AWS authorizes them where they are served was not tried on a live organization.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Feature {
    /// Batch inference. Its action is among those that AWS asks to allow in every destination Region of an inference profile (Amazon Bedrock User Guide,
    /// "Supported Regions and models for inference profiles", read 2026-11-23); it takes models and jobs as resources, no profile.
    Batch,
    /// Guardrails with a guardrail profile. `ApplyGuardrail` is to be allowed on the profile in each of its destination Regions. `CreateGuardrail` and
    /// `UpdateGuardrail` take the profile too, but in the Region of the call alone, so they are no part of this (Amazon Bedrock User Guide, "Permissions for
    /// using cross-Region inference with Amazon Bedrock Guardrails", read 2026-11-26).
    Guardrails,
    /// Data Automation, which always processes across Regions (Amazon Bedrock User Guide, "Cross Region support required for Bedrock Data Automation", read
    /// 2026-11-26): every action that takes `data-automation-profile` as resource (Service Authorization Reference of 2026-09-26).
    DataAutomation,
}

impl Feature {
    /// All of them, in the order in which they are written.
    pub const ALL: [Self; 3] = [Self::Batch, Self::Guardrails, Self::DataAutomation];

    /// The word in a spec.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Batch => "batch",
            Self::Guardrails => "guardrails",
            Self::DataAutomation => "data-automation",
        }
    }

    /// The actions by which it is authorized, where it is asked for and where it is served.
    pub fn actions(self) -> &'static [&'static str] {
        match self {
            Self::Batch => &["bedrock:CreateModelInvocationJob"],
            Self::Guardrails => &["bedrock:ApplyGuardrail"],
            Self::DataAutomation => &[
                "bedrock:InvokeDataAutomation",
                "bedrock:InvokeDataAutomationAsync",
                "bedrock:InvokeBlueprintOptimizationAsync",
                "bedrock:InvokeBlueprintRecommendationAsync",
            ],
        }
    }

    /// The profiles, as a pattern on resources, through which it is served in other Regions; a batch job has none by which it could be told.
    pub fn profiles(self) -> Option<&'static str> {
        match self {
            Self::Batch => None,
            Self::Guardrails => Some("arn:*:bedrock:*:*:guardrail-profile/*"),
            Self::DataAutomation => Some("arn:*:bedrock:*:*:data-automation-profile/*"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Feature;
    use crate::bedrock::{Actions, INFERENCE_ACTIONS};

    #[test]
    fn every_action_exists_and_is_no_inference() {
        for feature in Feature::ALL {
            for action in feature.actions() {
                let found = Actions::builtin().matching(action);
                assert_eq!(found.len(), 1, "{action}");
                assert!(!INFERENCE_ACTIONS.contains(action));
                let keys = found[0].1;
                assert!(!keys.contains(&"bedrock:InferenceProfileArn".to_owned()));
            }
        }
    }
}
