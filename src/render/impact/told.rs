use serde::Deserialize;

use crate::observe::replay::NotJudged;
use crate::render::visible::visible;

use super::words::number;

/// The version of the format.
pub(super) const SCHEMA: &str = "crispack.impact/1";

/// What a run of `impact` told, read back from its JSON (`manifest/schema/crispack.impact.1.schema.json`): what reports say of it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Told {
    schema: String,
    /// SHA-256 of the zip of the release that the logs were held against.
    pub zip_sha256: Option<String>,
    pub(in crate::render) answer: String,
    pub(in crate::render) before: String,
    pub(in crate::render) catalogue: String,
    pub(in crate::render) read: Read,
    pub(in crate::render) rows: Vec<ToldRow>,
    pub(in crate::render) not_judged: Vec<Reason>,
}

/// How the reading went.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(in crate::render) struct Read {
    pub(in crate::render) files: u64,
    pub(in crate::render) events: u64,
    pub(in crate::render) first: Option<String>,
    pub(in crate::render) last: Option<String>,
    pub(in crate::render) cut_short: u64,
}

/// A kind of call.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(in crate::render) struct ToldRow {
    pub(in crate::render) account: Option<String>,
    pub(in crate::render) ou: String,
    pub(in crate::render) principal: Option<String>,
    pub(in crate::render) target: Option<String>,
    pub(in crate::render) source: Option<String>,
    verdict: String,
    pub(in crate::render) denied_by: DeniedBy,
    pub(in crate::render) succeeded: u64,
    pub(in crate::render) last: Option<String>,
    pub(in crate::render) served: Vec<Served>,
    pub(in crate::render) left: u64,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(in crate::render) struct DeniedBy {
    pub(in crate::render) after: Vec<Statement>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(in crate::render) struct Statement {
    pub(in crate::render) policy: String,
    pub(in crate::render) sid: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(in crate::render) struct Served {
    pub(in crate::render) region: String,
    pub(in crate::render) calls: u64,
    pub(in crate::render) allowed: bool,
}

/// Calls that were not judged.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(in crate::render) struct Reason {
    reason: String,
    events: u64,
}

impl Reason {
    /// How many calls, and why: in words, if this version knows the reason.
    pub(in crate::render) fn sentence(&self) -> String {
        let why = NotJudged::named(&self.reason)
            .map_or_else(|| visible(&self.reason), |own| own.describe().to_owned());
        format!("{} not judged: {why}", number(self.events))
    }
}

impl Told {
    /// Reads the output of `crispack impact --format json`.
    ///
    /// # Errors
    /// It is something else; why.
    pub fn read(text: &str) -> Result<Self, String> {
        let told: Self = serde_json::from_str(text).map_err(|error| error.to_string())?;
        if told.schema == SCHEMA {
            Ok(told)
        } else {
            Err(format!("its schema is not `{SCHEMA}`"))
        }
    }

    /// The calls that succeeded and are denied after, the most frequent first.
    pub(in crate::render) fn breaks(&self) -> Vec<&ToldRow> {
        let is_denied = |row: &&ToldRow| {
            matches!(row.verdict.as_str(), "newly-denied" | "denied") && row.succeeded > 0
        };
        most(self.rows.iter().filter(is_denied).collect(), |row| {
            row.succeeded
        })
    }

    /// The calls that were served where none may be processed after, the most frequent first.
    pub(in crate::render) fn left(&self) -> Vec<&ToldRow> {
        most(
            self.rows.iter().filter(|row| row.left > 0).collect(),
            |row| row.left,
        )
    }
}

/// The most frequent first.
fn most(mut rows: Vec<&ToldRow>, count: fn(&ToldRow) -> u64) -> Vec<&ToldRow> {
    rows.sort_by_key(|row| std::cmp::Reverse(count(row)));
    rows
}
