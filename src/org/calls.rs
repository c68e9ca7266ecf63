//! The calls by which an organization is read, all of them read-only.

use super::call::Call;

/// What is asked for besides the organization itself.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// Control Tower's home Region; `None`: that of the user's configuration.
    pub home_region: Option<String>,
    /// The Regions whose inference profiles are listed; empty: those that the landing zone governs.
    pub sources: Vec<String>,
    /// When it is taken.
    pub taken_at: Option<String>,
}

/// The calls that there may be, with placeholders where earlier answers say what to ask for.
pub fn calls(asked: &Asked) -> Vec<Call> {
    let home = asked.home_region.as_deref();
    let sources = if asked.sources.is_empty() {
        vec!["GOVERNED_REGION".to_owned()]
    } else {
        asked.sources.clone()
    };
    let mut calls = vec![organization(), roots()];
    calls.extend([units("PARENT"), accounts("PARENT"), policies()]);
    calls.extend([content("POLICY"), targets("POLICY")]);
    calls.extend([zones(home), zone("ARN", home), controls(home)]);
    calls.push(control("ARN", home));
    for source in sources {
        calls.extend(KINDS.map(|kind| profiles(kind, &source)));
    }
    calls
}

/// The kinds of inference profiles that Bedrock lists, each by itself.
pub(super) const KINDS: [&str; 2] = ["SYSTEM_DEFINED", "APPLICATION"];

pub(super) fn organization() -> Call {
    Call::new("organizations", "describe-organization")
}
pub(super) fn roots() -> Call {
    Call::new("organizations", "list-roots")
}
pub(super) fn units(parent: &str) -> Call {
    Call::new("organizations", "list-organizational-units-for-parent").with("--parent-id", parent)
}
pub(super) fn accounts(parent: &str) -> Call {
    Call::new("organizations", "list-accounts-for-parent").with("--parent-id", parent)
}
pub(super) fn policies() -> Call {
    Call::new("organizations", "list-policies").with("--filter", "SERVICE_CONTROL_POLICY")
}
pub(super) fn content(policy: &str) -> Call {
    Call::new("organizations", "describe-policy").with("--policy-id", policy)
}
pub(super) fn targets(policy: &str) -> Call {
    Call::new("organizations", "list-targets-for-policy").with("--policy-id", policy)
}
pub(super) fn zones(home: Option<&str>) -> Call {
    Call::new("controltower", "list-landing-zones").in_region(home)
}
pub(super) fn zone(arn: &str, home: Option<&str>) -> Call {
    Call::new("controltower", "get-landing-zone")
        .with("--landing-zone-identifier", arn)
        .in_region(home)
}
pub(super) fn controls(home: Option<&str>) -> Call {
    Call::new("controltower", "list-enabled-controls").in_region(home)
}
pub(super) fn control(arn: &str, home: Option<&str>) -> Call {
    Call::new("controltower", "get-enabled-control")
        .with("--enabled-control-identifier", arn)
        .in_region(home)
}
pub(super) fn profiles(kind: &str, source: &str) -> Call {
    Call::new("bedrock", "list-inference-profiles")
        .with("--type-equals", kind)
        .in_region(Some(source))
}
