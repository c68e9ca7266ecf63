use crate::bedrock::Feature;

/// I: the actions that every inference call is authorized as.
///
/// `Converse` and `StartAsyncInvoke` are authorized as the first, `ConverseStream` as the second; they are no actions of their own
/// (Service Authorization Reference, "Actions, resources, and condition keys for Amazon Bedrock", data of 2026-09-26).
const INFERENCE: [&str; 2] = [
    "bedrock:InvokeModel",
    "bedrock:InvokeModelWithResponseStream",
];

/// The actions besides inference that take an inference profile and make something of it that can be called later (same source).
const CREATION: [&str; 3] = [
    "bedrock:CreateInferenceProfile",
    "bedrock:CreatePromptRouter",
    "bedrock:CreateAdvancedPromptOptimizationJob",
];

/// The actions of what a mode's `also` may name. `ApplyGuardrail` alone takes a guardrail profile in a destination Region; every action that takes a Data
/// Automation profile counts (same source).
pub(super) fn of_feature(feature: Feature) -> &'static [&'static str] {
    match feature {
        Feature::Batch => &["bedrock:CreateModelInvocationJob"],
        Feature::Guardrails => &["bedrock:ApplyGuardrail"],
        Feature::DataAutomation => &[
            "bedrock:InvokeDataAutomation",
            "bedrock:InvokeDataAutomationAsync",
            "bedrock:InvokeBlueprintOptimizationAsync",
            "bedrock:InvokeBlueprintRecommendationAsync",
        ],
    }
}

/// One of a feature's actions.
pub(super) fn is_of(feature: Feature, action: &str) -> bool {
    let mut names = of_feature(feature).iter();
    names.any(|name| name.eq_ignore_ascii_case(action))
}

/// One of I.
pub(super) fn is_inference(action: &str) -> bool {
    INFERENCE
        .iter()
        .any(|name| name.eq_ignore_ascii_case(action))
}

/// One of the three that make copies of a profile.
pub(super) fn is_creation(action: &str) -> bool {
    CREATION
        .iter()
        .any(|name| name.eq_ignore_ascii_case(action))
}

/// `bedrock:*`; not `bedrock-mantle:…` and other services whose names only begin alike.
pub(super) fn is_bedrock(action: &str) -> bool {
    action
        .split_once(':')
        .is_some_and(|(service, _)| service.eq_ignore_ascii_case("bedrock"))
}

/// All five by name.
pub(super) const NAMES: [&str; 5] = [
    INFERENCE[0],
    INFERENCE[1],
    CREATION[0],
    CREATION[1],
    CREATION[2],
];
