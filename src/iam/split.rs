use crate::bedrock::call::Call;

use super::limit::{MANAGED_POLICY, counted};
use super::{Bearer, Identity, policy};

/// A call that needs more characters than a policy has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TooLarge {
    /// Its place among the calls.
    pub call: usize,
    /// The characters that it needs.
    pub characters: usize,
}

/// Shares calls out among as few policies as their order allows, each within a managed policy's characters; a call is never torn apart. Numbers of calls, policy by policy.
///
/// `identity` has the lengths that the ARNs have in the end: a real partition and twelve digits.
///
/// # Errors
/// A call that does not fit into a policy of its own.
pub fn split(
    calls: &[Call],
    identity: &Identity<'_>,
    bearer: Bearer,
) -> Result<Vec<Vec<usize>>, TooLarge> {
    let size = |numbers: &[usize]| {
        let calls = numbers.iter().filter_map(|number| calls.get(*number));
        counted(&policy(calls, identity, bearer))
    };
    let mut shares: Vec<Vec<usize>> = Vec::new();
    for number in 0..calls.len() {
        if let Some(last) = shares.last_mut() {
            last.push(number);
            if size(last) <= MANAGED_POLICY {
                continue;
            }
            last.pop();
        }
        let alone = size(&[number]);
        if alone > MANAGED_POLICY {
            return Err(TooLarge {
                call: number,
                characters: alone,
            });
        }
        shares.push(vec![number]);
    }
    Ok(shares)
}
