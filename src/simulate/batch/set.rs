use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Source};
use crate::policy::evaluate::{Compiled, Matched};
use crate::policy::{Document, Policy};
use crate::text;

/// The policies of a line, compiled.
#[derive(Debug)]
pub(super) struct Set {
    policies: Vec<Arc<Policy>>,
    pub(super) compiled: Compiled,
}

/// The longest text of a set, in bytes: 25 times what Organizations takes for one policy. It bounds the time of a line.
const LONGEST: usize = 256 * 1024;

impl Set {
    /// Reads a list of policy documents, or one.
    pub(super) fn read(text: &str) -> Result<Self, String> {
        if text.len() > LONGEST {
            return Err(format!("`policies` has more than {LONGEST} bytes"));
        }
        let source = Source::new("policies", text);
        let list = text::json(&source).map_err(|found| said(&found))?;
        let mut policies = Vec::new();
        for document in list.items() {
            policies.push(
                Document::from_node(document)
                    .map_err(|found| said(&found))?
                    .policy,
            );
        }
        let compiled =
            Compiled::new(policies.iter().map(|policy| &**policy)).map_err(|problems| {
                let said: Vec<String> = problems.iter().map(ToString::to_string).collect();
                said.join("; ")
            })?;
        Ok(Self { policies, compiled })
    }

    pub(super) fn sid(&self, at: Matched) -> Option<&str> {
        let policy = self.policies.get(at.policy)?;
        policy.statements.get(at.statement)?.sid.as_deref()
    }
}

/// The findings in one line.
fn said(findings: &[Diagnostic]) -> String {
    let said: Vec<String> = findings
        .iter()
        .map(|finding| match finding.labels.first() {
            Some(label) => format!("{}: {}", label.place, finding.message),
            None => finding.message.clone(),
        })
        .collect();
    said.join("; ")
}
