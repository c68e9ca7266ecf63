use crate::policy::Policy;

/// Characters of a customer managed policy, white space not counted (IAM User Guide, "IAM and AWS STS quotas", read 2026-11-26).
pub const MANAGED_POLICY: usize = 6_144;

/// Managed policies that a role takes unless its account asked for more (same page).
pub const MANAGED_POLICIES: usize = 10;

/// The characters that count of a policy.
pub fn counted(policy: &Policy) -> usize {
    let text = policy.to_compact_json();
    text.chars().filter(|c| !c.is_whitespace()).count()
}
