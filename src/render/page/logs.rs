use crate::render::facts::Facts;
use crate::render::impact::{ImpactBefore, Reason, Told, ToldRow, caller, number, rests_on};
use crate::render::visible::visible;

/// What logs of CloudTrail say of the release.
pub(super) struct Logs {
    pub(super) answer: String,
    /// Which logs.
    pub(super) read: String,
    pub(super) breaks: Vec<Call>,
    pub(super) more_breaks: usize,
    pub(super) left: Vec<Call>,
    pub(super) more_left: usize,
    pub(super) not_judged: Vec<String>,
    pub(super) rests_on: Vec<String>,
}

/// A kind of call.
pub(super) struct Call {
    pub(super) account: String,
    pub(super) ou: String,
    pub(super) caller: String,
    pub(super) target: String,
    pub(super) source: String,
    pub(super) calls: String,
    pub(super) last: String,
    /// What denies it, or where it was served.
    pub(super) by: Vec<String>,
}

/// So many kinds of calls are shown.
const SHOWN: usize = 20;

/// `None` if no logs were given.
pub(super) fn logs(facts: Facts<'_>) -> Option<Logs> {
    facts.impact.map(of)
}

fn of(told: &Told) -> Logs {
    let (breaks, left) = (told.breaks(), told.left());
    let call = |row: &&ToldRow, calls: u64, by: Vec<String>| {
        let text = |own: &Option<String>| own.as_deref().map_or_else(String::new, visible);
        Call {
            account: text(&row.account),
            ou: visible(&row.ou),
            caller: caller(&text(&row.principal)).to_owned(),
            target: text(&row.target),
            source: text(&row.source),
            calls: number(calls),
            last: text(&row.last).chars().take(10).collect(),
            by,
        }
    };
    let read = &told.read;
    let span = match (&read.first, &read.last) {
        (Some(first), Some(last)) => {
            let day = |text: &str| visible(text).chars().take(10).collect::<String>();
            format!(", those of Bedrock of {} to {}", day(first), day(last))
        }
        _ => String::new(),
    };
    let cut = match read.cut_short {
        0 => String::new(),
        some => format!("; {} files could not be read to their end", number(some)),
    };
    let before = ImpactBefore::named(&told.before);
    Logs {
        answer: visible(&told.answer),
        read: format!(
            "{} events in {} files{span}{cut}",
            number(read.events),
            number(read.files)
        ),
        more_breaks: breaks.len().saturating_sub(SHOWN),
        breaks: breaks
            .iter()
            .take(SHOWN)
            .map(|row| {
                let by = row.denied_by.after.iter();
                let by = by.map(|own| visible(own.sid.as_deref().unwrap_or(&own.policy)));
                call(row, row.succeeded, by.collect())
            })
            .collect(),
        more_left: left.len().saturating_sub(SHOWN),
        left: left
            .iter()
            .take(SHOWN)
            .map(|row| {
                let out = row.served.iter().filter(|own| !own.allowed);
                let out =
                    out.map(|own| format!("{} ({})", visible(&own.region), number(own.calls)));
                call(row, row.left, out.collect())
            })
            .collect(),
        not_judged: told.not_judged.iter().map(Reason::sentence).collect(),
        rests_on: rests_on(before, &visible(&told.catalogue)),
    }
}
