//! Policies by hand, with what a release never has: odd operators, lists of what is allowed, patterns of every shape.

use crispack::diagnostic::Source;
use crispack::policy::{Attached, Document, Level, Levels};

/// Levels of policies, each a list of statements.
pub(crate) fn levels(levels: &[&[&str]]) -> Levels {
    let level = |(at, policies): (usize, &&[&str])| {
        let attached = policies.iter().enumerate().map(|(number, statements)| {
            let version = if statements.contains("v2008") {
                "2008-10-17"
            } else {
                "2012-10-17"
            };
            let text = format!(r#"{{"Version":"{version}","Statement":[{statements}]}}"#);
            let name = format!("policy-{at}-{number}");
            let document = Document::read(&Source::new(&name, text)).unwrap();
            Attached::from_document(name, &document)
        });
        Level {
            name: format!("level {at}"),
            attached: attached.collect(),
        }
    };
    Levels::new(levels.iter().enumerate().map(level).collect()).unwrap()
}

/// Statements that differ in one thing each.
pub(crate) const ODD: [&str; 40] = [
    r#"{"Effect":"Deny","Action":"bedrock:InvokeModel","Resource":"*"}"#,
    r#"{"Effect":"Deny","Action":"bedrock:invokemodel*","Resource":"*sonnet*"}"#,
    r#"{"Effect":"Deny","NotAction":["bedrock:InvokeModel","s3:*"],"Resource":"*"}"#,
    r#"{"Effect":"Deny","NotAction":["bedrock:*"],"Resource":"*"}"#,
    r#"{"Effect":"Deny","Action":"bedrock:*","Resource":["arn:aws:s3:::*","arn:*:bedrock:us-*:*:*"]}"#,
    r#"{"Effect":"Deny","Action":"*","NotResource":["arn:*:bedrock:*::foundation-model/anthropic.claude-*","arn:*:bedrock:*:*:inference-profile/?s.*"]}"#,
    r#"{"Effect":"Deny","Action":"*","Resource":"arn:aws:bedrock:::foundation-model/*"}"#,
    r#"{"Effect":"Deny","Action":"*","Resource":"arn:*:bedrock:*:*:custom-model/*:0:8?/*"}"#,
    r#"{"Effect":"Deny","Action":"*","Resource":"arn:*:bedrock:*:*:*prompt-router/*"}"#,
    r#"{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"StringNotEquals":{"aws:RequestedRegion":["us-east-1","us-west-2","eu-central-1"]}}}"#,
    r#"{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"StringNotLike":{"AWS:requestedregion":["us-*-?","unspecified"]}}}"#,
    r#"{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"StringEqualsIgnoreCase":{"aws:RequestedRegion":"UNSPECIFIED"}}}"#,
    r#"{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"ForAnyValue:StringLike":{"aws:RequestedRegion":"*-1"}}}"#,
    r#"{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"ArnNotEquals":{"aws:RequestedRegion":"*"},"StringLike":{"aws:PrincipalArn":"*:user/*"}}}"#,
    r#"{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"NumericLessThanIfExists":{"aws:RequestedRegion":"5"},"StringLike":{"aws:PrincipalArn":"*:root"}}}"#,
    r#"{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"StringLike":{"bedrock:InferenceProfileArn":"*:inference-profile/us.*"}}}"#,
    r#"{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"StringNotLike":{"bedrock:InferenceProfileArn":["*:inference-profile/us.*","*:inference-profile/eu.*"]}}}"#,
    r#"{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"StringNotLikeIfExists":{"bedrock:inferenceprofilearn":"*:application-inference-profile/*"}}}"#,
    r#"{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"ArnLikeIfExists":{"bedrock:InferenceProfileArn":"arn:*:bedrock:*:*:inference-profile/global.*"}}}"#,
    r#"{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"ArnLike":{"bedrock:InferenceProfileArn":["arn:aws:bedrock:us-east-?:*:*/*nova*","arn:*:bedrock:*:2*:inference-profile/eu.*"]}}}"#,
    r#"{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"ArnNotLike":{"bedrock:InferenceProfileArn":"arn:aws:bedrock:*:*:inference-profile/*"}}}"#,
    r#"{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"Null":{"bedrock:InferenceProfileArn":"true"}}}"#,
    r#"{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"Null":{"bedrock:InferenceProfileArn":"false"},"StringEquals":{"aws:RequestedRegion":"us-east-2"}}}"#,
    r#"{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"ForAllValues:StringLike":{"bedrock:InferenceProfileArn":"*claude*"}}}"#,
    r#"{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"ForAnyValue:StringNotLike":{"bedrock:InferenceProfileArn":"*claude*"}}}"#,
    r#"{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"StringEqualsIgnoreCase":{"bedrock:InferenceProfileArn":"ARN:aws:bedrock:us-east-1:111111111111:inference-profile/US.amazon.NOVA-lite-v1:0"}}}"#,
    r#"{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"StringEquals":{"bedrock:InferenceProfileArn":"*:inference-profile/us.*"}}}"#,
    r#"{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"ArnNotLike":{"aws:PrincipalArn":["arn:*:iam::*:role/App","arn:aws:iam::??????????12:*"]}}}"#,
    r#"{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"ArnEquals":{"aws:PrincipalArn":["arn:aws:iam::*:role/path/*","arn:aws:*:role/*"]}}}"#,
    r#"{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"ArnLike":{"aws:PrincipalArn":"*"},"StringEquals":{"aws:RequestedRegion":"ca-central-1"}}}"#,
    r#"{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::111111111111:role/App"}}}"#,
    r#"{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"StringLike":{"aws:PrincipalArn":["*/app_1","*/x%y"]}}}"#,
    r#"{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"StringNotEquals":{"aws:PrincipalArn":"arn:aws:iam::111111111111:role/it's \\ [a] (b)+"},"StringEquals":{"aws:RequestedRegion":"sa-east-1"}}}"#,
    r#"{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/it's \\ [a] (b)+{1}|^$."},"StringEquals":{"aws:RequestedRegion":"sa-east-1"}}}"#,
    r#"{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"Null":{"aws:PrincipalArn":"false"},"StringEquals":{"aws:RequestedRegion":"ap-south-1"}}}"#,
    r#"{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"StringNotEquals":{"aws:PrincipalTag/team":"${aws:PrincipalAccount}"},"StringEquals":{"aws:RequestedRegion":"us-west-1"}}}"#,
    r#"{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}}}"#,
    r#"{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"NotIpAddress":{"aws:SourceIp":"10.0.0.0/8"},"DateGreaterThanIfExists":{"aws:CurrentTime":"2026-01-01T00:00:00Z"},"StringLike":{"aws:RequestedRegion":"ap-*"}}}"#,
    r#"{"Sid":"v2008","Effect":"Deny","Action":"*","Resource":"*","Condition":{"StringNotEquals":{"aws:PrincipalArn":"${x}"},"StringLike":{"aws:RequestedRegion":"eu-n*"}}}"#,
    r#"{"Effect":"Deny","Action":"s3:*","Resource":"arn:aws:s3:::${aws:username}/*"}"#,
];

/// Levels that allow only what they list.
pub(crate) const ALLOWS: [&str; 4] = [
    r#"{"Effect":"Allow","Action":"*","Resource":"*"}"#,
    r#"{"Effect":"Allow","Action":"bedrock:Invoke*","Resource":["arn:*:bedrock:us-*::foundation-model/*","arn:*:bedrock:*:*:inference-profile/us.*"]},{"Effect":"Allow","Action":"bedrock:*","Resource":"*","Condition":{"ArnLike":{"aws:PrincipalArn":"arn:*:iam::*:role/App"}}}"#,
    r#"{"Effect":"Allow","NotAction":"bedrock:CreateInferenceProfile","Resource":"*","Condition":{"StringLike":{"bedrock:InferenceProfileArn":"*us.*"}}},{"Effect":"Allow","Action":"bedrock:*","NotResource":"arn:*:bedrock:*::foundation-model/*"}"#,
    r#"{"Effect":"Allow","Action":"s3:*","Resource":"*"}"#,
];

/// What SQL cannot ask exactly, and the word that the refusal must have.
pub(crate) const REFUSED: [(&str, &str); 5] = [
    (
        r#"{"Effect":"Deny","Action":"*","Resource":"arn:aws:bedrock:*:${aws:PrincipalAccount}:*"}"#,
        "${aws:PrincipalAccount}",
    ),
    (
        r#"{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/${aws:PrincipalTag/role}"}}}"#,
        "policy variable",
    ),
    (
        r#"{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"StringLike":{"aws:RequestedRegion":"${aws:PrincipalTag/region}"}}}"#,
        "policy variable",
    ),
    (
        r#"{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"BinaryEquals":{"bedrock:InferenceProfileArn":"aGk="}}}"#,
        "`BinaryEquals` on `bedrock:InferenceProfileArn`",
    ),
    (
        r#"{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"NumericEquals":{"aws:PrincipalArn":"5"}}}"#,
        "`NumericEquals`",
    ),
];
