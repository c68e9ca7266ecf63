use std::collections::BTreeSet;

use crate::bedrock::{Catalogue, GLOBAL};
use crate::simulate::{Calls, Matrix, Sample, Way, matrix, of_nobody, samples};

use crate::spec::Spec;

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
    /// The families of which the catalogue has no profile and whose calls are not denied after; [`NEW_FAMILY`] for those that AWS may add.
    pub new_families: BTreeSet<String>,
    /// A call for each cell of what is after.
    pub samples: Vec<Sample>,
}

/// Stands for a family that AWS may add.
pub const NEW_FAMILY: &str = "zz";

/// An id of a profile for each family that a mode names or lets through and that the catalogue has none of.
fn unknown(spec: &Spec, catalogue: &Catalogue) -> BTreeSet<(String, String)> {
    let known = catalogue.families();
    let patterns = spec.modes.iter().flat_map(|mode| mode.allowed_ids());
    let ids = patterns.map(|pattern| pattern.replace('*', "zz.zz").replace('?', "z"));
    ids.filter_map(|id| {
        let family = id.split_once('.')?.0.to_owned();
        (family != GLOBAL && !known.contains(family.as_str())).then_some((family, id))
    })
    .collect()
}

/// Judges every call that the catalogue knows for each group of OUs: from a role that no policy names, in the likeliest world.
pub fn survey<'a>(
    effects: &'a [ProvedEffect],
    calls: &'a Calls<'a>,
    spec: &Spec,
    catalogue: &Catalogue,
) -> Vec<Survey<'a>> {
    let partition = spec.partition;
    let unknown = unknown(spec, catalogue);
    let fill = of_nobody(partition);
    let of_group = |of: &'a ProvedEffect| {
        let before = calls.judge(&of.before, &fill);
        let after = calls.judge(&of.after, &fill);
        let after_rollout = matrix(calls, &after);
        let starts: Vec<&str> = after_rollout
            .rows
            .iter()
            .filter(|row| !row.is_closed())
            .map(|row| row.source)
            .collect();
        let new = unknown.iter().filter(|(_, id)| {
            let mut starts = starts.iter();
            starts.any(|source| calls.lets_through(id, source, partition, &of.after, &fill))
        });
        Survey {
            of,
            new_families: new.map(|(family, _)| family.clone()).collect(),
            before: matrix(calls, &before),
            after: after_rollout,
            followed: calls.followed(&of.after, &after, &fill),
            samples: samples(calls, &after),
        }
    };
    effects.iter().map(of_group).collect()
}
