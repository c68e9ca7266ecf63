use std::borrow::Cow;

use serde::Deserialize;

use super::words;

/// The fields of an event that say who called what, from where, and what became of it.
///
/// Sources, read 2026-11-26: AWS CloudTrail User Guide, "CloudTrail record contents" and "CloudTrail userIdentity element"; Amazon Bedrock User Guide, "Monitor Amazon Bedrock API
/// calls using CloudTrail" and "Increase throughput with cross-Region inference" (`additionalEventData.inferenceRegion`).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Record<'a> {
    /// `eventSource`.
    pub source: Option<Cow<'a, str>>,
    /// `eventName`.
    pub name: Option<Cow<'a, str>>,
    /// `eventID`.
    pub id: Option<Cow<'a, str>>,
    /// `eventTime`.
    pub time: Option<Cow<'a, str>>,
    /// `awsRegion`: where the call was made.
    pub region: Option<Cow<'a, str>>,
    /// `userIdentity.accountId`, else `recipientAccountId`.
    pub account: Option<Cow<'a, str>>,
    /// The caller's ARN: of a role's session that of the role itself, if the event has it.
    pub principal: Option<Cow<'a, str>>,
    /// `requestParameters.modelId`.
    pub model_id: Option<Cow<'a, str>>,
    /// `requestParameters.modelSource.copyFrom`: what a new application inference profile is made from.
    pub copy_from: Option<Cow<'a, str>>,
    /// `responseElements.inferenceProfileArn`: the new application inference profile.
    pub made: Option<Cow<'a, str>>,
    /// `additionalEventData.inferenceRegion`: where the call was served.
    pub inference_region: Option<Cow<'a, str>>,
    /// `errorCode`.
    pub error_code: Option<Cow<'a, str>>,
    /// `errorMessage`.
    pub error_message: Option<Cow<'a, str>>,
}

/// An event as CloudTrail writes it, or what it is wrapped in.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Raw<'a> {
    #[serde(borrow, rename = "eventSource")]
    source: Option<Cow<'a, str>>,
    #[serde(borrow, rename = "eventName")]
    name: Option<Cow<'a, str>>,
    #[serde(borrow, rename = "eventID")]
    id: Option<Cow<'a, str>>,
    #[serde(borrow, rename = "eventTime")]
    time: Option<Cow<'a, str>>,
    #[serde(borrow, rename = "awsRegion")]
    region: Option<Cow<'a, str>>,
    #[serde(borrow, rename = "recipientAccountId")]
    recipient: Option<Cow<'a, str>>,
    #[serde(borrow, rename = "errorCode")]
    error_code: Option<Cow<'a, str>>,
    #[serde(borrow, rename = "errorMessage")]
    error_message: Option<Cow<'a, str>>,
    #[serde(borrow, rename = "userIdentity")]
    identity: Option<Identity<'a>>,
    #[serde(borrow, rename = "requestParameters")]
    request: Option<Parameters<'a>>,
    #[serde(borrow, rename = "responseElements")]
    response: Option<Elements<'a>>,
    #[serde(borrow, rename = "additionalEventData")]
    additional: Option<Additional<'a>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Identity<'a> {
    #[serde(borrow)]
    arn: Option<Cow<'a, str>>,
    #[serde(borrow, rename = "accountId")]
    account: Option<Cow<'a, str>>,
    #[serde(borrow, rename = "sessionContext")]
    session: Option<Session<'a>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Session<'a> {
    #[serde(borrow, rename = "sessionIssuer")]
    issuer: Option<Issuer<'a>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Issuer<'a> {
    #[serde(borrow, rename = "type")]
    kind: Option<Cow<'a, str>>,
    #[serde(borrow)]
    arn: Option<Cow<'a, str>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Parameters<'a> {
    #[serde(borrow, rename = "modelId")]
    model_id: Option<Cow<'a, str>>,
    #[serde(borrow, rename = "modelSource")]
    model_source: Option<ModelSource<'a>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct ModelSource<'a> {
    #[serde(borrow, rename = "copyFrom")]
    copy_from: Option<Cow<'a, str>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Elements<'a> {
    #[serde(borrow, rename = "inferenceProfileArn")]
    profile: Option<Cow<'a, str>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Additional<'a> {
    #[serde(borrow, rename = "inferenceRegion")]
    inference_region: Option<Cow<'a, str>>,
}

impl<'a> Record<'a> {
    /// Reads an event as CloudTrail writes it; `None`: it has no such shape.
    pub fn of_json(text: &'a [u8]) -> Option<Self> {
        let raw: Raw<'a> = serde_json::from_slice(text).ok()?;
        let mut record = Self {
            source: raw.source,
            name: raw.name,
            id: raw.id,
            time: raw.time,
            region: raw.region,
            account: raw.recipient,
            error_code: raw.error_code,
            error_message: raw.error_message,
            made: raw.response.and_then(|own| own.profile),
            inference_region: raw.additional.and_then(|own| own.inference_region),
            ..Self::default()
        };
        if let Some(own) = raw.request {
            record.model_id = own.model_id;
            record.copy_from = own.model_source.and_then(|own| own.copy_from);
        }
        record.identify(raw.identity);
        Some(record)
    }

    /// The same, with texts of its own.
    pub(super) fn into_owned<'b>(self) -> Record<'b> {
        let own = |text: Option<Cow<'a, str>>| text.map(|text| Cow::Owned(text.into_owned()));
        Record {
            source: own(self.source),
            name: own(self.name),
            id: own(self.id),
            time: own(self.time),
            region: own(self.region),
            account: own(self.account),
            principal: own(self.principal),
            model_id: own(self.model_id),
            copy_from: own(self.copy_from),
            made: own(self.made),
            inference_region: own(self.inference_region),
            error_code: own(self.error_code),
            error_message: own(self.error_message),
        }
    }

    fn identify(&mut self, identity: Option<Identity<'a>>) {
        let Some(identity) = identity else {
            return;
        };
        let issuer = identity.session.and_then(|own| own.issuer);
        let role = issuer.filter(|own| own.kind.as_deref() == Some("Role"));
        self.principal = role.and_then(|own| own.arn).or(identity.arn);
        if identity.account.is_some() {
            self.account = identity.account;
        }
    }

    /// Takes a column of a table of events, under the name that CloudTrail's field has, whatever its letter case; nested ones as JSON or as Trino writes rows and maps.
    pub(super) fn set(&mut self, column: &str, value: Cow<'a, str>) {
        if value.is_empty() || value == "null" {
            return;
        }
        let field = match column.to_ascii_lowercase().as_str() {
            "eventsource" => &mut self.source,
            "eventname" => &mut self.name,
            "eventid" => &mut self.id,
            "eventtime" => &mut self.time,
            "awsregion" => &mut self.region,
            "errorcode" => &mut self.error_code,
            "errormessage" => &mut self.error_message,
            "recipientaccountid" => {
                // The account of the caller goes first, wherever its column stands.
                self.account.get_or_insert(value);
                return;
            }
            "useridentity" => return self.set_identity(&value),
            "requestparameters" => {
                self.model_id = nested(&value, &["modelId"]);
                self.copy_from = nested(&value, &["modelSource", "copyFrom"]);
                return;
            }
            "responseelements" => {
                self.made = nested(&value, &["inferenceProfileArn"]);
                return;
            }
            "additionaleventdata" => {
                self.inference_region = nested(&value, &["inferenceRegion"]);
                return;
            }
            _ => return,
        };
        *field = Some(value);
    }

    fn set_identity(&mut self, value: &str) {
        let issuer = |own: &str| nested(value, &["sessionContext", "sessionIssuer", own]);
        let role = issuer("arn").filter(|_| issuer("type").as_deref() == Some("Role"));
        self.principal = role.or_else(|| nested(value, &["arn"]));
        if let Some(account) = nested(value, &["accountId"]) {
            self.account = Some(account);
        }
    }
}

/// A text inside a nested value.
fn nested(value: &str, path: &[&str]) -> Option<Cow<'static, str>> {
    let found = if value.trim_start().starts_with("{\"") {
        let json: serde_json::Value = serde_json::from_str(value).ok()?;
        let mut at = &json;
        for key in path {
            let object = at.as_object()?;
            at = object
                .iter()
                .find(|(own, _)| own.eq_ignore_ascii_case(key))?
                .1;
        }
        at.as_str()?.to_owned()
    } else {
        words::nested(value, path)?.to_owned()
    };
    Some(Cow::Owned(found))
}
