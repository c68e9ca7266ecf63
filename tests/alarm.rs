//! The standing alarm that is delivered beside the pack: its templates are what CloudFormation takes, and its rules match what they say and nothing else.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests; clippy excuses only the tests themselves"
)]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use common::emulation::Emulation;
use common::place::Place;
use common::python::{Python, python};
use common::run::{outcome, succeed};
use serde_json::{Value, json};

const ACCOUNT: &str = "123456789012";

fn spec(targets: &str) -> String {
    format!(
        "version: 1
organization: {{home_region: eu-central-1, governed_regions: [eu-central-1, eu-west-1, eu-west-3, eu-north-1, eu-south-1, eu-south-2, us-east-1]}}
region_deny: {{baseline: 'builtin:current', strategy: replace, covered_ous: [Workloads, Lab, 'It is \"one\" <&>']}}
modes:
  sealed: {{global: deny, geographies: none, application_profiles: deny}}
  eu-only: {{global: deny, geographies: [eu]}}
  open: {{global: allow, geographies: [eu]}}
targets:
{targets}"
    )
}

const TARGETS: &str = "  - {ou: Workloads, mode: eu-only}
  - {ou: 'Workloads:Regulated', mode: sealed}
  - {ou: 'It is \"one\" <&>', mode: eu-only}
  - {ou: Lab, mode: open}
";

/// OUs of the spec, one below, and one that nothing holds; `more` below `Workloads`.
fn snapshot(more: usize) -> String {
    let mut ous = vec![
        json!({"path": "Workloads", "id": "ou-ab12-work0001"}),
        json!({"path": "Workloads:Regulated", "id": "ou-ab12-regu0001"}),
        json!({"path": "Workloads:Prod", "id": "ou-ab12-prod0001"}),
        json!({"path": "It is \"one\" <&>", "id": "ou-ab12-odd00001"}),
        json!({"path": "Lab", "id": "ou-ab12-lab00001"}),
        json!({"path": "Workloads and more", "id": "ou-ab12-free0001"}),
    ];
    ous.extend((0..more).map(|number| {
        json!({"path": format!("Workloads:{number}"), "id": format!("ou-ab12-{number:08}")})
    }));
    json!({
        "schema": "crispack.snapshot/1",
        "organization": {"id": "o-exampleorg1", "management_account": "111122223333", "root_id": "r-ab12"},
        "organizational_units": ous,
    })
    .to_string()
}

/// The folder of the alarm of a release.
fn built(place: &Place, spec: &str, snapshot: Option<&str>) -> PathBuf {
    place.write("crispack.yaml", spec);
    let mut arguments = vec!["build", "--quiet"];
    if let Some(snapshot) = snapshot {
        place.write("org.json", snapshot);
        arguments.extend(["--snapshot", "org.json"]);
    }
    succeed(place.path(), &arguments);
    place.path().join("release/evidence/alarm")
}

fn read(path: impl AsRef<Path>) -> String {
    fs::read_to_string(path).unwrap()
}

fn parsed(path: impl AsRef<Path>) -> Value {
    serde_json::from_str(&read(path)).unwrap()
}

/// The names of the files in a folder that begin with something.
fn names(folder: &Path, start: &str) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.filter(|name| name.starts_with(start)).collect();
    names.sort();
    names
}

/// Where a call may be processed, by its source Region, as the matrix of the release has it for an OU.
fn of_matrix(release: &Path, ou: &str) -> BTreeMap<String, BTreeSet<String>> {
    let matrix = parsed(release.join("matrix.json"));
    let groups = matrix["groups"].as_array().unwrap();
    let mut groups = groups.iter();
    let group = groups.find(|own| own["ous"].as_array().unwrap().contains(&json!(ou)));
    let mut from = BTreeMap::new();
    for row in group.unwrap()["rows"].as_array().unwrap() {
        let cells = row["cells"].as_object().unwrap().values();
        let regions = cells.flat_map(|cell| cell["after"]["processed_in"].as_array().unwrap());
        let regions: BTreeSet<String> = regions
            .map(|code| code.as_str().unwrap().to_owned())
            .collect();
        if !regions.is_empty() {
            from.insert(row["source"].as_str().unwrap().to_owned(), regions);
        }
    }
    from
}

/// What a template has for each source Region.
fn of_template(template: &Value) -> BTreeMap<String, BTreeSet<String>> {
    let from = template["Mappings"]["From"].as_object().unwrap();
    let set = |own: &Value| serde_json::from_value(own["Allowed"].clone()).unwrap();
    from.iter()
        .map(|(code, own)| (code.clone(), set(own)))
        .collect()
}

/// The template whose row of the page names an OU.
fn template_of(folder: &Path, ou: &str) -> Option<String> {
    let page = read(folder.join("README.md"));
    let line = page
        .lines()
        .find(|line| line.starts_with("`calls-") && line.contains(&format!("`{ou}`")));
    Some(line?.split('`').nth(1).unwrap().to_owned())
}

#[test]
fn the_rules_of_an_ou_allow_what_its_policies_leave_open() {
    let place = Place::new("alarm-sets");
    let folder = built(&place, &spec(TARGETS), None);
    let release = place.path().join("release");
    let calls = names(&folder, "calls-");
    assert_eq!(calls.len(), 2);
    let mut used = BTreeSet::new();
    for ou in ["Workloads", "Workloads:Regulated", "It is \"one\" <&>"] {
        let name = template_of(&folder, ou).unwrap();
        let expected = of_matrix(&release, ou);
        assert_eq!(of_template(&parsed(folder.join(&name))), expected, "{ou}");
        assert!(expected.contains_key("eu-central-1"));
        used.insert(name);
    }
    assert_eq!(used.into_iter().collect::<Vec<_>>(), calls);
    let frankfurt = |ou: &str| {
        let template = parsed(folder.join(template_of(&folder, ou).unwrap()));
        of_template(&template)["eu-central-1"].clone()
    };
    let only = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect();
    let sealed: BTreeSet<String> = only(&["eu-central-1"]);
    assert_eq!(frankfurt("Workloads:Regulated"), sealed);
    assert!(
        frankfurt("Workloads").contains("eu-west-3")
            && !frankfurt("Workloads").contains("us-east-1")
    );
    // Where Global is not denied no rule can hold a call, and the page says so.
    assert_eq!(template_of(&folder, "Lab"), None);
    let page = read(folder.join("README.md"));
    assert!(
        page.contains("**No rule for** `Lab`: Global is not denied there"),
        "{page}"
    );
    // Nothing of it is in the package.
    assert!(!read(release.join("provenance.json")).contains("alarm"));
    assert!(!release.join("package/evidence").exists());
    // Another release with the same Regions names its templates alike.
    let other = Place::new("alarm-sets-other");
    let swapped = TARGETS.replace("Workloads:Regulated", "Workloads:Other");
    assert_eq!(
        names(&built(&other, &spec(&swapped), None), "calls-"),
        calls
    );
}

#[test]
fn what_is_told_of_ous_follows_what_is_known_of_them() {
    let place = Place::new("alarm-covered");
    let rules = |folder: &Path| -> Vec<String> {
        let template = parsed(folder.join("management.template.json"));
        let resources = template["Resources"].as_object().unwrap();
        let rule = |(name, own): (&String, &Value)| {
            (own["Type"] == "AWS::Events::Rule").then(|| name.clone())
        };
        resources.iter().filter_map(rule).collect()
    };
    let page = |folder: &Path| read(folder.join("README.md"));
    // No snapshot: every new OU, and no account.
    let folder = built(&place, &spec(TARGETS), None);
    assert_eq!(rules(&folder), ["Drift", "Registered", "Made"]);
    assert!(page(&folder).contains("every OU that is made or registered is told of"));
    assert!(page(&folder).contains("OrganizationalUnitIds=OU_IDS "));
    // A snapshot: those that are not below a target, where a name that only begins like one is no target.
    let folder = built(&place, &spec(TARGETS), Some(&snapshot(0)));
    assert_eq!(rules(&folder), ["Drift", "Registered", "Made", "Moved"]);
    let text = read(folder.join("management.template.json"));
    for id in ["work0001", "regu0001", "prod0001", "odd00001", "lab00001"] {
        assert_eq!(text.matches(&format!("ou-ab12-{id}")).count(), 3, "{id}");
    }
    assert!(!text.contains("free0001"));
    assert!(
        page(&folder).contains("OrganizationalUnitIds=ou-ab12-regu0001 "),
        "{}",
        page(&folder)
    );
    assert!(page(&folder).contains("OrganizationId=o-exampleorg1\n"));
    // More than a pattern takes: as without one. No pattern is longer than EventBridge takes it.
    for (more, all) in [(80, true), (81, true), (90, false), (500, false)] {
        let folder = built(&place, &spec(TARGETS), Some(&snapshot(more)));
        assert_eq!(rules(&folder).contains(&"Moved".to_owned()), all, "{more}");
        for name in names_of_templates(&folder) {
            let template = parsed(folder.join(&name));
            for own in template["Resources"].as_object().unwrap().values() {
                let pattern = own["Properties"]["EventPattern"].to_string();
                assert!(pattern.chars().count() <= 2_048, "{name} {pattern}");
            }
        }
    }
    // A policy on the root holds every OU.
    let place = Place::new("alarm-covered-root");
    let root = "  - {ou: Root, mode: eu-only}\n  - {ou: Workloads, mode: sealed}\n";
    let root = spec(root)
        .replace("replace,", "additive")
        .replace(" covered_ous: [Workloads, Lab, 'It is \"one\" <&>']", "");
    let folder = built(&place, &root, Some(&snapshot(0)));
    assert_eq!(rules(&folder), ["Drift"]);
    assert!(!page(&folder).contains("--region us-east-1"));
}

/// The commands of the page, block by block.
fn blocks(page: &str) -> Vec<String> {
    let parts = page.split("```sh\n").skip(1);
    parts
        .map(|part| part.split("```").next().unwrap().to_owned())
        .collect()
}

/// The emulation makes no policy of a topic or of an event bus, so they are looked at here.
#[test]
fn a_topic_is_open_to_rules_of_its_account_and_the_bus_to_the_organization() {
    let folder = Path::new("cfct-templates/cloudformation");
    for name in ["management", "security"] {
        let template = parsed(folder.join(format!("alarm-{name}.template.json")));
        let policy = &template["Resources"]["TopicPolicy"]["Properties"];
        assert_eq!(
            policy["PolicyDocument"]["Statement"],
            json!([{
                "Sid": "EventBridge", "Effect": "Allow", "Principal": {"Service": "events.amazonaws.com"}, "Action": "sns:Publish",
                "Resource": {"Ref": "Topic"}, "Condition": {"StringEquals": {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}},
            }])
        );
    }
    let template = parsed(folder.join("alarm-security.template.json"));
    let policy = &template["Resources"]["BusPolicy"]["Properties"]["Statement"];
    assert_eq!(
        policy["Condition"],
        json!({"StringEquals": {"aws:PrincipalOrgID": {"Ref": "OrganizationId"}}})
    );
    assert_eq!(policy["Action"], "events:PutEvents");
}

#[test]
fn cfn_lint_finds_nothing_in_the_templates() {
    let Some(python) = python("cfn-lint on the alarm") else {
        return;
    };
    let place = Place::new("alarm-lint");
    let mut folders = vec![PathBuf::from("cfct-templates/cloudformation")];
    for (at, snapshot) in [None, Some(snapshot(0))].iter().enumerate() {
        let own = Place::new(&format!("alarm-lint-{at}"));
        let folder = built(&own, &spec(TARGETS), snapshot.as_deref());
        for name in names(&folder, "") {
            place.write(&format!("{at}/{name}"), read(folder.join(&name)));
        }
        folders.push(place.path().join(at.to_string()));
    }
    let lint = |path: &Path| {
        let mut lint = python.program("cfn-lint");
        outcome(
            lint.args(["--include-checks", "I", "--regions", "eu-central-1", "--"])
                .arg(path),
        )
    };
    for folder in &folders {
        let names = names(folder, "");
        let names = names.iter().filter(|name| name.ends_with(".template.json"));
        for name in names {
            let said = lint(&folder.join(name));
            assert_eq!(
                (said.code, said.stdout.trim()),
                (Some(0), ""),
                "{name} {}",
                said.stderr
            );
        }
    }
    // It would say something.
    let broken = read("cfct-templates/cloudformation/alarm-calls.template.json");
    let broken = place.write(
        "bad.template.json",
        broken.replace("MANAGEMENT_EVENTS", "EVENTS"),
    );
    assert_ne!(lint(&broken).code, Some(0));
}

/// Events as AWS's pages have them: their envelope (Amazon EventBridge User Guide, "Events"), and what is inside.
fn envelope(source: &str, detail_type: &str, region: &str, detail: &Value) -> Value {
    json!({
        "version": "0", "id": "0d079340-135a-c8c6-95c2-41fb8f496c53", "detail-type": detail_type, "source": source,
        "account": ACCOUNT, "time": "2026-11-26T12:00:00Z", "region": region, "resources": [], "detail": detail,
    })
}

/// A call of a model (Amazon Bedrock User Guide, "Monitor Amazon Bedrock API calls using CloudTrail"), from Frankfurt.
fn call(name: &str, model: &str, served: Option<&str>, error: Option<&str>) -> Value {
    let mut detail = json!({
        "eventVersion": "1.10",
        "userIdentity": {"type": "AssumedRole", "principalId": "AROAEXAMPLE:s", "arn": format!("arn:aws:sts::{ACCOUNT}:assumed-role/App/s"), "accountId": ACCOUNT},
        "eventTime": "2026-11-26T12:00:00Z", "eventSource": "bedrock.amazonaws.com", "eventName": name, "awsRegion": "eu-central-1",
        "requestParameters": {"modelId": model}, "responseElements": null,
        "readOnly": true, "eventType": "AwsApiCall", "managementEvent": true, "recipientAccountId": ACCOUNT, "eventCategory": "Management",
    });
    if let Some(served) = served {
        detail["additionalEventData"] = json!({"inferenceRegion": served, "inputTokens": 8});
    }
    if let Some(error) = error {
        detail["errorCode"] = json!(error);
    }
    envelope(
        "aws.bedrock",
        "AWS API Call via CloudTrail",
        "eu-central-1",
        &detail,
    )
}

/// Control Tower's lifecycle event (AWS Control Tower User Guide, "Lifecycle events in AWS Control Tower").
fn registered(id: &str) -> Value {
    let status = json!({
        "state": "SUCCEEDED", "message": "AWS Control Tower successfully registered an organizational unit.",
        "organizationalUnit": {"organizationalUnitName": "Test", "organizationalUnitId": id},
        "requestedTimestamp": "2026-11-26T11:00:00+0000", "completedTimestamp": "2026-11-26T12:00:00+0000",
    });
    let detail = json!({
        "eventVersion": "1.05", "userIdentity": {"accountId": ACCOUNT, "invokedBy": "AWS Internal"}, "eventSource": "controltower.amazonaws.com",
        "eventName": "RegisterOrganizationalUnit", "awsRegion": "eu-central-1", "readOnly": false, "eventType": "AwsServiceEvent",
        "serviceEventDetails": {"registerOrganizationalUnitStatus": status},
    });
    envelope(
        "aws.controltower",
        "AWS Service Event via CloudTrail",
        "eu-central-1",
        &detail,
    )
}

/// A change of the organization, in the Region of AWS Organizations' events.
fn changed(name: &str, parameters: &Value, error: Option<&str>) -> Value {
    let mut detail = json!({"eventSource": "organizations.amazonaws.com", "eventName": name, "awsRegion": "us-east-1", "requestParameters": parameters});
    if let Some(error) = error {
        detail["errorCode"] = json!(error);
    }
    envelope(
        "aws.organizations",
        "AWS API Call via CloudTrail",
        "us-east-1",
        &detail,
    )
}

/// The patterns of the rules that a stack made, by their logical names.
fn patterns(
    emulation: &Emulation,
    python: &Python,
    folder: &Path,
    region: &str,
    stack: &str,
    bus: &str,
) -> BTreeMap<String, String> {
    let shell = |command: &str| -> Value {
        serde_json::from_str(&emulation.shell(python, folder, command)).unwrap()
    };
    let resources = shell(&format!(
        "aws cloudformation describe-stack-resources --region {region} --stack-name {stack}"
    ));
    let resources = resources["StackResources"].as_array().unwrap();
    let mut found = BTreeMap::new();
    for own in resources
        .iter()
        .filter(|own| own["ResourceType"] == "AWS::Events::Rule")
    {
        let id = own["PhysicalResourceId"].as_str().unwrap();
        let name = id.rsplit(['/', '|']).next().unwrap();
        let rule = shell(&format!(
            "aws events describe-rule --region {region} --event-bus-name {bus} --name {name}"
        ));
        let logical = own["LogicalResourceId"].as_str().unwrap();
        if !["Drift", "Registered", "Made", "Moved"].contains(&logical) {
            assert_eq!(
                rule["State"],
                "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"
            );
        }
        found.insert(
            logical.to_owned(),
            rule["EventPattern"].as_str().unwrap().to_owned(),
        );
    }
    found
}

/// Which of some rules match which events.
fn matched(
    python: &Python,
    place: &Place,
    patterns: &BTreeMap<String, String>,
    events: &[(&str, Value, &[&str])],
) -> BTreeMap<String, Vec<String>> {
    let by_name: BTreeMap<&str, &Value> = events
        .iter()
        .map(|(name, event, _)| (*name, event))
        .collect();
    let asked = place.write(
        "asked.json",
        json!({"patterns": patterns, "events": by_name}).to_string(),
    );
    serde_json::from_str(&python.run("match_events.py", &[&asked])).unwrap()
}

fn check(
    python: &Python,
    place: &Place,
    patterns: &BTreeMap<String, String>,
    events: &[(&str, Value, &[&str])],
) {
    let found = matched(python, place, patterns, events);
    for (name, _, expected) in events {
        assert_eq!(found[*name], *expected, "{name}\n{patterns:#?}");
    }
}

#[test]
fn the_stacks_are_made_and_their_rules_match_what_they_say() {
    let Some(python) = python("the alarm in an emulation") else {
        return;
    };
    let place = Place::new("alarm-emulation");
    let folder = built(&place, &spec(TARGETS), Some(&snapshot(0)));
    let emulation = Emulation::start(python);
    let shell = |commands: &str| emulation.shell(python, &folder, commands);
    let page = read(folder.join("README.md"));
    let blocks = blocks(&page);
    let [management, audit, sets] = blocks.as_slice() else {
        panic!("{blocks:#?}");
    };
    // As they are printed.
    shell(management);
    shell(audit);
    // The emulation computes no outputs of a stack that is deployed by a change set.
    let bus = shell(
        "aws events describe-event-bus --region eu-central-1 --name crispack-alarm --query Arn --output text",
    );
    let bus = bus.trim();
    assert_eq!(
        bus,
        format!("arn:aws:events:eu-central-1:{ACCOUNT}:event-bus/crispack-alarm")
    );
    // StackSets of the emulation know no OUs, so the first half is taken as printed, and the stack of an account is made by hand.
    let (create, others): (Vec<&str>, Vec<&str>) = sets
        .lines()
        .partition(|line| line.contains("create-stack-set "));
    shell(&format!("BUS={bus}\n{}", create.join("\n")));
    assert!(
        others
            .iter()
            .all(|line| line.starts_with("aws cloudformation create-stack-instances "))
    );
    for (ou, name) in [
        ("Workloads", "workloads"),
        ("Workloads:Regulated", "regulated"),
    ] {
        let template = template_of(&folder, ou).unwrap();
        assert!(others.iter().any(|line| line.contains(&format!(
            " crispack-{} ",
            template.trim_end_matches(".template.json")
        ))));
        shell(&format!(
            "aws cloudformation create-stack --region eu-central-1 --stack-name {name} --template-body file://{template} --parameters ParameterKey=BusArn,ParameterValue={bus} --capabilities CAPABILITY_IAM"
        ));
    }

    let of = |region: &str, stack: &str, bus: &str| {
        patterns(&emulation, python, &folder, region, stack, bus)
    };
    let (outside, global, both): (&[&str], &[&str], &[&str]) =
        (&["Outside"], &["Global"], &["Global", "Outside"]);
    let eu = "eu.anthropic.claude-sonnet-4-5-20250929-v1:0";
    let world = "global.anthropic.claude-sonnet-4-5-20250929-v1:0";
    let world_arn = format!("arn:aws:bedrock:eu-central-1:{ACCOUNT}:inference-profile/{world}");
    let own_arn =
        format!("arn:aws:bedrock:eu-central-1:{ACCOUNT}:application-inference-profile/global.a1b2");
    let denied = Some("AccessDenied");
    let other_service = {
        let mut event = call("Invoke", eu, Some("us-east-1"), None);
        event["detail"]["eventSource"] = json!("sagemaker.amazonaws.com");
        event
    };
    let custom = {
        let mut event = call("Converse", eu, Some("us-east-1"), None);
        event["source"] = json!("com.example");
        event
    };
    let calls: Vec<(&str, Value, &[&str])> = vec![
        (
            "inside, at home",
            call("Converse", eu, Some("eu-central-1"), None),
            &[],
        ),
        (
            "inside",
            call("ConverseStream", eu, Some("eu-west-3"), None),
            &[],
        ),
        (
            "outside",
            call("InvokeModel", eu, Some("us-east-1"), None),
            outside,
        ),
        (
            "outside, new operation",
            call("InvokeModelAnew", eu, Some("eu-central-2"), None),
            outside,
        ),
        (
            "outside, failed afterwards",
            call(
                "Converse",
                eu,
                Some("us-east-1"),
                Some("ModelErrorException"),
            ),
            outside,
        ),
        ("without a Region", call("InvokeModel", eu, None, None), &[]),
        (
            "direct",
            call(
                "InvokeModel",
                "anthropic.claude-sonnet-4-5-20250929-v1:0",
                None,
                None,
            ),
            &[],
        ),
        (
            "Global, inside",
            call("Converse", world, Some("eu-central-1"), None),
            global,
        ),
        (
            "Global, by its ARN",
            call("Converse", &world_arn, Some("ap-south-1"), None),
            both,
        ),
        ("Global, denied", call("Converse", world, None, denied), &[]),
        (
            "application profile, inside",
            call("Converse", &own_arn, Some("eu-west-1"), None),
            &[],
        ),
        (
            "application profile, outside",
            call("Converse", &own_arn, Some("sa-east-1"), None),
            outside,
        ),
        ("another service", other_service, &[]),
        ("not of AWS", custom, &[]),
        ("a registration", registered("ou-ab12-new00001"), &[]),
    ];
    let workloads = of("eu-central-1", "workloads", "default");
    assert_eq!(workloads.len(), 2);
    check(python, &place, &workloads, &calls);
    // A sealed OU's calls stay where they start.
    let sealed: Vec<(&str, Value, &[&str])> = vec![
        (
            "inside",
            call("Converse", eu, Some("eu-central-1"), None),
            &[],
        ),
        (
            "elsewhere in Europe",
            call("Converse", eu, Some("eu-west-3"), None),
            outside,
        ),
        (
            "direct",
            call("Converse", "amazon.nova-pro-v1:0", None, None),
            &[],
        ),
    ];
    check(
        python,
        &place,
        &of("eu-central-1", "regulated", "default"),
        &sealed,
    );

    let arrived: Vec<(&str, Value, &[&str])> = calls
        .iter()
        .filter(|(_, _, rules)| !rules.is_empty())
        .map(|(name, event, _)| (*name, event.clone(), &["Call"][..]))
        .chain([("not of AWS", calls[13].1.clone(), &[][..])])
        .collect();
    check(
        python,
        &place,
        &of("eu-central-1", "crispack-alarm-security", "crispack-alarm"),
        &arrived,
    );

    let drift = envelope(
        "aws.controltower",
        "Drift Detected",
        "eu-central-1",
        &json!({}),
    );
    let covered = json!({"name": "New", "parentId": "ou-ab12-work0001"});
    let free = json!({"name": "New", "parentId": "r-ab12"});
    let to = |id: &str| json!({"accountId": "444455556666", "sourceParentId": "r-ab12", "destinationParentId": id});
    let changes: Vec<(&str, Value, &[&str])> = vec![
        ("drift", drift, &["Drift"]),
        ("registered, held", registered("ou-ab12-prod0001"), &[]),
        (
            "registered, free",
            registered("ou-ab12-new00001"),
            &["Registered"],
        ),
        (
            "made below",
            changed("CreateOrganizationalUnit", &covered, None),
            &[],
        ),
        (
            "made beside",
            changed("CreateOrganizationalUnit", &free, None),
            &["Made"],
        ),
        (
            "not made",
            changed(
                "CreateOrganizationalUnit",
                &free,
                Some("DuplicateOrganizationalUnitException"),
            ),
            &[],
        ),
        (
            "moved in",
            changed("MoveAccount", &to("ou-ab12-regu0001"), None),
            &[],
        ),
        (
            "moved out",
            changed("MoveAccount", &to("ou-ab12-free0001"), None),
            &["Moved"],
        ),
        ("a call", calls[2].1.clone(), &[]),
    ];
    let at_home = of("eu-central-1", "crispack-alarm", "default");
    let organizations = of("us-east-1", "crispack-alarm", "default");
    let names = |rules: &BTreeMap<String, String>| rules.keys().cloned().collect::<Vec<_>>();
    assert_eq!(
        (names(&at_home), names(&organizations)),
        (
            vec!["Drift".into(), "Registered".into()],
            vec!["Made".into(), "Moved".into()]
        )
    );
    let all = at_home.into_iter().chain(organizations).collect();
    check(python, &place, &all, &changes);
}

#[test]
fn every_message_is_json_once_its_variables_are_filled_in() {
    let folder = Path::new("cfct-templates/cloudformation");
    let mut seen = 0;
    for name in names_of_templates(folder) {
        let template = parsed(folder.join(&name));
        for own in template["Resources"].as_object().unwrap().values() {
            let targets = own["Properties"]["Targets"]
                .as_array()
                .cloned()
                .unwrap_or_default();
            for transformer in targets
                .iter()
                .map(|target| &target["InputTransformer"])
                .filter(|own| own.is_object())
            {
                let mut text = transformer["InputTemplate"]
                    .as_str()
                    .unwrap()
                    .replace("<aws.events.event.json>", "{}");
                for variable in transformer["InputPathsMap"].as_object().unwrap().keys() {
                    assert!(text.contains(&format!("<{variable}>")), "{variable}");
                    text = text.replace(&format!("<{variable}>"), "x");
                }
                assert!(!text.contains('<'), "{text}");
                seen += 1;
                let message: Value = serde_json::from_str(&text).unwrap();
                assert!(message["alarm"].is_string() && message["look"].is_string());
            }
        }
    }
    assert_eq!(seen, 5);
}

fn names_of_templates(folder: &Path) -> Vec<String> {
    let mut names = names(folder, "");
    names.retain(|name| name.ends_with(".template.json"));
    names
}
