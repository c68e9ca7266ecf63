//! The fast evaluator: policies are compiled once, and then any number of requests is judged without allocating.
//!
//! The whole language of SCPs, which since 2025-09-19 is IAM's (AWS Security Blog, "Unlock new possibilities: AWS Organizations service control policy now
//! supports full IAM language", read 2026-11-23). What AWS's text leaves open is answered by one documented choice ([`Open`]), and flagged where it decided.
//! [`super::naive`] judges the same language by itself; the two share no code, and a property test holds them against each other.
//!
//! Sources, read 2026-11-25, IAM User Guide: "IAM JSON policy elements: Condition operators", "Set operators for multivalued context keys", "IAM policy
//! elements: Variables and tags", "IAM JSON policy elements: Resource"; AWS Organizations User Guide: "SCP evaluation".

mod actions;
mod compiled;
mod judgement;
mod open;
mod operator;
mod pattern;
mod problem;
mod problems;
mod resources;
mod statement;
mod template;
mod test;
mod value;
mod wild;

#[cfg(test)]
mod tests;

pub use compiled::Compiled;
pub use judgement::{Decision, Judgement, Matched, Note};
pub use open::Open;
pub use problem::{Problem, Reason};
pub use problems::problems;

// The comparison asks the same tests, each by itself.
pub(in crate::policy) use operator::{Kind, Operator};
pub(in crate::policy) use statement::Compiled as Parts;
pub(in crate::policy) use template::{Token, has_variable, literal, tokens};
pub(in crate::policy) use value::{Date, Network};
