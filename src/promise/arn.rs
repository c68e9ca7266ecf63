/// What an ARN names, as far as a promise cares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Named<'a> {
    /// `arn:P:bedrock:REGION:ACCOUNT:inference-profile/ID`: a system-defined inference profile.
    System(&'a str),
    /// `arn:P:bedrock:REGION:ACCOUNT:application-inference-profile/ID`; the ID tells nothing of the origin.
    Application,
    /// `arn:P:bedrock:REGION:ACCOUNT:prompt-router/ID` or `…:default-prompt-router/ID`.
    Router,
    /// `arn:P:bedrock:REGION::foundation-model/ID`; for Global routing the Region is empty.
    FoundationModel,
    /// `arn:P:bedrock:REGION:ACCOUNT:guardrail-profile/ID`.
    GuardrailProfile,
    /// `arn:P:bedrock:REGION:ACCOUNT:data-automation-profile/ID`.
    AutomationProfile,
    /// Anything else, also text that is no ARN.
    Other,
}

impl<'a> Named<'a> {
    /// Splits at the first five colons; the sixth part may hold colons. Partition, Region and account may be anything, except that a
    /// foundation model belongs to no account.
    pub(super) fn by(text: &'a str) -> Self {
        let mut parts = text.splitn(6, ':');
        let (Some("arn"), Some(_), Some("bedrock"), Some(_), Some(account), Some(rest)) = (
            parts.next(),
            parts.next(),
            parts.next(),
            parts.next(),
            parts.next(),
            parts.next(),
        ) else {
            return Self::Other;
        };
        match rest.split_once('/') {
            Some(("inference-profile", id)) => Self::System(id),
            Some(("application-inference-profile", _)) => Self::Application,
            Some(("prompt-router" | "default-prompt-router", _)) => Self::Router,
            Some(("guardrail-profile", _)) => Self::GuardrailProfile,
            Some(("data-automation-profile", _)) => Self::AutomationProfile,
            Some(("foundation-model", _)) if account.is_empty() => Self::FoundationModel,
            _ => Self::Other,
        }
    }

    /// An inference profile of either kind.
    pub(super) fn is_profile(self) -> bool {
        matches!(self, Self::System(_) | Self::Application)
    }

    /// A system profile of the family `global`.
    pub(super) fn is_global(self) -> bool {
        matches!(self, Self::System(id) if is_global(id))
    }
}

/// Whether a system profile's id is of the family `global`: `global.MODEL`.
pub(super) fn is_global(id: &str) -> bool {
    in_family(id, "global").is_some()
}

/// The model id behind a family's prefix, if the profile id is of that family.
pub(super) fn in_family<'a>(id: &'a str, family: &str) -> Option<&'a str> {
    id.strip_prefix(family)?.strip_prefix('.')
}
