use crate::policy::evaluate::Open;

/// A part of a statement that cannot be compared exactly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The statement, by its position among those that are compared.
    pub statement: usize,
    /// The part, as written: `Resource`, or an operator and its key.
    pub part: String,
    /// Why.
    pub why: Why,
}

/// Why a part of a statement cannot be compared exactly.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Why {
    /// A policy variable ties two parts of a request together.
    #[error("`{0}` has a policy variable, which ties two parts of a request together")]
    Variable(String),
    /// The answer rests on what AWS's text leaves open.
    #[error("AWS's text leaves open whether {}", .0.choice())]
    Open(Open),
    /// Operators of several types on one key.
    #[error("the key is compared as {0} and as {1}")]
    Mixed(&'static str, &'static str),
    /// The operator is not compared.
    #[error("`{0}` is not compared")]
    Operator(String),
    /// A key with several values under an operator without a set prefix.
    #[error("`{0}` has several values, and the operator has no `ForAllValues:` or `ForAnyValue:`")]
    Multivalued(String),
    /// Characters besides ASCII where case is ignored.
    #[error("`{0}` has characters besides ASCII, whose case is ignored")]
    Letters(String),
    /// A set operator with too many different sets of values.
    #[error("the set operators on the key tell more than {0} sets of values apart")]
    Sets(usize),
}
