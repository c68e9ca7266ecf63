use std::borrow::Cow;
use std::sync::LazyLock;

use memchr::memmem::Finder;
use serde::Deserialize;

use super::record::Record;

/// What a piece of a log is.
#[derive(Debug)]
#[expect(
    clippy::large_enum_variant,
    reason = "there is one at a time, and it is never kept"
)]
pub enum Piece<'a> {
    /// An event that speaks of Bedrock somewhere.
    Record(Record<'a>),
    /// An event of another service, which was not looked at closely.
    Other,
    /// The digest that CloudTrail writes beside its logs.
    Digest,
    /// It speaks of Bedrock, and cannot be read as an event.
    Broken,
    /// No event.
    NoEvent,
}

/// What an event may be wrapped in: `lookup-events`, CloudWatch Logs, EventBridge, CloudTrail Lake.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Wrapped<'a> {
    #[serde(borrow, rename = "CloudTrailEvent")]
    looked_up: Option<Cow<'a, str>>,
    #[serde(borrow)]
    message: Option<Cow<'a, str>>,
    #[serde(borrow)]
    detail: Option<&'a serde_json::value::RawValue>,
    #[serde(borrow, rename = "eventJson")]
    lake: Option<Cow<'a, str>>,
}

static BEDROCK: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new("bedrock"));
static SOURCE: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new("eventSource"));
static DIGEST: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new("\"digestStartTime\""));
/// A text may spell letters by their numbers.
static SPELLED: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new("\\u00"));

/// What a piece that a [`Cutter`](super::Cutter) handed out is. Only an event that speaks of Bedrock is read; of others it is seen that they are events.
pub fn piece(bytes: &[u8]) -> Piece<'_> {
    let is_asked = BEDROCK.find(bytes).is_some() || SPELLED.find(bytes).is_some();
    if !is_asked {
        return match (SOURCE.find(bytes), DIGEST.find(bytes)) {
            (Some(_), _) => Piece::Other,
            (None, Some(_)) => Piece::Digest,
            (None, None) => Piece::NoEvent,
        };
    }
    if bytes.starts_with(b"[") {
        return row(bytes);
    }
    match Record::of_json(bytes) {
        Some(record) if record.source.is_some() => Piece::Record(record),
        Some(_) => unwrapped(bytes),
        None => row_of(bytes).unwrap_or(Piece::Broken),
    }
}

/// A row of a table of events as JSON: columns in any letter case, what is nested as a text in it.
fn row_of(bytes: &[u8]) -> Option<Piece<'_>> {
    let columns: serde_json::Map<String, serde_json::Value> = serde_json::from_slice(bytes).ok()?;
    let mut record = Record::default();
    for (name, value) in columns {
        match value {
            serde_json::Value::String(text) => record.set(&name, Cow::Owned(text)),
            nested @ serde_json::Value::Object(_) => {
                record.set(&name, Cow::Owned(nested.to_string()));
            }
            _ => {}
        }
    }
    // Names that are no texts are no row's either.
    let is_event = record.source.is_some() && record.name.is_some();
    is_event.then_some(Piece::Record(record))
}

fn unwrapped(bytes: &[u8]) -> Piece<'_> {
    let Ok(wrapped) = serde_json::from_slice::<Wrapped<'_>>(bytes) else {
        return Piece::Broken;
    };
    let texts = [wrapped.looked_up, wrapped.lake, wrapped.message];
    let text = texts.into_iter().flatten().next();
    match (text, wrapped.detail) {
        (Some(text), _) => of_text(&text),
        (None, Some(detail)) => match Record::of_json(detail.get().as_bytes()) {
            Some(record) if record.source.is_some() => Piece::Record(record),
            _ => Piece::Broken,
        },
        (None, None) if DIGEST.find(bytes).is_some() => Piece::Digest,
        // It speaks of Bedrock, so it is told as something that could not be read.
        (None, None) => row_of(bytes).unwrap_or(Piece::Broken),
    }
}

/// An event that stands as a text in another document.
pub(super) fn of_text<'a>(text: &str) -> Piece<'a> {
    match Record::of_json(text.as_bytes()) {
        Some(record) if record.source.is_some() => Piece::Record(record.into_owned()),
        Some(_) | None => Piece::Broken,
    }
}

/// A row of `aws cloudtrail get-query-results`: a list of objects, each with one column.
fn row(bytes: &[u8]) -> Piece<'_> {
    type Column<'a> = std::collections::BTreeMap<Cow<'a, str>, Option<Cow<'a, str>>>;
    let Ok(columns) = serde_json::from_slice::<Vec<Column<'_>>>(bytes) else {
        return Piece::Broken;
    };
    let mut record = Record::default();
    for (name, value) in columns.into_iter().flatten() {
        let Some(value) = value else {
            continue;
        };
        if name.eq_ignore_ascii_case("eventJson") {
            return of_text(&value);
        }
        record.set(&name, value);
    }
    if record.source.is_some() {
        Piece::Record(record)
    } else {
        Piece::Broken
    }
}
