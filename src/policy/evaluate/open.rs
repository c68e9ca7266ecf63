/// A question that AWS's text leaves open, with the answer that is given here. A judgement says which of them it rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Open {
    /// An Arn operator on a value of the request that has fewer than six parts.
    ValueIsNoArn,
    /// An Arn operator with the bare `*`, or with another pattern of fewer than six parts.
    PatternIsNoArn,
    /// An operator without `ForAllValues:` or `ForAnyValue:` on a key with several values.
    SeveralValues,
    /// `ForAnyValue:` with a negated operator on an absent key.
    AnyOfNone,
    /// A set operator with `IfExists` on an absent key.
    SetIfExists,
    /// A key with an empty list of values.
    NoValues,
    /// `Null` on a key whose value is empty.
    EmptyValue,
    /// A policy variable whose key has no value, or several, and no default.
    UnsetVariable,
    /// A wildcard in the value of a policy variable.
    WildcardInVariable,
    /// A Resource pattern whose wildcard had to run across a colon.
    ColonCrossed,
    /// An action pattern without a colon, or with a wildcard in the service prefix.
    ServicePattern,
    /// A value of the request that is no number, date, address, boolean or base64 text under an operator that compares these.
    ValueOfOtherType,
}

impl Open {
    /// Every one of them.
    pub const ALL: [Self; 12] = [
        Self::ValueIsNoArn,
        Self::PatternIsNoArn,
        Self::SeveralValues,
        Self::AnyOfNone,
        Self::SetIfExists,
        Self::NoValues,
        Self::EmptyValue,
        Self::UnsetVariable,
        Self::WildcardInVariable,
        Self::ColonCrossed,
        Self::ServicePattern,
        Self::ValueOfOtherType,
    ];

    /// What was decided, as the end of a sentence that begins with the statement.
    pub fn choice(self) -> &'static str {
        match self {
            Self::ValueIsNoArn => "a value that is no ARN equals no ARN pattern",
            Self::PatternIsNoArn => {
                "an ARN pattern of fewer than six parts matches nothing, and a bare `*` every ARN"
            }
            Self::SeveralValues => {
                "an operator without a set prefix on a key with several values holds if one of them matches, and a negated one if none does"
            }
            Self::AnyOfNone => "`ForAnyValue:` on an absent key is false, also when negated",
            Self::SetIfExists => "`IfExists` makes a set operator true on an absent key",
            Self::NoValues => "a key with an empty list of values is absent",
            Self::EmptyValue => "a key with an empty value is present",
            Self::UnsetVariable => {
                "an entry with a policy variable that has no value matches nothing"
            }
            Self::WildcardInVariable => {
                "a wildcard in the value of a policy variable is an ordinary character"
            }
            Self::ColonCrossed => "`*` in a Resource may run across the colons of an ARN",
            Self::ServicePattern => {
                "an action pattern is compared with the whole of `service:Action`"
            }
            Self::ValueOfOtherType => "a value of another type equals nothing",
        }
    }
}
