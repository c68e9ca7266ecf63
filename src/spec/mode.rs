//! What a mode may say, once it is known to be valid.

use crate::bedrock::Feature;

/// A yes or no about one kind of call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Not denied by us.
    Allow,
    /// Denied by us.
    Deny,
}

/// How a mode meets the managed Region deny.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strategy {
    /// The managed deny stays on; denies of ours are added.
    Additive,
    /// The managed deny stays on and is widened by inference-only Regions.
    Extend,
    /// A Region deny of ours takes the place of the managed one.
    Replace,
    /// `CT.MULTISERVICE.PV.1` takes the place of the landing-zone control.
    OuControl,
}

impl Strategy {
    /// The name in a spec.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Additive => "additive",
            Self::Extend => "extend",
            Self::Replace => "replace",
            Self::OuControl => "ou-control",
        }
    }

    /// The strategy of a name in a spec.
    pub fn named(name: &str) -> Option<Self> {
        let all = [Self::Additive, Self::Extend, Self::Replace, Self::OuControl];
        all.into_iter().find(|own| own.as_str() == name)
    }

    /// Does Control Tower's landing-zone Region deny stay on?
    pub fn keeps_managed_deny(self) -> bool {
        matches!(self, Self::Additive | Self::Extend)
    }
}

/// Which geographic families may be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Geographies {
    /// None.
    None,
    /// Every family but `global`, also those that AWS has yet to make.
    Any,
    /// These profile-ID prefixes (`us`, `eu`, …), without the dot, never `global`.
    List(Vec<String>),
}

/// Where geographic calls may be served.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Destinations {
    /// Only in the working Regions.
    Governed,
    /// Wherever the family routes.
    ByProfile,
    /// Only in the destination Regions of the dated catalogue.
    Pinned,
}

/// What is done about application inference profiles, whose origin cannot be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ApplicationProfiles {
    /// Held to Regions.
    ByDestination,
    /// Denied.
    Deny,
}

/// Which statements a mode is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// One statement per row of the promise.
    Strict,
    /// The statements of AWS's article "Securing Amazon Bedrock cross-Region inference: Geographic and global" (AWS Machine Learning Blog, 2026-01-13,
    /// read 2026-11-23). They keep no promise but their own text.
    Published,
    /// The same, with the article's Region deny in two statements.
    PublishedSplit,
}

impl Form {
    /// The name in a spec.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Strict => "strict",
            Self::Published => "published",
            Self::PublishedSplit => "published-split",
        }
    }
}

/// What cross-Region inference a target may use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mode {
    /// Its name in the spec.
    pub name: String,
    /// Calls through a `global.` inference profile.
    pub global: Decision,
    /// Calls through a geographic inference profile.
    pub geographies: Geographies,
    /// Where those may be served.
    pub destinations: Destinations,
    /// Patterns (`*`, `?`) on model ids, narrowing every allowed family; empty: all models.
    pub profiles: Vec<String>,
    /// Calls through an application inference profile.
    pub application_profiles: ApplicationProfiles,
    /// Calls through a prompt router.
    pub prompt_routers: Decision,
    /// Which statements it is written in.
    pub form: Form,
    /// What else of Bedrock may be served in D besides R, each once and in the order of [`Feature::ALL`]; only what has an effect.
    pub also: Vec<Feature>,
}

impl Mode {
    /// The patterns on an inference profile's id (`us.anthropic.claude-…`) that this mode allows, Global included.
    ///
    /// `any` without `profiles` is `*` (whether `global.` is denied is a question apart); with them `*.PATTERN`.
    pub fn allowed_ids(&self) -> Vec<String> {
        let families: Vec<&str> = match &self.geographies {
            // `*` covers `global` as well; a mode that denies Global does so by its own rows.
            Geographies::Any => vec!["*"],
            Geographies::None => Vec::new(),
            Geographies::List(list) => list.iter().map(String::as_str).collect(),
        };
        let global = (self.global == Decision::Allow && self.geographies != Geographies::Any)
            .then_some("global");
        families
            .into_iter()
            .chain(global)
            .flat_map(|family| self.ids_of(family))
            .collect()
    }

    /// Does it allow only some families or models?
    pub fn narrows(&self) -> bool {
        self.geographies != Geographies::Any || !self.profiles.is_empty()
    }

    fn ids_of(&self, family: &str) -> Vec<String> {
        if !self.profiles.is_empty() {
            return self
                .profiles
                .iter()
                .map(|pattern| format!("{family}.{pattern}"))
                .collect();
        }
        match family {
            "*" => vec!["*".to_owned()],
            family => vec![format!("{family}.*")],
        }
    }
}
