//! What the files of an earlier release say of it: its policies and their OUs, its strategy, and what its statements close.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::cfct::{MANIFEST, Manifest};
use crate::compose::{INFERENCE_ONLY_SID, REGION_DENY_SIDS};
use crate::diagnostic::Source;
use crate::text;

/// The Regions that a policy of ours closes for everything but inference.
pub(super) fn inference_only(policy: &[u8]) -> Vec<String> {
    let policy: Value = serde_json::from_slice(policy).unwrap_or_default();
    let statements = policy.get("Statement").and_then(Value::as_array);
    let closes = |statement: &&Value| {
        statement.get("Sid").and_then(Value::as_str) == Some(INFERENCE_ONLY_SID)
    };
    let regions = |statement: &Value| match statement
        .pointer("/Condition/StringEquals/aws:RequestedRegion")
    {
        Some(Value::String(one)) => vec![one.clone()],
        Some(Value::Array(many)) => many
            .iter()
            .filter_map(|code| code.as_str().map(str::to_owned))
            .collect(),
        _ => Vec::new(),
    };
    statements.map_or_else(Vec::new, |statements| {
        statements.iter().filter(closes).flat_map(regions).collect()
    })
}

/// Has a policy of ours a Region deny in it? Known by its Sid; one that can't be read counts.
pub(super) fn carries_region_deny(policy: &[u8]) -> bool {
    let Ok(policy) = serde_json::from_slice::<Value>(policy) else {
        return true;
    };
    let statements = policy.get("Statement").and_then(Value::as_array);
    statements.is_none_or(|statements| {
        let sids = statements
            .iter()
            .filter_map(|statement| statement.get("Sid")?.as_str());
        sids.into_iter().any(|sid| REGION_DENY_SIDS.contains(&sid))
    })
}

/// The policies of a manifest of ours with the one OU of each.
pub(in crate::release) fn slots(manifest: &[u8]) -> Option<BTreeMap<String, String>> {
    let source = Source::new(MANIFEST, String::from_utf8(manifest.to_vec()).ok()?);
    let manifest = Manifest::from_node(&text::yaml(&source).ok()?)?;
    manifest
        .resources
        .into_iter()
        .map(|resource| match resource.organizational_units.as_slice() {
            [ou] => Some((resource.name, ou.clone())),
            _ => None,
        })
        .collect()
}

/// The strategy that a release says it was made under; releases of the first version say none, and were additive. `None`: it can't be told.
pub(in crate::release) fn strategy(provenance: &[u8]) -> Option<String> {
    let value: Value = serde_json::from_slice(provenance).ok()?;
    let parameters = value.pointer("/predicate/buildDefinition/externalParameters")?;
    let named = match parameters.get("strategy") {
        None => "additive",
        Some(named) => named.as_str()?,
    };
    ["additive", "extend", "replace", "ou-control"]
        .contains(&named)
        .then(|| named.to_owned())
}
