use crate::bedrock::call::{Call, Through};
use crate::bedrock::{GLOBAL, INFERENCE_ACTIONS, UNSPECIFIED};
use crate::policy::{Condition, Effect, Policy, Scope, Statement};

use super::Identity;

/// Is the action that a Bedrock API key needs granted as well?
///
/// `bedrock:CallWithBearerToken` has no resource to narrow it by (AWS Machine Learning Blog, 2026-08-20 and 2026-08-27, on OpenAI models; read 2026-11-26).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Bearer {
    /// With the models of OpenAI, whose own APIs take such keys.
    #[default]
    Auto,
    /// With every model.
    Always,
    /// With none: callers sign their requests.
    Never,
}

/// What one call needs, each part under the Sid of AWS's article.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Part {
    sid: &'static str,
    resources: Vec<String>,
    /// The ARNs of which one has to be in `bedrock:InferenceProfileArn`; none where the key is not asked for.
    through: Vec<String>,
    /// Only at `unspecified`.
    global: bool,
}

/// The policy that allows these calls: of each the profile in its source Region, and the model wherever it is authorized, through that profile only.
///
/// Sources: AWS Machine Learning Blog, "Securing Amazon Bedrock cross-Region inference: Geographic and global", 2026-01-13, both IAM policies; Amazon Bedrock User Guide, "Geographic
/// cross-Region inference" and "Global cross-Region inference"; all read 2026-11-26. The article grants `InvokeModel`; here the streaming action, as which `ConverseStream`
/// is authorized, comes with it. A call of a model itself, without a profile, is not granted.
pub fn policy<'c>(
    calls: impl IntoIterator<Item = &'c Call>,
    identity: &Identity<'_>,
    bearer: Bearer,
) -> Policy {
    let mut parts: Vec<Part> = Vec::new();
    let mut with_keys = bearer == Bearer::Always;
    for call in calls {
        for part in parts_of(call, identity) {
            add(&mut parts, part);
        }
        with_keys |= bearer == Bearer::Auto && has_own_apis(call);
    }
    // All profiles of a kind in one statement, and behind them the models.
    parts.sort_unstable_by_key(|part| !part.through.is_empty());
    let mut statements: Vec<Statement> = Vec::with_capacity(parts.len() + 1);
    for part in &parts {
        let alike = parts.iter().filter(|other| other.sid == part.sid).count();
        let number = statements
            .iter()
            .filter_map(|own| own.sid.as_deref())
            .filter(|sid| sid.trim_end_matches(|c: char| c.is_ascii_digit()) == part.sid)
            .count();
        let sid = match alike {
            1 => part.sid.to_owned(),
            _ => format!("{}{}", part.sid, number + 1),
        };
        statements.push(part.statement(sid));
    }
    if with_keys {
        statements.push(allow(
            "AllowBearerTokenAuth".to_owned(),
            vec!["bedrock:CallWithBearerToken".to_owned()],
            vec!["*".to_owned()],
        ));
    }
    Policy {
        statements,
        ..Policy::default()
    }
}

/// What a call needs, in AWS's order.
fn parts_of(call: &Call, identity: &Identity<'_>) -> Vec<Part> {
    let source = call.source.as_str();
    let own = |kind: &str, id: &str| identity.own(source, &format!("{kind}/{id}"));
    let model = call.through.model();
    // Which ARN the key holds through an application inference profile is not documented. Granting the models under the origin's as well lets nobody call the origin, since
    // that profile itself is not granted.
    let (profile, keys, sids) = match &call.through {
        Through::Model { .. } => return Vec::new(),
        Through::Profile { id } => {
            let arn = own("inference-profile", id);
            let is_global = id
                .split_once('.')
                .is_some_and(|(family, _)| family == GLOBAL);
            let sids = if is_global {
                GLOBAL_SIDS
            } else {
                GEOGRAPHIC_SIDS
            };
            (arn.clone(), vec![arn], sids)
        }
        Through::Application { id, origin, .. } => {
            let arn = own("application-inference-profile", id);
            let origin = origin.iter().map(|id| own("inference-profile", id));
            let keys = std::iter::once(arn.clone()).chain(origin).collect();
            (arn, keys, APPLICATION_SIDS)
        }
    };
    let [profile_sid, model_sid, global_sid] = sids;
    let mut start = vec![profile];
    if has_own_apis(call) {
        start.push(own("project", "default"));
    }
    // In one order, so that calls from several source Regions with the same destinations are seen to be alike.
    let named = call.destinations.iter().map(String::as_str);
    let mut regions: Vec<&str> = named.filter(|code| *code != UNSPECIFIED).collect();
    regions.push(source);
    regions.sort_unstable();
    regions.dedup();
    let mut parts = vec![
        Part {
            sid: profile_sid,
            resources: start,
            through: Vec::new(),
            global: false,
        },
        Part {
            sid: model_sid,
            resources: regions
                .iter()
                .map(|code| identity.model(code, model))
                .collect(),
            through: keys.clone(),
            global: false,
        },
    ];
    if call.destinations.iter().any(|code| code == UNSPECIFIED) {
        parts.push(Part {
            sid: global_sid,
            resources: vec![identity.model("", model)],
            through: keys,
            global: true,
        });
    }
    parts
}

/// Of the profile in the source Region, the model in the Regions that have a name, and the model without one.
const GEOGRAPHIC_SIDS: [&str; 3] = [
    "GrantGeoCrisInferenceProfileAccess",
    "GrantGeoCrisModelAccess",
    "",
];
const GLOBAL_SIDS: [&str; 3] = [
    "GrantGlobalCrisInferenceProfileRegionAccess",
    "GrantGlobalCrisInferenceProfileInRegionModelAccess",
    "GrantGlobalCrisInferenceProfileGlobalModelAccess",
];
const APPLICATION_SIDS: [&str; 3] = [
    "GrantApplicationInferenceProfileAccess",
    "GrantApplicationInferenceProfileModelAccess",
    "GrantApplicationInferenceProfileGlobalModelAccess",
];

/// Are its own APIs (OpenAI's, on `bedrock-runtime`) authorized on the default project as well? (AWS Machine Learning Blog, "Introducing OpenAI models on Amazon Bedrock for
/// in-country inferencing in India", 2026-08-27, read 2026-11-26.)
fn has_own_apis(call: &Call) -> bool {
    call.through.model().starts_with("openai.")
}

/// Joins what can be joined without allowing more: resources that need no key, and keys of the same resources.
fn add(parts: &mut Vec<Part>, part: Part) {
    let joins = |own: &&mut Part| {
        own.sid == part.sid
            && (part.through.is_empty()
                || own.resources == part.resources && own.global == part.global)
    };
    match parts.iter_mut().find(joins) {
        Some(own) => {
            extend(&mut own.resources, part.resources);
            extend(&mut own.through, part.through);
        }
        None => parts.push(part),
    }
}

fn extend(list: &mut Vec<String>, more: Vec<String>) {
    for item in more {
        if !list.contains(&item) {
            list.push(item);
        }
    }
}

impl Part {
    fn statement(&self, sid: String) -> Statement {
        let mut statement = allow(
            sid,
            INFERENCE_ACTIONS.map(str::to_owned).to_vec(),
            self.resources.clone(),
        );
        let mut equals = |key: &str, values: Vec<String>| {
            statement.conditions.push(Condition {
                operator: "StringEquals".to_owned(),
                key: key.to_owned(),
                values,
            });
        };
        if self.global {
            equals("aws:RequestedRegion", vec![UNSPECIFIED.to_owned()]);
        }
        if !self.through.is_empty() {
            equals("bedrock:InferenceProfileArn", self.through.clone());
        }
        statement
    }
}

fn allow(sid: String, actions: Vec<String>, resources: Vec<String>) -> Statement {
    Statement {
        sid: Some(sid),
        effect: Effect::Allow,
        action: Scope::Only(actions),
        resource: Scope::Only(resources),
        conditions: Vec::new(),
    }
}
