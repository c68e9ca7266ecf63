use crate::diagnostic::Diagnostic;
use crate::text::Node;

use super::document::version;
use super::rules::policy_shape;
use super::{Condition, Effect, Scope, Statement, Version, parse};

/// A policy as the rules of policies see it: every statement that could be read, with its place.
#[derive(Debug)]
pub struct PolicyView<'a> {
    /// How it is called in messages: a file's path, or a policy's name.
    pub name: &'a str,
    /// The document.
    pub document: &'a Node,
    /// The version of the language; where that cannot be read, the newer one.
    pub version: Version,
    /// The statements that could be read.
    pub statements: Vec<StatementView<'a>>,
}

/// A statement with its place.
#[derive(Debug)]
pub struct StatementView<'a> {
    /// As it stands in the text.
    pub node: &'a Node,
    /// What it says.
    pub statement: Statement,
}

impl<'a> PolicyView<'a> {
    /// Reads a policy document as far as it can be read; what cannot is added to `findings`.
    pub fn new(name: &'a str, document: &'a Node, findings: &mut Vec<Diagnostic>) -> Self {
        let version = version(document)
            .map_err(|finding| findings.push(finding))
            .unwrap_or_default();
        findings.extend(policy_shape::unknown_top_elements(document));
        let nodes = parse::statements(document)
            .map_err(|finding| findings.push(finding))
            .unwrap_or_default();
        if let Some(statement) = document.get("Statement")
            && statement.is_list()
            && statement.items().is_empty()
        {
            findings.push(policy_shape::expected(
                statement,
                "`Statement`",
                "one statement or more",
            ));
        }
        let statements = nodes
            .iter()
            .filter_map(|node| match parse::statement(node) {
                Ok(statement) => Some(StatementView { node, statement }),
                Err(found) => {
                    findings.extend(found);
                    None
                }
            })
            .collect();
        Self {
            name,
            document,
            version,
            statements,
        }
    }
}

impl<'a> StatementView<'a> {
    /// Does it deny?
    pub fn denies(&self) -> bool {
        self.statement.effect == Effect::Deny
    }

    /// Are its actions those that are listed? `false`: those that are not (`NotAction`).
    pub fn names_actions(&self) -> bool {
        matches!(self.statement.action, Scope::Only(_))
    }

    /// The entries of `Action` or `NotAction`, with their places.
    pub fn actions(&self) -> impl Iterator<Item = (&'a Node, &'a str)> + use<'a> {
        let node = self.node;
        let list = node.get("Action").or_else(|| node.get("NotAction"));
        list.map_or(&[][..], Node::items)
            .iter()
            .filter_map(|node| Some((node, node.as_str()?)))
    }

    /// The conditions, each with the node of its key's values and its key's place.
    pub fn conditions(&self) -> impl Iterator<Item = ConditionView<'a, '_>> {
        let block = self.node.get("Condition").map_or(&[][..], Node::entries);
        let keys = block.iter().flat_map(|operator| {
            let keys = operator.value.entries().iter();
            keys.map(move |key| (operator, key))
        });
        keys.zip(&self.statement.conditions)
            .map(|((operator, key), condition)| ConditionView {
                condition,
                operator,
                key,
            })
    }

    /// The conditions on a key, whatever its letter case.
    pub fn conditions_on(&self, key: &str) -> impl Iterator<Item = ConditionView<'a, '_>> {
        self.conditions()
            .filter(move |own| own.condition.key.eq_ignore_ascii_case(key))
    }
}

/// One operator on one key, with its places.
#[derive(Debug, Clone, Copy)]
pub struct ConditionView<'a, 's> {
    /// What it says.
    pub condition: &'s Condition,
    /// The operator with its keys, as it stands in the text.
    pub operator: &'a crate::text::Entry,
    /// The key with its values, as it stands in the text.
    pub key: &'a crate::text::Entry,
}

impl<'a> ConditionView<'a, '_> {
    /// The operator without its prefix for sets and its suffix.
    pub fn plain_operator(&self) -> &str {
        let name = self.condition.operator.as_str();
        let name = name.rsplit(':').next().unwrap_or(name);
        name.strip_suffix("IfExists").unwrap_or(name)
    }

    /// Does it hold for what is not listed?
    pub fn is_negated(&self) -> bool {
        self.plain_operator().contains("Not")
    }

    /// Does it compare with wildcards?
    pub fn is_pattern(&self) -> bool {
        let name = self.plain_operator();
        name.ends_with("Like") || name.starts_with("Arn")
    }

    /// The values that are strings, with their places.
    pub fn values(&self) -> impl Iterator<Item = (&'a Node, &'a str)> + use<'a> {
        let items = self.key.value.items().iter();
        items.filter_map(|node| Some((node, node.as_str()?)))
    }

    /// Where the key stands.
    pub fn key_place(&self) -> crate::diagnostic::Place {
        crate::diagnostic::Place::new(&self.key.value.source, self.key.key_span.clone())
    }

    /// Where the operator stands.
    pub fn operator_place(&self) -> crate::diagnostic::Place {
        crate::diagnostic::Place::new(&self.operator.value.source, self.operator.key_span.clone())
    }
}
