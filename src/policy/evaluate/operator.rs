/// A condition operator with its prefix and suffix.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::policy) struct Operator {
    pub(in crate::policy) kind: Kind,
    pub(in crate::policy) negated: bool,
    pub(in crate::policy) if_exists: bool,
    pub(in crate::policy) set: Option<Set>,
}

/// What is compared, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::policy) enum Kind {
    Equals,
    EqualsIgnoreCase,
    Like,
    Arn,
    Number(Order),
    Date(Order),
    Bool,
    Binary,
    Address,
    Null,
}

/// How two ordered values must stand to each other, the request's on the left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::policy) enum Order {
    Equal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// A prefix for multivalued keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::policy) enum Set {
    All,
    Any,
}

/// Every operator without prefix and suffix, with what it compares and whether it is negated.
const NAMES: [(&str, Kind, bool); 27] = [
    ("StringEquals", Kind::Equals, false),
    ("StringNotEquals", Kind::Equals, true),
    ("StringEqualsIgnoreCase", Kind::EqualsIgnoreCase, false),
    ("StringNotEqualsIgnoreCase", Kind::EqualsIgnoreCase, true),
    ("StringLike", Kind::Like, false),
    ("StringNotLike", Kind::Like, true),
    ("ArnEquals", Kind::Arn, false),
    ("ArnLike", Kind::Arn, false),
    ("ArnNotEquals", Kind::Arn, true),
    ("ArnNotLike", Kind::Arn, true),
    ("NumericEquals", Kind::Number(Order::Equal), false),
    ("NumericNotEquals", Kind::Number(Order::Equal), true),
    ("NumericLessThan", Kind::Number(Order::Less), false),
    (
        "NumericLessThanEquals",
        Kind::Number(Order::LessOrEqual),
        false,
    ),
    ("NumericGreaterThan", Kind::Number(Order::Greater), false),
    (
        "NumericGreaterThanEquals",
        Kind::Number(Order::GreaterOrEqual),
        false,
    ),
    ("DateEquals", Kind::Date(Order::Equal), false),
    ("DateNotEquals", Kind::Date(Order::Equal), true),
    ("DateLessThan", Kind::Date(Order::Less), false),
    ("DateLessThanEquals", Kind::Date(Order::LessOrEqual), false),
    ("DateGreaterThan", Kind::Date(Order::Greater), false),
    (
        "DateGreaterThanEquals",
        Kind::Date(Order::GreaterOrEqual),
        false,
    ),
    ("Bool", Kind::Bool, false),
    ("BinaryEquals", Kind::Binary, false),
    ("IpAddress", Kind::Address, false),
    ("NotIpAddress", Kind::Address, true),
    ("Null", Kind::Null, false),
];

impl Operator {
    /// By its exact name, prefix and suffix included.
    pub(in crate::policy) fn parse(name: &str) -> Option<Self> {
        let (set, rest) = match name.split_once(':') {
            Some(("ForAllValues", rest)) => (Some(Set::All), rest),
            Some(("ForAnyValue", rest)) => (Some(Set::Any), rest),
            Some(_) => return None,
            None => (None, name),
        };
        let (if_exists, rest) = match rest.strip_suffix("IfExists") {
            Some(rest) => (true, rest),
            None => (false, rest),
        };
        let (_, kind, negated) = NAMES.into_iter().find(|(name, ..)| *name == rest)?;
        // The guide gives `IfExists` to every operator but this one, and a set operator asks about values, not about the key.
        (kind != Kind::Null || (!if_exists && set.is_none())).then_some(Self {
            kind,
            negated,
            if_exists,
            set,
        })
    }

    /// The operator that a name spells in another letter case.
    pub(super) fn meant(name: &str) -> Option<String> {
        for prefix in ["", "ForAllValues:", "ForAnyValue:"] {
            for (own, ..) in NAMES {
                for suffix in ["", "IfExists"] {
                    let spelled = format!("{prefix}{own}{suffix}");
                    if spelled.eq_ignore_ascii_case(name) {
                        return Self::parse(&spelled).map(|_| spelled);
                    }
                }
            }
        }
        None
    }
}

impl Order {
    /// Does `left` stand so to `right`?
    pub(super) fn holds<T: Ord>(self, left: &T, right: &T) -> bool {
        match self {
            Self::Equal => left == right,
            Self::Less => left < right,
            Self::LessOrEqual => left <= right,
            Self::Greater => left > right,
            Self::GreaterOrEqual => left >= right,
        }
    }
}
