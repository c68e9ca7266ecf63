/// Why a statement is not evaluated.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}: {reason}", match .sid { Some(sid) => format!("statement `{sid}`"), None => "a statement without Sid".to_owned() })]
pub struct Unsupported {
    /// The statement's `Sid`.
    pub sid: Option<String>,
    /// What in it is not known.
    pub reason: Reason,
}

/// The element of a statement that is not known.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Reason {
    /// No condition operator, or a known one in another letter case.
    #[error("`{0}` is not a condition operator")]
    Operator(String),
    /// `${` that is no policy variable.
    #[error("`{0}` holds a `${{` that is no policy variable")]
    Variable(String),
    /// A value that its operator does not take: no number, no date, neither `true` nor `false`.
    #[error("`{operator}` does not take the value `{value}`")]
    Value {
        /// As written.
        operator: String,
        /// As written.
        value: String,
    },
}
