//! Patterns on Bedrock's ARNs. All six parts are spelled, so that it does not matter whether a `*` may cross a colon; the partition is `*`.
//!
//! Source: Service Authorization Reference, Amazon Bedrock, resource types; 2026-09-26.

/// Application inference profiles. Their ids are opaque: nothing in them names a family.
pub const APPLICATION_PROFILES: &str = "arn:*:bedrock:*:*:application-inference-profile/*";

/// Foundation models; the Region-less ARN of a Global call is one of them.
pub const FOUNDATION_MODELS: &str = "arn:*:bedrock:*::foundation-model/*";

/// Prompt routers, made by users and by AWS.
pub const PROMPT_ROUTERS: [&str; 2] = [
    "arn:*:bedrock:*:*:prompt-router/*",
    "arn:*:bedrock:*:*:default-prompt-router/*",
];

/// The inference profiles whose id (`us.anthropic.claude-…`) matches a pattern.
pub fn inference_profiles(id_pattern: &str) -> String {
    format!("arn:*:bedrock:*:*:inference-profile/{id_pattern}")
}
