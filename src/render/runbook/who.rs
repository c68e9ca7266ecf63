//! Who does a step, and what they may.

/// The roles of a rollout; one person may have several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Who {
    Anyone,
    Builder,
    Reader,
    Uploader,
    PolicyRemover,
    ControlAdministrator,
    LandingZoneAdministrator,
    AccountReader,
    Workload,
}

impl Who {
    /// As the overview calls them.
    pub(super) fn name(self) -> &'static str {
        self.words().0
    }

    /// Where they do it.
    pub(super) fn place(self) -> &'static str {
        self.words().1
    }

    /// What they have to be allowed.
    ///
    /// By default only CfCT's own roles may use its key; others have to be added to the key's policy (AWS Control Tower User Guide, "Component services", read 2026-11-26).
    pub(super) fn rights(self) -> &'static str {
        self.words().2
    }

    /// Do they work elsewhere than in a shell with credentials of the management account, so that a step says where?
    pub(super) fn is_elsewhere(self) -> bool {
        matches!(
            self,
            Self::Builder | Self::LandingZoneAdministrator | Self::AccountReader | Self::Workload
        )
    }

    fn words(self) -> (&'static str, &'static str, &'static str) {
        const MANAGEMENT: &str = "in the management account";
        match self {
            Self::Anyone => ("anyone", "where this folder is", "nothing in AWS"),
            Self::Builder => (
                "builder of releases",
                "where the spec is",
                "what `crispack snapshot` calls, which only reads",
            ),
            Self::Reader => (
                "reader",
                MANAGEMENT,
                "`organizations:Describe*` and `List*`, `codepipeline:GetPipeline` and `ListPipelineExecutions`, `controltower:Get*` and `List*`, `cloudformation:List*`",
            ),
            Self::Uploader => (
                "uploader",
                MANAGEMENT,
                "as reader; `s3:ListBucket`, `GetObject`, `PutObject`, `DeleteObject` on the CfCT bucket; `kms:Decrypt`, `GenerateDataKey` with `CustomControlTowerKMSKey`, whose key policy has to name them",
            ),
            Self::PolicyRemover => (
                "remover of policies",
                MANAGEMENT,
                "as reader; `organizations:DetachPolicy`, `DeletePolicy`",
            ),
            Self::ControlAdministrator => (
                "administrator of controls",
                MANAGEMENT,
                "as reader; `controltower:EnableControl`, `UpdateEnabledControl`, `DisableControl`, and what Control Tower asks for besides",
            ),
            Self::LandingZoneAdministrator => (
                "administrator of Control Tower",
                "in its console, in the management account and home Region",
                "change the landing zone, re-register OUs",
            ),
            Self::AccountReader => (
                "reader of accounts",
                "in each account that the stack sets reach",
                "`iam:ListPolicies`",
            ),
            Self::Workload => (
                "user of a workload's role",
                "in an account of each kind of OU, not in the management account",
                "what the workloads there may",
            ),
        }
    }
}
