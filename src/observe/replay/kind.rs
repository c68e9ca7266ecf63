use super::texts::Text;

/// What is told apart of calls: who made it, by what, from where, and where it was served.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Kind {
    /// The caller's account.
    pub account: Option<Text>,
    /// The caller, as `aws:PrincipalArn` has it.
    pub principal: Option<Text>,
    /// What was asked for.
    pub operation: Operation,
    /// The `modelId`; of a new application inference profile what it is made from.
    pub target: Option<Text>,
    /// `awsRegion`.
    pub region: Option<Text>,
    /// `inferenceRegion`, of calls that succeeded and have one.
    pub served: Option<Text>,
}

/// What is asked for, by the action that authorizes it.
///
/// Sources, read 2026-11-26: Amazon Bedrock API Reference, Converse, ConverseStream, `StartAsyncInvoke`, `InvokeModelWithBidirectionalStream` and `CreateInferenceProfile`; Service
/// Authorization Reference of 2026-09-26.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Operation {
    /// Inference, answered at once.
    Invoke,
    /// Inference, answered as a stream.
    Stream,
    /// A new application inference profile.
    CreateProfile,
}

impl Operation {
    /// The operation of an event's name; `None` if it is none of these.
    pub fn of(event_name: &str) -> Option<Self> {
        match event_name {
            "InvokeModel"
            | "Converse"
            | "StartAsyncInvoke"
            | "InvokeModelWithBidirectionalStream" => Some(Self::Invoke),
            "InvokeModelWithResponseStream" | "ConverseStream" => Some(Self::Stream),
            "CreateInferenceProfile" => Some(Self::CreateProfile),
            _ => None,
        }
    }

    /// The action that is authorized.
    pub fn action(self) -> &'static str {
        match self {
            Self::Invoke => "bedrock:InvokeModel",
            Self::Stream => "bedrock:InvokeModelWithResponseStream",
            Self::CreateProfile => "bedrock:CreateInferenceProfile",
        }
    }
}
