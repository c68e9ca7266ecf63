/// A moment, in nanoseconds since the start of 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::policy) struct Date(i128);

const SECOND: i128 = 1_000_000_000;

impl Date {
    /// Reads a date of the W3C's profile of ISO 8601, from `2026` to `2026-11-25T10:00:00.5+01:00`, or seconds since 1970.
    ///
    /// Source: IAM User Guide, "Condition operators", date conditions, read 2026-11-25. Four digits are a year, which the page does not decide.
    pub(in crate::policy) fn parse(text: &str) -> Option<Self> {
        if text.len() == 4 || text.as_bytes().get(4) == Some(&b'-') {
            return calendar(text);
        }
        let (negative, digits) = match text.strip_prefix('-') {
            Some(digits) => (true, digits),
            None => (false, text),
        };
        let (whole, fraction) = match digits.split_once('.') {
            Some((whole, fraction)) => (whole, nanoseconds(fraction)?),
            None => (digits, 0),
        };
        let moment = number(whole, 1..=15)? * SECOND + fraction;
        Some(Self(if negative { -moment } else { moment }))
    }

    /// The moment, the one before it and the one behind it, in seconds since 1970: no date can be told from one of them, its neighbours apart.
    pub(in crate::policy) fn around(self) -> [String; 3] {
        [self.0 - 1, self.0, self.0 + 1].map(|moment| {
            let sign = if moment < 0 { "-" } else { "" };
            let moment = moment.unsigned_abs();
            let second = SECOND.unsigned_abs();
            format!("{sign}{}.{:09}", moment / second, moment % second)
        })
    }
}

fn calendar(text: &str) -> Option<Date> {
    let (day, time) = match text.split_once('T') {
        Some((day, time)) => (day, Some(time)),
        None => (text, None),
    };
    let mut parts = day.split('-');
    let year = number(parts.next()?, 4..=4)?;
    let month = parts.next().map_or(Some(1), |part| number(part, 2..=2))?;
    let date = parts.next();
    let of_month = date.map_or(Some(1), |part| number(part, 2..=2))?;
    // A time needs a whole day before it.
    if parts.next().is_some() || (time.is_some() && date.is_none()) {
        return None;
    }
    let days = days_since_1970(year, month, of_month)?;
    let time = time.map_or(Some(0), time_of_day)?;
    Some(Date(days * 86_400 * SECOND + time))
}

/// `10:00Z`, `10:00:00.25+01:00`, in nanoseconds since midnight in UTC.
fn time_of_day(text: &str) -> Option<i128> {
    let zone_at = text.find(['Z', '+', '-'])?;
    let (clock, zone) = text.split_at_checked(zone_at)?;
    let mut parts = clock.split(':');
    let hour = number(parts.next()?, 2..=2).filter(|hour| *hour < 24)?;
    let minute = number(parts.next()?, 2..=2).filter(|minute| *minute < 60)?;
    let (second, fraction) = match parts.next() {
        None => (0, 0),
        Some(part) => {
            let (second, fraction) = match part.split_once('.') {
                Some((second, fraction)) => (second, nanoseconds(fraction)?),
                None => (part, 0),
            };
            (
                number(second, 2..=2).filter(|second| *second < 60)?,
                fraction,
            )
        }
    };
    if parts.next().is_some() {
        return None;
    }
    let ahead = match zone.strip_prefix('Z') {
        Some(rest) => rest.is_empty().then_some(0)?,
        None => {
            let (sign, zone) = zone.split_at_checked(1)?;
            let (hours, minutes) = zone.split_once(':')?;
            let hours = number(hours, 2..=2).filter(|hours| *hours < 24)?;
            let minutes = number(minutes, 2..=2).filter(|minutes| *minutes < 60)?;
            let seconds = hours * 3_600 + minutes * 60;
            if sign == "-" { -seconds } else { seconds }
        }
    };
    Some((hour * 3_600 + minute * 60 + second - ahead) * SECOND + fraction)
}

/// Digits, and nothing else, as many as are allowed.
fn number(text: &str, digits: std::ops::RangeInclusive<usize>) -> Option<i128> {
    (digits.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}

/// The digits behind a decimal point; those behind the ninth are dropped.
fn nanoseconds(text: &str) -> Option<i128> {
    if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let digits: String = text.chars().chain("000000000".chars()).take(9).collect();
    digits.parse().ok()
}

/// Days of the Gregorian calendar: Howard Hinnant, "chrono-compatible low-level date algorithms". `None` if there is no such day.
fn days_since_1970(year: i128, month: i128, day: i128) -> Option<i128> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => return None,
    };
    if !(1..=last).contains(&day) {
        return None;
    }
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year - era * 400;
    let shifted = (month + 9) % 12;
    let of_year = (153 * shifted + 2) / 5 + day - 1;
    let day_of_era = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
    Some(era * 146_097 + day_of_era - 719_468)
}
