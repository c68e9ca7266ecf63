use std::time::UNIX_EPOCH;

use crate::spec::Day;

/// The variable of the environment that says which day counts as today.
pub(super) const TODAY: &str = "CRISPACK_TODAY";

/// The day of the build: the one that was given, that of the environment, or the clock's.
pub(super) fn today(given: Option<&str>) -> Option<Day> {
    #[expect(
        clippy::disallowed_methods,
        reason = "the command layer is where the environment is read"
    )]
    let surrounding = std::env::var(TODAY).ok();
    match given.or(surrounding.as_deref()) {
        Some(text) => Day::parse(text),
        None => Some(Day::from_unix(seconds())),
    }
}

/// The time, in UTC: `2026-11-25T10:00:00Z`.
pub(super) fn now() -> String {
    let seconds = seconds();
    let of_day = seconds % 86_400;
    format!(
        "{}T{:02}:{:02}:{:02}Z",
        Day::from_unix(seconds),
        of_day / 3_600,
        of_day / 60 % 60,
        of_day % 60
    )
}

fn seconds() -> u64 {
    #[expect(
        clippy::disallowed_methods,
        reason = "the command layer is where the clock is read"
    )]
    let now = std::time::SystemTime::now();
    now.duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_secs())
}
