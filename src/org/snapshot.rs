use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The version of the format.
pub(super) const SCHEMA: &str = "crispack.snapshot/1";

/// An organization at one time: what OUs, policies, controls and inference profiles there are. Written by `crispack snapshot`; `check --snapshot`, `plan`, `drift` and `build` read it; the schema is
/// `manifest/schema/crispack.snapshot.1.schema.json`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Snapshot {
    /// `crispack.snapshot/1`.
    pub schema: String,
    /// When it was taken, in UTC: `2026-11-25T10:00:00Z`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken_at: Option<String>,
    /// Control Tower's home Region.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub home_region: Option<String>,
    /// The organization itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organization: Option<Identity>,
    /// Every OU.
    pub organizational_units: Vec<Ou>,
    /// The service control policies; left out, attachments that exist already are not counted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub policies: Vec<LivePolicy>,
    /// Control Tower, as its API describes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub control_tower: Option<ControlTower>,
    /// The inference profiles of the account that took it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub inference_profiles: Vec<LiveProfile>,
    /// What could not be read, so that nothing is said about it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<Missing>,
}

/// An organization.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// `o-…`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Twelve digits. No service control policy binds its principals.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub management_account: Option<String>,
    /// `r-…`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub root_id: Option<String>,
    /// The accounts directly below the root, by their twelve digits.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub root_accounts: Vec<String>,
}

/// An organizational unit.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ou {
    /// Names below the root, joined by `:`.
    pub path: String,
    /// `ou-…`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The accounts directly in it, by their twelve digits.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub accounts: Vec<String>,
}

/// A service control policy that exists.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LivePolicy {
    /// Its name.
    pub name: String,
    /// `p-…`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Made by AWS, as `FullAWSAccess` is.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub aws_managed: bool,
    /// SHA-256 of its text in hexadecimal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
    /// Its text, byte for byte as Organizations has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content: Option<String>,
    /// The paths of the OUs that it hangs on, `Root` for the root.
    #[serde(default)]
    pub attached_to: BTreeSet<String>,
    /// The accounts that it hangs on.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub attached_to_accounts: BTreeSet<String>,
}

/// Control Tower.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ControlTower {
    /// The landing zone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub landing_zone: Option<LandingZone>,
    /// The Region denies of Control Tower, as its policies among `policies` have them: written down for people, never read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub region_denies: Vec<Value>,
    /// The controls that are on, each on an OU.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub enabled_controls: Vec<EnabledControl>,
}

/// A landing zone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LandingZone {
    /// Its version, such as `4.0`.
    #[serde(default)]
    pub version: String,
    /// `ACTIVE`, `PROCESSING` or `FAILED`.
    #[serde(default)]
    pub status: String,
    /// `IN_SYNC` or `DRIFTED`.
    #[serde(default)]
    pub drift: String,
    /// The governed Regions of its manifest.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub governed_regions: Vec<String>,
}

/// A control that is on.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct EnabledControl {
    /// The control's ARN.
    pub control: String,
    /// The OU's path; its ARN if the OU is not known.
    pub ou: String,
    /// `SUCCEEDED`, `FAILED` or `UNDER_CHANGE`.
    #[serde(default)]
    pub status: String,
    /// `IN_SYNC`, `DRIFTED`, `NOT_CHECKING` or `UNKNOWN`.
    #[serde(default)]
    pub drift: String,
    /// Its parameters, of the OU Region deny only.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub parameters: BTreeMap<String, Value>,
}

/// An inference profile as a Region lists it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LiveProfile {
    /// The Region that was asked.
    pub source: String,
    /// Its id.
    pub id: String,
    /// Made by the account, and not by AWS.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_application: bool,
    /// The Regions of the models behind it; empty text for a model without a Region.
    #[serde(default)]
    pub destinations: BTreeSet<String>,
    /// `ACTIVE`.
    #[serde(default)]
    pub status: String,
}

/// Something that could not be read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Missing {
    /// What.
    pub what: String,
    /// The command, or the file, that should have told it.
    pub command: String,
    /// Why it did not.
    pub why: String,
}

impl Snapshot {
    /// The text of a snapshot.
    pub fn to_json(&self) -> String {
        let value = serde_json::to_value(self).unwrap_or_default();
        format!("{value:#}\n")
    }
}
