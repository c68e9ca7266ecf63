//! CloudTrail's files as a trail leaves them in S3, made up: for benches alone.
//!
//! `{"Records":[…]}` on one line, a file for an account, a Region and a time, plain or gzipped. The fields are those of AWS's pages (AWS CloudTrail User Guide, "CloudTrail record contents" and
//! the services' pages of examples; Amazon Bedrock User Guide, "Monitor Amazon Bedrock API calls using CloudTrail"); the values are made up. The same seed gives the same bytes.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};

/// What is written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Trail {
    /// Bytes of JSON, about.
    pub(crate) bytes: usize,
    /// Of a hundred events so many are of Amazon Bedrock's inference.
    pub(crate) bedrock: usize,
    pub(crate) gzip: bool,
}

/// What was written.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Written {
    pub(crate) files: usize,
    pub(crate) events: usize,
    pub(crate) inference: usize,
    /// Of JSON, before it is gzipped.
    pub(crate) bytes: usize,
}

/// The shortest and the longest file in bytes of JSON.
const FILE: [usize; 2] = [2_000_000, 20_000_000];
const ACCOUNTS: usize = 24;
const REGIONS: [&str; 4] = ["eu-central-1", "eu-west-1", "eu-west-3", "us-east-1"];

impl Trail {
    /// Writes the files into a folder, in folders as CloudTrail names them.
    pub(crate) fn write(self, folder: &Path) -> Written {
        let mut random = Random(0x9e37_79b9_7f4a_7c15);
        let mut written = Written::default();
        while written.bytes < self.bytes {
            let [least, most] = FILE;
            let length = least + random.below(most - least);
            let length = length.min(self.bytes - written.bytes).max(1);
            let account = format!("{:012}", 100_000_000_000 + random.below(ACCOUNTS) * 7_919);
            let region = random.one(&REGIONS);
            let mut text = br#"{"Records":["#.to_vec();
            while text.len() < length {
                if text.last() == Some(&b'}') {
                    text.push(b',');
                }
                let is_inference = random.below(100) < self.bedrock;
                let event = Event::new(&mut random, &account, region, written.events);
                let event = if is_inference {
                    event.inference()
                } else {
                    event.other()
                };
                text.extend(event.to_string().into_bytes());
                written.events += 1;
                written.inference += usize::from(is_inference);
            }
            text.extend(b"]}");
            let day = 1 + written.files % 28;
            let name = format!(
                "AWSLogs/o-exampleorg1/{account}/CloudTrail/{region}/2026/10/{day:02}/{account}_CloudTrail_{region}_202610{day:02}T1205Z_{:016x}.json",
                random.next()
            );
            write(&folder.join(name), &text, self.gzip);
            written.files += 1;
            written.bytes += text.len();
        }
        written
    }
}

fn write(path: &Path, text: &[u8], gzip: bool) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    if gzip {
        let file = File::create(path.with_extension("json.gz")).unwrap();
        let mut file = GzEncoder::new(file, Compression::default());
        file.write_all(text).unwrap();
        file.finish().unwrap();
    } else {
        fs::write(path, text).unwrap();
    }
}

/// xorshift64*: small, and the same everywhere.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() >> 33).unwrap() % bound
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }

    fn uuid(&mut self) -> String {
        let (a, b) = (self.next(), self.next());
        format!(
            "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
            a >> 32,
            (a >> 16) & 0xffff,
            a & 0xffff,
            b >> 48,
            b & 0xffff_ffff_ffff
        )
    }
}

/// One event, before it is known of which service.
struct Event<'a> {
    random: &'a mut Random,
    account: &'a str,
    region: &'a str,
    number: usize,
}

/// What an event has of its own.
struct Own {
    source: &'static str,
    name: &'static str,
    parameters: Value,
    response: Value,
    more: Vec<(&'static str, Value)>,
    read_only: bool,
    agent: &'static str,
}

const AGENTS: [&str; 4] = [
    "Boto3/1.40.12 md/Botocore#1.40.12 ua/2.1 os/linux#6.1.147-172.266.amzn2023.x86_64 md/arch#x86_64 lang/python#3.13.5 md/pyimpl#CPython m/b,Z cfg/retry-mode#standard Botocore/1.40.12",
    "aws-sdk-java/2.33.1 md/io#sync md/http#Apache ua/2.1 api/S3#2.33.x os/Linux#5.10.238-234.956.amzn2.x86_64 lang/java#21.0.8 md/OpenJDK_64-Bit_Server_VM#21.0.8+9-LTS md/vendor#Amazon.com_Inc. exec-env/AWS_ECS_FARGATE m/D,N",
    "aws-cli/2.28.1 md/awscrt#0.27.4 ua/2.1 os/linux#6.8.0-1033-aws md/arch#x86_64 lang/python#3.13.4 md/pyimpl#CPython m/C,E cfg/retry-mode#standard md/installer#exe md/prompt#off md/command#sts.get-caller-identity",
    "AWS Internal",
];

const MODELS: [&str; 4] = [
    "anthropic.claude-sonnet-4-5-20250929-v1:0",
    "anthropic.claude-haiku-4-5-20251001-v1:0",
    "amazon.nova-pro-v1:0",
    "amazon.nova-lite-v1:0",
];

impl<'a> Event<'a> {
    fn new(random: &'a mut Random, account: &'a str, region: &'a str, number: usize) -> Self {
        Self {
            random,
            account,
            region,
            number,
        }
    }

    fn arn(&self, service: &str, rest: &str) -> String {
        format!("arn:aws:{service}:{}:{}:{rest}", self.region, self.account)
    }

    /// Mostly roles, with and without a path; a user, a service, a service-linked role now and then.
    fn identity(&mut self) -> Value {
        let (account, kind) = (self.account, self.random.below(40));
        if kind == 0 {
            return json!({"type": "AWSService", "invokedBy": "config.amazonaws.com"});
        }
        if kind == 1 {
            return json!({"type": "IAMUser", "principalId": "AIDAEXAMPLEEXAMPLE123", "arn": format!("arn:aws:iam::{account}:user/ci"), "accountId": account, "accessKeyId": "AKIAEXAMPLEEXAMPLE12", "userName": "ci"});
        }
        let (path, name) = match kind {
            2 => (
                "aws-service-role/bedrock.amazonaws.com/",
                "AWSServiceRoleForBedrock".to_owned(),
            ),
            3..=8 => (
                "aws-reserved/sso.amazonaws.com/eu-central-1/",
                "AWSReservedSSO_Developer_0123456789abcdef".to_owned(),
            ),
            9..=14 => ("team/", format!("Service-{}", self.random.below(6))),
            _ => ("", format!("App-{}", self.random.below(12))),
        };
        let session = format!("session-{}", self.random.below(400));
        json!({
            "type": "AssumedRole", "principalId": format!("AROAEXAMPLEEXAMPLE123:{session}"),
            "arn": format!("arn:aws:sts::{account}:assumed-role/{name}/{session}"), "accountId": account, "accessKeyId": "ASIAEXAMPLEEXAMPLE12",
            "sessionContext": {
                "sessionIssuer": {"type": "Role", "principalId": "AROAEXAMPLEEXAMPLE123", "arn": format!("arn:aws:iam::{account}:role/{path}{name}"), "accountId": account, "userName": name},
                "attributes": {"creationDate": "2026-10-01T11:58:03Z", "mfaAuthenticated": "false"},
                "ec2RoleDelivery": "2.0",
            },
        })
    }

    fn finish(mut self, own: Own) -> Value {
        let identity = self.identity();
        let second = self.number % 86_400;
        let mut event = json!({
            "eventVersion": "1.11",
            "userIdentity": identity,
            "eventTime": format!("2026-10-{:02}T{:02}:{:02}:{:02}Z", 1 + self.number / 86_400 % 28, second / 3_600, second / 60 % 60, second % 60),
            "eventSource": own.source,
            "eventName": own.name,
            "awsRegion": self.region,
            "sourceIPAddress": format!("10.{}.{}.{}", self.random.below(255), self.random.below(255), self.random.below(255)),
            "userAgent": own.agent,
        });
        let fields = event.as_object_mut().unwrap();
        for (name, value) in own.more {
            fields.insert(name.to_owned(), value);
        }
        fields.insert("requestParameters".to_owned(), own.parameters);
        fields.insert("responseElements".to_owned(), own.response);
        if let Some(more) = fields.shift_remove("additionalEventData") {
            fields.insert("additionalEventData".to_owned(), more);
        }
        let rest = json!({
            "requestID": self.random.uuid(), "eventID": self.random.uuid(), "readOnly": own.read_only, "eventType": "AwsApiCall", "managementEvent": true,
            "recipientAccountId": self.account, "eventCategory": "Management",
            "tlsDetails": {"tlsVersion": "TLSv1.3", "cipherSuite": "TLS_AES_128_GCM_SHA256", "clientProvidedHostHeader": format!("{}.{}.amazonaws.com", own.source.split('.').next().unwrap(), self.region)},
        });
        fields.extend(rest.as_object().unwrap().clone());
        event
    }

    /// A call of a model, by every kind of target, or an application inference profile that is made.
    fn inference(self) -> Value {
        let model = self.random.one(&MODELS);
        let family = self.random.one(&["eu", "eu", "eu", "us", "global", "zz"]);
        let profile = format!("{family}.{model}");
        if self.random.below(200) == 0 {
            return self.made(&profile);
        }
        let name = self.random.one(&[
            "InvokeModel",
            "InvokeModel",
            "Converse",
            "Converse",
            "ConverseStream",
            "InvokeModelWithResponseStream",
            "InvokeModelWithBidirectionalStream",
            "StartAsyncInvoke",
        ]);
        let copy = format!(
            "application-inference-profile/copy{:02}",
            self.random.below(20)
        );
        let target = match self.random.below(24) {
            0..=4 => model.to_owned(),
            5 => format!("arn:aws:bedrock:{}::foundation-model/{model}", self.region),
            6..=14 => profile.clone(),
            15..=18 => self.arn("bedrock", &format!("inference-profile/{profile}")),
            19 | 20 => self.arn("bedrock", &copy),
            21 => self.arn("bedrock", "default-prompt-router/anthropic.claude:1"),
            22 => self.arn("bedrock", "provisioned-model/abcdef123456"),
            _ => self.arn("bedrock", "custom-model-deployment/abcdef123456"),
        };
        let mut more = Vec::new();
        let error = match self.random.below(50) {
            0 | 1 => Some((
                "AccessDenied",
                format!(
                    "User: arn:aws:sts::{}:assumed-role/App-1/s is not authorized to perform: bedrock:InvokeModel on resource: arn:aws:bedrock:{}::foundation-model/{model} with an explicit deny in a service control policy",
                    self.account, self.region
                ),
            )),
            2 => Some((
                "ThrottlingException",
                "Too many requests, please wait before trying again.".to_owned(),
            )),
            3 => Some((
                "ValidationException",
                "The provided model identifier is invalid.".to_owned(),
            )),
            _ => None,
        };
        let is_profile = target.contains(&profile) || target.contains(&copy);
        match error {
            Some((code, message)) => {
                more.push(("errorCode", json!(code)));
                more.push(("errorMessage", json!(message)));
            }
            None if is_profile => {
                let served = self.random.one(&[
                    "eu-central-1",
                    "eu-west-1",
                    "eu-west-3",
                    "eu-north-1",
                    "us-east-1",
                ]);
                more.push(("additionalEventData", json!({"inferenceRegion": served, "inputTokens": self.random.below(9_000), "outputTokens": self.random.below(2_000)})));
            }
            None => {}
        }
        self.finish(Own {
            source: "bedrock.amazonaws.com",
            name,
            parameters: json!({"modelId": target}),
            response: Value::Null,
            more,
            read_only: true,
            agent: AGENTS[0],
        })
    }

    fn made(self, profile: &str) -> Value {
        let own = format!(
            "application-inference-profile/copy{:02}",
            self.random.below(10)
        );
        let parameters = json!({
            "inferenceProfileName": "team", "modelSource": {"copyFrom": self.arn("bedrock", &format!("inference-profile/{profile}"))},
            "tags": [{"key": "cost-center", "value": "4711"}],
        });
        let response =
            json!({"inferenceProfileArn": self.arn("bedrock", &own), "status": "ACTIVE"});
        self.finish(Own {
            source: "bedrock.amazonaws.com",
            name: "CreateInferenceProfile",
            parameters,
            response,
            more: Vec::new(),
            read_only: false,
            agent: AGENTS[2],
        })
    }

    fn other(self) -> Value {
        let kind = self.random.below(20);
        let number = self.random.below(10_000);
        let bucket = format!("data-{}-{}", self.account, number % 40);
        let (source, name, parameters, response, read_only) = match kind {
            0..=4 => (
                "sts.amazonaws.com",
                "AssumeRole",
                json!({"roleArn": format!("arn:aws:iam::{}:role/App-{}", self.account, number % 12), "roleSessionName": format!("session-{number}"), "durationSeconds": 3600}),
                json!({"credentials": {"accessKeyId": "ASIAEXAMPLEEXAMPLE12", "sessionToken": "IQoJb3JpZ2luX2VjEXAMPLE".repeat(4), "expiration": "Oct 1, 2026, 1:00:00 PM"}, "assumedRoleUser": {"assumedRoleId": format!("AROAEXAMPLEEXAMPLE123:session-{number}"), "arn": format!("arn:aws:sts::{}:assumed-role/App-{}/session-{number}", self.account, number % 12)}}),
                true,
            ),
            5..=8 => (
                "s3.amazonaws.com",
                if kind == 5 {
                    "GetBucketAcl"
                } else {
                    "ListObjects"
                },
                json!({"bucketName": bucket, "Host": format!("{bucket}.s3.{}.amazonaws.com", self.region), "prefix": format!("year=2026/month=10/part={number:05}/"), "list-type": "2", "delimiter": "/", "encoding-type": "url"}),
                Value::Null,
                true,
            ),
            9..=11 => (
                "kms.amazonaws.com",
                if kind == 9 {
                    "GenerateDataKey"
                } else {
                    "Decrypt"
                },
                json!({"keyId": self.arn("kms", "key/1234abcd-12ab-34cd-56ef-1234567890ab"), "encryptionAlgorithm": "SYMMETRIC_DEFAULT", "encryptionContext": {"aws:s3:arn": format!("arn:aws:s3:::{bucket}/part={number}"), "note": "a \"quoted\" word, \\ and \u{e9}"}}),
                Value::Null,
                true,
            ),
            12..=15 => (
                "ec2.amazonaws.com",
                if kind == 12 {
                    "DescribeInstances"
                } else {
                    "DescribeNetworkInterfaces"
                },
                json!({"instancesSet": {"items": [{"instanceId": format!("i-{number:017x}")}, {"instanceId": format!("i-{:017x}", number + 1)}]}, "filterSet": {"items": [{"name": "instance-state-name", "valueSet": {"items": [{"value": "running"}, {"value": "pending"}]}}]}, "maxResults": 1000}),
                Value::Null,
                true,
            ),
            16 => (
                "ec2.amazonaws.com",
                "RunInstances",
                json!({"instancesSet": {"items": [{"imageId": "ami-0123456789abcdef0", "minCount": 1, "maxCount": 1}]}, "instanceType": "m7g.large", "blockDeviceMapping": {"items": [{"deviceName": "/dev/xvda", "ebs": {"volumeSize": 30, "deleteOnTermination": true, "volumeType": "gp3"}}]}, "monitoring": {"enabled": false}}),
                json!({"requestId": self.random.uuid(), "reservationId": format!("r-{number:017x}"), "ownerId": self.account, "groupSet": {}, "instancesSet": {"items": [{"instanceId": format!("i-{number:017x}"), "imageId": "ami-0123456789abcdef0", "instanceState": {"code": 0, "name": "pending"}, "privateDnsName": "ip-10-0-0-1.eu-central-1.compute.internal", "networkInterfaceSet": {"items": [{"networkInterfaceId": format!("eni-{number:017x}"), "subnetId": "subnet-0123456789abcdef0", "groupSet": {"items": [{"groupId": "sg-0123456789abcdef0", "groupName": "default"}]}, "privateIpAddress": "10.0.0.1"}]}}]}}),
                false,
            ),
            17 | 18 => (
                "lambda.amazonaws.com",
                "GetFunction20150331v2",
                json!({"functionName": self.arn("lambda", &format!("function:worker-{}", number % 50)), "qualifier": "$LATEST"}),
                Value::Null,
                true,
            ),
            _ => (
                "bedrock.amazonaws.com",
                "ListInferenceProfiles",
                json!({"maxResults": 100, "typeEquals": "SYSTEM_DEFINED"}),
                Value::Null,
                true,
            ),
        };
        let resources = json!([{"accountId": self.account, "type": "AWS::S3::Bucket", "ARN": format!("arn:aws:s3:::{bucket}")}]);
        let agent = self.random.one(&AGENTS);
        let mut more = vec![("resources", resources)];
        if kind > 8 {
            more.clear();
        }
        self.finish(Own {
            source,
            name,
            parameters,
            response,
            more,
            read_only,
            agent,
        })
    }
}
