use std::collections::BTreeSet;

use crate::bedrock::Partition;
use crate::bedrock::call::ANY_ACCOUNT;
use crate::policy::Request;

use super::call::Ending;
use super::calls::{Calls, Way};

/// A call that stands for others of its row and column in the matrix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    /// The Region of the caller.
    pub source: String,
    /// The id of the inference profile, or of the model in a direct call.
    pub id: String,
    /// The id of the foundation model behind it.
    pub model: String,
    /// A hop of it is denied.
    pub is_denied: bool,
}

/// A principal that no policy names.
const NOBODY: &str = "role/crispack-smoke-test";

/// Makes a request one of a role that no policy names.
pub fn of_nobody(partition: Partition) -> impl Fn(Request<'static>) -> Request<'static> {
    let principal = format!("arn:{}:iam::{ANY_ACCOUNT}:{NOBODY}", partition.as_str());
    move |request| request.with("aws:PrincipalArn", principal.clone())
}

/// For every source Region, and there for direct calls and for every family, a call that is denied and one that is not, as far as there are both. What rests on something that AWS leaves open and
/// that is not settled is left out, and so are application inference profiles, which somebody would have to make.
///
/// The calls with the least ado come first; in the order of the source Regions, direct calls before families.
pub fn samples(calls: &Calls<'_>, endings: &[Ending]) -> Vec<Sample> {
    let mut verdicts = BTreeSet::new();
    let mut samples = Vec::new();
    let judged = calls.classes.iter().zip(endings);
    for (class, end) in judged.filter(|(class, _)| class.way != Way::Application) {
        if end.is_certain && verdicts.insert((class.source, class.way, end.is_denied)) {
            samples.push(Sample {
                source: class.source.to_owned(),
                id: class.id.to_owned(),
                model: class.model.to_owned(),
                is_denied: end.is_denied,
            });
        }
    }
    samples
}
