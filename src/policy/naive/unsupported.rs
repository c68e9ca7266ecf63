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
    /// A condition operator: set operators, numbers, dates, addresses, or a known one in another letter case.
    #[error("the condition operator `{0}` is not supported")]
    Operator(String),
    /// A policy variable other than `${*}`, `${?}` and `${$}`; it ties two keys together.
    #[error("the policy variable in `{0}` is not supported")]
    Variable(String),
    /// A resource pattern of fewer than six parts: whether its `*` runs across colons is open.
    #[error("the resource pattern `{0}` is neither `*` nor spells the six parts of an ARN")]
    Resource(String),
    /// A value that AWS gives no meaning under its operator: no ARN of six parts, neither `true` nor `false`.
    #[error("the value `{value}` of `{operator}` is not supported")]
    Value {
        /// As written.
        operator: String,
        /// As written.
        value: String,
    },
}
