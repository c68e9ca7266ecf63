//! `REPORT.html`: the page that a compliance officer signs.
//!
//! Sections are values, and `templates/` says how they look. What they say comes from the survey and the proof, and from the sentences of `REPORT.md`.

mod changes;
mod group;
mod head;
mod links;
mod logs;
mod map;
mod maps;
mod matrix;
mod places;
mod verify;

use askama::Template;

use super::facts::{Artifacts, Facts};
use super::prose::{Prose, prose};
use super::report::{self, Part, exceptions, not_covered, open_points, touched};
use changes::{Change, Proved, changes, proved};
use group::{Group, groups};
use head::Head;
use links::{Links, Statement};
use logs::{Logs, logs};
use maps::{Picture, pictures};
use matrix::To;
use places::{Places, places};
use verify::{Verify, verify};

/// The page; its parts are in `templates/`.
#[derive(Template)]
#[template(path = "report.html")]
struct Page<'a> {
    head: Head<'a>,
    groups: Vec<Group>,
    land: &'static str,
    pictures: Vec<Picture>,
    has_anywhere: bool,
    places: Places,
    changes_text: Vec<Block>,
    changes: Vec<Change>,
    proved: Proved,
    logs: Option<Logs>,
    touched: Vec<Prose>,
    exceptions: Vec<Exception>,
    not_covered: Vec<Prose>,
    open_points: Vec<Prose>,
    verify: Verify,
    statements: Vec<Statement>,
}

/// A policy that is wanted for a while, or for a reason.
struct Exception {
    ou: String,
    mode: String,
    until: String,
    reason: String,
}

/// `REPORT.html`: one file that needs no other, no network and no script.
///
/// # Errors
/// None that a text in memory could have.
pub fn page(
    facts: Facts<'_>,
    artifacts: Artifacts<'_>,
    changed: &[Part],
) -> Result<String, std::fmt::Error> {
    let mut links = Links::new(facts);
    let groups = groups(facts, &mut links);
    let pictures = pictures(facts);
    let page = Page {
        land: map::land(),
        has_anywhere: pictures.iter().any(|own| own.is_anywhere),
        pictures,
        head: Head::of(facts, artifacts),
        places: places(facts, &mut links),
        groups,
        changes_text: blocks(&report::changes(facts)),
        changes: changes(changed),
        proved: proved(facts),
        logs: logs(facts),
        touched: lines(&touched(facts)),
        exceptions: exceptions(facts)
            .map(|[ou, mode, until, reason]| Exception {
                ou,
                mode,
                until,
                reason,
            })
            .collect(),
        not_covered: lines(&not_covered(facts)),
        open_points: lines(&open_points(facts)),
        verify: verify(facts),
        statements: links.statements(),
    };
    page.render().map_err(|_| std::fmt::Error)
}

/// A paragraph, or an item of a list.
struct Block {
    is_item: bool,
    prose: Prose,
}

/// Paragraphs and lists, as the reports write them: a line each.
fn blocks(markdown: &str) -> Vec<Block> {
    let lines = markdown.lines().filter(|line| !line.is_empty());
    let block = |line: &str| match line.strip_prefix("* ") {
        Some(item) => Block {
            is_item: true,
            prose: prose(item),
        },
        None => Block {
            is_item: false,
            prose: prose(line),
        },
    };
    lines.map(block).collect()
}

fn lines(markdown: &[String]) -> Vec<Prose> {
    markdown.iter().map(|line| prose(line)).collect()
}
