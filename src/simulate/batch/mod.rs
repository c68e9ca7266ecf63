//! Many requests, one JSON line each, and one JSON line of answer each, in their order.
//!
//! In: `{"id", "policies": [documents] | "name", "request": {"action", "resource", "principal_arn", "context": {key: value | [values]}}}`, or
//! `{"define": "name", "policies": [documents]}`, which names a set and has no answer. Out: `{"id", "denied", "decision", "statements", "absent", "notes"}`, or
//! `{"id", "error"}` for a line that cannot be judged. A set is one level; `FullAWSAccess` is taken to be in it unless an Allow is.

mod answer;
mod line;
mod set;

#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::value::RawValue;

use crate::policy::evaluate::Judgement;
use crate::policy::{Found, Request};

use super::principal::Principal;
use answer::{write_answer, write_error};
use line::{Line, Policies};
use set::Set;

/// The most sets of policies given in lines that are kept compiled.
const MOST_KEPT: usize = 256;

/// A run over lines: the sets that were named or seen, and the room in which requests are judged.
#[derive(Debug, Default)]
pub struct Batch {
    named: BTreeMap<String, Arc<Set>>,
    /// Sets that stood in a line, by their text: most lines of a run have the same.
    seen: BTreeMap<Box<str>, Result<Arc<Set>, String>>,
    judgement: Judgement,
    keep_principal_out: bool,
}

/// How a line went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// An answer was written, or a set was named.
    Fine,
    /// An error was written.
    Error,
}

impl Batch {
    /// A run in which `aws:PrincipalArn` is filled from `principal_arn`.
    pub fn new() -> Self {
        Self::default()
    }

    /// A run in which a request's context is only what the line says.
    pub fn without_fill() -> Self {
        Self {
            keep_principal_out: true,
            ..Self::default()
        }
    }

    /// Takes a line and appends its answer with a line break; a blank line, and one that names a set, have none.
    pub fn line(&mut self, line: &str, out: &mut String) -> Outcome {
        if line.trim().is_empty() {
            return Outcome::Fine;
        }
        let parsed = match Line::read(line) {
            Ok(parsed) => parsed,
            Err(error) => {
                // The line may still say whose it is.
                let id = line::id_of(line);
                write_error(id.as_deref(), &error.to_string(), out);
                return Outcome::Error;
            }
        };
        let id = parsed.id.map(RawValue::get);
        match self.answer(parsed, out) {
            Ok(()) => Outcome::Fine,
            Err(error) => {
                write_error(id, &error, out);
                Outcome::Error
            }
        }
    }

    /// Answers a line that could not even be read.
    pub fn refuse(&self, why: &str, out: &mut String) -> Outcome {
        write_error(None, why, out);
        Outcome::Error
    }

    fn answer(&mut self, line: Line<'_>, out: &mut String) -> Result<(), String> {
        if let Some(name) = &line.define {
            let set = match &line.policies {
                Some(Policies::Given(given)) => self.set(given.get())?,
                _ => return Err("`define` needs `policies`, a list of documents".to_owned()),
            };
            if line.request.is_some() {
                return Err("a line has `define` or `request`, not both".to_owned());
            }
            self.named.insert(name.clone().into_owned(), set);
            return Ok(());
        }
        let set = match &line.policies {
            None => return Err("`policies` is missing".to_owned()),
            Some(Policies::Given(given)) => self.set(given.get())?,
            Some(Policies::Named(name)) => self
                .named
                .get(&**name)
                .cloned()
                .ok_or_else(|| format!("no earlier line defines policies `{name}`"))?,
        };
        let asked = line.request.ok_or("`request` is missing")?;
        let resource = asked.resource.unwrap_or(Cow::Borrowed("*"));
        let mut request = Request::of_context(asked.action, resource, asked.context.entries);
        let principal = asked.principal_arn.as_deref().map(Principal::new);
        if let Some(principal) = &principal
            && !self.keep_principal_out
            && request.found(PRINCIPAL).is_none()
        {
            request = request.with_found(PRINCIPAL, Found::One(Cow::Owned(principal.arn.clone())));
        }
        set.compiled.judge(&request, &mut self.judgement);
        let service_linked = principal.is_some_and(|principal| principal.is_service_linked());
        write_answer(
            line.id.map(RawValue::get),
            &set,
            &self.judgement,
            service_linked,
            out,
        );
        Ok(())
    }

    fn set(&mut self, text: &str) -> Result<Arc<Set>, String> {
        if let Some(known) = self.seen.get(text) {
            return known.clone();
        }
        if self.seen.len() >= MOST_KEPT {
            self.seen.clear();
        }
        let set = Set::read(text).map(Arc::new);
        self.seen.insert(text.into(), set.clone());
        set
    }
}

const PRINCIPAL: &str = "aws:PrincipalArn";
