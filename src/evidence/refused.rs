/// Why there is no query.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refused {
    /// The name of a table or the id of an event data store that could be read as something else.
    #[error("`{0}` is not {1}")]
    Table(String, &'static str),
    /// An account that is not twelve digits.
    #[error("`{0}` is not the id of an account, twelve digits")]
    Account(String),
    /// Two scopes that name the same account, or two that name none.
    #[error("`{0}` and `{1}` cover the same accounts, so a row would belong to both")]
    Overlap(String, String),
    /// A statement that SQL cannot ask exactly.
    #[error("{ou}: {statement} of `{policy}`: {what}; the local run judges it")]
    Statement {
        /// The scope.
        ou: String,
        /// The policy's name.
        policy: String,
        /// The `Sid`, or the statement's number.
        statement: String,
        /// What in it.
        what: String,
    },
    /// A query that is too long for the service, and cannot be split further.
    #[error("the query `{name}` has {length} {unit}, and the service takes {limit}: {advice}")]
    TooLong {
        /// The query.
        name: String,
        /// What its smallest part has.
        length: usize,
        /// The most that the service takes.
        limit: usize,
        /// `bytes` or `characters`.
        unit: &'static str,
        /// What to do.
        advice: &'static str,
    },
}
