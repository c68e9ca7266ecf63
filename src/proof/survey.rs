use std::collections::BTreeSet;

use crate::bedrock::Partition;
use crate::simulate::{Calls, Matrix, Sample, Way, matrix, of_nobody, samples};

use super::prove::ProvedEffect;

/// Which calls from some OUs are denied, before and after: what a report, a matrix and a smoke test say of them.
#[derive(Debug)]
pub struct Survey<'a> {
    /// The OUs, with the same policies on their paths, and these policies.
    pub of: &'a ProvedEffect,
    /// Before.
    pub before: Matrix<'a>,
    /// After.
    pub after: Matrix<'a>,
    /// The ways that lead, after, into a Region that AWS adds to a route.
    pub followed: BTreeSet<Way<'a>>,
    /// A call for each cell of what is after.
    pub samples: Vec<Sample>,
}

/// Judges every call that the catalogue knows for each group of OUs: from a role that no policy names, in the likeliest world.
pub fn survey<'a>(
    effects: &'a [ProvedEffect],
    calls: &'a Calls<'a>,
    partition: Partition,
) -> Vec<Survey<'a>> {
    let fill = of_nobody(partition);
    let of_group = |of: &'a ProvedEffect| {
        let before = calls.judge(&of.before, &fill);
        let after = calls.judge(&of.after, &fill);
        Survey {
            of,
            before: matrix(calls, &before),
            after: matrix(calls, &after),
            followed: calls.followed(&of.after, &after, &fill),
            samples: samples(calls, &after),
        }
    };
    effects.iter().map(of_group).collect()
}
