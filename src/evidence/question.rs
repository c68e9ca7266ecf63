use std::collections::{BTreeMap, BTreeSet};

use crate::bedrock::{Catalogue, Partition, Settled};
use crate::policy::Levels;
use crate::spec::Day;

/// Regions in which calls may be processed, by the Region that they start in.
pub type Allowed = BTreeMap<String, BTreeSet<String>>;

/// An OU with the policies that bind it before and after a rollout.
#[derive(Debug, Clone)]
pub struct Scope<'a> {
    /// Its path, as rows name it.
    pub ou: String,
    /// Its accounts, twelve digits each; none: every account that no other scope names.
    pub accounts: Vec<String>,
    /// The levels before, from the root down to the OU.
    pub before: &'a Levels,
    /// The same after the rollout.
    pub after: &'a Levels,
    /// Where the levels after leave calls to be processed, by the Region that they start in; with `unspecified` anywhere (Global).
    pub from: Allowed,
}

/// What is asked of the events in CloudTrail.
#[derive(Debug, Clone)]
pub struct Question<'a> {
    /// The OUs; an account that none of them has is not judged.
    pub scopes: &'a [Scope<'a>],
    /// The profiles and their routes.
    pub catalogue: &'a Catalogue,
    /// What is settled of AWS's open answers; the rest is taken as is likeliest.
    pub settled: &'a Settled,
    /// The partition of the organization.
    pub partition: Partition,
    /// What application inference profiles were made from, by their ARN: an id or an ARN. What the events say of others is found by the query itself.
    pub origins: &'a BTreeMap<String, String>,
    /// Twelve digits; service control policies do not bind its principals.
    pub management_account: Option<&'a str>,
    /// The first day, by `eventTime`.
    pub from: Option<Day>,
    /// The last day, by `eventTime`; it is within.
    pub to: Option<Day>,
    /// The table in Athena (`name` or `database.name`), or the id of the event data store. CloudWatch Logs Insights is told its log group beside the query.
    pub table: &'a str,
    /// Rows of calls on which nothing changes as well: `denied` and `open`.
    pub all: bool,
}

/// Where a query is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// Amazon Athena, engine version 3, over the table of the query `table`.
    Athena,
    /// AWS CloudTrail Lake, closed to new customers since 2026-05-31 (AWS CloudTrail User Guide, "CloudTrail Lake SQL constraints", read 2026-11-26).
    Lake,
    /// Amazon CloudWatch Logs Insights over the log group of a trail.
    LogsInsights,
}

/// A query to be run by hand, or a part of one: parts of the same kind have no row in common, and together are the answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// `table`, `outside`, `global`, `application-profiles`, `denied` or `impact`; a part of one has its number behind it: `impact-2`.
    pub name: String,
    /// What it answers, in one sentence.
    pub what: String,
    /// The whole text with its comments.
    pub text: String,
    /// What is to be expected of its rows, after the rollout.
    pub expected: String,
}
