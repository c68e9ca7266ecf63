/// The size of the largest policy that AWS Organizations accepts, and how many a node takes.
///
/// Organizations took 5,120 characters and 5 policies per node until 2026-05-15, and takes 10,240 and 10 since, in all partitions and without asking (AWS Organizations User Guide,
/// "Quotas for AWS Organizations", and the AWS announcement of 2026-05; read 2026-11-23). Blanks count when the API is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Quota {
    /// 10,240 characters.
    #[default]
    Current,
    /// 5,120 characters.
    Legacy,
}

impl Quota {
    /// Characters of one policy document.
    pub fn characters(self) -> usize {
        match self {
            Self::Current => 10_240,
            Self::Legacy => 5_120,
        }
    }

    /// Policies attached directly to one root, OU or account. FullAWSAccess is one of them.
    pub fn attachments(self) -> usize {
        match self {
            Self::Current => 10,
            Self::Legacy => 5,
        }
    }

    /// The name in a spec.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Current => "current",
            Self::Legacy => "legacy",
        }
    }
}
