use crate::bedrock::UNSPECIFIED;
use crate::bedrock::call::Call;
use crate::policy::Policy;
use crate::text::sha256;

use super::limit::{MANAGED_POLICY, counted};
use super::{Bearer, Identity, policy};

/// Calls that are to be allowed, shared out among policies.
#[derive(Debug, Clone)]
pub struct Grants {
    calls: Vec<Call>,
    bearer: Bearer,
    shares: Vec<Share>,
}

/// The calls of one policy.
#[derive(Debug, Clone)]
struct Share {
    /// What the policy's name ends in: nothing, a model, a number behind either.
    suffix: String,
    /// The calls, by their place.
    calls: Vec<usize>,
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
    pub fn few(
        calls: Vec<Call>,
        identity: &Identity<'_>,
        bearer: Bearer,
    ) -> Result<Self, Box<TooLarge>> {
        let all = (0..calls.len()).collect();
        Self::default_of(calls, bearer).share(vec![(String::new(), all)], identity)
    }

    /// The same with a policy for each model and kind of call, geographic or Global, named after both: what is attached to a role today must not be another model's tomorrow, and a role
    /// that may stay within a geography gets no Global one.
    ///
    /// # Errors
    /// A call that does not fit into a policy of its own.
    pub fn by_model(
        calls: Vec<Call>,
        identity: &Identity<'_>,
        bearer: Bearer,
    ) -> Result<Self, Box<TooLarge>> {
        let mut models: Vec<(String, Vec<usize>)> = Vec::new();
        for (number, call) in calls.iter().enumerate() {
            let is_global = call.destinations.iter().any(|code| code == UNSPECIFIED);
            let kind = if is_global { "global" } else { "geographic" };
            let suffix = format!("-{kind}-{}", plain(call.through.model()));
            match models.iter_mut().find(|(own, _)| *own == suffix) {
                Some((_, own)) => own.push(number),
                None => models.push((suffix, vec![number])),
            }
        }
        models.sort_unstable();
        Self::default_of(calls, bearer).share(models, identity)
    }

    fn default_of(calls: Vec<Call>, bearer: Bearer) -> Self {
        Self {
            calls,
            bearer,
            shares: Vec::new(),
        }
    }

    fn share(
        mut self,
        groups: Vec<(String, Vec<usize>)>,
        identity: &Identity<'_>,
    ) -> Result<Self, Box<TooLarge>> {
        for (suffix, numbers) in groups {
            let mut parts: Vec<Vec<usize>> = Vec::new();
            for number in numbers {
                if let Some(last) = parts.last_mut() {
                    last.push(number);
                    if counted(&self.policy(last, identity)) <= MANAGED_POLICY {
                        continue;
                    }
                    last.pop();
                }
                let characters = counted(&self.policy(&[number], identity));
                if let Some(call) = self
                    .calls
                    .get(number)
                    .filter(|_| characters > MANAGED_POLICY)
                {
                    let call = call.clone();
                    return Err(Box::new(TooLarge { call, characters }));
                }
                parts.push(vec![number]);
            }
            self.shares
                .extend(parts.into_iter().zip(1..).map(|(calls, part)| Share {
                    suffix: match part {
                        1 => suffix.clone(),
                        _ => format!("{suffix}-{part}"),
                    },
                    calls,
                }));
        }
        Ok(self)
    }

    fn policy(&self, numbers: &[usize], identity: &Identity<'_>) -> Policy {
        let calls = numbers.iter().filter_map(|number| self.calls.get(*number));
        policy(calls, identity, self.bearer)
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
        let shares = self.shares.iter();
        shares
            .map(|own| self.policy(&own.calls, identity))
            .collect()
    }

    /// The same, each with its name.
    pub fn named(&self, name: &str, identity: &Identity<'_>) -> Vec<(String, Policy)> {
        let names = self.names(name).into_iter();
        names.zip(self.policies(identity)).collect()
    }

    /// Their names; `name` is what they begin with.
    pub fn names(&self, name: &str) -> Vec<String> {
        let shares = self.shares.iter();
        shares
            .map(|own| fitting(format!("{name}{}", own.suffix)))
            .collect()
    }

    /// The calls of each policy, in the order of the names.
    pub fn shared(&self) -> impl Iterator<Item = Vec<&Call>> {
        let of = |own: &Share| {
            own.calls
                .iter()
                .filter_map(|at| self.calls.get(*at))
                .collect()
        };
        self.shares.iter().map(of)
    }
}

/// A model's id in the characters that a policy's name may have.
fn plain(model: &str) -> String {
    let fits = |c: char| c.is_ascii_alphanumeric() || "+=,.@_-".contains(c);
    model
        .chars()
        .map(|c| if fits(c) { c } else { '-' })
        .collect()
}

/// A name that IAM takes: of a longer one the end is a hash (IAM User Guide, "IAM and AWS STS quotas": 128 characters, read 2026-11-26).
fn fitting(name: String) -> String {
    const MOST: usize = 128;
    if name.len() <= MOST {
        return name;
    }
    let hash: String = sha256(name.as_bytes()).chars().take(8).collect();
    let start: String = name.chars().take(MOST - 9).collect();
    format!("{start}-{hash}")
}
