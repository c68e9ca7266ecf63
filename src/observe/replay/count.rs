use crate::observe::log::Record;

/// How often a kind of call was made, and when.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// Calls without an error.
    pub succeeded: u64,
    /// Calls that something denied: a service control policy, or any other.
    pub denied: u64,
    /// Calls that failed for another reason, such as throttling.
    pub failed: u64,
    /// The first `eventTime`.
    pub first: Option<Moment>,
    /// The last `eventTime`.
    pub last: Option<Moment>,
    /// The least `eventID`, as a number.
    sample: Option<u128>,
}

/// A point of time to the second, as CloudTrail spells it: `2026-11-26T12:00:00Z`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment([u8; 20]);

impl Moment {
    /// Reads an `eventTime`, as CloudTrail, Athena and Lake write it: a `T` or a blank behind the day, fractions of seconds are dropped.
    pub fn read(text: &str) -> Option<Self> {
        let mut moment = *b"0000-00-00T00:00:00Z";
        let bytes = text.as_bytes().get(..19)?;
        for (own, given) in moment.iter_mut().zip(bytes) {
            match (*own, *given) {
                (b'0', digit) if digit.is_ascii_digit() => *own = digit,
                (b'T', b' ') => {}
                (own, given) if own == given => {}
                _ => return None,
            }
        }
        Some(Self(moment))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// The day: `2026-11-26`.
    pub fn day(&self) -> &str {
        self.as_str().get(..10).unwrap_or_default()
    }
}

impl Count {
    /// That of one event.
    pub(super) fn of(record: &Record<'_>) -> Self {
        let code = record.error_code.as_deref();
        // AWS writes both, with and without `Exception` (AWS CloudTrail User Guide, "CloudTrail record contents", `errorCode`, read 2026-11-26).
        let is_denial = code.is_some_and(|code| {
            code.contains("AccessDenied") || code.contains("UnauthorizedOperation")
        });
        let moment = record.time.as_deref().and_then(Moment::read);
        Self {
            succeeded: u64::from(code.is_none()),
            denied: u64::from(is_denial),
            failed: u64::from(code.is_some() && !is_denial),
            first: moment,
            last: moment,
            sample: record.id.as_deref().and_then(uuid),
        }
    }

    /// That of events of which only the number is known.
    pub(super) fn untold(events: u64) -> Self {
        Self {
            failed: events,
            ..Self::default()
        }
    }

    /// Adds another.
    pub(super) fn add(&mut self, other: &Self) {
        self.succeeded += other.succeeded;
        self.denied += other.denied;
        self.failed += other.failed;
        self.first = least(self.first, other.first);
        self.last = self.last.max(other.last);
        self.sample = least(self.sample, other.sample);
    }

    /// All events.
    pub fn events(&self) -> u64 {
        self.succeeded + self.denied + self.failed
    }

    /// The least `eventID`; `None` if none of the events had one that is a UUID.
    pub fn sample(&self) -> Option<String> {
        let digits = format!("{:032x}", self.sample?);
        let part = |from: usize, to: usize| digits.get(from..to).unwrap_or_default();
        let parts = [
            part(0, 8),
            part(8, 12),
            part(12, 16),
            part(16, 20),
            part(20, 32),
        ];
        Some(parts.join("-"))
    }
}

fn least<T: Ord>(a: Option<T>, b: Option<T>) -> Option<T> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (one, other) => one.or(other),
    }
}

fn uuid(text: &str) -> Option<u128> {
    let mut value = 0_u128;
    let mut digits = 0;
    for character in text.chars() {
        if character == '-' {
            continue;
        }
        digits += 1;
        value = (value << 4) | u128::from(character.to_digit(16).filter(|_| digits <= 32)?);
    }
    (digits == 32).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::{Count, Moment, uuid};

    #[test]
    fn moments_are_read_however_they_are_spelled() {
        for text in [
            "2026-11-26T12:00:01Z",
            "2026-11-26 12:00:01.000",
            "2026-11-26T12:00:01.123Z",
        ] {
            let moment = Moment::read(text).unwrap();
            assert_eq!(moment.as_str(), "2026-11-26T12:00:01Z");
            assert_eq!(moment.day(), "2026-11-26");
        }
        for odd in [
            "",
            "2026-11-26",
            "1764158400.0000000000",
            "2026-11-26T12:00:é",
        ] {
            assert_eq!(Moment::read(odd), None, "{odd}");
        }
    }

    #[test]
    fn the_sample_is_the_least_event() {
        let id = "0b7e5a2c-1111-4222-8333-444455556666";
        let mut count = Count {
            sample: uuid("ffffffff-1111-4222-8333-444455556666"),
            ..Count::default()
        };
        count.add(&Count {
            sample: uuid(id),
            ..Count::default()
        });
        assert_eq!(count.sample().as_deref(), Some(id));
        assert_eq!(uuid("no uuid"), None);
        assert_eq!(uuid(&"1".repeat(33)), None);
    }
}
