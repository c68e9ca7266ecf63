use std::time::UNIX_EPOCH;

use crate::spec::Day;

/// The day of the build: the one that was given, or the clock's.
pub(super) fn today(given: Option<&str>) -> Option<Day> {
    match given {
        Some(text) => Day::parse(text),
        None => {
            #[expect(
                clippy::disallowed_methods,
                reason = "the command layer is where the clock is read"
            )]
            let now = std::time::SystemTime::now();
            let seconds = now
                .duration_since(UNIX_EPOCH)
                .map_or(0, |since| since.as_secs());
            Some(Day::from_unix(seconds))
        }
    }
}
