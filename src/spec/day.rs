use std::fmt;

/// A day of the calendar. The program's only clock is the command layer, which passes it down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(clippy::struct_field_names, reason = "a day has a day")]
pub struct Day {
    year: u16,
    month: u8,
    day: u8,
}

impl Day {
    /// Reads `YYYY-MM-DD`; `None` if there is no such day.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let mut number = |digits: usize| {
            parts
                .next()
                .filter(|part| part.len() == digits && part.chars().all(|c| c.is_ascii_digit()))
                .and_then(|part| part.parse::<u16>().ok())
        };
        let (year, month, day) = (number(4)?, number(2)?, number(2)?);
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let days = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            _ => return None,
        };
        if parts.next().is_some() || !(1..=days).contains(&day) {
            return None;
        }
        Some(Self {
            year,
            month: u8::try_from(month).ok()?,
            day: u8::try_from(day).ok()?,
        })
    }

    /// Days since the start of 1970; none before.
    pub fn number(self) -> u64 {
        let (year, month) = (u64::from(self.year), u64::from(self.month));
        // The inverse of what `from_unix` does.
        let (year, shifted) = if month > 2 {
            (year, month - 3)
        } else {
            (year.saturating_sub(1), month + 9)
        };
        let (era, of_era) = (year / 400, year % 400);
        let of_year = (153 * shifted + 2) / 5 + u64::from(self.day) - 1;
        let days = era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year;
        days.saturating_sub(719_468)
    }

    /// The day, in UTC, so many seconds after the start of 1970. A negative or far future time is clamped to what four digits can say.
    pub fn from_unix(seconds: u64) -> Self {
        // Counted from 0000-03-01, so that the leap day is the last of its year: Howard Hinnant, "chrono-compatible low-level date algorithms".
        let days = (seconds / 86_400).min(2_932_896) + 719_468;
        let (era, of_era) = (days / 146_097, days % 146_097);
        let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted = (5 * of_year + 2) / 153;
        let day = of_year - (153 * shifted + 2) / 5 + 1;
        let month = if shifted < 10 {
            shifted + 3
        } else {
            shifted - 9
        };
        let year = year_of_era + era * 400 + u64::from(month <= 2);
        Self {
            year: u16::try_from(year).unwrap_or(9999),
            month: u8::try_from(month).unwrap_or(12),
            day: u8::try_from(day).unwrap_or(31),
        }
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::Day;

    #[test]
    fn only_days_of_the_calendar_are_days() {
        assert_eq!(Day::parse("2028-02-29").unwrap().to_string(), "2028-02-29");
        for text in [
            "2027-02-29",
            "2027-13-01",
            "2027-00-01",
            "2027-1-01",
            "2027-01-01-",
            "x",
            "2027-04-31",
            "２０２７-01-01",
        ] {
            assert_eq!(Day::parse(text), None, "{text}");
        }
        assert!(Day::parse("2026-12-31") < Day::parse("2027-01-01"));
    }

    #[test]
    fn seconds_since_1970_name_a_day() {
        for (seconds, day) in [
            (0, "1970-01-01"),
            (86_399, "1970-01-01"),
            (951_782_400, "2000-02-29"),
            (1_795_392_000, "2026-11-23"),
            (u64::MAX, "9999-12-31"),
        ] {
            assert_eq!(Day::from_unix(seconds).to_string(), day);
        }
    }
}
