//! What the files of an earlier release say of it: its policies and their OUs, its strategy, and what its statements close.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::bedrock::Settled;
use crate::cfct::{MANIFEST, Manifest, StackSet, TOP_FOLDER, merge};
use crate::compose::{INFERENCE_ONLY_SID, REGION_DENY_SIDS};

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
pub(in crate::release) fn carries_region_deny(policy: &[u8]) -> bool {
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

/// What a release holds of ours.
#[derive(Debug, Clone)]
pub(in crate::release) struct Ours {
    /// What goes before the path of the manifest in the package: nothing, or the folder that CfCT looks into.
    pub(in crate::release) inner: String,
    /// The OU of each policy by the policy's name.
    pub(in crate::release) slots: BTreeMap<String, String>,
    /// The stack sets of identity policies.
    pub(in crate::release) stack_sets: Vec<StackSet>,
    /// They stand in the block of a manifest that is not ours.
    pub(in crate::release) merged: bool,
}

impl Ours {
    /// The path of a policy below the folder of the release.
    pub(in crate::release) fn policy(&self, name: &str) -> String {
        format!("package/{}policies/{name}.json", self.inner)
    }
}

/// The policies of ours in a package, in a manifest that is ours or in the block of one that is not. `read` gives a file of the release.
pub(in crate::release) fn ours(read: impl Fn(&str) -> Option<Vec<u8>>) -> Option<Ours> {
    let (inner, bytes) = [String::new(), format!("{TOP_FOLDER}/")]
        .into_iter()
        .find_map(|inner| {
            let bytes = read(&format!("package/{inner}{MANIFEST}"))?;
            Some((inner, bytes))
        })?;
    let text = String::from_utf8(bytes).ok()?;
    let merged = merge::without_block(MANIFEST, &text).ok()?;
    let is_merged = !merged.ours.is_empty();
    let (resources, stack_sets) = if merged.ours.is_empty() {
        let own = Manifest::from_node(&merged.document)?;
        (own.resources, own.stack_sets)
    } else {
        (merged.ours, merged.stack_sets)
    };
    let slots = resources
        .into_iter()
        .map(|resource| match resource.organizational_units.as_slice() {
            [ou] => Some((resource.name, ou.clone())),
            _ => None,
        })
        .collect::<Option<_>>()?;
    Some(Ours {
        inner,
        slots,
        stack_sets,
        merged: is_merged,
    })
}

/// What a release says that its spec had settled about calls.
pub(in crate::release) fn settled(provenance: &[u8]) -> Settled {
    let value: Value = serde_json::from_slice(provenance).unwrap_or_default();
    let worlds = value.pointer("/predicate/buildDefinition/externalParameters/worlds");
    Settled::of_answers(|field| worlds?.get(field)?.as_str())
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
