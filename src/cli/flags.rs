use std::collections::BTreeMap;

use clap::{Args, ValueEnum};

use crate::spec::raw::{
    RawApplicationProfiles, RawDecision, RawDestinations, RawFeature, RawForm, RawGeographies,
    RawGeographyWord, RawMode, RawOrganization, RawPackage, RawPartition, RawQuota, RawRegionDeny,
    RawSpec, RawStrategy, RawTarget,
};

/// A spec spelled in flags: one mode for a few OUs.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Instead of a spec")]
pub(super) struct SpecFlags {
    /// What cross-Region inference is allowed.
    #[arg(long, value_name = "PRESET")]
    pub(super) mode: Option<Preset>,
    /// A geographic family that may be used, for `--mode geographic`; repeatable.
    #[arg(long, value_name = "FAMILY")]
    geo: Vec<String>,
    /// An OU that gets the mode: names below the root, joined by `:`; repeatable.
    #[arg(long, value_name = "OU", allow_hyphen_values = true)]
    ou: Vec<String>,
    /// The policy slot of the OU at the same position; default: derived from the path.
    #[arg(long, value_name = "SLOT")]
    slot: Vec<String>,
    /// Control Tower's home Region.
    #[arg(long, value_name = "REGION")]
    home_region: Option<String>,
    /// The Region deny policy in force: a file, `-`, or `builtin:current`.
    #[arg(long, value_name = "FILE")]
    baseline: Option<String>,
    /// A working Region; repeatable; default: those of the baseline.
    #[arg(long, value_name = "REGION")]
    governed_region: Vec<String>,
    /// How the mode meets the managed Region deny; default: additive.
    #[arg(long, value_name = "STRATEGY")]
    strategy: Option<Strategy>,
    /// A Region governed only as a destination, for `--strategy extend`; repeatable.
    #[arg(long, value_name = "REGION")]
    inference_only_region: Vec<String>,
    /// A principal that a Region deny of ours does not bind; repeatable.
    #[arg(long, value_name = "ARN")]
    exempt_principal: Vec<String>,
    /// An action that a Region deny of ours leaves out; repeatable.
    #[arg(long, value_name = "ACTION")]
    exempt_action: Vec<String>,
    /// Where geographic calls may be served; default: the preset's.
    #[arg(long, value_name = "WHERE")]
    destinations: Option<Destinations>,
    /// A pattern on model ids that narrows every allowed family; repeatable.
    #[arg(long, value_name = "PATTERN", alias = "profile")]
    profiles: Vec<String>,
    /// Application inference profiles; default: by-destination.
    #[arg(long, value_name = "HOW")]
    application_profiles: Option<ApplicationProfiles>,
    /// Prompt routers; default: allow, with `--mode geographic` deny.
    #[arg(long, value_name = "DECISION")]
    prompt_routers: Option<Decision>,
    /// Our own statements, or those that AWS published, with their holes; default: strict.
    #[arg(long, value_name = "FORM")]
    form: Option<Form>,
    /// What else of Bedrock may be served in the destination Regions of the mode; repeatable.
    #[arg(long, value_name = "FEATURE")]
    also: Vec<Feature>,
    /// The last day on which this is wanted, YYYY-MM-DD.
    #[arg(long, value_name = "DAY")]
    until: Option<String>,
    /// Why; a ticket number.
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    reason: Option<String>,
    /// The AWS partition; default: aws.
    #[arg(long, value_name = "PARTITION")]
    partition: Option<Partition>,
    /// What every policy name begins with; default: cris.
    #[arg(long, value_name = "PREFIX")]
    name_prefix: Option<String>,
    /// The size limit of a policy: 10,240 characters (current, the default) or 5,120 (legacy).
    #[arg(long, value_name = "QUOTA")]
    quota: Option<Quota>,
}

/// A mode that needs no spec.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Preset {
    /// Global denied, every geographic family within the governed Regions.
    DisableGlobal,
    /// Global allowed, every geographic family within the governed Regions.
    EnableGlobal,
    /// Global denied, the families of `--geo` only.
    Geographic,
}

macro_rules! values {
    ($name:ident => $raw:ident { $($variant:ident),* }) => {
        #[derive(Debug, Clone, Copy, ValueEnum)]
        enum $name { $($variant),* }

        impl From<$name> for $raw {
            fn from(value: $name) -> Self {
                match value { $($name::$variant => Self::$variant),* }
            }
        }
    };
}

values!(Strategy => RawStrategy { Additive, Extend, Replace, OuControl });
values!(Destinations => RawDestinations { Governed, ByProfile, Pinned });
values!(ApplicationProfiles => RawApplicationProfiles { ByDestination, Deny });
values!(Decision => RawDecision { Deny, Allow });
values!(Form => RawForm { Strict, Published, PublishedSplit });
values!(Feature => RawFeature { Batch, Guardrails, DataAutomation });
values!(Partition => RawPartition { Aws, AwsUsGov });
values!(Quota => RawQuota { Current, Legacy });

impl SpecFlags {
    /// The spec that the flags spell.
    ///
    /// # Errors
    /// What is missing or contradicts itself, as a usage message.
    pub(super) fn spec(&self) -> Result<RawSpec, String> {
        let missing: Vec<&str> = [
            ("--mode", self.mode.is_none()),
            ("--ou", self.ou.is_empty()),
            ("--home-region", self.home_region.is_none()),
            ("--baseline", self.baseline.is_none()),
        ]
        .into_iter()
        .filter_map(|(name, missing)| missing.then_some(name))
        .collect();
        let (Some(preset), Some(home_region), Some(baseline), true) = (
            self.mode,
            &self.home_region,
            &self.baseline,
            missing.is_empty(),
        ) else {
            return Err(format!(
                "without a spec, these are needed as well: {}",
                missing.join(", ")
            ));
        };
        if (preset == Preset::Geographic) == self.geo.is_empty() {
            return Err(match preset {
                Preset::Geographic => "--mode geographic needs at least one --geo".to_owned(),
                _ => "--geo goes with --mode geographic only".to_owned(),
            });
        }
        if !self.slot.is_empty() && self.slot.len() != self.ou.len() {
            return Err("give one --slot for each --ou, or none".to_owned());
        }
        let name = preset
            .to_possible_value()
            .map_or_else(String::new, |value| value.get_name().to_owned());
        Ok(RawSpec {
            version: 1,
            organization: RawOrganization {
                home_region: home_region.clone(),
                partition: self.partition.map(Into::into).unwrap_or_default(),
                snapshot: None,
                governed_regions: (!self.governed_region.is_empty())
                    .then(|| self.governed_region.clone()),
            },
            region_deny: RawRegionDeny {
                baseline: baseline.clone(),
                strategy: self.strategy.map(Into::into).unwrap_or_default(),
                inference_only_regions: self.inference_only_region.clone(),
                covered_ous: self.covered_ous(),
                floor: None,
                exempt_principals: self.exempt_principal.clone(),
                exempt_actions: self.exempt_action.clone(),
            },
            modes: BTreeMap::from([(name.clone(), self.raw_mode(preset))]),
            default_mode: None,
            targets: self.targets(&name),
            expect: Vec::new(),
            worlds: None,
            iam: None,
            catalogue: None,
            package: self
                .name_prefix
                .clone()
                .map_or_else(RawPackage::default, |name_prefix| RawPackage {
                    name_prefix,
                    ..RawPackage::default()
                }),
            quota: self.quota.map(Into::into).unwrap_or_default(),
            ignore: Vec::new(),
        })
    }

    fn raw_mode(&self, preset: Preset) -> RawMode {
        let (global, geographies, destinations) = match preset {
            Preset::DisableGlobal => (RawDecision::Deny, any(), RawDestinations::Governed),
            Preset::EnableGlobal => (RawDecision::Allow, any(), RawDestinations::Governed),
            Preset::Geographic => (
                RawDecision::Deny,
                RawGeographies::List(self.geo.clone()),
                RawDestinations::ByProfile,
            ),
        };
        RawMode {
            global,
            geographies,
            destinations: Some(self.destinations.map_or(destinations, Into::into)),
            profiles: (!self.profiles.is_empty()).then(|| self.profiles.clone()),
            application_profiles: self
                .application_profiles
                .map(Into::into)
                .unwrap_or_default(),
            prompt_routers: self.prompt_routers.map(Into::into),
            form: self.form.map(Into::into).unwrap_or_default(),
            also: self.also.iter().map(|word| (*word).into()).collect(),
        }
    }

    /// Where the managed Region deny goes, the OUs of the command line are those that it reached; of OUs below one another the upper one.
    fn covered_ous(&self) -> Vec<String> {
        if !matches!(self.strategy, Some(Strategy::Replace | Strategy::OuControl)) {
            return Vec::new();
        }
        let is_below = |ou: &String| {
            self.ou.iter().any(|other| {
                ou.strip_prefix(other.as_str())
                    .is_some_and(|rest| rest.starts_with(':'))
            })
        };
        self.ou.iter().filter(|ou| !is_below(ou)).cloned().collect()
    }

    fn targets(&self, mode: &str) -> Vec<RawTarget> {
        self.ou
            .iter()
            .enumerate()
            .map(|(index, ou)| RawTarget {
                ou: ou.clone(),
                mode: mode.to_owned(),
                slot: self.slot.get(index).cloned(),
                until: self.until.clone(),
                reason: self.reason.clone(),
            })
            .collect()
    }
}

fn any() -> RawGeographies {
    RawGeographies::Word(RawGeographyWord::Any)
}
