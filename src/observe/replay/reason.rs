use crate::bedrock::call::CallError;

/// Why a call was not judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NotJudged {
    /// Its account is in no OU that is known.
    NoOu,
    /// The event names no caller: a service of AWS made it.
    NoPrincipal,
    /// A service-linked role made it, which no service control policy binds.
    ServiceLinkedRole,
    /// It was made in the management account, which no service control policy binds.
    ManagementAccount,
    /// The event has no `modelId`.
    NoModel,
    /// The `modelId` names nothing whose authorizations are known.
    NotCallable,
    /// An ARN of another Region or partition than the call.
    OddArn,
    /// The catalogue has no such inference profile.
    UnknownProfile,
    /// The catalogue has no routes of the inference profile.
    NoRoutes,
    /// By the catalogue the inference profile is not offered in the source Region.
    NotOffered,
    /// There is no such Region.
    UnknownRegion,
    /// It is not known what the application inference profile was made from.
    OriginUnknown,
    /// It goes through a prompt router, and what is behind that is not known.
    PromptRouter,
    /// There were more different calls than fit.
    TooMany,
}

impl NotJudged {
    /// In one word, as JSON has it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NoOu => "no-ou",
            Self::NoPrincipal => "no-principal",
            Self::ServiceLinkedRole => "service-linked-role",
            Self::ManagementAccount => "management-account",
            Self::NoModel => "no-model",
            Self::NotCallable => "not-callable",
            Self::OddArn => "odd-arn",
            Self::UnknownProfile => "unknown-profile",
            Self::NoRoutes => "no-routes",
            Self::NotOffered => "not-offered",
            Self::UnknownRegion => "unknown-region",
            Self::OriginUnknown => "origin-unknown",
            Self::PromptRouter => "prompt-router",
            Self::TooMany => "too-many",
        }
    }

    /// The reason of a word.
    pub fn named(word: &str) -> Option<Self> {
        const ALL: [NotJudged; 14] = [
            NotJudged::NoOu,
            NotJudged::NoPrincipal,
            NotJudged::ServiceLinkedRole,
            NotJudged::ManagementAccount,
            NotJudged::NoModel,
            NotJudged::NotCallable,
            NotJudged::OddArn,
            NotJudged::UnknownProfile,
            NotJudged::NoRoutes,
            NotJudged::NotOffered,
            NotJudged::UnknownRegion,
            NotJudged::OriginUnknown,
            NotJudged::PromptRouter,
            NotJudged::TooMany,
        ];
        ALL.into_iter().find(|own| own.as_str() == word)
    }

    /// Why, and what would help.
    pub fn describe(self) -> &'static str {
        match self {
            Self::NoOu => {
                "their account is in no OU of the snapshot; take a new one, or name the OU with --ou"
            }
            Self::NoPrincipal => {
                "the event names no caller: a service of AWS made the call, or the export left `userIdentity` out"
            }
            Self::ServiceLinkedRole => {
                "made by a service-linked role, which no service control policy binds"
            }
            Self::ManagementAccount => {
                "made in the management account, which no service control policy binds"
            }
            Self::NoModel => "the event has no modelId",
            Self::NotCallable => "the modelId names nothing whose authorizations are known",
            Self::OddArn => "the modelId is an ARN of another Region or partition than the call",
            Self::UnknownProfile => {
                "the catalogue has no such inference profile; `crispack profiles import` brings it up to date"
            }
            Self::NoRoutes => "the catalogue has no routes of the inference profile",
            Self::NotOffered => {
                "by the catalogue the inference profile is not offered in the source Region"
            }
            Self::UnknownRegion => "there is no such Region",
            Self::OriginUnknown => {
                "it is not known what the application inference profile was made from; say it with --origin ARN=PROFILE"
            }
            Self::PromptRouter => "through a prompt router, and what is behind it is not known",
            Self::TooMany => {
                "there were more different calls than are held here, or longer texts than ARNs are (which of them are left out depends on the order of reading); ask Athena: `crispack impact --emit athena`"
            }
        }
    }
}

impl From<&CallError> for NotJudged {
    fn from(error: &CallError) -> Self {
        match error {
            CallError::UnknownProfile(_) => Self::UnknownProfile,
            CallError::NoRoutes(_) => Self::NoRoutes,
            CallError::NotOffered { .. } => Self::NotOffered,
            CallError::NoOrigin(_) => Self::OriginUnknown,
            CallError::NoSource | CallError::UnknownRegion(_) => Self::UnknownRegion,
            CallError::TwoSources { .. } | CallError::OtherPartition { .. } => Self::OddArn,
            CallError::NotCallable(_) | CallError::OriginOfOther(_) => Self::NotCallable,
        }
    }
}
