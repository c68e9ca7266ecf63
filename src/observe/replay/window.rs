use super::count::Moment;

/// The days that are looked at, both included: `2026-11-01`. An event without a time is looked at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Window {
    /// The first day.
    pub from: Option<String>,
    /// The last day.
    pub to: Option<String>,
}

impl Window {
    /// Is it in there?
    pub(super) fn has(&self, moment: Option<Moment>) -> bool {
        let Some(moment) = moment else {
            return true;
        };
        let day = moment.day();
        self.from.as_deref().is_none_or(|from| from <= day)
            && self.to.as_deref().is_none_or(|to| day <= to)
    }
}
