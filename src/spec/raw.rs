//! The spec as it is written: `crispack.yaml`, field for field. The JSON Schema is generated from these types.

use std::collections::BTreeMap;

#[cfg(test)]
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Who may use which Amazon Bedrock cross-Region inference.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, schemars(title = "crispack.yaml"))]
pub struct RawSpec {
    /// The version of this format.
    #[cfg_attr(test, schemars(range(min = 1, max = 1)))]
    pub version: u32,
    /// The organization.
    pub organization: RawOrganization,
    /// Control Tower's Region deny, and how to meet it.
    pub region_deny: RawRegionDeny,
    /// Named answers to the question which cross-Region inference is allowed.
    pub modes: BTreeMap<String, RawMode>,
    /// The mode of covered OUs that no target names.
    pub default_mode: Option<String>,
    /// Which organizational unit gets which mode. Denies add up along the OU path: a child can only be tighter.
    #[cfg_attr(test, schemars(length(min = 1)))]
    pub targets: Vec<RawTarget>,
    /// Calls with the verdict that they must have after the rollout, judged hop by hop at every build.
    #[serde(default)]
    pub expect: Vec<RawExpectation>,
    /// What AWS's pages leave open about a call, as `probe/probe.sh` of a release saw it in this organization. Default: open, and expectations must hold either way.
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "RawWorlds"))]
    pub worlds: Option<RawWorlds>,
    /// Identity policies for the calls that the modes leave open: what a role needs besides.
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "RawIam"))]
    pub iam: Option<RawIam>,
    /// The catalogue of inference profiles, and what was accepted of it. Default: the embedded one; what was accepted is looked for beside the spec.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, schemars(with = "RawCatalogue"))]
    pub catalogue: Option<RawCatalogue>,
    /// The CfCT package.
    #[serde(default)]
    pub package: RawPackage,
    /// The size limit of a policy: 10,240 characters (`current`) or 5,120 (`legacy`).
    #[serde(default)]
    pub quota: RawQuota,
    /// Findings of `crispack check` that are known and accepted up to a day: for files that have no comments. `build` ignores none.
    #[serde(default)]
    pub ignore: Vec<RawIgnore>,
}

/// A finding that is known and accepted.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, schemars(rename = "Ignore"))]
pub struct RawIgnore {
    /// The rule's code, such as `CRP280`.
    #[cfg_attr(test, schemars(regex(pattern = "^CRP[0-9]{3}$")))]
    pub code: String,
    /// The end of the file's path, such as `policies/deny.json`; default: every file.
    pub file: Option<String>,
    /// The last day on which it is accepted, `YYYY-MM-DD`.
    #[cfg_attr(test, schemars(regex(pattern = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")))]
    pub until: String,
    /// Why it is accepted.
    #[cfg_attr(test, schemars(length(min = 1)))]
    pub reason: String,
}

/// The organization.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, schemars(rename = "Organization"))]
pub struct RawOrganization {
    /// Control Tower's home Region, where CfCT runs.
    pub home_region: String,
    /// The AWS partition.
    #[serde(default)]
    pub partition: RawPartition,
    /// The organization as it is (relative to the spec), written by `crispack snapshot`.
    pub snapshot: Option<String>,
    /// The working Regions. Default: those of the baseline; a built-in baseline has none.
    #[cfg_attr(test, schemars(length(min = 1)))]
    pub governed_regions: Option<Vec<String>>,
}

/// Control Tower's Region deny, and how to meet it.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, schemars(rename = "RegionDeny"))]
pub struct RawRegionDeny {
    /// The Region deny policy: a file (relative to the spec), or `builtin:current`.
    pub baseline: String,
    /// How the modes meet the managed Region deny.
    #[serde(default)]
    pub strategy: RawStrategy,
    /// Regions that Control Tower governs only as destinations of cross-Region inference (strategy `extend`).
    #[serde(default)]
    pub inference_only_regions: Vec<String>,
    /// The top-level OUs that the managed Region deny reaches (strategies `replace` and `ou-control`): each gets a policy on itself.
    #[serde(default)]
    pub covered_ous: Vec<String>,
    /// A mode whose policy, Region deny included, is put on the root as well, for OUs made later (strategy `replace`); `none` for none.
    pub floor: Option<String>,
    /// Principals (ARN patterns) that a Region deny of ours does not bind.
    #[serde(default)]
    pub exempt_principals: Vec<String>,
    /// Actions (patterns) that a Region deny of ours leaves out.
    #[serde(default)]
    pub exempt_actions: Vec<String>,
}

/// What cross-Region inference is allowed.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, schemars(rename = "Mode"))]
pub struct RawMode {
    /// Global cross-Region inference (profiles `global.…`).
    pub global: RawDecision,
    /// Geographic cross-Region inference: `none`, `any`, or a list of families such as `us` and `eu`.
    pub geographies: RawGeographies,
    /// Where geographic calls may be served: only in the working Regions (default under `any`), wherever the family routes (default with a list), or only in
    /// the destination Regions of the dated catalogue.
    pub destinations: Option<RawDestinations>,
    /// Patterns (`*`, `?`) on model ids that narrow every allowed family; default: all models.
    #[serde(default)]
    #[cfg_attr(test, schemars(length(min = 1)))]
    pub profiles: Option<Vec<String>>,
    /// Application inference profiles, whose origin cannot be seen: held to Regions, or denied.
    #[serde(default)]
    pub application_profiles: RawApplicationProfiles,
    /// Prompt routers: default `deny`, under `geographies: any` `allow`.
    pub prompt_routers: Option<RawDecision>,
    /// Our own statements, or those that AWS published, with their holes.
    #[serde(default)]
    pub form: RawForm,
    /// What else of Bedrock may be served in the destination Regions of the allowed families, besides the working Regions; default: nothing, as under the
    /// Region deny.
    #[serde(default)]
    pub also: Vec<RawFeature>,
}

/// An organizational unit with its mode.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, schemars(rename = "Target"))]
pub struct RawTarget {
    /// The path of OU names below the root, joined by `:`; `Root` for the root itself.
    pub ou: String,
    /// The name of a mode.
    pub mode: String,
    /// A policy name that belongs to this OU for life; default: derived from the path.
    pub slot: Option<String>,
    /// The last day on which this target is wanted, `YYYY-MM-DD`. Past it, a build fails.
    #[cfg_attr(test, schemars(regex(pattern = r"^\d{4}-\d{2}-\d{2}$")))]
    pub until: Option<String>,
    /// Why; a ticket number.
    pub reason: Option<String>,
}

/// A call with the verdict that it must have.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, schemars(rename = "Expectation"))]
pub struct RawExpectation {
    /// The OU of the caller, as in `targets`, or one below such an OU.
    pub ou: String,
    /// The Region of the caller.
    pub source: String,
    /// What is called: an inference profile's id or ARN, a model's for a direct call, or an application inference profile's ARN.
    pub profile: String,
    /// What an application inference profile was made from: a profile's id or a model's.
    pub origin: Option<String>,
    /// The caller's ARN; default: one that no policy exempts.
    pub principal: Option<String>,
    /// `allow`: no hop is denied by a service control policy. `deny`: a hop is.
    pub call: RawDecision,
}

/// What AWS's pages leave open about a call, as it was seen in this organization.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, schemars(rename = "Worlds"))]
pub struct RawWorlds {
    /// The day on which it was seen, `YYYY-MM-DD`.
    #[cfg_attr(test, schemars(regex(pattern = r"^\d{4}-\d{2}-\d{2}$")))]
    pub seen: String,
    /// A1: is `bedrock:InferenceProfileArn` present on the profile's own authorization?
    pub key_on_profile: Option<RawPresence>,
    /// A2: whose ARN does `bedrock:InferenceProfileArn` hold through an application inference profile?
    pub key_through_application_profile: Option<RawHolder>,
    /// A3: is `bedrock:InferenceProfileArn` present on an authorization that has `bedrock:PromptRouterArn`?
    pub key_behind_prompt_router: Option<RawPresence>,
}

/// Identity policies for the calls that the modes leave open, one set per mode.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, schemars(rename = "Iam"))]
pub struct RawIam {
    /// The calls that are granted, as far as the mode allows them: through geographic profiles, through `global.` ones, or both.
    #[cfg_attr(test, schemars(length(min = 1)))]
    pub emit: Vec<RawEmit>,
    /// Patterns (`*`, `?`) on model ids, such as `anthropic.claude-sonnet-4-5-*`.
    #[cfg_attr(test, schemars(length(min = 1)))]
    pub models: Vec<String>,
    /// How the policies get to the accounts.
    #[serde(default)]
    pub deliver: RawDeliver,
}

/// The catalogue of inference profiles, and what was accepted of it.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, schemars(rename = "Catalogue"))]
pub struct RawCatalogue {
    /// A catalogue that `crispack profiles import` wrote (relative to the spec), instead of the embedded one.
    pub file: Option<String>,
    /// The routes that were accepted (relative to the spec), written by `crispack profiles accept`; one that leads to a further Region fails the build. Default: `crispack.profiles.json`, if it is there.
    pub accepted: Option<String>,
}

/// The CfCT package.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, schemars(rename = "Package"))]
pub struct RawPackage {
    /// What the name of every policy begins with.
    #[serde(default = "default_name_prefix")]
    pub name_prefix: String,
    /// An existing CfCT package (a folder or zip, relative to the spec) that ours goes into, in one marked block.
    pub base: Option<String>,
    /// The version of the S3 object that the base came from; the runbook compares it again right before the upload.
    pub base_version: Option<String>,
}

impl Default for RawPackage {
    fn default() -> Self {
        Self {
            name_prefix: default_name_prefix(),
            base: None,
            base_version: None,
        }
    }
}

fn default_name_prefix() -> String {
    "cris".to_owned()
}

/// `none`, `any`, or a list of families.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(untagged)]
#[cfg_attr(test, schemars(rename = "Geographies"))]
pub enum RawGeographies {
    /// One of the two words.
    Word(RawGeographyWord),
    /// Families such as `us` and `eu`.
    List(#[cfg_attr(test, schemars(length(min = 1)))] Vec<String>),
}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident = $schema:literal { $(#[$first_doc:meta])* $first:ident, $($(#[$variant_doc:meta])* $variant:ident),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
        #[cfg_attr(test, derive(JsonSchema))]
        #[serde(rename_all = "kebab-case")]
        #[cfg_attr(test, schemars(rename = $schema))]
        pub enum $name {
            $(#[$first_doc])*
            #[default]
            $first,
            $($(#[$variant_doc])* $variant),*
        }
    };
}

words! {
    /// `none` or `any`.
    RawGeographyWord = "GeographyWord" {
        /// No geographic family.
        None,
        /// Every family but `global`.
        Any,
    }
}
words! {
    /// `deny` or `allow`.
    RawDecision = "Decision" {
        /// Denied.
        Deny,
        /// Not denied by us.
        Allow,
    }
}
words! {
    /// Whether a condition key is there.
    RawPresence = "Presence" {
        /// It is not there.
        Absent,
        /// It is there.
        Present,
    }
}
words! {
    /// Whose ARN a condition key holds.
    RawHolder = "Holder" {
        /// The application inference profile's own.
        Own,
        /// That of the inference profile that it was made from.
        Origin,
    }
}
words! {
    /// An AWS partition that Control Tower and CfCT know.
    RawPartition = "Partition" {
        /// The commercial Regions.
        Aws,
        /// GovCloud (US).
        AwsUsGov,
    }
}
words! {
    /// How the modes meet the managed Region deny.
    RawStrategy = "Strategy" {
        /// The managed Region deny stays on, untouched; denies of ours are added.
        Additive,
        /// The same, with further Regions governed only as destinations.
        Extend,
        /// A Region deny of ours takes the place of the managed one.
        Replace,
        /// The OU control `CT.MULTISERVICE.PV.1` takes its place.
        OuControl,
    }
}
words! {
    /// Where geographic calls may be served.
    RawDestinations = "Destinations" {
        /// Only in the working Regions.
        Governed,
        /// Wherever the family routes.
        ByProfile,
        /// Only in the destination Regions of the dated catalogue.
        Pinned,
    }
}
words! {
    /// A kind of call that an identity policy grants.
    RawEmit = "Emit" {
        /// Through a geographic inference profile.
        Geographic,
        /// Through a Global inference profile.
        Global,
    }
}
words! {
    /// How identity policies get to the accounts.
    RawDeliver = "Deliver" {
        /// As CloudFormation templates beside the package.
        Files,
        /// As a stack set of the package for each mode, in the accounts of its OUs.
        #[serde(rename = "stack_set")]
        StackSet,
    }
}
words! {
    /// What is done about application inference profiles.
    RawApplicationProfiles = "ApplicationProfiles" {
        /// Held to Regions.
        ByDestination,
        /// Denied.
        Deny,
    }
}
words! {
    /// Which statements a mode is written in.
    RawForm = "Form" {
        /// One statement per row of the promise.
        Strict,
        /// The statements of AWS's article of 2026-01-13.
        Published,
        /// The same, with the article's Region deny in two statements.
        PublishedSplit,
    }
}
words! {
    /// What else of Amazon Bedrock is served across Regions.
    RawFeature = "Feature" {
        /// Batch inference: `CreateModelInvocationJob`.
        Batch,
        /// Guardrails with a guardrail profile: `ApplyGuardrail`.
        Guardrails,
        /// Data Automation: the actions that take a Data Automation profile.
        DataAutomation,
    }
}
words! {
    /// The size limit of a policy.
    RawQuota = "Quota" {
        /// 10,240 characters.
        Current,
        /// 5,120 characters.
        Legacy,
    }
}
