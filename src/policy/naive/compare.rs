//! Numbers, dates and addresses, each compared in the plainest way.

use std::cmp::Ordering;
use std::net::IpAddr;

/// How two decimal numbers stand to each other; `None`: one is no number.
pub(super) fn numbers(left: &str, right: &str) -> Option<Ordering> {
    let (left, right) = (Decimal::parse(left)?, Decimal::parse(right)?);
    // Both get as many digits on either side of the point as the longer one has; then the digits decide.
    let whole = left.whole.len().max(right.whole.len());
    let part = left.part.len().max(right.part.len());
    let digits = |number: &Decimal| format!("{:0>whole$}{:0<part$}", number.whole, number.part);
    let (one, other) = (digits(&left), digits(&right));
    let zero = |digits: &str| digits.chars().all(|c| c == '0');
    Some(
        match (left.minus && !zero(&one), right.minus && !zero(&other)) {
            (false, false) => one.cmp(&other),
            (true, true) => other.cmp(&one),
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
        },
    )
}

struct Decimal {
    minus: bool,
    whole: String,
    part: String,
}

impl Decimal {
    fn parse(text: &str) -> Option<Self> {
        let (minus, digits) = match text.strip_prefix('-') {
            Some(digits) => (true, digits),
            None => (false, text),
        };
        let mut halves = digits.split('.');
        let whole = halves.next()?;
        let part = halves.next();
        let is_digits = |half: &str| !half.is_empty() && half.chars().all(|c| c.is_ascii_digit());
        let fits = halves.next().is_none() && is_digits(whole) && part.is_none_or(is_digits);
        fits.then(|| Self {
            minus,
            part: part.unwrap_or("").to_owned(),
            whole: whole.to_owned(),
        })
    }
}

/// How two moments stand to each other; `None`: one is no date.
pub(super) fn dates(left: &str, right: &str) -> Option<Ordering> {
    Some(nanoseconds(left)?.cmp(&nanoseconds(right)?))
}

/// Since the start of 1970.
fn nanoseconds(text: &str) -> Option<i128> {
    let is_calendar = text.chars().count() == 4 || text.chars().nth(4) == Some('-');
    if !is_calendar {
        let minus = text.starts_with('-');
        let digits = text.strip_prefix('-').unwrap_or(text);
        let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
        if whole.len() > 15 {
            return None;
        }
        let moment = whole_number(whole)? * 1_000_000_000 + billionths(part)?;
        return Some(if minus { -moment } else { moment });
    }
    let (day, time) = text
        .split_once('T')
        .map_or((text, None), |(day, time)| (day, Some(time)));
    let fields: Vec<&str> = day.split('-').collect();
    let widths: &[usize] = &[4, 2, 2];
    let fits = fields.len() <= 3
        && fields
            .iter()
            .zip(widths)
            .all(|(field, width)| field.len() == *width);
    if !fits || (time.is_some() && fields.len() < 3) {
        return None;
    }
    let field = |number: usize| {
        fields
            .get(number)
            .map_or(Some(1), |text| whole_number(text))
    };
    let (year, month, day) = (field(0)?, field(1)?, field(2)?);
    if !(1..=12).contains(&month) || !(1..=days_in(year, month)).contains(&day) {
        return None;
    }
    // Counted out: one year, then one month after another.
    let years: i128 = if year >= 1970 {
        (1970..year).map(days_in_year).sum()
    } else {
        -(year..1970).map(days_in_year).sum::<i128>()
    };
    let months: i128 = (1..month).map(|month| days_in(year, month)).sum();
    let days = years + months + day - 1;
    Some(days * 86_400_000_000_000 + time.map_or(Some(0), of_day)?)
}

fn of_day(text: &str) -> Option<i128> {
    let (clock, ahead) = if let Some(clock) = text.strip_suffix('Z') {
        (clock, 0)
    } else {
        let at = text.rfind(['+', '-'])?;
        let (clock, zone) = text.split_at_checked(at)?;
        let minutes = minutes(zone.get(1..)?)?;
        (
            clock,
            if zone.starts_with('-') {
                -minutes
            } else {
                minutes
            },
        )
    };
    let (clock, second) = match clock.match_indices(':').nth(1) {
        Some((at, _)) => (clock.get(..at)?, clock.get(at + 1..)?),
        None => (clock, "00"),
    };
    let (second, part) = second.split_once('.').unwrap_or((second, "0"));
    let seconds = whole_number(second).filter(|n| *n < 60 && second.len() == 2)?;
    Some(((minutes(clock)? - ahead) * 60 + seconds) * 1_000_000_000 + billionths(part)?)
}

/// `hh:mm` in minutes.
fn minutes(text: &str) -> Option<i128> {
    let (hours, minutes) = text.split_once(':')?;
    if hours.len() != 2 || minutes.len() != 2 {
        return None;
    }
    let (hours, minutes) = (whole_number(hours)?, whole_number(minutes)?);
    (hours < 24 && minutes < 60).then_some(hours * 60 + minutes)
}

fn whole_number(text: &str) -> Option<i128> {
    let digits = !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

fn billionths(text: &str) -> Option<i128> {
    let is_digits = !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    let padded = format!("{text:0<9}");
    // What is behind the ninth digit is dropped.
    is_digits.then(|| padded.get(..9)?.parse().ok()).flatten()
}

fn days_in_year(year: i128) -> i128 {
    (1..=12).map(|month| days_in(year, month)).sum()
}

fn days_in(year: i128, month: i128) -> i128 {
    match month {
        2 if (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Whether a range holds an address; `None`: one of them is none.
pub(super) fn in_range(range: &str, address: &str) -> Option<bool> {
    let (base, length) = network(range)?;
    let address = bits(address.parse().ok()?);
    // An IPv4 range holds no IPv6 address: they have not as many bits.
    Some(base.len() == address.len() && base.iter().zip(&address).take(length).all(|(a, b)| a == b))
}

/// Whether a text is a range or an address.
pub(super) fn is_range(text: &str) -> bool {
    network(text).is_some()
}

/// Whether a text is a decimal number.
pub(super) fn is_number(text: &str) -> bool {
    Decimal::parse(text).is_some()
}

/// Whether a text is a date.
pub(super) fn is_date(text: &str) -> bool {
    nanoseconds(text).is_some()
}

fn network(text: &str) -> Option<(Vec<bool>, usize)> {
    let (base, length) = text
        .split_once('/')
        .map_or((text, None), |(base, length)| (base, Some(length)));
    let base = bits(base.parse().ok()?);
    let length = match length {
        None => base.len(),
        Some(length) => usize::try_from(whole_number(length)?).ok()?,
    };
    (length <= base.len()).then_some((base, length))
}

fn bits(address: IpAddr) -> Vec<bool> {
    let bytes = match address {
        IpAddr::V4(address) => address.octets().to_vec(),
        IpAddr::V6(address) => address.octets().to_vec(),
    };
    bytes
        .iter()
        .flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1 == 1))
        .collect()
}
