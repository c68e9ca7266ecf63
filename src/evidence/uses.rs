//! The plain questions in SQL: what was served where, through which profiles, and what was denied.

use super::expression::{list, quoted};
use super::outside::Bounds;
use super::part::Part;
use super::source::{self, DENIED};
use super::{Allowed, Dialect, Question};
use indexmap::IndexMap;

/// A plain question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    Outside,
    Global,
    Application,
    Denied,
}

impl Use {
    /// In the order of the answer.
    pub(super) const ALL: [Self; 4] =
        [Self::Outside, Self::Global, Self::Application, Self::Denied];

    /// The query's name.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Outside => "outside",
            Self::Global => "global",
            Self::Application => "application-profiles",
            Self::Denied => "denied",
        }
    }

    /// What it answers, in one sentence.
    pub(super) fn what(self) -> &'static str {
        match self {
            Self::Outside => {
                "Inference that was served where the policies after the rollout leave no call from its Region to be processed, by OU; callers whom the policies exempt are rows as well, and accounts of no OU that is named here are none."
            }
            Self::Global => {
                "Calls through Global inference profiles, by OU; those through application inference profiles that were made from one are not told apart (`impact` and `application-profiles` have them)."
            }
            Self::Application => "Calls through application inference profiles, by OU.",
            Self::Denied => {
                "Calls of inference that a service control policy denied, by OU; older messages do not name the kind of policy, and are not found."
            }
        }
    }

    /// What is to be expected after the rollout.
    pub(super) fn expected(self) -> &'static str {
        match self {
            Self::Outside => "no rows",
            Self::Global => "no row with `succeeded` above 0 in an OU that does not allow Global",
            Self::Application => "rows only of application inference profiles that you know",
            Self::Denied => "rows only of calls that are meant to be denied",
        }
    }

    /// The query for the rows of a part.
    pub(super) fn text(self, dialect: Dialect, question: &Question<'_>, part: &Part) -> String {
        let served = source::parameter(dialect, "additionalEventData", "inferenceRegion");
        let more = format!(", errorMessage,\n  coalesce({served}, awsRegion) AS served");
        let condition = match self {
            Self::Outside => outside(question, part),
            Self::Global => {
                "target LIKE 'global.%' OR target LIKE 'arn:%:inference-profile/global.%'"
                    .to_owned()
            }
            Self::Application => "target LIKE 'arn:%:application-inference-profile/%'".to_owned(),
            Self::Denied => "errorMessage LIKE '%service control policy%'".to_owned(),
        };
        format!(
            "WITH {},\n{}\nSELECT account, {} AS ou, principal, eventName AS event, target, source AS region, served, count(*) AS events,\n  \
             count(*) - count(errorCode) AS succeeded, count(CASE WHEN {DENIED} THEN 1 END) AS denied,\n  \
             min(eventTime) AS first_seen, max(eventTime) AS last_seen\n\
             FROM placed\nWHERE {condition}\nGROUP BY 1, 2, 3, 4, 5, 6, 7\nORDER BY 2, 1, 3, 4, 5, 6, 7\n",
            source::events(dialect, question, &more),
            source::placed(part, question, "placed", "events", ""),
            source::ou(part, question)
        )
    }
}

/// Served in a Region that the row's scope does not leave open, or started where none may.
fn outside(question: &Question<'_>, part: &Part) -> String {
    // OUs whose calls are held to the same stand together.
    let mut held: IndexMap<&Allowed, Vec<String>> = IndexMap::new();
    for at in part.scopes(question) {
        if let Some(scope) = question.scopes.get(at) {
            held.entry(&scope.from)
                .or_default()
                .push((at + 1).to_string());
        }
    }
    let of_scopes = |(from, scopes): (&Allowed, Vec<String>)| {
        let scopes = format!("scope IN ({})", scopes.join(", "));
        match outside_of(from) {
            None => scopes,
            Some(any) => format!("{scopes} AND ({any})"),
        }
    };
    let any: Vec<String> = held.into_iter().map(of_scopes).collect();
    let any = if any.is_empty() {
        "false".to_owned()
    } else {
        any.join("\n  OR ")
    };
    let create = quoted("CreateInferenceProfile");
    format!("errorCode IS NULL AND eventName <> {create} AND ({any})")
}

/// `None`: no call may start anywhere.
fn outside_of(from: &Allowed) -> Option<String> {
    let bounds = Bounds::of(from);
    if bounds.sources.is_empty() {
        return None;
    }
    let mut any = vec![format!("source NOT IN ({})", list(&bounds.sources))];
    for held in &bounds.held {
        let is_held = match held.regions {
            None => "served <> source".to_owned(),
            Some(regions) => format!("served NOT IN ({})", list(regions)),
        };
        any.push(format!("source IN ({}) AND {is_held}", list(&held.sources)));
    }
    Some(any.join("\n    OR "))
}
