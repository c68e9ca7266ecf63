use std::cmp::Ordering;

use crate::policy::{Request, Version};

use super::compare;
use super::glob::{Case, arn_glob, glob};
use super::spelled::{is_well_formed, spelled, text};

/// A condition operator of "IAM JSON policy elements: Condition operators".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Operator {
    test: Test,
    negated: bool,
    if_exists: bool,
    prefix: Option<Prefix>,
}

/// "Set operators for multivalued context keys".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Prefix {
    ForAllValues,
    ForAnyValue,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Test {
    Equals,
    EqualsIgnoreCase,
    Like,
    Arn,
    Bool,
    Binary,
    Address,
    Number(Order),
    Date(Order),
    Null,
}

/// How the request's value must stand to the policy's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    Equal,
    Less,
    NotGreater,
    Greater,
    NotLess,
}

impl Order {
    fn takes(self, found: Ordering) -> bool {
        match self {
            Self::Equal => found == Ordering::Equal,
            Self::Less => found == Ordering::Less,
            Self::NotGreater => found != Ordering::Greater,
            Self::Greater => found == Ordering::Greater,
            Self::NotLess => found != Ordering::Less,
        }
    }
}

impl Operator {
    /// By its exact name; what another letter case means is not documented.
    pub(super) fn parse(name: &str) -> Option<Self> {
        let (prefix, name) = if let Some(name) = name.strip_prefix("ForAllValues:") {
            (Some(Prefix::ForAllValues), name)
        } else if let Some(name) = name.strip_prefix("ForAnyValue:") {
            (Some(Prefix::ForAnyValue), name)
        } else {
            (None, name)
        };
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
            "BinaryEquals" => (Test::Binary, false),
            "IpAddress" => (Test::Address, false),
            "NotIpAddress" => (Test::Address, true),
            "NumericEquals" => (Test::Number(Order::Equal), false),
            "NumericNotEquals" => (Test::Number(Order::Equal), true),
            "NumericLessThan" => (Test::Number(Order::Less), false),
            "NumericLessThanEquals" => (Test::Number(Order::NotGreater), false),
            "NumericGreaterThan" => (Test::Number(Order::Greater), false),
            "NumericGreaterThanEquals" => (Test::Number(Order::NotLess), false),
            "DateEquals" => (Test::Date(Order::Equal), false),
            "DateNotEquals" => (Test::Date(Order::Equal), true),
            "DateLessThan" => (Test::Date(Order::Less), false),
            "DateLessThanEquals" => (Test::Date(Order::NotGreater), false),
            "DateGreaterThan" => (Test::Date(Order::Greater), false),
            "DateGreaterThanEquals" => (Test::Date(Order::NotLess), false),
            // The guide gives `IfExists` to every operator but this one, and it asks about no values.
            "Null" if !if_exists && prefix.is_none() => (Test::Null, false),
            _ => return None,
        };
        Some(Self {
            test,
            negated,
            if_exists,
            prefix,
        })
    }

    /// Whether a value in the policy has a meaning under this operator.
    pub(super) fn takes(self, value: &str) -> bool {
        match self.test {
            Test::Equals | Test::EqualsIgnoreCase | Test::Like | Test::Arn => true,
            Test::Bool | Test::Null => matches!(value, "true" | "false"),
            Test::Binary => is_base64(value),
            Test::Address => compare::is_range(value),
            Test::Number(_) => compare::is_number(value),
            Test::Date(_) => compare::is_date(value),
        }
    }

    /// Whether a value in the policy may hold policy variables, and has a broken one.
    pub(super) fn breaks(self, value: &str, version: Version) -> bool {
        let spelled = matches!(
            self.test,
            Test::Equals | Test::EqualsIgnoreCase | Test::Like | Test::Arn
        );
        spelled && !is_well_formed(value, version)
    }

    /// Whether the condition holds for a request.
    pub(super) fn holds(
        self,
        key: &str,
        values: &[String],
        version: Version,
        request: &Request<'_>,
    ) -> bool {
        let found: Vec<&str> = request
            .found(key)
            .map_or_else(Vec::new, |found| found.values().collect());
        // A key with an empty list of values is taken to be absent; whether it is, is not documented.
        let absent = found.is_empty();
        if self.test == Test::Null {
            return values.iter().any(|value| (value == "true") == absent);
        }
        let listed = |found: &&str| {
            values
                .iter()
                .any(|value| self.test.matches(value, found, version, request))
        };
        match self.prefix {
            None if absent => self.negated || self.if_exists,
            // Of a negated `ForAnyValue`, and of a prefix with `IfExists`, on an absent key the guide's rules pull apart.
            Some(_) if absent => self.prefix == Some(Prefix::ForAllValues) || self.if_exists,
            // Several values without a prefix are not documented: one of them must match, or none may.
            None => found.iter().any(listed) != self.negated,
            Some(Prefix::ForAllValues) => found.iter().all(|value| listed(value) != self.negated),
            Some(Prefix::ForAnyValue) => found.iter().any(|value| listed(value) != self.negated),
        }
    }
}

impl Test {
    fn matches(self, value: &str, found: &str, version: Version, request: &Request<'_>) -> bool {
        let spelled = || spelled(value, version, request);
        match self {
            Self::Equals => spelled().is_some_and(|signs| text(&signs) == found),
            Self::EqualsIgnoreCase => {
                let lower = |text: &str| {
                    text.chars()
                        .flat_map(char::to_lowercase)
                        .collect::<String>()
                };
                spelled().is_some_and(|signs| lower(&text(&signs)) == lower(found))
            }
            Self::Like => {
                let found: Vec<char> = found.chars().collect();
                spelled().is_some_and(|signs| glob(&signs, &found, Case::Matters))
            }
            Self::Arn => spelled().is_some_and(|signs| arn_glob(&signs, found)),
            Self::Bool => value == found,
            Self::Binary => {
                is_base64(found) && value.trim_end_matches('=') == found.trim_end_matches('=')
            }
            Self::Address => compare::in_range(value, found) == Some(true),
            // The request's value stands on the left: `NumericLessThan` holds if it is less than the policy's.
            Self::Number(order) => {
                compare::numbers(found, value).is_some_and(|found| order.takes(found))
            }
            Self::Date(order) => {
                compare::dates(found, value).is_some_and(|found| order.takes(found))
            }
            // Asks about the key, not about its value; answered before.
            Self::Null => false,
        }
    }
}

fn is_base64(text: &str) -> bool {
    let body = text.trim_end_matches('=');
    text.len() - body.len() <= 2
        && body
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '+' || c == '/')
}
