use std::fmt::Write as _;

use crate::bedrock::UNSPECIFIED;
use crate::policy::Levels;
use crate::render::facts::Facts;
use crate::simulate::Cell;

use super::look::{Look, key};

/// `matrix.csv`: a line for each OU, source Region and way; source Regions from which every call is denied, before and after, are one line of the OU.
///
/// As RFC 4180 has it, in UTF-8. A value that a spreadsheet would take for a formula has an apostrophe before it.
pub fn survey_csv(facts: Facts<'_>) -> String {
    let mut text = String::from(HEAD);
    for survey in facts.surveys {
        let mut lines = Vec::new();
        let mut closed = 0_usize;
        for (before, after) in survey.before.rows.iter().zip(&survey.after.rows) {
            if before.is_closed() && after.is_closed() {
                closed += 1;
                continue;
            }
            let source = after.source;
            let pairs = before.cells.iter().zip(&after.cells);
            for (way, (before, after)) in survey.after.ways.iter().zip(pairs) {
                if after.all > 0 {
                    let state = |cell: &Cell<'_>| Look::of(*way, cell, source).state.word();
                    lines.push(format!(
                        ",{},{},{},{},{},{},{},{}\r\n",
                        field(source),
                        field(key(*way)),
                        state(before),
                        state(after),
                        after.open,
                        after.all,
                        field(&processed(after)),
                        field(&sids(after, &survey.of.after)),
                    ));
                }
            }
        }
        for ou in &survey.of.ous {
            let ou = field(ou);
            for line in &lines {
                text.push_str(&ou);
                text.push_str(line);
            }
            if closed > 0 {
                let _ = write!(
                    text,
                    "{ou},({closed} other Regions),,denied,denied,0,,,\r\n"
                );
            }
        }
    }
    text
}

const HEAD: &str = "ou,source_region,way,before,after,not_denied,calls,processed_in,denied_by\r\n";

fn processed(cell: &Cell<'_>) -> String {
    let regions = cell.destinations.iter().map(|code| match *code {
        UNSPECIFIED => "any commercial Region",
        code => code,
    });
    regions.collect::<Vec<_>>().join(" ")
}

/// The Sids of the statements that deny something, or their numbers.
fn sids(cell: &Cell<'_>, levels: &Levels) -> String {
    let mut sids: Vec<String> = Vec::new();
    for placed in cell.by.iter().filter_map(|at| levels.statement(*at)) {
        let sid = match placed.sid {
            Some(sid) => sid.to_owned(),
            None => format!("statement {} of {}", placed.number + 1, placed.policy),
        };
        if !sids.contains(&sid) {
            sids.push(sid);
        }
    }
    sids.join(" ")
}

/// A field, quoted where it has to be.
fn field(text: &str) -> String {
    // As OWASP's page on CSV injection has it.
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let text = if formula {
        format!("'{text}")
    } else {
        text.to_owned()
    };
    if text.contains([',', '"', '\n', '\r']) {
        return format!("\"{}\"", text.replace('"', "\"\""));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::field;

    #[test]
    fn a_field_stays_a_field_and_no_formula() {
        assert_eq!(field("Workloads:Prod"), "Workloads:Prod");
        assert_eq!(field("a,b"), "\"a,b\"");
        assert_eq!(field("=HYPERLINK(\"x\")"), "\"'=HYPERLINK(\"\"x\"\")\"");
        assert_eq!(field("-1"), "'-1");
    }
}
