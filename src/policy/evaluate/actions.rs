use crate::policy::{Scope, Version};

use super::pattern::Pattern;
use super::template::tokens;

/// An action element: a table for `service:*`, one for whole names, and patterns for the rest. Everything in it is in lower case.
#[derive(Debug, Clone)]
pub(super) struct Actions {
    except: bool,
    everything: bool,
    /// Sorted.
    services: Box<[Box<str>]>,
    /// Sorted.
    names: Box<[Box<str>]>,
    patterns: Box<[ActionPattern]>,
}

#[derive(Debug, Clone)]
struct ActionPattern {
    pattern: Pattern,
    /// AWS's text does not say what it means: no colon, or a wildcard in the service prefix.
    unclear: bool,
}

impl Actions {
    pub(super) fn new(scope: &Scope) -> Self {
        let mut services = Vec::new();
        let mut names = Vec::new();
        let mut patterns = Vec::new();
        let mut everything = false;
        let wild = ['*', '?'];
        for entry in scope.patterns() {
            let entry = entry.to_ascii_lowercase();
            match entry.split_once(':') {
                _ if entry == "*" => everything = true,
                Some((service, "*")) if !service.contains(wild) => services.push(service.into()),
                Some(_) if !entry.contains(wild) => names.push(entry.into()),
                split => patterns.push(ActionPattern {
                    // No variables in an action, so the tokens are never malformed.
                    pattern: Pattern::new(&tokens(&entry, Version::V2008).unwrap_or_default()),
                    unclear: entry != "*:*"
                        && split.is_none_or(|(service, _)| service.contains(wild)),
                }),
            }
        }
        services.sort_unstable();
        names.sort_unstable();
        Self {
            except: matches!(scope, Scope::Except(_)),
            everything,
            services: services.into(),
            names: names.into(),
            patterns: patterns.into(),
        }
    }

    /// Does the element speak of an action, given in lower case? And does that rest on a pattern whose meaning is not documented?
    pub(super) fn speak_of(&self, action: &str) -> (bool, bool) {
        let (listed, unclear) = self.list(action);
        (listed != self.except, unclear)
    }

    fn list(&self, action: &str) -> (bool, bool) {
        let in_table = self.everything
            || action.split_once(':').is_some_and(|(service, _)| {
                has(&self.services, service) || has(&self.names, action)
            });
        if in_table {
            return (true, false);
        }
        let mut unclear = false;
        for entry in &self.patterns {
            if entry.pattern.matches(action) {
                if !entry.unclear {
                    return (true, false);
                }
                unclear = true;
            }
        }
        (unclear, unclear)
    }
}

fn has(sorted: &[Box<str>], text: &str) -> bool {
    sorted.binary_search_by(|own| (**own).cmp(text)).is_ok()
}
