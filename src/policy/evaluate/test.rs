use std::net::IpAddr;
use std::sync::Arc;

use crate::policy::{Condition, Found, Request, Version};

use super::open::Open;
use super::operator::{Kind, Operator, Set};
use super::pattern::{ArnPattern, Pattern};
use super::problem::Reason;
use super::template::{Token, fill, has_variable, literal, tokens, variables};
use super::value::{Date, Network, Number, base64};

/// One operator on one key, compiled.
#[derive(Debug, Clone)]
pub(super) struct Test {
    /// As written.
    pub(super) key: Arc<str>,
    operator: Operator,
    values: Box<[Value]>,
    /// The keys of the policy variables in its values.
    pub(super) variables: Box<[Arc<str>]>,
}

/// A value of the policy, in the form in which it is compared.
#[derive(Debug, Clone)]
enum Value {
    Text(Box<str>),
    Pattern(Pattern),
    Arn(ArnPattern),
    /// A text, pattern or ARN with policy variables: what it is depends on the request.
    Template(Box<[Token]>),
    Number(Number),
    Date(Date),
    Network(Network),
    Bool(bool),
}

/// The answer of a test.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::policy) struct Outcome {
    pub(in crate::policy) holds: bool,
    /// The key is not in the request, and that alone decided.
    pub(in crate::policy) absent: bool,
    /// The choice that decided, where AWS's text leaves the answer open.
    pub(in crate::policy) open: Option<Open>,
}

impl Test {
    pub(super) fn new(condition: &Condition, version: Version) -> Result<Self, Reason> {
        let operator = Operator::parse(&condition.operator).ok_or_else(|| Reason::Operator {
            name: condition.operator.clone(),
            meant: Operator::meant(&condition.operator),
        })?;
        let value = |text: &String| value(text, operator.kind, version);
        let values: Box<[Value]> = condition
            .values
            .iter()
            .map(value)
            .collect::<Result<_, _>>()?;
        let templates = values.iter().filter_map(|value| match value {
            Value::Template(tokens) => Some(tokens),
            _ => None,
        });
        Ok(Self {
            key: condition.key.as_str().into(),
            operator,
            variables: templates
                .flat_map(|tokens| variables(tokens).map(Arc::from))
                .collect(),
            values,
        })
    }

    /// Does it hold only while its key is absent?
    pub(super) fn demands_absence(&self) -> bool {
        self.operator.kind == Kind::Null
            && self
                .values
                .iter()
                .all(|value| matches!(value, Value::Bool(true)))
    }

    pub(super) fn ask(&self, request: &Request<'_>) -> Outcome {
        match request.found(&self.key) {
            None => self.on_absent(None),
            Some(Found::One(value)) => self.on_one(value, request),
            Some(Found::Many(values)) => match values.as_slice() {
                [] => self.on_absent(Some(Open::NoValues)),
                [one] => self.on_one(one, request),
                several => self.on_several(several, request),
            },
        }
    }

    /// A missing key fails every positive test and passes every negated one and every `IfExists`; `ForAllValues` passes, `ForAnyValue` fails.
    fn on_absent(&self, open: Option<Open>) -> Outcome {
        let Operator {
            kind,
            negated,
            if_exists,
            set,
        } = self.operator;
        let (holds, choice) = match set {
            _ if kind == Kind::Null => (self.null_holds(false), None),
            None => (negated || if_exists, None),
            Some(Set::All) => (true, None),
            Some(Set::Any) if if_exists => (true, Some(Open::SetIfExists)),
            Some(Set::Any) => (false, negated.then_some(Open::AnyOfNone)),
        };
        Outcome {
            holds,
            absent: true,
            open: open.or(choice),
        }
    }

    fn on_one(&self, found: &str, request: &Request<'_>) -> Outcome {
        if self.operator.kind == Kind::Null {
            return Outcome {
                holds: self.null_holds(true),
                absent: false,
                open: found.is_empty().then_some(Open::EmptyValue),
            };
        }
        let (listed, open) = self.lists(found, request);
        Outcome {
            holds: listed != self.operator.negated,
            absent: false,
            open,
        }
    }

    fn on_several(&self, found: &[std::borrow::Cow<'_, str>], request: &Request<'_>) -> Outcome {
        if self.operator.kind == Kind::Null {
            return Outcome {
                holds: self.null_holds(true),
                absent: false,
                open: None,
            };
        }
        let mut open = None;
        let mut satisfies = |value: &std::borrow::Cow<'_, str>| {
            let (listed, choice) = self.lists(value, request);
            open = open.or(choice);
            listed != self.operator.negated
        };
        let holds = match self.operator.set {
            Some(Set::All) => found.iter().all(&mut satisfies),
            Some(Set::Any) => found.iter().any(&mut satisfies),
            None if self.operator.negated => found.iter().all(&mut satisfies),
            None => found.iter().any(&mut satisfies),
        };
        let plain = self.operator.set.is_none().then_some(Open::SeveralValues);
        Outcome {
            holds,
            absent: false,
            open: plain.or(open),
        }
    }

    fn null_holds(&self, present: bool) -> bool {
        self.values
            .iter()
            .any(|value| matches!(value, Value::Bool(absent) if *absent != present))
    }

    /// Does one of the values match what the request has? An answer that is open only matters if no other value gives one that is not.
    fn lists(&self, found: &str, request: &Request<'_>) -> (bool, Option<Open>) {
        let kind = self.operator.kind;
        // What the request has is read once for all values.
        let typed = match kind {
            Kind::Number(_) => Typed::Number(Number::parse(found)),
            Kind::Date(_) => Typed::Date(Date::parse(found)),
            Kind::Address => Typed::Address(found.parse().ok()),
            _ => Typed::Text,
        };
        let mut open = None;
        let mut listed = false;
        for value in &self.values {
            let mut choice = None;
            if value.matches(kind, found, &typed, request, &mut choice) {
                if choice.is_none() {
                    return (true, None);
                }
                listed = true;
            }
            // That an unset variable fails a positive test and passes a negated one is documented for strings ("Policy variables with no value").
            let documented = choice == Some(Open::UnsetVariable)
                && !(kind == Kind::Arn && self.operator.negated);
            open = open.or(choice.filter(|_| !documented));
        }
        (listed, open)
    }
}

/// What the request has, read as the operator compares it.
enum Typed {
    Text,
    Number(Option<Number>),
    Date(Option<Date>),
    Address(Option<IpAddr>),
}

impl Value {
    fn matches(
        &self,
        kind: Kind,
        found: &str,
        typed: &Typed,
        request: &Request<'_>,
        open: &mut Option<Open>,
    ) -> bool {
        match (self, kind, typed) {
            (Self::Text(own), Kind::Binary, _) => match base64(found) {
                Some(found) => **own == *found,
                None => other_type(open),
            },
            (Self::Text(own), Kind::EqualsIgnoreCase, _) => same_letters(own, found),
            (Self::Text(own), ..) => **own == *found,
            (Self::Pattern(pattern), ..) => pattern.matches(found),
            (Self::Arn(pattern), ..) => arn_matches(pattern, found, open),
            (Self::Template(tokens), ..) => {
                let Some(filled) = fill(tokens, request, open) else {
                    return false;
                };
                match kind {
                    Kind::Like => Pattern::new(&filled).matches(found),
                    Kind::Arn => arn_matches(&ArnPattern::new(&filled), found, open),
                    Kind::EqualsIgnoreCase => same_letters(&literal(&filled), found),
                    _ => literal(&filled) == found,
                }
            }
            (Self::Number(own), Kind::Number(order), Typed::Number(Some(found))) => {
                order.holds(found, own)
            }
            (Self::Date(own), Kind::Date(order), Typed::Date(Some(found))) => {
                order.holds(found, own)
            }
            (Self::Network(own), _, Typed::Address(Some(found))) => own.contains(found),
            (Self::Bool(own), ..) => match found {
                "true" => *own,
                "false" => !*own,
                _ => other_type(open),
            },
            (Self::Number(_) | Self::Date(_) | Self::Network(_), ..) => other_type(open),
        }
    }
}

fn other_type(open: &mut Option<Open>) -> bool {
    *open = Some(Open::ValueOfOtherType);
    false
}

fn arn_matches(pattern: &ArnPattern, found: &str, open: &mut Option<Open>) -> bool {
    if *pattern == ArnPattern::Star || *pattern == ArnPattern::Short {
        *open = Some(Open::PatternIsNoArn);
    }
    pattern.matches(found).unwrap_or_else(|| {
        *open = Some(Open::ValueIsNoArn);
        false
    })
}

fn same_letters(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other)
        || one
            .chars()
            .flat_map(char::to_lowercase)
            .eq(other.chars().flat_map(char::to_lowercase))
}

fn value(text: &str, kind: Kind, version: Version) -> Result<Value, Reason> {
    let refused = |expected| Reason::Value {
        value: text.to_owned(),
        expected,
    };
    match kind {
        Kind::Equals | Kind::EqualsIgnoreCase | Kind::Like | Kind::Arn => {
            let tokens = tokens(text, version).map_err(|_| Reason::Variable(text.to_owned()))?;
            Ok(match kind {
                _ if has_variable(&tokens) => Value::Template(tokens.into()),
                Kind::Like => Value::Pattern(Pattern::new(&tokens)),
                Kind::Arn => Value::Arn(ArnPattern::new(&tokens)),
                _ => Value::Text(literal(&tokens).into()),
            })
        }
        Kind::Number(_) => Number::parse(text)
            .map(Value::Number)
            .ok_or_else(|| refused("a decimal number")),
        Kind::Date(_) => Date::parse(text)
            .map(Value::Date)
            .ok_or_else(|| refused("a date such as `2026-11-25T10:00:00Z`, or seconds since 1970")),
        Kind::Address => Network::parse(text)
            .map(Value::Network)
            .ok_or_else(|| refused("an IP address or a range such as `203.0.113.0/24`")),
        Kind::Binary => base64(text)
            .map(|body| Value::Text(body.into()))
            .ok_or_else(|| refused("base64")),
        Kind::Bool | Kind::Null => match text {
            "true" => Ok(Value::Bool(true)),
            "false" => Ok(Value::Bool(false)),
            _ => Err(refused("`true` or `false`")),
        },
    }
}
