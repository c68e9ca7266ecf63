use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Place, Source};
use crate::text::{self, Kind, Node};

use super::rules::policy_shape;
use super::{Policy, Version, parse};

/// A policy as the user gave it, every statement with its place.
#[derive(Debug, Clone)]
pub struct Document {
    /// The text that it was read from.
    pub source: Arc<Source>,
    /// What it says.
    pub policy: Arc<Policy>,
    /// The statements as they stand in the text, in the order of the policy.
    pub statements: Vec<Node>,
}

impl Document {
    /// Reads a policy: raw (comments allowed), or as `aws organizations describe-policy` prints it, whole or queried.
    ///
    /// # Errors
    /// Everything that is not the policy language, each with its place.
    pub fn read(source: &Arc<Source>) -> Result<Self, Vec<Diagnostic>> {
        Self::from_node(&text::json(source)?)
    }

    /// The same of a document that was read as JSON.
    ///
    /// # Errors
    /// As [`Document::read`].
    pub fn from_node(document: &Node) -> Result<Self, Vec<Diagnostic>> {
        let document = unwrapped(document)?;
        let nodes = parse::statements(&document).map_err(|finding| vec![finding])?;
        let mut problems = Vec::new();
        let mut statements = Vec::with_capacity(nodes.len());
        for node in nodes {
            match parse::statement(node) {
                Ok(statement) => statements.push(statement),
                Err(found) => problems.extend(found),
            }
        }
        let version = version(&document)
            .map_err(|finding| problems.push(finding))
            .unwrap_or_default();
        if !problems.is_empty() {
            return Err(problems);
        }
        Ok(Self {
            source: Arc::clone(&document.source),
            policy: Arc::new(Policy {
                version,
                statements,
            }),
            statements: nodes.to_vec(),
        })
    }

    /// Where the statements stand.
    pub fn places(&self) -> Vec<Place> {
        self.statements.iter().map(Node::place).collect()
    }
}

/// The policy in what the user gave: itself, or inside the output of `describe-policy`, whole or queried.
///
/// # Errors
/// The text inside is no JSON.
pub fn unwrapped(document: &Node) -> Result<Node, Vec<Diagnostic>> {
    let inner = document
        .get("Policy")
        .and_then(|policy| policy.get("Content"))
        .or_else(|| document.get("Content"))
        .unwrap_or(document);
    match &inner.kind {
        Kind::String(_) => text::embedded_json(inner),
        _ => Ok(inner.clone()),
    }
}

/// A document without a version is one of the older.
pub(super) fn version(document: &Node) -> Result<Version, Diagnostic> {
    let Some(node) = document.get("Version") else {
        return Ok(Version::V2008);
    };
    match node.as_str() {
        Some("2012-10-17") => Ok(Version::V2012),
        Some("2008-10-17") => Ok(Version::V2008),
        _ => Err(policy_shape::expected(
            node,
            "`Version`",
            "`\"2012-10-17\"` (or the older `\"2008-10-17\"`)",
        )),
    }
}
