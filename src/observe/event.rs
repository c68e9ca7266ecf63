use crate::diagnostic::Diagnostic;
use crate::text::Node;

use super::denial::{Denial, denial};
use super::log::{Cutter, Piece, Record, piece};
use super::replay::Operation;
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

/// Reads an event, alone or in whatever AWS wraps events in. Of several the first that was denied is taken, or the first.
///
/// # Errors
/// The document has no event.
pub fn event(document: &Node) -> Result<Event, Vec<Diagnostic>> {
    let mut cutter = Cutter::new(document.source.text.as_bytes());
    let mut first: Option<Event> = None;
    let mut of = 0;
    while let Ok(Some(bytes)) = cutter.piece() {
        of += 1;
        if of > MOST {
            break;
        }
        // Only a denial is worth more than the first.
        let is_better = |event: &Event| match &first {
            None => true,
            Some(first) => first.error_code.is_none() && event.error_code.is_some(),
        };
        let event = match piece(bytes) {
            Piece::Record(record) => one(&record),
            Piece::Other => Record::of_json(bytes).and_then(|record| one(&record)),
            _ => None,
        };
        if let Some(event) = event.filter(is_better) {
            first = Some(event);
        }
    }
    let event = first.map(|event| Event {
        of: of.min(MOST),
        ..event
    });
    event.ok_or_else(|| {
        let why = "it has no `eventSource` and `eventName`";
        vec![event_not_understood::finding(why, Some(document.place()))]
    })
}

fn one(record: &Record<'_>) -> Option<Event> {
    let own = |text: &Option<std::borrow::Cow<'_, str>>| text.as_deref().map(str::to_owned);
    let source = record.source.as_deref()?;
    let name = own(&record.name)?;
    let service = source.strip_suffix(".amazonaws.com").unwrap_or(source);
    let operation = Operation::of(&name).filter(|_| service == "bedrock");
    Some(Event {
        action: operation.map_or_else(
            || format!("{service}:{name}"),
            |operation| operation.action().to_owned(),
        ),
        name,
        region: own(&record.region),
        principal: own(&record.principal),
        model_id: own(&record.model_id),
        inference_region: own(&record.inference_region),
        error_code: own(&record.error_code),
        denial: record
            .error_message
            .as_deref()
            .and_then(|message| denial(message).ok()),
        of: 1,
    })
}
