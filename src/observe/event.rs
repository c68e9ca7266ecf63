use crate::diagnostic::Diagnostic;
use crate::text::{self, Kind, Node};

use super::denial::{Denial, denial};
use super::rules::event_not_understood;

/// What a CloudTrail event says of a call.
///
/// Source: AWS CloudTrail User Guide, "CloudTrail record contents", and Amazon Bedrock User Guide, "Monitor Amazon Bedrock API calls using CloudTrail" and
/// "Increase throughput with cross-Region inference" (`additionalEventData.inferenceRegion`); read 2026-11-25.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// `service:Action`, as it is authorized: Converse is `bedrock:InvokeModel`.
    pub action: String,
    /// `eventName`.
    pub name: String,
    /// `awsRegion`: where the call was made.
    pub region: Option<String>,
    /// The caller: of a role's session the role itself, whose path the event knows.
    pub principal: Option<String>,
    /// `requestParameters.modelId`.
    pub model_id: Option<String>,
    /// `additionalEventData.inferenceRegion`: where it was served.
    pub inference_region: Option<String>,
    /// `errorCode`.
    pub error_code: Option<String>,
    /// What `errorMessage` says, if it is a denial that can be read.
    pub denial: Option<Denial>,
    /// How many events the document holds.
    pub of: usize,
}

/// The most events of one document that are looked through.
const MOST: usize = 10_000;

/// Reads an event: alone, in `Records`, or as the text in `CloudTrailEvent`. Of several the first that was denied is taken, or the first.
///
/// # Errors
/// The document has no event.
pub fn event(document: &Node) -> Result<Event, Vec<Diagnostic>> {
    let refused = |why: &str| vec![event_not_understood::finding(why, Some(document.place()))];
    let listed = document.get("Records").or_else(|| document.get("Events"));
    let nodes: Vec<&Node> = match listed.map(|list| &list.kind) {
        Some(Kind::Array(items)) => items.iter().take(MOST).collect(),
        _ => vec![document],
    };
    let mut events = Vec::with_capacity(nodes.len());
    for node in &nodes {
        // Only a denial can end the search early.
        let unwrapped = match node.get("CloudTrailEvent") {
            Some(text) => &text::embedded_json(text)?,
            None => node,
        };
        if let Some(event) = one(unwrapped, nodes.len()) {
            let denied = event.error_code.is_some();
            events.push(event);
            if denied {
                events.drain(..events.len() - 1);
                break;
            }
        }
    }
    events
        .into_iter()
        .next()
        .ok_or_else(|| refused("it has no `eventSource` and `eventName`"))
}

fn one(node: &Node, of: usize) -> Option<Event> {
    let text = |pointer: &str| {
        node.pointer(pointer)
            .and_then(Node::as_str)
            .map(str::to_owned)
    };
    let source = text("/eventSource")?;
    let name = text("/eventName")?;
    let service = source.strip_suffix(".amazonaws.com").unwrap_or(&source);
    let is_role =
        text("/userIdentity/sessionContext/sessionIssuer/type").as_deref() == Some("Role");
    let issuer = text("/userIdentity/sessionContext/sessionIssuer/arn").filter(|_| is_role);
    Some(Event {
        action: authorized_as(service, &name),
        name,
        region: text("/awsRegion"),
        principal: issuer.or_else(|| text("/userIdentity/arn")),
        model_id: text("/requestParameters/modelId"),
        inference_region: text("/additionalEventData/inferenceRegion"),
        error_code: text("/errorCode"),
        denial: text("/errorMessage").and_then(|message| denial(&message).ok()),
        of,
    })
}

/// The action behind an event (Amazon Bedrock API Reference, Converse and ConverseStream, read 2026-11-25).
fn authorized_as(service: &str, name: &str) -> String {
    let name = match (service, name) {
        ("bedrock", "Converse" | "StartAsyncInvoke") => "InvokeModel",
        ("bedrock", "ConverseStream") => "InvokeModelWithResponseStream",
        (_, name) => name,
    };
    format!("{service}:{name}")
}
