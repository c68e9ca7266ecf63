//! The patterns by which a promise tells requests apart: what matches the same of them, it sees alike.

use super::Promise;
use crate::policy::compare::{Axis, Probe, Probes, WordKind};
use crate::spec::{Geographies, Mode};

const PROFILE: &str = "bedrock:InferenceProfileArn";
const ROUTER: &str = "bedrock:PromptRouterArn";
const REGION: &str = "aws:RequestedRegion";
const PRINCIPAL: &str = "aws:PrincipalArn";

impl Promise {
    /// Patterns for every axis that it looks at, less those of its reference: that statement has to be compared beside it.
    ///
    /// Two requests that match the same patterns, and of which the reference's parts speak alike, are seen alike; a property test tries it.
    pub fn tells_apart(&self) -> Probes {
        let mut probes = Probes::default();
        let mut add = |axis: Axis, kind: WordKind, text: String| {
            probes.split.push(Probe { axis, kind, text });
        };
        for action in super::action::NAMES.into_iter().chain(["bedrock:*"]) {
            add(Axis::Action, WordKind::Like, action.to_owned());
        }
        for feature in self.left_to_modes() {
            for action in super::action::of_feature(feature) {
                add(Axis::Action, WordKind::Like, (*action).to_owned());
            }
        }
        let [actions, principals] = self.declared.patterns();
        for action in actions {
            add(Axis::Action, WordKind::Like, action.clone());
        }
        for principal in principals {
            let axis = Axis::Key(PRINCIPAL.to_owned());
            add(axis, WordKind::ArnLike, principal.clone());
        }
        let regions = [&self.working, &self.destinations, &self.inference_only];
        let codes = regions.into_iter().flatten().map(String::as_str);
        for code in codes.chain(["unspecified"]) {
            add(
                Axis::Key(REGION.to_owned()),
                WordKind::Equal,
                code.to_owned(),
            );
        }
        for named in [
            "*:*:inference-profile/*",
            "*:*:application-inference-profile/*",
            "*:*:prompt-router/*",
            "*:*:default-prompt-router/*",
            "*::foundation-model/*",
        ] {
            let pattern = format!("arn:*:bedrock:{named}");
            add(Axis::Resource, WordKind::Like, pattern.clone());
            add(Axis::Key(PROFILE.to_owned()), WordKind::ArnLike, pattern);
        }
        if !self.mode.also.is_empty() {
            for kind in ["guardrail-profile", "data-automation-profile"] {
                let pattern = format!("arn:*:bedrock:*:*:{kind}/*");
                add(Axis::Resource, WordKind::Like, pattern);
            }
        }
        for id in ids(&self.mode) {
            let pattern = format!("arn:*:bedrock:*:*:inference-profile/{id}");
            add(Axis::Resource, WordKind::Like, pattern.clone());
            add(Axis::Key(PROFILE.to_owned()), WordKind::ArnLike, pattern);
        }
        probes.keys = [PROFILE, ROUTER, REGION, PRINCIPAL]
            .map(str::to_owned)
            .to_vec();
        probes
    }
}

/// The patterns on profile ids by which families and allowed models are told apart.
fn ids(mode: &Mode) -> Vec<String> {
    let mut ids = vec!["global.*".to_owned()];
    let mut families: Vec<&str> = vec!["global"];
    match &mode.geographies {
        Geographies::List(list) => families.extend(list.iter().map(String::as_str)),
        Geographies::Any => families.push("*"),
        Geographies::None => {}
    }
    for family in families {
        ids.push(format!("{family}.*"));
        ids.extend(
            mode.profiles
                .iter()
                .map(|model| format!("{family}.{model}")),
        );
    }
    ids
}
