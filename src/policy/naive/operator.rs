use super::glob::{Case, arn_glob, glob, literal, spells_arn};

/// A condition operator of "IAM JSON policy elements: Condition operators".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Operator {
    test: Test,
    negated: bool,
    if_exists: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Test {
    Equals,
    EqualsIgnoreCase,
    Like,
    Arn,
    Bool,
    Null,
}

impl Operator {
    /// By its exact name; what another letter case means is not documented.
    pub(super) fn parse(name: &str) -> Option<Self> {
        let (name, if_exists) = match name.strip_suffix("IfExists") {
            Some(name) => (name, true),
            None => (name, false),
        };
        let (test, negated) = match name {
            "StringEquals" => (Test::Equals, false),
            "StringNotEquals" => (Test::Equals, true),
            "StringEqualsIgnoreCase" => (Test::EqualsIgnoreCase, false),
            "StringNotEqualsIgnoreCase" => (Test::EqualsIgnoreCase, true),
            "StringLike" => (Test::Like, false),
            "StringNotLike" => (Test::Like, true),
            "ArnEquals" | "ArnLike" => (Test::Arn, false),
            "ArnNotEquals" | "ArnNotLike" => (Test::Arn, true),
            "Bool" => (Test::Bool, false),
            // The guide gives `IfExists` to every operator but this one.
            "Null" if !if_exists => (Test::Null, false),
            _ => return None,
        };
        Some(Self {
            test,
            negated,
            if_exists,
        })
    }

    /// Whether a value in the policy has a documented meaning under this operator.
    pub(super) fn takes(self, value: &str) -> bool {
        match self.test {
            Test::Equals | Test::EqualsIgnoreCase | Test::Like => true,
            Test::Arn => spells_arn(value),
            Test::Bool | Test::Null => matches!(value, "true" | "false"),
        }
    }

    /// Whether the condition holds for what the request has under the key.
    pub(super) fn holds(self, values: &[String], found: Option<&str>) -> bool {
        if self.test == Test::Null {
            return values.iter().any(|v| (v == "true") == found.is_none());
        }
        match found {
            // A missing key fails every positive test and passes every negated one and every `IfExists`.
            None => self.negated || self.if_exists,
            // One of the values must match; under a negated operator none of them may.
            Some(found) => values.iter().any(|v| self.test.matches(v, found)) != self.negated,
        }
    }
}

impl Test {
    fn matches(self, value: &str, found: &str) -> bool {
        match self {
            Self::Equals => literal(value).eq(found.chars()),
            Self::EqualsIgnoreCase => literal(value)
                .flat_map(char::to_lowercase)
                .eq(found.chars().flat_map(char::to_lowercase)),
            Self::Like => glob(value, found, Case::Matters),
            Self::Arn => arn_glob(value, found),
            Self::Bool => value == found,
            // Asks about the key, not about its value; answered before.
            Self::Null => false,
        }
    }
}
