use std::sync::Arc;

use crate::policy::{Request, Scope, Version};

use super::open::Open;
use super::pattern::{ArnPattern, Pattern};
use super::problem::Reason;
use super::template::{Token, fill, has_variable, tokens, variables};

/// A resource element.
#[derive(Debug, Clone)]
pub(super) struct Resources {
    except: bool,
    entries: Box<[Entry]>,
    /// The keys of the policy variables in its entries.
    pub(super) variables: Box<[Arc<str>]>,
}

#[derive(Debug, Clone)]
enum Entry {
    /// `*`.
    Everything,
    Fixed(Both),
    /// With policy variables.
    Filled(Box<[Token]>),
}

/// A pattern in both readings: as one string, and part by part.
#[derive(Debug, Clone)]
struct Both {
    whole: Pattern,
    parts: ArnPattern,
}

impl Both {
    fn new(tokens: &[Token]) -> Self {
        Self {
            whole: Pattern::new(tokens),
            parts: ArnPattern::new(tokens),
        }
    }
}

impl Resources {
    pub(super) fn new(scope: &Scope, version: Version) -> Result<Self, Reason> {
        let entry = |pattern: &String| {
            if pattern == "*" {
                return Ok(Entry::Everything);
            }
            let tokens = tokens(pattern, version).map_err(|_| Reason::Variable(pattern.clone()))?;
            Ok(if has_variable(&tokens) {
                Entry::Filled(tokens.into())
            } else {
                Entry::Fixed(Both::new(&tokens))
            })
        };
        let entries: Box<[Entry]> = scope
            .patterns()
            .iter()
            .map(entry)
            .collect::<Result<_, _>>()?;
        let templates = entries.iter().filter_map(|entry| match entry {
            Entry::Filled(tokens) => Some(tokens),
            _ => None,
        });
        Ok(Self {
            except: matches!(scope, Scope::Except(_)),
            variables: templates
                .flat_map(|tokens| variables(tokens).map(Arc::from))
                .collect(),
            entries,
        })
    }

    /// Does the element speak of the request's resource? And on which choice does that rest?
    pub(super) fn speak_of(&self, request: &Request<'_>) -> (bool, Option<Open>) {
        let mut open = None;
        let mut listed = false;
        for entry in &self.entries {
            let (matches, choice) = entry.matches(request);
            if matches && choice.is_none() {
                return (!self.except, None);
            }
            listed |= matches;
            // That an unset variable matches no resource is documented; what it does to `NotResource` is not.
            let documented = choice == Some(Open::UnsetVariable) && !self.except;
            open = open.or(choice.filter(|_| !documented));
        }
        (listed != self.except, open)
    }
}

impl Entry {
    fn matches(&self, request: &Request<'_>) -> (bool, Option<Open>) {
        match self {
            Self::Everything => (true, None),
            Self::Fixed(both) => both.matches(&request.resource),
            Self::Filled(tokens) => {
                let mut open = None;
                let Some(filled) = fill(tokens, request, &mut open) else {
                    return (false, open);
                };
                let (matches, crossed) = Both::new(&filled).matches(&request.resource);
                (matches, open.or(crossed))
            }
        }
    }
}

impl Both {
    /// Part by part a pattern never matches more than as one string, so only a match can be open.
    fn matches(&self, resource: &str) -> (bool, Option<Open>) {
        let matches = self.whole.matches(resource);
        let agreed = !matches
            || matches!(self.whole, Pattern::Exact(_))
            || self.parts.matches(resource) == Some(true);
        (matches, (!agreed).then_some(Open::ColonCrossed))
    }
}
