use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Place};

use super::evaluate::{Compiled, Judgement, Matched};
use super::rules::not_evaluable;
use super::{Document, Policy, Request};

/// A policy with the name by which people know it.
#[derive(Debug, Clone)]
pub struct Attached {
    /// The policy's name, or its file's.
    pub name: String,
    /// What it says.
    pub policy: Arc<Policy>,
    /// Where its statements stand; empty for a policy that has no text yet.
    places: Vec<Place>,
}

impl Attached {
    /// A policy that was read from a text.
    pub fn from_document(name: impl Into<String>, document: &Document) -> Self {
        Self {
            name: name.into(),
            policy: Arc::clone(&document.policy),
            places: document.places(),
        }
    }

    /// The same under another name.
    #[must_use]
    pub fn renamed(&self, name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            ..self.clone()
        }
    }

    /// A policy that has no text yet.
    pub fn from_policy(name: impl Into<String>, policy: Arc<Policy>) -> Self {
        Self {
            name: name.into(),
            policy,
            places: Vec::new(),
        }
    }
}

/// The policies attached to the root, an organizational unit or an account. Where none of them allows anything, `FullAWSAccess` is taken to be there as well.
#[derive(Debug, Clone)]
pub struct Level {
    /// `Root`, or the OU's path.
    pub name: String,
    /// Its policies.
    pub attached: Vec<Attached>,
}

/// The levels of a path, from the root down to whom a request comes from, ready to judge.
#[derive(Debug, Clone)]
pub struct Levels {
    levels: Vec<Level>,
    // Invariant: one per level.
    compiled: Vec<Compiled>,
}

/// A statement that had a say, in the user's terms.
#[derive(Debug, Clone, Copy)]
pub struct PlacedStatement<'l> {
    /// The level's name.
    pub level: &'l str,
    /// The policy's name.
    pub policy: &'l str,
    /// The statement's position in the policy, from 0.
    pub number: usize,
    /// Its `Sid`.
    pub sid: Option<&'l str>,
    /// Where it stands; `None` for a policy that has no text yet.
    pub place: Option<&'l Place>,
}

impl Levels {
    /// Compiles the policies of every level.
    ///
    /// # Errors
    /// Every statement that has no meaning, with its place.
    pub fn new(levels: Vec<Level>) -> Result<Self, Vec<Diagnostic>> {
        let mut compiled = Vec::with_capacity(levels.len());
        let mut findings = Vec::new();
        for level in &levels {
            match Compiled::new(level.attached.iter().map(|attached| &*attached.policy)) {
                Ok(level) => compiled.push(level),
                Err(problems) => findings.extend(problems.iter().map(|problem| {
                    let attached = level.attached.get(problem.policy);
                    let place = attached.and_then(|a| a.places.get(problem.statement));
                    let name = attached.map_or("", |attached| &attached.name);
                    not_evaluable::finding(problem, name, place)
                })),
            }
        }
        if findings.is_empty() {
            Ok(Self { levels, compiled })
        } else {
            Err(findings)
        }
    }

    /// Judges a request by all levels.
    pub fn judge(&self, request: &Request<'_>) -> Judgement {
        let mut judgement = Judgement::default();
        Compiled::judge_path(&self.compiled, request, &mut judgement);
        judgement
    }

    /// The levels, from the root down.
    pub fn levels(&self) -> &[Level] {
        &self.levels
    }

    /// The statement at a position that a judgement of these levels names.
    pub fn statement(&self, at: Matched) -> Option<PlacedStatement<'_>> {
        let level = self.levels.get(at.level)?;
        let attached = level.attached.get(at.policy)?;
        let statement = attached.policy.statements.get(at.statement)?;
        Some(PlacedStatement {
            level: &level.name,
            policy: &attached.name,
            number: at.statement,
            sid: statement.sid.as_deref(),
            place: attached.places.get(at.statement),
        })
    }
}
