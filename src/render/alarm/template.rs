use std::sync::LazyLock;

use serde_json::{Map, Value, json};

use crate::bedrock::Partition;
use crate::render::facts::Facts;
use crate::text;

use super::watch::{Covered, Set, Watch};

/// The template of the audit account, by its name.
pub(super) const SECURITY: &str = "security.template.json";

static CALLS: LazyLock<&str> =
    LazyLock::new(|| text::packed!("cfct-templates/cloudformation/alarm-calls.template.json"));
static MANAGEMENT: LazyLock<&str> =
    LazyLock::new(|| text::packed!("cfct-templates/cloudformation/alarm-management.template.json"));
static AUDIT: LazyLock<&str> =
    LazyLock::new(|| text::packed!("cfct-templates/cloudformation/alarm-security.template.json"));

/// The event bus that takes what the accounts send, and the rule that tells the topic; the same in every release.
///
/// The rule asks for read-only management events as well, since one page says that a rule on an event bus of one's own needs that too, and another names the default bus alone (Amazon EventBridge
/// User Guide, "Receiving read-only management events from AWS services", two versions read 2026-11-26).
pub(super) fn security() -> &'static str {
    *AUDIT
}

/// The rules of an account whose calls are held to the Regions of a set, by the Region of the call, which is that of the rule.
///
/// Calls of models are read-only management events, which a rule gets in the state `ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS` alone (the same page; Amazon Bedrock User Guide,
/// "Monitor Amazon Bedrock API calls using CloudTrail"; read 2026-11-26). The first rule rests on `inferenceRegion` and on no list of operations, so that it also sees those that are new.
pub(super) fn calls(set: &Set<'_>) -> String {
    let mut template = read(&CALLS);
    let allowed = |(code, regions): (&&str, _)| ((*code).to_owned(), json!({"Allowed": regions}));
    let from: Map<String, Value> = set.from.iter().map(allowed).collect();
    put(&mut template, "/Mappings/From", Value::Object(from));
    format!("{template:#}\n")
}

/// The rules of the management account.
///
/// Sources, read 2026-11-26: Amazon EventBridge Events Reference, "AWS Control Tower events" (`Drift Detected`; landing zone 4.0 and later); AWS Control Tower User Guide, "Lifecycle events in AWS Control
/// Tower" (`RegisterOrganizationalUnit`); AWS Organizations User Guide, "Logging API calls with AWS CloudTrail" (US East (N. Virginia) only; for GovCloud it is taken to be the Region of the one endpoint there).
pub(super) fn management(watch: &Watch<'_>, facts: Facts<'_>) -> String {
    let mut template = read(&MANAGEMENT);
    let condition = |name: &str| format!("/Conditions/{name}/Fn::Equals/1");
    put(
        &mut template,
        &condition("HasControlTower"),
        json!(facts.spec.home_region),
    );
    put(
        &mut template,
        &condition("HasOrganizations"),
        json!(organizations_region(facts.spec.partition)),
    );
    let unneeded: &[&str] = match &watch.covered {
        Covered::All => &["Registered", "Made", "Moved"],
        // Every new account is moved from the root to its OU.
        Covered::Untold => &["Moved"],
        Covered::Ids(ids) => {
            let detail = |rule: &str| format!("/Resources/{rule}/Properties/EventPattern/detail");
            for pointer in [
                format!(
                    "{}/serviceEventDetails/registerOrganizationalUnitStatus/organizationalUnit/organizationalUnitId",
                    detail("Registered")
                ),
                format!("{}/requestParameters/parentId", detail("Made")),
                format!("{}/requestParameters/destinationParentId", detail("Moved")),
            ] {
                put(&mut template, &pointer, json!([{"anything-but": ids}]));
            }
            &[]
        }
    };
    if let Some(Value::Object(resources)) = template.get_mut("Resources") {
        resources.retain(|name, _| !unneeded.contains(&name.as_str()));
    }
    if !has_organizations_rules(watch)
        && let Some(Value::Object(conditions)) = template.get_mut("Conditions")
    {
        conditions.retain(|name, _| name != "HasOrganizations");
    }
    format!("{template:#}\n")
}

/// Does the template have a rule on AWS Organizations' own events?
pub(super) fn has_organizations_rules(watch: &Watch<'_>) -> bool {
    !matches!(watch.covered, Covered::All)
}

/// Where events of AWS Organizations come.
pub(super) fn organizations_region(partition: Partition) -> &'static str {
    match partition {
        Partition::Aws => "us-east-1",
        Partition::AwsUsGov => "us-gov-west-1",
    }
}

fn read(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_default()
}

fn put(template: &mut Value, pointer: &str, value: Value) {
    if let Some(place) = template.pointer_mut(pointer) {
        *place = value;
    }
}
