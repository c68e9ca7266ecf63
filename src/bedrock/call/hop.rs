/// One authorization of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hop {
    /// Which one it is.
    pub kind: HopKind,
    /// The ARN that is asked about.
    pub resource: String,
    /// The value of `aws:RequestedRegion`.
    pub region: String,
    /// The value of `bedrock:InferenceProfileArn`; `None`: absent.
    pub profile_arn: Option<String>,
}

/// The place of a hop in its call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HopKind {
    /// The inference profile in the source Region.
    Profile,
    /// The foundation model in the source Region.
    Source,
    /// The foundation model in a destination Region.
    Destination,
    /// The foundation model without a Region, in a Global call.
    Global,
    /// The foundation model itself, without a profile.
    Direct,
}

impl HopKind {
    /// In a few words.
    pub fn describe(self) -> &'static str {
        match self {
            Self::Profile => "profile in the source Region",
            Self::Source => "model in the source Region",
            Self::Destination => "model in a destination Region",
            Self::Global => "model without a Region (Global)",
            Self::Direct => "model, called directly",
        }
    }

    /// In one word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Profile => "profile",
            Self::Source => "source",
            Self::Destination => "destination",
            Self::Global => "global",
            Self::Direct => "direct",
        }
    }
}
