use serde::Deserialize;

use super::coordinates::Coordinates;

/// An AWS partition in which Control Tower and CfCT exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Partition {
    /// The commercial Regions.
    #[default]
    Aws,
    /// GovCloud (US).
    AwsUsGov,
}

impl Partition {
    /// The partition of a name; `None`: neither of these.
    pub fn named(name: &str) -> Option<Self> {
        [Self::Aws, Self::AwsUsGov]
            .into_iter()
            .find(|own| own.as_str() == name)
    }

    /// As ARNs spell it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Aws => "aws",
            Self::AwsUsGov => "aws-us-gov",
        }
    }
}

/// An AWS Region.
#[derive(Debug, Clone, Deserialize)]
pub struct Region {
    /// `eu-central-1`.
    pub code: String,
    /// `Europe (Frankfurt)`.
    pub name: String,
    /// `aws`, `aws-us-gov`, `aws-cn`, `aws-eusc`.
    pub partition: String,
    /// Must an account enable it first? A destination of an inference profile need not be enabled.
    pub opt_in: bool,
    /// About where it is: the city or area that its name stands for, since AWS publishes no coordinates. One that is not known is listed and not drawn.
    pub at: Option<Coordinates>,
}
