//! Events as CloudTrail writes them, thousands of them, the same each time.

use std::fmt::Write as _;

use serde_json::{Value, json};

/// A generator of numbers: Lehmer's, since nothing here needs a better one.
pub(crate) struct Numbers(u64);

impl Numbers {
    pub(crate) fn new() -> Self {
        Self(20_261_126)
    }

    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0 * 48_271 % 2_147_483_647;
        usize::try_from(self.0).unwrap() % limit
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }
}

/// In OUs of the tests, the last two in none; the first is the management account.
pub(crate) const ACCOUNTS: [&str; 9] = [
    "000000000001",
    "111111111111",
    "111111111112",
    "222222222222",
    "222222222223",
    "333333333333",
    "444444444444",
    "888888888888",
    "999999999999",
];

const REGIONS: [&str; 16] = [
    "us-east-1",
    "us-east-1",
    "us-west-2",
    "us-west-1",
    "us-east-2",
    "eu-central-1",
    "eu-central-1",
    "eu-west-3",
    "eu-north-1",
    "ap-northeast-1",
    "ap-southeast-2",
    "ap-south-1",
    "ca-central-1",
    "sa-east-1",
    "us-gov-west-1",
    "mars-north-1",
];

const NAMES: [&str; 8] = [
    "InvokeModel",
    "Converse",
    "StartAsyncInvoke",
    "InvokeModelWithBidirectionalStream",
    "InvokeModelWithResponseStream",
    "ConverseStream",
    "CreateInferenceProfile",
    "ListFoundationModels",
];

/// What an application inference profile's ARN ends with: those that a test gives the origin of, those that an event made, and others.
pub(crate) const GIVEN: [&str; 5] = [
    "given0model",
    "given1us",
    "given2glob",
    "given3odd",
    "given4app",
];
const MADE: [&str; 3] = ["made0us", "made1model", "made2eu"];
const OTHER: [&str; 3] = ["other0", "other1", "bad id"];

const IDS: [&str; 32] = [
    "anthropic.claude-sonnet-4-5-20250929-v1:0",
    "amazon.nova-lite-v1:0",
    "amazon.nova-pro-v1:0",
    "us.anthropic.claude-sonnet-4-5-20250929-v1:0",
    "us.amazon.nova-lite-v1:0",
    "us.amazon.nova-2-lite-v1:0",
    "us.anthropic.claude-mythos-5-1",
    "us.amazon.nova-premier-v1:0",
    "eu.anthropic.claude-sonnet-4-5-20250929-v1:0",
    "eu.amazon.nova-lite-v1:0",
    "apac.amazon.nova-lite-v1:0",
    "jp.anthropic.claude-sonnet-4-5-20250929-v1:0",
    "au.anthropic.claude-sonnet-4-5-20250929-v1:0",
    "us-gov.anthropic.claude-sonnet-4-5-20250929-v1:0",
    "global.anthropic.claude-sonnet-4-5-20250929-v1:0",
    "global.amazon.nova-2-lite-v1:0",
    "global.anthropic.claude-none",
    "eu.anthropic.claude-none",
    "zz.anthropic.claude-none",
    "zz-.anthropic.claude-none",
    "a-family-of-many-letters.anthropic.x",
    "Us.anthropic.claude-none",
    "openai.gpt-5.4",
    "anthropic.amazon.x",
    "us.",
    ".us",
    "claude",
    "us.amazon nova",
    "",
    "arn",
    "it's.model",
    "us.amazon.nova-lite-v1:0\n",
];

/// Other things that stand in `modelId`; `R` is the Region, `A` the account.
const TEXTS: [&str; 26] = [
    "arn:aws:bedrock:R:A:prompt-router/abc",
    "arn:aws:bedrock:R:A:default-prompt-router/anthropic.claude:1",
    "arn:aws:bedrock:R:A:provisioned-model/abc",
    "arn:aws:bedrock:R:A:custom-model-deployment/abc",
    "arn:aws:bedrock:R:A:custom-model/amazon.titan:0:8k/abc",
    "arn:aws:bedrock:R:A:imported-model/abc",
    "arn:aws:bedrock:eu-west-1:A:imported-model/abc",
    "arn:aws:bedrock:R:A:imported-model/",
    "arn:aws:bedrock:R:A:something-else/abc",
    "arn:aws:bedrock:R:A:imported-model",
    "arn:aws-cn:bedrock:R:A:provisioned-model/abc",
    "arn:aws:s3:::bucket/key",
    "arn:aws:bedrock:R::foundation-model/amazon.nova-lite-v1:0",
    "arn:aws:bedrock:us-west-2::foundation-model/amazon.nova-lite-v1:0",
    "arn:aws-us-gov:bedrock:R::foundation-model/amazon.nova-lite-v1:0",
    "arn:aws:bedrock:::foundation-model/amazon.nova-lite-v1:0",
    "arn:aws:bedrock:R:A:inference-profile/us.anthropic.claude-sonnet-4-5-20250929-v1:0",
    "arn:aws:bedrock:R:999999999999:inference-profile/us.amazon.nova-lite-v1:0",
    "arn:aws:bedrock:R:A:inference-profile/eu.amazon.nova-lite-v1:0",
    "arn:aws:bedrock:R:A:inference-profile/global.amazon.nova-2-lite-v1:0",
    "arn:aws:bedrock:R:A:inference-profile/unknown",
    "arn:aws:bedrock:R:A:inference-profile/a/b",
    "arn:aws:bedrock:R:A:/x",
    "arn:aws:bedrock",
    "arn:aws:bedrock:R:A:prompt-router/a\nb",
    "arn:aws:bedrock:R:A:foundation-model/a.b\n",
];

fn application(numbers: &mut Numbers, region: &str, account: &str) -> String {
    let [given, made, other] = [&GIVEN[..], &MADE, &OTHER].map(|ids| numbers.one(ids));
    let id = numbers.one(&[given, given, made, made, other]);
    format!("arn:aws:bedrock:{region}:{account}:application-inference-profile/{id}")
}

fn target(numbers: &mut Numbers, region: &str, account: &str) -> Option<String> {
    Some(match numbers.below(20) {
        0 => return None,
        1..=9 => numbers.one(&IDS).to_owned(),
        10..=13 => application(numbers, region, account),
        _ => filled(numbers.one(&TEXTS), region, account),
    })
}

fn filled(text: &str, region: &str, account: &str) -> String {
    let text = text.replace(":R:", &format!(":{region}:"));
    text.replace(":A:", &format!(":{account}:"))
}

fn identity(numbers: &mut Numbers, account: &str) -> Value {
    let role = |arn: String, session: String| {
        json!({"type": "AssumedRole", "arn": session, "accountId": account,
            "sessionContext": {"sessionIssuer": {"type": "Role", "arn": arn, "accountId": account}}})
    };
    let name = numbers.one(&[
        "App",
        "app_1",
        "break-glass",
        "AWSControlTowerExecution",
        "stack-x",
        "x%y",
    ]);
    let session = format!("arn:aws:sts::{account}:assumed-role/{name}/i-0abc");
    match numbers.below(26) {
        0 => {
            json!({"type": "IAMUser", "arn": format!("arn:aws:iam::{account}:user/team/{name}"), "accountId": account})
        }
        1 => {
            json!({"type": "Root", "arn": format!("arn:aws:iam::{account}:root"), "accountId": account})
        }
        // The role's path is not in the session's ARN.
        2 => json!({"type": "AssumedRole", "arn": session, "accountId": account}),
        3 => {
            json!({"type": "AssumedRole", "arn": format!("arn:aws:sts::{account}:assumed-role/AWSServiceRoleForX/s"), "accountId": account})
        }
        4 => role(
            format!(
                "arn:aws:iam::{account}:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX"
            ),
            format!("arn:aws:sts::{account}:assumed-role/AWSServiceRoleForX/s"),
        ),
        5 => json!({"type": "AWSService", "invokedBy": "x.amazonaws.com"}),
        6 => {
            json!({"type": "FederatedUser", "arn": format!("arn:aws:sts::{account}:federated-user/sam"), "accountId": account,
            "sessionContext": {"sessionIssuer": {"type": "IAMUser", "arn": format!("arn:aws:iam::{account}:user/sam"), "accountId": account}}})
        }
        7 => {
            json!({"type": "AssumedRole", "arn": format!("arn:aws:sts::{account}:assumed-role/{name}"), "accountId": account})
        }
        8 => role(
            format!("arn:aws:iam::{account}:role/x/aws-service-role/{name}"),
            session,
        ),
        9 => role(format!("arn:aws:iam::{account}:role/path/{name}"), session),
        _ => role(format!("arn:aws:iam::{account}:role/{name}"), session),
    }
}

/// An event as its record in a file of the trail.
fn event(numbers: &mut Numbers, number: usize) -> Value {
    let account = numbers.one(&ACCOUNTS);
    let region = numbers.one(&REGIONS);
    let name = numbers.one(&NAMES);
    let created = format!(
        "arn:aws:bedrock:{region}:{account}:application-inference-profile/{}",
        numbers.one(&MADE)
    );
    let target = target(numbers, region, account);
    let (day, hour) = (1 + numbers.below(28), numbers.below(24));
    let error = numbers.one(&[
        None,
        None,
        None,
        None,
        Some("AccessDenied"),
        Some("AccessDeniedException"),
        Some("Client.UnauthorizedOperation"),
        Some("ValidationException"),
    ]);
    let parameters = match (&target, name) {
        (None, "Converse") => json!(null),
        (None, _) => json!({"other": "x"}),
        // What is made of a profile is always the same, whoever made it.
        (Some(_), "CreateInferenceProfile") if error.is_none() => {
            let from = match created.rsplit('/').next().unwrap() {
                "made0us" => "arn:aws:bedrock:R:A:inference-profile/us.amazon.nova-lite-v1:0",
                "made1model" => "arn:aws:bedrock:R::foundation-model/amazon.nova-pro-v1:0",
                _ => {
                    "arn:aws:bedrock:R:A:inference-profile/eu.anthropic.claude-sonnet-4-5-20250929-v1:0"
                }
            };
            json!({"inferenceProfileName": "n", "modelSource": {"copyFrom": filled(from, region, account)}})
        }
        (Some(target), "CreateInferenceProfile") => json!({"modelSource": {"copyFrom": target}}),
        (Some(target), _) => json!({"modelId": target}),
    };
    let is_made = name == "CreateInferenceProfile" && error.is_none() && target.is_some();
    let served = numbers.one(&[
        None,
        None,
        Some("us-west-2"),
        Some("eu-west-1"),
        Some(region),
    ]);
    let source = if numbers.below(40) == 0 {
        "s3.amazonaws.com"
    } else {
        "bedrock.amazonaws.com"
    };
    let message = error.map(|_| {
        numbers.one(&[
            "with an explicit deny in a service control policy",
            "not authorized",
        ])
    });
    // The ids are in no order.
    json!({
        "eventVersion": "1.11",
        "userIdentity": identity(numbers, account),
        "eventTime": format!("2026-11-{day:02}T{hour:02}:00:00Z"),
        "eventSource": source,
        "eventName": name,
        "awsRegion": region,
        "errorCode": error,
        "errorMessage": message,
        "requestParameters": parameters,
        "responseElements": is_made.then(|| json!({"inferenceProfileArn": created, "status": "ACTIVE"})),
        "additionalEventData": served.map(|served| json!({"inferenceRegion": served})),
        "eventID": format!("{:08x}-0000-4000-8000-000000000000", number.wrapping_mul(2_654_435_761) & 0xffff_ffff),
        "recipientAccountId": account,
    })
}

/// The events of a month.
pub(crate) fn events(count: usize) -> Vec<Value> {
    let mut numbers = Numbers::new();
    (0..count)
        .map(|number| event(&mut numbers, number))
        .collect()
}

/// The events as rows of a table: names in lower case, a partition, and parameters as texts or as maps of texts.
pub(crate) fn rows(events: &[Value], as_maps: bool) -> String {
    let mut text = String::new();
    for event in events {
        let mut row = lower(event);
        for column in [
            "requestParameters",
            "responseElements",
            "additionalEventData",
        ] {
            let value = &event[column];
            row[column.to_lowercase()] = match value.as_object() {
                None => json!(null),
                Some(_) if !as_maps => json!(value.to_string()),
                Some(map) => map
                    .iter()
                    .map(|(key, value)| {
                        let text = value.as_str().map(str::to_owned);
                        (
                            key.clone(),
                            json!(text.unwrap_or_else(|| value.to_string())),
                        )
                    })
                    .collect::<serde_json::Map<_, _>>()
                    .into(),
            };
        }
        let day = event["eventTime"].as_str().unwrap()[..10].replace('-', "/");
        row["timestamp"] = json!(day);
        row["account"] = event["recipientAccountId"].clone();
        row["region"] = event["awsRegion"].clone();
        writeln!(text, "{row}").unwrap();
    }
    text
}

fn lower(value: &Value) -> Value {
    match value {
        Value::Object(map) => map
            .iter()
            .map(|(key, value)| (key.to_lowercase(), lower(value)))
            .collect::<serde_json::Map<_, _>>()
            .into(),
        other => other.clone(),
    }
}
