/// Why a statement cannot be evaluated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The policy's position in its set.
    pub policy: usize,
    /// The statement's position in the policy.
    pub statement: usize,
    /// Its `Sid`.
    pub sid: Option<String>,
    /// The condition operator that it is about, as written; `None`: the resource element.
    pub operator: Option<String>,
    /// What is wrong.
    pub reason: Reason,
}

/// The part of a statement that has no meaning.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Reason {
    /// No condition operator of IAM. What a known one in another letter case means is not documented.
    #[error("`{name}` is not a condition operator{}", meant.as_ref().map_or_else(String::new, |meant| format!("; did you mean `{meant}`?")))]
    Operator {
        /// As written.
        name: String,
        /// The operator that differs from it in letter case only.
        meant: Option<String>,
    },
    /// A value that its operator does not take.
    #[error("`{value}` is not {expected}")]
    Value {
        /// As written.
        value: String,
        /// What the operator takes, with its article.
        expected: &'static str,
    },
    /// `${` that is no policy variable.
    #[error("`{0}` holds a `${{` that is no policy variable")]
    Variable(String),
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.sid {
            Some(sid) => write!(f, "statement `{sid}`: {}", self.reason),
            None => write!(
                f,
                "statement {} of policy {}: {}",
                self.statement + 1,
                self.policy + 1,
                self.reason
            ),
        }
    }
}
