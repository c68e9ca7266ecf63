use std::borrow::Cow;

/// One authorization question: may this action be done on this resource in this context?
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request<'a> {
    /// `service:Action`; case does not matter.
    pub action: Cow<'a, str>,
    /// An ARN, or `*` for an action that has no resource.
    pub resource: Cow<'a, str>,
    // Invariant: no two keys that differ in case only. A handful of keys, so a list that is walked is the fastest map.
    context: Vec<(Cow<'a, str>, Found<'a>)>,
}

/// What a request has under a context key. A key that it does not have is absent, which is not the same as empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found<'a> {
    /// A single-valued key.
    One(Cow<'a, str>),
    /// A multivalued key with as many values as there are; none, one or several.
    Many(Vec<Cow<'a, str>>),
}

impl Request<'static> {
    /// A request with an empty context.
    pub fn new(action: impl Into<String>, resource: impl Into<String>) -> Self {
        Self::borrowed(action.into(), resource.into())
    }

    /// Adds a context key with one value, or replaces what was under it; the key's case does not matter.
    #[must_use]
    pub fn with(self, key: &str, value: impl Into<String>) -> Self {
        self.with_found(key.to_owned(), Found::One(value.into().into()))
    }
}

impl<'a> Request<'a> {
    /// A request with an empty context, its texts lent or given.
    pub fn borrowed(action: impl Into<Cow<'a, str>>, resource: impl Into<Cow<'a, str>>) -> Self {
        Self {
            action: action.into(),
            resource: resource.into(),
            context: Vec::new(),
        }
    }

    /// A request with its whole context, in which no two keys may differ in case only: the first of them would count.
    pub fn of_context(
        action: impl Into<Cow<'a, str>>,
        resource: impl Into<Cow<'a, str>>,
        context: Vec<(Cow<'a, str>, Found<'a>)>,
    ) -> Self {
        Self {
            action: action.into(),
            resource: resource.into(),
            context,
        }
    }

    /// Adds what a request has under a context key, or replaces it; the key's case does not matter.
    #[must_use]
    pub fn with_found(mut self, key: impl Into<Cow<'a, str>>, found: Found<'a>) -> Self {
        let key = key.into();
        self.context
            .retain(|(own, _)| !own.eq_ignore_ascii_case(&key));
        self.context.push((key, found));
        self
    }

    /// What is under a context key, `None` if it is absent.
    pub fn found(&self, key: &str) -> Option<&Found<'a>> {
        self.context
            .iter()
            .find(|(own, _)| own.eq_ignore_ascii_case(key))
            .map(|(_, found)| found)
    }

    /// The value of a context key; `None` if it is absent, or has not exactly one value.
    pub fn key(&self, key: &str) -> Option<&str> {
        match self.found(key)? {
            Found::One(value) => Some(value),
            Found::Many(values) => match values.as_slice() {
                [one] => Some(one),
                _ => None,
            },
        }
    }

    /// The context, in the order in which it was given.
    pub fn context(&self) -> impl Iterator<Item = (&str, &Found<'a>)> {
        self.context
            .iter()
            .map(|(key, found)| (key.as_ref(), found))
    }
}

impl Found<'_> {
    /// The values, one or many.
    pub fn values(&self) -> impl Iterator<Item = &str> {
        let (one, many) = match self {
            Self::One(value) => (Some(value), &[][..]),
            Self::Many(values) => (None, values.as_slice()),
        };
        one.into_iter().chain(many).map(AsRef::as_ref)
    }
}
