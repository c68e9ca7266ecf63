//! Judged policies as queries over CloudTrail: for Athena, CloudTrail Lake and CloudWatch Logs Insights.
//!
//! Knows the columns of CloudTrail and three dialects, and how a statement becomes a predicate; judges nothing itself and runs nothing.

mod calls;
mod decision;
mod expression;
mod hops;
mod impact;
mod insights;
mod names;
mod outside;
mod part;
mod question;
mod refused;
mod routes;
mod short;
mod source;
mod split;
mod statement;
mod table;
mod text;
mod uses;

pub use question::{Allowed, Dialect, Query, Question, Scope};
pub use refused::Refused;

use decision::Grounds;
use uses::Use;

/// The table in Athena that AWS's pages make (Amazon Athena User Guide, "Query AWS CloudTrail logs", read 2026-11-26).
pub const TABLE: &str = "cloudtrail_logs";

/// The queries of a question in a dialect: `table` (Athena only), the four plain ones, and `impact` (SQL only).
///
/// # Errors
/// A name that cannot be quoted safely, accounts that are none or stand twice, a statement that cannot be asked exactly, a query that is too long.
pub fn queries(dialect: Dialect, question: &Question<'_>) -> Result<Vec<Query>, Refused> {
    names::checked(dialect, question)?;
    let mut all = Vec::new();
    if dialect == Dialect::Athena {
        all.push(Query {
            name: "table".to_owned(),
            what: text::TABLE.to_owned(),
            text: text::headed("-- ", &text::of_table(), &table::text(question)),
            expected: "a table, with BUCKET and ORGANIZATION-ID replaced by yours".to_owned(),
        });
    }
    for one in Use::ALL {
        if dialect == Dialect::LogsInsights {
            all.extend(split::insights(one, question)?);
        } else {
            let body = |part: &part::Part| one.text(dialect, question, part);
            let lines = [text::origin(dialect, question, false)];
            all.extend(split::sql(
                dialect,
                question,
                (one.name(), one.what(), one.expected()),
                &lines,
                &body,
            )?);
        }
    }
    if dialect != Dialect::LogsInsights {
        let grounds = Grounds::of(dialect, question)?;
        let body = |part: &part::Part| impact::text(dialect, question, &grounds, part);
        let lines = [text::origin(dialect, question, true)];
        let expected = "no row that nobody has looked at";
        let named = ("impact", text::IMPACT, expected);
        all.extend(split::sql(dialect, question, named, &lines, &body)?);
    }
    Ok(all)
}
