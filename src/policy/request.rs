use std::collections::BTreeMap;

/// One authorization question: may this action be done on this resource in this context?
///
/// Every key holds one value. A key that is not in the map is absent, which is not the same as empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// `service:Action`; case does not matter.
    pub action: String,
    /// An ARN, or `*` for an action that has no resource.
    pub resource: String,
    context: BTreeMap<String, String>,
}

impl Request {
    /// A request with an empty context.
    pub fn new(action: impl Into<String>, resource: impl Into<String>) -> Self {
        Self {
            action: action.into(),
            resource: resource.into(),
            context: BTreeMap::new(),
        }
    }

    /// Adds a context key; the key's case does not matter.
    #[must_use]
    pub fn with(mut self, key: &str, value: impl Into<String>) -> Self {
        self.context.insert(key.to_ascii_lowercase(), value.into());
        self
    }

    /// The value of a context key, `None` if it is absent.
    pub fn key(&self, key: &str) -> Option<&str> {
        self.context
            .get(&key.to_ascii_lowercase())
            .map(String::as_str)
    }
}
