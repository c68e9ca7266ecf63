/// A service control policy.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Policy {
    /// The version of the language that the document names.
    pub version: Version,
    /// The statements, in the order of the text.
    pub statements: Vec<Statement>,
}

/// The version of the policy language.
///
/// Source: IAM User Guide, "IAM policy elements: Variables and tags", read 2026-11-25: only under `2012-10-17` is `${…}` a policy variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Version {
    /// `2012-10-17`.
    #[default]
    V2012,
    /// `2008-10-17`, which is also meant when a document names none.
    V2008,
}

impl Version {
    /// The version as a document names it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::V2012 => "2012-10-17",
            Self::V2008 => "2008-10-17",
        }
    }
}

/// One statement of a policy. SCPs have no principal element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// `Sid`; letters and digits.
    pub sid: Option<String>,
    /// `Effect`.
    pub effect: Effect,
    /// `Action` or `NotAction`.
    pub action: Scope,
    /// `Resource` or `NotResource`.
    pub resource: Scope,
    /// `Condition`, one entry per operator and key; all must hold.
    pub conditions: Vec<Condition>,
}

/// What a matching statement does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Grants, as far as every level of the organization does.
    Allow,
    /// Ends it.
    Deny,
}

/// A list of patterns, or everything but a list of patterns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// `Action`, `Resource`: what one of the patterns matches.
    Only(Vec<String>),
    /// `NotAction`, `NotResource`: what none of the patterns matches.
    Except(Vec<String>),
}

impl Scope {
    /// The patterns, whichever way they are meant.
    pub fn patterns(&self) -> &[String] {
        match self {
            Self::Only(list) | Self::Except(list) => list,
        }
    }
}

/// One operator on one key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// As written: `StringNotEquals`, `ForAnyValue:StringLike`, …
    pub operator: String,
    /// As written: `aws:RequestedRegion`; its case does not matter.
    pub key: String,
    /// The values; booleans and numbers as their JSON text.
    pub values: Vec<String>,
}
