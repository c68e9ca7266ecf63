//! What a snapshot says of the OUs that the OU control is put on: their ARNs, and how the control that is on differs from the one that comes.

use serde_json::Value;

use crate::control_tower::OuControl;

use super::organization::Organization;
use super::snapshot::EnabledControl;

/// What a collection calls the list of controls where it could not be read.
pub(super) const ENABLED_CONTROLS: &str = "the enabled controls";

/// How an OU stands to an OU control that is to be on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing<'a> {
    /// The snapshot does not tell which controls are on.
    Untold,
    /// The control is off.
    Off,
    /// The control is on, and the snapshot does not tell its parameters.
    Unread,
    /// The control is on; what changes of each parameter, nothing if they are the same.
    On(Vec<Change<'a>>),
    /// Control Tower says that the control that is on has drifted, and takes no update before that is mended.
    Drifted,
}

/// What a parameter gains and loses, each list in the order of its side; the order itself has no meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change<'a> {
    /// `AllowedRegions`, `ExemptedActions` or `ExemptedPrincipalArns`.
    pub key: &'static str,
    /// Values that only the control that comes has.
    pub gains: Vec<&'a str>,
    /// Values that only the control that is on has.
    pub loses: Vec<&'a str>,
}

impl Change<'_> {
    /// `gains a, b; loses c`, each value in backticks.
    pub fn words(&self) -> String {
        let part = |verb: &str, list: &[&str]| {
            (!list.is_empty()).then(|| format!("{verb} `{}`", list.join("`, `")))
        };
        let parts = [part("gains", &self.gains), part("loses", &self.loses)];
        parts.into_iter().flatten().collect::<Vec<_>>().join("; ")
    }
}

impl Organization {
    /// The ARN of the OU at a path, if the snapshot has all parts of it: the management account and the ids of organization and OU.
    ///
    /// Source of the form: Service Authorization Reference, AWS Organizations, resource types; of the parts: AWS Organizations API reference, `OrganizationalUnit` (read 2026-11-26).
    pub fn ou_arn(&self, path: &str, partition: &str) -> Option<String> {
        let identity = self.snapshot.organization.as_ref()?;
        let (organization, account) = (
            identity.id.as_deref()?,
            identity.management_account.as_deref()?,
        );
        let ou = self.id_of(path)?;
        let (unit, own) = ou.strip_prefix("ou-")?.split_once('-')?;
        let is_account = account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit());
        let is_whole = is_account
            && is_word(organization.strip_prefix("o-")?, 10)
            && is_word(unit, 4)
            && is_word(own, 8);
        is_whole.then(|| format!("arn:{partition}:organizations::{account}:ou/{organization}/{ou}"))
    }

    /// How the OU at a path stands to the control with an ARN, which is to have these parameters.
    ///
    /// A control that failed is taken for one whose parameters are not known, since Control Tower takes any update of it. Source: AWS Control Tower API reference, `UpdateEnabledControl` (read 2026-11-26).
    pub fn standing<'a>(&'a self, path: &str, arn: &str, wanted: &'a OuControl) -> Standing<'a> {
        let missing = &self.snapshot.missing;
        let Some(control_tower) = &self.snapshot.control_tower else {
            return Standing::Untold;
        };
        let mut controls = control_tower.enabled_controls.iter();
        let found = controls.find(|own| own.ou == path && own.control == arn);
        match found {
            None if missing.iter().any(|own| own.what == ENABLED_CONTROLS) => Standing::Untold,
            None => Standing::Off,
            Some(own) if own.drift == "DRIFTED" => Standing::Drifted,
            Some(own) if own.parameters.is_empty() || own.status == "FAILED" => Standing::Unread,
            Some(own) => Standing::On(changes(own, wanted)),
        }
    }
}

/// Lower-case letters and digits, so many of them at least and 32 at most.
fn is_word(text: &str, least: usize) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    (least..=32).contains(&text.len()) && text.bytes().all(plain)
}

/// What the parameters of a control that is on gain and lose if they become those of another.
fn changes<'a>(on: &'a EnabledControl, wanted: &'a OuControl) -> Vec<Change<'a>> {
    let mut changes = Vec::new();
    for (key, values) in wanted.all_parameters() {
        let now = match on.parameters.get(key) {
            Some(Value::Array(list)) => list.iter().filter_map(Value::as_str).collect(),
            Some(Value::String(one)) => vec![one.as_str()],
            _ => Vec::new(),
        };
        let then: Vec<&str> = values.iter().map(String::as_str).collect();
        let without = |list: &[&'a str], other: &[&str]| -> Vec<&'a str> {
            let lacks = |value: &&&str| !other.contains(*value);
            list.iter().filter(lacks).copied().collect()
        };
        let (gains, loses) = (without(&then, &now), without(&now, &then));
        if !gains.is_empty() || !loses.is_empty() {
            changes.push(Change { key, gains, loses });
        }
    }
    changes
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Change, Standing};
    use crate::control_tower::OuControl;
    use crate::org::{Organization, Snapshot};

    const ARN: &str = "arn:aws:controlcatalog:::control/ka8e3pkqefnjsxuyc26ji580";

    fn organization(control_tower: &Value, more: &Value) -> Organization {
        let mut snapshot = json!({
            "schema": "crispack.snapshot/1",
            "organization": {"id": "o-exampleorg1", "management_account": "111122223333"},
            "organizational_units": [{"path": "A", "id": "ou-ab12-cdefgh34"}, {"path": "B", "id": "ou-1"}, {"path": "C"}],
            "control_tower": control_tower,
        });
        for (key, value) in more.as_object().unwrap() {
            snapshot[key] = value.clone();
        }
        let snapshot: Snapshot = serde_json::from_value(snapshot).unwrap();
        Organization::of("snapshot".to_owned(), snapshot)
    }

    fn wanted() -> OuControl {
        OuControl {
            allowed_regions: vec!["us-east-1".to_owned(), "us-west-2".to_owned()],
            exempted_actions: vec!["bedrock:InvokeModel".to_owned()],
            exempted_principals: Vec::new(),
        }
    }

    fn on(extra: &Value) -> Value {
        let mut control = json!({"control": ARN, "ou": "A"});
        for (key, value) in extra.as_object().unwrap() {
            control[key] = value.clone();
        }
        json!({"enabled_controls": [control]})
    }

    #[test]
    fn an_arn_needs_all_its_parts_in_their_form() {
        let known = organization(&Value::Null, &json!({}));
        let arn = "arn:aws:organizations::111122223333:ou/o-exampleorg1/ou-ab12-cdefgh34";
        assert_eq!(known.ou_arn("A", "aws").as_deref(), Some(arn));
        for path in ["B", "C", "D"] {
            assert_eq!(known.ou_arn(path, "aws"), None);
        }
        for identity in [
            json!({"id": "o-exampleorg1"}),
            json!({"management_account": "111122223333"}),
            json!({"id": "o-${x}xxxxxxx", "management_account": "111122223333"}),
            json!({"id": "o-exampleorg1", "management_account": "1111"}),
        ] {
            let other = organization(&Value::Null, &json!({"organization": identity}));
            assert_eq!(other.ou_arn("A", "aws"), None);
        }
    }

    #[test]
    fn parameters_are_sets() {
        let wanted = wanted();
        let same = json!({"AllowedRegions": ["us-west-2", "us-east-1"], "ExemptedActions": ["bedrock:InvokeModel"]});
        let same = organization(&on(&json!({"parameters": same})), &json!({}));
        assert_eq!(same.standing("A", ARN, &wanted), Standing::On(Vec::new()));
        let other = json!({"AllowedRegions": ["us-east-1", "eu-west-1"], "ExemptedActions": "s3:*", "ExemptedPrincipalArns": ["arn:aws:iam::*:role/x"]});
        let other = organization(&on(&json!({"parameters": other})), &json!({}));
        let change = |key, gains: &[&'static str], loses: &[&'static str]| Change {
            key,
            gains: gains.to_vec(),
            loses: loses.to_vec(),
        };
        assert_eq!(
            other.standing("A", ARN, &wanted),
            Standing::On(vec![
                change("AllowedRegions", &["us-west-2"], &["eu-west-1"]),
                change("ExemptedActions", &["bedrock:InvokeModel"], &["s3:*"]),
                change("ExemptedPrincipalArns", &[], &["arn:aws:iam::*:role/x"]),
            ])
        );
    }

    #[test]
    fn what_the_snapshot_does_not_tell_is_not_guessed() {
        let wanted = wanted();
        let standing = |control_tower: &Value, more: &Value| match organization(control_tower, more)
            .standing("A", ARN, &wanted)
        {
            Standing::Untold => "untold",
            Standing::Off => "off",
            Standing::Unread => "unread",
            Standing::On(_) => "on",
            Standing::Drifted => "drifted",
        };
        let none = json!({});
        assert_eq!(standing(&Value::Null, &none), "untold");
        assert_eq!(standing(&json!({}), &none), "off");
        let missing = json!({"missing": [{"what": "the enabled controls", "command": "aws", "why": "denied"}]});
        assert_eq!(standing(&json!({}), &missing), "untold");
        assert_eq!(standing(&on(&none), &none), "unread");
        let parameters = json!({"AllowedRegions": ["us-east-1"]});
        let of = |status: &str, drift: &str| {
            on(&json!({"status": status, "drift": drift, "parameters": parameters}))
        };
        assert_eq!(standing(&of("SUCCEEDED", "IN_SYNC"), &none), "on");
        assert_eq!(standing(&of("FAILED", "IN_SYNC"), &none), "unread");
        assert_eq!(standing(&of("SUCCEEDED", "DRIFTED"), &none), "drifted");
    }
}
