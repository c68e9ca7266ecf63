//! Every mode that can be written down: the product of what its fields may say.

/// The fields of a mode as they stand in a spec; `None`: left out.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mode {
    pub(crate) global: &'static str,
    pub(crate) geographies: &'static str,
    pub(crate) destinations: Option<&'static str>,
    pub(crate) profiles: Option<&'static str>,
    pub(crate) application_profiles: &'static str,
    pub(crate) prompt_routers: Option<&'static str>,
}

pub(crate) const GEOGRAPHIES: [&str; 6] = ["none", "any", "[eu]", "[us]", "[eu, us]", "[apac]"];
const DESTINATIONS: [Option<&str>; 4] =
    [None, Some("governed"), Some("by-profile"), Some("pinned")];
/// Of Anthropic there are models, of nothing there are none.
const PROFILES: [Option<&str>; 3] = [None, Some("[\"anthropic.*\"]"), Some("[\"nothing.*\"]")];
const ROUTERS: [Option<&str>; 3] = [None, Some("deny"), Some("allow")];

impl Mode {
    /// All 864.
    pub(crate) fn all() -> Vec<Self> {
        let mut modes = Vec::new();
        for global in ["deny", "allow"] {
            for geographies in GEOGRAPHIES {
                for destinations in DESTINATIONS {
                    for profiles in PROFILES {
                        for application_profiles in ["by-destination", "deny"] {
                            for prompt_routers in ROUTERS {
                                modes.push(Self {
                                    global,
                                    geographies,
                                    destinations,
                                    profiles,
                                    application_profiles,
                                    prompt_routers,
                                });
                            }
                        }
                    }
                }
            }
        }
        modes
    }

    /// As a mapping on one line.
    pub(crate) fn yaml(&self) -> String {
        let mut fields = vec![
            format!("global: {}", self.global),
            format!("geographies: {}", self.geographies),
            format!("application_profiles: {}", self.application_profiles),
        ];
        for (name, value) in [
            ("destinations", self.destinations),
            ("profiles", self.profiles),
            ("prompt_routers", self.prompt_routers),
        ] {
            fields.extend(value.map(|value| format!("{name}: {value}")));
        }
        format!("{{{}}}", fields.join(", "))
    }

    /// The families that it names.
    pub(crate) fn families(&self) -> Vec<&'static str> {
        match self.geographies.strip_prefix('[') {
            Some(list) => list.trim_end_matches(']').split(", ").collect(),
            None => Vec::new(),
        }
    }
}
