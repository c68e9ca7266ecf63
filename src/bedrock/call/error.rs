/// Why a call cannot be expanded into its hops.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CallError {
    /// The text is no id and no ARN of something callable.
    #[error("`{0}` is neither an inference profile nor a foundation model")]
    NotCallable(String),
    /// No profile of this id is known, and no destination Regions were given.
    #[error("the catalogue has no inference profile `{0}`")]
    UnknownProfile(String),
    /// The catalogue knows the id and no routes.
    #[error("the catalogue knows no routes of `{0}`")]
    NoRoutes(String),
    /// The profile is not offered in the source Region.
    #[error("`{id}` is not offered in {source_region}")]
    NotOffered {
        /// The profile.
        id: String,
        /// The Region of the caller.
        source_region: String,
        /// Where it is offered.
        sources: Vec<String>,
    },
    /// An application inference profile whose origin is not said.
    #[error("nothing in `{0}` says what the application inference profile was made from")]
    NoOrigin(String),
    /// An origin for what needs none.
    #[error("`{0}` is no application inference profile, so it has no origin")]
    OriginOfOther(String),
    /// No Region of the caller.
    #[error("the call has no source Region")]
    NoSource,
    /// Two Regions of the caller.
    #[error("`{arn}` is called from {named}, not from {source_region}")]
    TwoSources {
        /// As given.
        arn: String,
        /// The Region in the ARN.
        named: String,
        /// The Region that was given beside it.
        source_region: String,
    },
    /// An ARN of one partition and a Region of another.
    #[error("{region} is not of the partition of `{arn}`")]
    OtherPartition {
        /// As given.
        arn: String,
        /// The Region of the caller.
        region: String,
    },
    /// No such Region.
    #[error("there is no Region `{0}`")]
    UnknownRegion(String),
}
