//! What a snapshot says of the OUs that the OU control is put on: their ARNs, and how the control that is on differs from the one that comes.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::control_tower::OuControl;

use super::organization::Organization;
use super::region_deny::{MANAGED, read};
use super::snapshot::{EnabledControl, LivePolicy};

/// What a collection calls the list of controls where it could not be read.
pub(super) const ENABLED_CONTROLS: &str = "the enabled controls";

/// How an OU stands to an OU control that is to be on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// The snapshot does not tell which controls are on.
    Untold,
    /// The control is off.
    Off,
    /// The control is on, and the snapshot does not tell its parameters.
    Unread,
    /// The control is on; what changes of each parameter, nothing if they are the same.
    On(Vec<Change>),
    /// Something is being done to the control, so it may be off, or have other parameters, a moment later; what changes of those that it has now.
    UnderChange(Vec<Change>),
    /// The control's text hangs there, and no control that is listed has a name by which it is known; what changes by the text, `None` if that cannot be read.
    ByText(Option<Vec<Change>>),
    /// Control Tower says that the control that is on has drifted, and takes no update before that is mended.
    Drifted,
}

/// What a parameter gains and loses, each list in the order of its side; the order itself has no meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// `AllowedRegions`, `ExemptedActions` or `ExemptedPrincipalArns`.
    pub key: &'static str,
    /// Values that only the control that comes has.
    pub gains: Vec<String>,
    /// Values that only the control that is on has.
    pub loses: Vec<String>,
}

impl Change {
    /// `gains a, b; loses c`, each value in backticks.
    pub fn words(&self) -> String {
        let part = |verb: &str, list: &[String]| {
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

    /// How the OU at a path stands to the control, which is to have these parameters. Listed or not, a control whose text hangs there is on: an API may name it by a Regional ARN, which is opaque.
    ///
    /// A control that failed is taken for one whose parameters are not known, since Control Tower takes any update of it. Source: AWS Control Tower API reference, `UpdateEnabledControl` (read 2026-11-26).
    pub fn standing(&self, path: &str, wanted: &OuControl) -> Standing {
        let missing = &self.snapshot.missing;
        let is_told = self.snapshot.control_tower.is_some()
            && !missing.iter().any(|own| own.what == ENABLED_CONTROLS);
        let mut found: Option<&EnabledControl> = None;
        for own in self.listed().filter(|own| own.ou == path) {
            if own.drift == "DRIFTED" {
                return Standing::Drifted;
            }
            found = found.or(Some(own));
        }
        let by_text = |policy: &LivePolicy| Some(changes(&self.by_text(policy)?, wanted));
        let Some(own) = found else {
            return match self.with_text(path) {
                Some(policy) if is_told => Standing::ByText(by_text(policy)),
                None if is_told => Standing::Off,
                _ => Standing::Untold,
            };
        };
        let changes = if own.parameters.is_empty() {
            self.with_text(path).and_then(by_text)
        } else {
            Some(changes(&of_parameters(&own.parameters), wanted))
        };
        match changes {
            changes if own.status == "UNDER_CHANGE" => {
                Standing::UnderChange(changes.unwrap_or_default())
            }
            Some(changes) if own.status != "FAILED" => Standing::On(changes),
            _ => Standing::Unread,
        }
    }

    /// Does the snapshot list the control on an OU, under just this ARN?
    pub fn lists_control(&self, path: &str, arn: &str) -> bool {
        self.listed()
            .any(|own| own.ou == path && own.control == arn)
    }

    /// The OUs that the OU control is on, by the list of controls or by its text.
    pub fn with_ou_control(&self) -> BTreeSet<&str> {
        let mut ous: BTreeSet<&str> = self.listed().map(|own| own.ou.as_str()).collect();
        for policy in self.policies.iter().filter(|own| has_text(own)) {
            ous.extend(policy.attached_to.iter().map(String::as_str));
        }
        ous
    }

    /// The parameters of the control that is on an OU, as far as they are told: as listed, else by its text.
    pub fn ou_control_on(&self, path: &str) -> Option<OuControl> {
        let mut listed = self.listed().filter(|own| own.ou == path);
        match listed.find(|own| !own.parameters.is_empty()) {
            Some(own) => Some(of_parameters(&own.parameters)),
            None => self.by_text(self.with_text(path)?),
        }
    }

    fn listed(&self) -> impl Iterator<Item = &EnabledControl> {
        let control_tower = self.snapshot.control_tower.iter();
        let controls = control_tower.flat_map(|own| &own.enabled_controls);
        controls.filter(|own| OuControl::is_named_by(&own.control))
    }

    /// The policy on an OU that has the control's text.
    fn with_text(&self, path: &str) -> Option<&LivePolicy> {
        let mut policies = self.policies.iter();
        policies.find(|own| own.attached_to.contains(path) && has_text(own))
    }

    /// The parameters by the text of a policy, if it can be read.
    fn by_text(&self, policy: &LivePolicy) -> Option<OuControl> {
        let deny = read(self, policy).filter(|own| own.baseline.is_ou_control())?;
        Some(OuControl::of_statement(&deny.baseline.statement))
    }
}

/// Lower-case letters and digits, so many of them at least and 32 at most.
fn is_word(text: &str, least: usize) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    (least..=32).contains(&text.len()) && text.bytes().all(plain)
}

/// Is it a policy of Control Tower's that has the control's Sid?
fn has_text(policy: &LivePolicy) -> bool {
    let content = policy.content.as_deref();
    policy.name.starts_with(MANAGED)
        && content.is_some_and(|own| own.contains("\"CTMULTISERVICEPV1\""))
}

/// The parameters as Control Tower lists them; what has another shape is left out.
fn of_parameters(parameters: &BTreeMap<String, Value>) -> OuControl {
    let list = |key: &str| match parameters.get(key) {
        Some(Value::Array(list)) => {
            let texts = list.iter().filter_map(Value::as_str);
            texts.map(str::to_owned).collect()
        }
        Some(Value::String(one)) => vec![one.clone()],
        _ => Vec::new(),
    };
    OuControl {
        allowed_regions: list("AllowedRegions"),
        exempted_actions: list("ExemptedActions"),
        exempted_principals: list("ExemptedPrincipalArns"),
    }
}

/// What the parameters of a control that is on gain and lose if they become those of another; the names of actions ignore case.
fn changes(on: &OuControl, wanted: &OuControl) -> Vec<Change> {
    let mut changes = Vec::new();
    let on = on.all_parameters().into_iter();
    for ((key, now), (_, then)) in on.zip(wanted.all_parameters()) {
        let is_same = |one: &String, other: &String| {
            one == other || key == "ExemptedActions" && one.eq_ignore_ascii_case(other)
        };
        let without = |list: &[String], other: &[String]| -> Vec<String> {
            let lacks = |value: &&String| !other.iter().any(|own| is_same(own, value));
            list.iter().filter(lacks).cloned().collect()
        };
        let (gains, loses) = (without(then, now), without(now, then));
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
    use crate::policy::Policy;

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
        let same = json!({"AllowedRegions": ["us-west-2", "us-east-1"], "ExemptedActions": ["Bedrock:invokemodel"]});
        let same = organization(&on(&json!({"parameters": same})), &json!({}));
        assert_eq!(same.standing("A", &wanted), Standing::On(Vec::new()));
        let other = json!({"AllowedRegions": ["us-east-1", "eu-west-1"], "ExemptedActions": "s3:*", "ExemptedPrincipalArns": ["arn:aws:iam::*:role/x"]});
        let other = organization(&on(&json!({"parameters": other})), &json!({}));
        let change = |key, gains: &[&str], loses: &[&str]| Change {
            key,
            gains: gains.iter().map(|own| (*own).to_owned()).collect(),
            loses: loses.iter().map(|own| (*own).to_owned()).collect(),
        };
        assert_eq!(
            other.standing("A", &wanted),
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
            .standing("A", &wanted)
        {
            Standing::Untold => "untold",
            Standing::Off => "off",
            Standing::Unread => "unread",
            Standing::On(_) => "on",
            Standing::UnderChange(_) => "under change",
            Standing::ByText(Some(_)) => "by text",
            Standing::ByText(None) => "by text unread",
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
        assert_eq!(
            standing(&of("UNDER_CHANGE", "IN_SYNC"), &none),
            "under change"
        );
        assert_eq!(standing(&of("SUCCEEDED", "DRIFTED"), &none), "drifted");
    }

    /// Control Tower's policy with the control on an OU, made with these Regions and `s3:*` exempted.
    fn hung(ou: &str, regions: &[&str]) -> Value {
        let control = OuControl {
            allowed_regions: regions.iter().map(|own| (*own).to_owned()).collect(),
            exempted_actions: vec!["s3:*".to_owned()],
            exempted_principals: Vec::new(),
        };
        let policy = Policy {
            statements: vec![control.statement()],
            ..Policy::default()
        };
        let text = policy.to_compact_json().replace("arn:*:", "arn:aws:");
        json!({"name": "aws-guardrails-x", "content": text, "attached_to": [ou]})
    }

    #[test]
    fn a_control_under_a_name_that_is_not_known_is_on_by_its_text() {
        let wanted = wanted();
        let regional = json!({"enabled_controls": [{"control": "arn:aws:controltower:us-east-1::control/OPAQUE", "ou": "A"}]});
        let policies = json!({"policies": [hung("A", &["us-east-1", "sa-east-1"])]});
        let on = organization(&regional, &policies);
        let Standing::ByText(Some(changes)) = on.standing("A", &wanted) else {
            panic!("{:?}", on.standing("A", &wanted));
        };
        let words: Vec<String> = changes.iter().map(Change::words).collect();
        assert_eq!(
            words,
            [
                "gains `us-west-2`; loses `sa-east-1`",
                "gains `bedrock:InvokeModel`; loses `s3:*`"
            ]
        );
        assert_eq!(on.standing("B", &wanted), Standing::Off);
        assert!(on.with_ou_control().contains("A") && !on.lists_control("A", ARN));
        // Its own name in a Regional ARN is known; parameters that are not listed are those of the text.
        let named = json!({"enabled_controls": [{"control": "arn:aws:controltower:us-east-1::control/CT.MULTISERVICE.PV.1", "ou": "A"}]});
        let unread = organization(&named, &json!({}));
        assert_eq!(unread.standing("A", &wanted), Standing::Unread);
        let read = organization(&named, &policies);
        assert_eq!(read.standing("A", &wanted), Standing::On(changes));
        // A text that was edited tells no parameters, and yet that it is on.
        let mut edited = hung("A", &["us-east-1"]);
        let text = edited["content"].as_str().unwrap();
        edited["content"] = json!(text.replace("\"Deny\"", "\"Allow\""));
        let edited = organization(&regional, &json!({"policies": [edited]}));
        assert_eq!(edited.standing("A", &wanted), Standing::ByText(None));
        // What nobody could list is not told to be named otherwise.
        let missing = json!({"policies": policies["policies"], "missing": [{"what": "the enabled controls", "command": "aws", "why": "denied"}]});
        let missing = organization(&json!({}), &missing);
        assert_eq!(missing.standing("A", &wanted), Standing::Untold);
    }
}
