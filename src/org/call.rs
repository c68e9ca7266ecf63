use serde_json::Value;

/// A read-only command of the AWS CLI.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// `organizations`, `controltower` or `bedrock`.
    pub service: &'static str,
    /// Such as `list-roots`.
    pub operation: &'static str,
    /// Options and their values.
    pub arguments: Vec<(&'static str, String)>,
    /// The Region, where it matters.
    pub region: Option<String>,
}

impl Call {
    pub(super) fn new(service: &'static str, operation: &'static str) -> Self {
        Self {
            service,
            operation,
            arguments: Vec::new(),
            region: None,
        }
    }

    #[must_use]
    pub(super) fn with(mut self, option: &'static str, value: impl Into<String>) -> Self {
        self.arguments.push((option, value.into()));
        self
    }

    #[must_use]
    pub(super) fn in_region(mut self, region: Option<&str>) -> Self {
        self.region = region.map(str::to_owned);
        self
    }

    /// The words behind `aws`.
    pub fn words(&self) -> Vec<String> {
        let mut words = vec![self.service.to_owned(), self.operation.to_owned()];
        for (option, value) in &self.arguments {
            words.push((*option).to_owned());
            words.push(value.clone());
        }
        if let Some(region) = &self.region {
            words.extend(["--region".to_owned(), region.clone()]);
        }
        words.extend(["--output", "json"].map(str::to_owned));
        words
    }

    /// The command as people type it.
    pub fn shown(&self) -> String {
        format!("aws {}", self.words().join(" "))
    }

    /// The file that holds its saved output: service, operation and what tells it from others of its kind, joined by dots.
    pub fn file_name(&self) -> String {
        let mut parts = vec![self.service.to_owned(), self.operation.to_owned()];
        let values = self.arguments.iter();
        let values = values.filter(|(option, _)| *option != "--filter");
        // An ARN is no file name; its last part tells it from the others.
        parts.extend(values.map(|(_, value)| {
            let last = value.rsplit('/').next().unwrap_or(value);
            last.to_owned()
        }));
        parts.extend(
            self.region
                .iter()
                .filter(|_| self.service == "bedrock")
                .cloned(),
        );
        format!("{}.json", parts.join("."))
    }
}

/// Whoever answers calls: the user's own `aws`, or a folder of saved answers.
pub trait Fetch {
    /// The answers in the order of the calls, or why there is none.
    fn fetch(&self, calls: &[Call]) -> Vec<Result<Value, String>>;
}
