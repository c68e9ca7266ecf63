/// How partition and account are spelled in the ARNs of a policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Identity<'a> {
    /// `aws`, `aws-us-gov`, or a variable that becomes one.
    pub partition: &'a str,
    /// Twelve digits, or a variable that becomes them.
    pub account: &'a str,
}

impl Identity<'static> {
    /// As CloudFormation fills them in, for one template in many accounts (AWS CloudFormation User Guide, "Pseudo parameters reference", read 2026-11-26).
    pub const TEMPLATE: Self = Self {
        partition: "${AWS::Partition}",
        account: "${AWS::AccountId}",
    };
}

impl Identity<'_> {
    /// A resource of the caller's account in a Region: `inference-profile/eu.…`.
    pub(super) fn own(&self, region: &str, resource: &str) -> String {
        format!(
            "arn:{}:bedrock:{region}:{}:{resource}",
            self.partition, self.account
        )
    }

    /// A foundation model in a Region; the Region of a Global call's last hop is empty.
    pub(super) fn model(&self, region: &str, model: &str) -> String {
        format!(
            "arn:{}:bedrock:{region}::foundation-model/{model}",
            self.partition
        )
    }

    /// Can it be an account: twelve digits?
    pub fn is_account(text: &str) -> bool {
        text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit())
    }
}
