//! A customer's manifest with our resources in it: one marked block at the end of `resources:`, and everything else as it was, byte for byte.
//!
//! A change of the text is never trusted: what it reads as is compared with what was meant, and where no place for the block passes, the manifest is not edited.

mod block;
mod place;
mod style;

use std::sync::Arc;

use serde_json::{Value, json};

use crate::diagnostic::{Diagnostic, Source};
use crate::text::{self, Kind, Node};

use super::emit::{Indentation, OURS, emit_resource, emit_stack_set};
use super::{MANIFEST, Resource, StackSet};
use block::Block;

/// Why a manifest is not edited.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum NotMerged {
    /// It cannot be read.
    Unreadable(Vec<Diagnostic>),
    /// It is of a form in which a place for the block is not sure; why, as the end of a sentence that begins with the manifest.
    Form(&'static str),
    /// The marks of an earlier block do not fit together; why, as above.
    Marks(&'static str),
}

/// A manifest of somebody else's, without our block.
#[derive(Debug, Clone, PartialEq)]
pub struct Foreign {
    /// The text.
    pub text: String,
    /// What it reads as.
    pub document: Node,
    /// The policies of the block that was in it.
    pub ours: Vec<Resource>,
    /// The stack sets of that block.
    pub stack_sets: Vec<StackSet>,
}

/// A manifest as it was before we put a block into it; one without a block is left as it is. `name` is the file's, for messages.
///
/// # Errors
/// It cannot be read, or the marks of the block do not fit together.
pub fn without_block(name: &str, text: &str) -> Result<Foreign, NotMerged> {
    let Some(block) = Block::find(text)? else {
        return Ok(Foreign {
            document: read(name, text)?,
            text: text.to_owned(),
            ours: Vec::new(),
            stack_sets: Vec::new(),
        });
    };
    let whole = read(name, text)?;
    let rest = block.cut();
    let document = read(name, &rest)?;
    let (all, left) = (resources(&whole), resources(&document));
    let held = super::read::entries(all.iter().filter(|item| block.holds(item)));
    // Where the marks stand in a text of theirs, cutting changes that text.
    let says_the_rest = |(ours, stack_sets): &(Vec<Resource>, Vec<StackSet>)| {
        all.len() == left.len() + ours.len() + stack_sets.len()
            && ours.iter().all(|own| own.organizational_units.len() == 1)
            && but(&whole, &block) == document.to_value()
    };
    let Some((ours, stack_sets)) = held.filter(says_the_rest) else {
        return Err(NotMerged::Marks(
            "has something between the marks that crispack did not write there",
        ));
    };
    Ok(Foreign {
        text: rest,
        document,
        ours,
        stack_sets,
    })
}

/// The manifest with a block of resources at the end of its own, in its own indentation and line ends.
///
/// # Errors
/// Its form leaves no place that is sure.
pub fn with_block(
    foreign: &Foreign,
    resources: &[Resource],
    stack_sets: &[StackSet],
) -> Result<String, NotMerged> {
    let document = &foreign.document;
    match document.get("version").and_then(Node::as_str) {
        Some("2021-03-15") => {}
        Some("2020-01-01") => {
            return Err(NotMerged::Form(
                "is of CfCT's former format (version 2020-01-01)",
            ));
        }
        _ => return Err(NotMerged::Form("is not of version 2021-03-15")),
    }
    let Some(list) = document.get("resources") else {
        return Err(NotMerged::Form("has no `resources`"));
    };
    match &list.kind {
        Kind::Array(items) if !items.is_empty() => {}
        Kind::Array(_) | Kind::Null => {
            return Err(NotMerged::Form(
                "has an empty `resources`, so there is no end of a list to add to",
            ));
        }
        _ => return Err(NotMerged::Form("has `resources` that are no list")),
    }
    let (mark, text) = match foreign.text.strip_prefix('\u{feff}') {
        Some(text) => ("\u{feff}", text),
        None => ("", foreign.text.as_str()),
    };
    let Some(indentation) = style::indentation(text, list) else {
        return Err(NotMerged::Form(
            "has `resources` in flow style, or behind an anchor, an alias or a tag",
        ));
    };
    let block = lines(resources, stack_sets, indentation);
    let meant = meant(document, resources, stack_sets);
    for at in place::candidates(text, document) {
        let merged = format!(
            "{mark}{}",
            block::put(text, at, &block, indentation.dash, style::line_end(text))
        );
        let reads = read(MANIFEST, &merged).is_ok_and(|node| node.to_value() == meant);
        let comes_out =
            Block::find(&merged).is_ok_and(|block| block.is_some_and(|b| b.cut() == foreign.text));
        if reads && comes_out {
            return Ok(merged);
        }
    }
    Err(NotMerged::Form(
        "does not read as its own resources and ours behind them, wherever the block is put",
    ))
}

/// The block by itself, to be pasted by hand.
pub fn block_to_paste(resources: &[Resource], stack_sets: &[StackSet]) -> String {
    block::marked(&lines(resources, stack_sets, OURS), OURS.dash, "\n")
}

fn lines(resources: &[Resource], stack_sets: &[StackSet], by: Indentation) -> String {
    let mut lines = String::new();
    for resource in resources {
        emit_resource(&mut lines, resource, by);
    }
    for stack_set in stack_sets {
        emit_stack_set(&mut lines, stack_set, by);
    }
    lines
}

fn read(name: &str, text: &str) -> Result<Node, NotMerged> {
    let source: Arc<Source> = Source::new(name, text.strip_prefix('\u{feff}').unwrap_or(text));
    text::yaml_with_anchors(&source).map_err(NotMerged::Unreadable)
}

fn resources(document: &Node) -> &[Node] {
    super::view::list(document.get("resources"))
}

/// What a manifest reads as without the resources of the block.
fn but(whole: &Node, block: &Block<'_>) -> Value {
    let mut value = whole.to_value();
    if let Some(Value::Array(items)) = value.get_mut("resources") {
        let mut nodes = resources(whole).iter();
        items.retain(|_| nodes.next().is_some_and(|node| !block.holds(node)));
    }
    value
}

/// What the merged manifest has to read as.
fn meant(document: &Node, resources: &[Resource], stack_sets: &[StackSet]) -> Value {
    let entry = |texts: [&String; 3], method: &str, units: &[String]| {
        let [name, description, resource_file] = texts;
        json!({
            "name": name,
            "description": description,
            "resource_file": resource_file,
            "deploy_method": method,
            "deployment_targets": {"organizational_units": units},
        })
    };
    let mut value = document.to_value();
    if let Some(Value::Array(items)) = value.get_mut("resources") {
        items.extend(resources.iter().map(|own| {
            let texts = [&own.name, &own.description, &own.resource_file];
            entry(texts, "scp", &own.organizational_units)
        }));
        items.extend(stack_sets.iter().map(|own| {
            let texts = [&own.name, &own.description, &own.resource_file];
            let mut value = entry(texts, "stack_set", &own.organizational_units);
            if let Value::Object(object) = &mut value {
                object.insert("regions".to_owned(), json!(own.regions));
            }
            value
        }));
    }
    value
}

#[cfg(test)]
mod tests;
