//! What the queries must find, by the program's own evaluator, event by event.

use std::collections::BTreeMap;

use crispack::bedrock::call::{Asked, Call, CallError};
use crispack::evidence::{Question, Scope};
use crispack::policy::evaluate::Decision;
use crispack::policy::{Levels, Request};
use crispack::simulate::{Bound, Principal, judge_call};
use serde_json::Value;

/// Account, OU, principal, action, target and Region.
pub(crate) type Key = [Option<String>; 6];

/// What stands beside a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) verdict: String,
    pub(crate) reason: Option<String>,
    /// Events, succeeded, denied, failed.
    pub(crate) counts: [u64; 4],
    pub(crate) first: String,
    pub(crate) last: String,
    pub(crate) sample: String,
}

pub(crate) type Rows = BTreeMap<Key, Row>;

const ALONE: [&str; 6] = [
    "prompt-router",
    "default-prompt-router",
    "provisioned-model",
    "custom-model-deployment",
    "custom-model",
    "imported-model",
];

fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

fn action(event: &Value) -> Option<&'static str> {
    Some(match event["eventName"].as_str().unwrap() {
        "InvokeModel" | "Converse" | "StartAsyncInvoke" | "InvokeModelWithBidirectionalStream" => {
            "bedrock:InvokeModel"
        }
        "InvokeModelWithResponseStream" | "ConverseStream" => {
            "bedrock:InvokeModelWithResponseStream"
        }
        "CreateInferenceProfile" => "bedrock:CreateInferenceProfile",
        _ => return None,
    })
}

/// What the events say application inference profiles were made from.
fn origins(question: &Question<'_>, events: &[Value]) -> BTreeMap<String, String> {
    let mut origins = BTreeMap::new();
    for event in considered(question, events) {
        let made = text(&event["responseElements"]["inferenceProfileArn"]);
        let from = text(&event["requestParameters"]["modelSource"]["copyFrom"]);
        if let (Some(made), Some(from)) = (made, from) {
            origins.insert(made, from);
        }
    }
    origins.extend(question.origins.clone());
    origins
}

/// Those of the days.
fn considered<'e>(question: &Question<'_>, events: &'e [Value]) -> impl Iterator<Item = &'e Value> {
    let (from, to) = (question.from, question.to);
    events.iter().filter(move |event| {
        let day = &event["eventTime"].as_str().unwrap()[..10];
        event["eventSource"] == "bedrock.amazonaws.com"
            && action(event).is_some()
            && from.is_none_or(|from| day >= from.to_string().as_str())
            && to.is_none_or(|to| day <= to.to_string().as_str())
    })
}

/// Rows of every verdict; without creations where `creations` is false.
pub(crate) fn rows(question: &Question<'_>, events: &[Value], creations: bool) -> Rows {
    let origins = if creations {
        origins(question, events)
    } else {
        question.origins.clone()
    };
    let mut rows = Rows::new();
    for event in considered(question, events) {
        let action = action(event).unwrap();
        let creates = action == "bedrock:CreateInferenceProfile";
        if creates && !creations {
            continue;
        }
        let time = text(&event["eventTime"]).unwrap();
        let identity = &event["userIdentity"];
        let account = text(&identity["accountId"]).or_else(|| text(&event["recipientAccountId"]));
        let issuer = &identity["sessionContext"]["sessionIssuer"];
        let arn = if issuer["type"] == "Role" {
            text(&issuer["arn"])
        } else {
            text(&identity["arn"])
        };
        let principal = arn.map(|arn| Principal::new(&arn));
        let parameters = &event["requestParameters"];
        let target = if creates {
            text(&parameters["modelSource"]["copyFrom"])
        } else {
            text(&parameters["modelId"])
        };
        let region = text(&event["awsRegion"]).unwrap();
        let scope = scope(question, account.as_deref().unwrap());
        let key = [
            account.clone(),
            scope.map(|scope| scope.ou.clone()),
            principal.as_ref().map(|principal| principal.arn.clone()),
            Some(action.to_owned()),
            target.clone(),
            Some(region.clone()),
        ];
        let error = event["errorCode"].as_str();
        let is_denied =
            |code: &str| code.contains("AccessDenied") || code.contains("UnauthorizedOperation");
        let outcome = match error {
            None => 1,
            Some(code) if is_denied(code) => 2,
            Some(_) => 3,
        };
        let id = text(&event["eventID"]).unwrap();
        let row = rows.entry(key).or_insert_with(|| {
            let judged = judged(
                question,
                principal.as_ref(),
                scope,
                (
                    action,
                    target.as_deref(),
                    &region,
                    account.as_deref().unwrap(),
                ),
                &origins,
            );
            let (verdict, reason) = match judged {
                Ok(verdict) => (verdict, None),
                Err(reason) => ("not-judged", Some(reason.to_owned())),
            };
            Row {
                verdict: verdict.to_owned(),
                reason,
                counts: [0; 4],
                first: time.clone(),
                last: time.clone(),
                sample: id.clone(),
            }
        });
        row.counts[0] += 1;
        row.counts[outcome] += 1;
        row.first = row.first.clone().min(time.clone());
        row.last = row.last.clone().max(time);
        row.sample = row.sample.clone().min(id);
    }
    rows
}

fn scope<'q>(question: &'q Question<'q>, account: &str) -> Option<&'q Scope<'q>> {
    let named = question.scopes.iter();
    let named = named
        .clone()
        .find(|scope| scope.accounts.iter().any(|own| own == account));
    named.or_else(|| {
        question
            .scopes
            .iter()
            .find(|scope| scope.accounts.is_empty())
    })
}

fn judged(
    question: &Question<'_>,
    principal: Option<&Principal>,
    scope: Option<&Scope<'_>>,
    (action, target, region, account): (&str, Option<&str>, &str, &str),
    origins: &BTreeMap<String, String>,
) -> Result<&'static str, &'static str> {
    let principal = principal.ok_or("no-principal")?;
    match principal.bound(question.management_account) {
        Bound::Yes => {}
        Bound::ServiceLinkedRole => return Err("service-linked-role"),
        Bound::ManagementAccount => return Err("management-account"),
    }
    let scope = scope.ok_or("no-ou")?;
    let target = target.ok_or("no-model")?;
    let fill = |request: Request<'static>| request.with("aws:PrincipalArn", principal.arn.as_str());
    let parts: Vec<&str> = target.splitn(6, ':').collect();
    let kind = match parts.as_slice() {
        ["arn", _, "bedrock", _, _, resource] => resource.split_once('/').map(|(kind, _)| kind),
        _ => None,
    };
    let creates = action == "bedrock:CreateInferenceProfile";
    let alone = kind.is_some_and(|kind| ALONE.contains(&kind));
    let denied: Box<dyn Fn(&Levels) -> bool> = if creates || alone {
        let kinds = [
            "inference-profile",
            "foundation-model",
            "application-inference-profile",
        ];
        let known = kind.is_some_and(|kind| alone || kinds.contains(&kind));
        if !known || target.ends_with(&format!(":{}/", kind.unwrap())) {
            return Err("not-callable");
        }
        if !parts[3].is_empty() && parts[3] != region {
            return Err("odd-arn");
        }
        let known = question.catalogue.region(region).ok_or("unknown-region")?;
        if parts[1] != known.partition {
            return Err("odd-arn");
        }
        let request = Request::new(action, target).with("aws:RequestedRegion", region);
        let request = fill(request);
        Box::new(move |levels| levels.judge(&request).decision() != Decision::NotDenied)
    } else {
        let is_application = kind == Some("application-inference-profile");
        let origin = origins.get(target).filter(|_| is_application);
        let asked = Asked {
            model_id: target,
            source: Some(region),
            origin: origin.map(String::as_str),
            destinations: &[],
            account: Some(account),
        };
        let call = Call::new(asked, question.catalogue).map_err(|error| reason(&error))?;
        Box::new(move |levels| {
            judge_call(levels, &call, action, question.settled, fill).is_denied()
        })
    };
    match (denied(scope.before), denied(scope.after)) {
        (false, true) => Ok("newly-denied"),
        (true, false) => Ok("no-longer-denied"),
        (true, true) => Ok("denied"),
        (false, false) if kind.is_some_and(|kind| kind.ends_with("prompt-router")) && !creates => {
            Err("prompt-router")
        }
        (false, false) => Ok("open"),
    }
}

fn reason(error: &CallError) -> &'static str {
    match error {
        CallError::NoOrigin(_) => "origin-unknown",
        CallError::TwoSources { .. } | CallError::OtherPartition { .. } => "odd-arn",
        CallError::UnknownRegion(_) => "unknown-region",
        CallError::UnknownProfile(_) => "unknown-profile",
        CallError::NoRoutes(_) => "no-routes",
        CallError::NotOffered { .. } => "not-offered",
        _ => "not-callable",
    }
}
