//! A runbook as a whole: its steps are numbered, listed and printed here, and nowhere else.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::step::{Key, Section, Step};
use crate::render::markdown::table;

/// A runbook as it is written down: `RUNBOOK.md`, in which every command is one line, and `runbook.sh`, which has what those lines call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Runbook {
    /// `RUNBOOK.md`.
    pub markdown: String,
    /// `runbook.sh`, to be read by the shell in which the commands are run.
    pub script: String,
}

/// What a runbook is printed from.
pub(super) struct Book {
    /// Title and what has to be known before the first step.
    pub(super) head: String,
    /// What can be tried on few before it holds for all; empty if nothing.
    pub(super) rehearsal: &'static str,
    /// What the script defines for all steps.
    pub(super) prologue: String,
    pub(super) sections: Vec<Section>,
    /// What has to be known when all is done; empty if nothing.
    pub(super) afterwards: String,
}

const SCRIPT_HEAD: &str = "\
# Made by crispack: what the commands of RUNBOOK.md call. Read it into one bash, in the folder of this file: . ./runbook.sh
# It only defines things, and asks who you are; nothing is changed by reading it.
";

const HOW_TO_READ: &str = "\
Go step by step, in one `bash` without `set -e`, in the folder of this file, with the AWS CLI and credentials of the management account, unless a step names another place. A new shell begins with SCRIPT; several people have a shell each. \
Tick a step when its answer is the one behind **Expect**; with any other answer **If not** holds. *Stop* means: do no further step; what was done may stay. \
Keep the backup beside this folder, since the way back needs it. `KNOWN`, if a step has it set, is set in every shell.
";

impl Book {
    pub(super) fn print(&self) -> Runbook {
        let mut markdown = format!("{}\n{}", self.head, self.overview());
        if !self.rehearsal.is_empty() {
            let _ = write!(markdown, "\n## Rehearsal\n\n{}\n", self.rehearsal);
        }
        let mut script = format!("{SCRIPT_HEAD}{}", self.prologue);
        for (number, section) in (1..).zip(&self.sections) {
            let _ = writeln!(markdown, "\n## {number}. {}", section.title);
            if !section.intro.is_empty() {
                let _ = write!(markdown, "\n{}", section.intro);
            }
            for (at, step) in (1..).zip(&section.steps) {
                let _ = write!(markdown, "\n{}", step.print(&format!("{number}.{at}")));
                script.push_str(&step.run.commands.defined());
            }
        }
        if !self.afterwards.is_empty() {
            let _ = write!(markdown, "\n## Afterwards\n\n{}\n", self.afterwards);
        }
        let markdown = refer(&markdown, &self.numbers());
        Runbook { markdown, script }
    }

    fn steps(&self) -> impl Iterator<Item = (String, &Step)> {
        of(1, &self.sections)
    }

    fn numbers(&self) -> BTreeMap<Key, String> {
        let sections = (1..).zip(&self.sections);
        let sections = sections.filter_map(|(number, section): (usize, _)| {
            Some((section.key?, format!("section {number}")))
        });
        let steps = self
            .steps()
            .filter_map(|(number, step)| Some((step.more.key?, format!("step {number}"))));
        sections.chain(steps).collect()
    }

    /// All steps at a glance, and who has to be there.
    fn overview(&self) -> String {
        let row = |(number, step): (String, &Step)| {
            vec![
                number,
                step.title.clone(),
                step.who.name().to_owned(),
                step.more.takes.clone(),
                step.undone.to_string(),
            ]
        };
        let head = ["Step", "What", "Who", "Takes", "Undone by"];
        let is_back = |section: &Section| section.key == Some(Key::WayBack);
        let forward = self.sections.iter().position(is_back);
        let forward = forward.unwrap_or(self.sections.len());
        let (there, back) = self.sections.split_at(forward);
        let mut text = format!(
            "## Overview\n\n{}\n{}\n",
            HOW_TO_READ.replace("SCRIPT", &Key::Script.to_string()),
            table(&head, of(1, there).map(row))
        );
        if !back.is_empty() {
            let rows = table(&head, of(forward + 1, back).map(row));
            let _ = write!(text, "The way back, if it is needed:\n\n{rows}\n");
        }
        let all: BTreeSet<_> = self.steps().map(|(_, step)| step.who).collect();
        let rows = all.iter().map(|who| {
            let cells = [who.name(), who.place(), who.rights()];
            cells.map(str::to_owned).to_vec()
        });
        let roles = table(&["Who", "Where", "Has to be allowed"], rows);
        let _ = write!(
            text,
            "A step that has nothing to undo only looks. A time stands where CfCT or our script sets one; how long Control Tower takes is not known here.\n\n{roles}"
        );
        text
    }
}

impl Step {
    fn print(&self, number: &str) -> String {
        let mut text = format!("### {number} {}\n\n", self.title);
        if !self.more.why.is_empty() {
            let _ = write!(text, "{}\n\n", self.more.why);
        }
        let _ = write!(text, "**Who**: {}", self.who.name());
        if self.who.is_elsewhere() {
            let _ = write!(text, ", {}", self.who.place());
        }
        let is_apart = self.run.by_hand.is_empty() || self.run.by_hand.starts_with('\n');
        let blank = if is_apart { "" } else { " " };
        let _ = write!(text, ". **Run**:{blank}{}\n\n", self.run.by_hand);
        if let Some(shown) = self.run.commands.shown() {
            let _ = write!(text, "```sh\n{shown}```\n\n");
        }
        let _ = write!(
            text,
            "- [ ] **Expect**: {}\n- **If not**: {}\n",
            self.expect, self.if_not
        );
        text
    }
}

/// The steps of sections with their numbers; the first section has this one.
fn of(first: usize, sections: &[Section]) -> impl Iterator<Item = (String, &Step)> {
    let numbered = (first..).zip(sections);
    numbered.flat_map(|(number, section)| {
        let steps = (1..).zip(&section.steps);
        steps.map(move |(at, step): (usize, _)| (format!("{number}.{at}"), step))
    })
}

/// Puts numbers in the place of keys.
fn refer(text: &str, numbers: &BTreeMap<Key, String>) -> String {
    let mut text = text.to_owned();
    for (key, number) in numbers {
        text = text.replace(&key.to_string(), number);
    }
    text
}
