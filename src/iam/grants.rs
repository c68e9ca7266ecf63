use crate::bedrock::call::Call;
use crate::policy::Policy;

use super::limit::{MANAGED_POLICY, counted};
use super::{Bearer, Identity, policy};

/// Calls that are to be allowed, shared out among policies.
#[derive(Debug, Clone)]
pub struct Grants {
    calls: Vec<Call>,
    bearer: Bearer,
    /// The calls of each policy, by their place.
    shares: Vec<Vec<usize>>,
}

/// A call that needs more characters than a policy has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TooLarge {
    /// The call.
    pub call: Call,
    /// The characters that it needs.
    pub characters: usize,
}

impl Grants {
    /// Shares calls out among as few policies as their order allows, each within a managed policy's characters; a call is never torn apart.
    ///
    /// `identity` has the lengths that the ARNs have in the end: a real partition and twelve digits.
    ///
    /// # Errors
    /// A call that does not fit into a policy of its own.
    pub fn new(
        calls: Vec<Call>,
        identity: &Identity<'_>,
        bearer: Bearer,
    ) -> Result<Self, Box<TooLarge>> {
        let size = |numbers: &[usize]| {
            let calls = numbers.iter().filter_map(|number| calls.get(*number));
            counted(&policy(calls, identity, bearer))
        };
        let mut shares: Vec<Vec<usize>> = Vec::new();
        for (number, call) in calls.iter().enumerate() {
            if let Some(last) = shares.last_mut() {
                last.push(number);
                if size(last) <= MANAGED_POLICY {
                    continue;
                }
                last.pop();
            }
            let characters = size(&[number]);
            if characters > MANAGED_POLICY {
                let call = call.clone();
                return Err(Box::new(TooLarge { call, characters }));
            }
            shares.push(vec![number]);
        }
        Ok(Self {
            calls,
            bearer,
            shares,
        })
    }

    /// The calls, in the order in which they were given.
    pub fn calls(&self) -> &[Call] {
        &self.calls
    }

    /// How many policies there are.
    pub fn len(&self) -> usize {
        self.shares.len()
    }

    /// Is nothing granted?
    pub fn is_empty(&self) -> bool {
        self.shares.is_empty()
    }

    /// The policies, for a partition and an account.
    pub fn policies(&self, identity: &Identity<'_>) -> Vec<Policy> {
        let one = |share: &Vec<usize>| {
            let calls = share.iter().filter_map(|number| self.calls.get(*number));
            policy(calls, identity, self.bearer)
        };
        self.shares.iter().map(one).collect()
    }

    /// The same, each with its name: `NAME`, `NAME-2`, and so on.
    pub fn named(&self, name: &str, identity: &Identity<'_>) -> Vec<(String, Policy)> {
        let with_name = |(number, policy)| match number {
            0 => (name.to_owned(), policy),
            _ => (format!("{name}-{}", number + 1), policy),
        };
        let policies = self.policies(identity).into_iter();
        policies.enumerate().map(with_name).collect()
    }
}
