//! Everything that a page is held against in a view. A complaint begins with a word for its check.

use std::path::Path;

use crate::browser::Browser;
use crate::tab::{Tab, View};

const NAMES: &str = include_str!("names.js");
const WIDTH: &str = include_str!("width.js");
const CONTRAST: &str = include_str!("contrast.js");
const STRUCTURE: &str = include_str!("structure.js");
const COLOUR: &str = include_str!("colour.js");
const STOPS: &str = include_str!("stops.js");

/// What is folded away is looked at as well.
pub(crate) const UNFOLD: &str =
    "for (const part of document.querySelectorAll('details')) part.open = true";

/// So many presses of a key are tried on a page, on one of two thousand OUs too.
const PRESSES: usize = 200;

/// A page of more elements has everything many times over, and is not gone through twice by keyboard, nor told to a screen reader.
const MANY: u64 = 8_000;

/// What is wrong with a page; `may_scroll` selects elements that may scroll sideways in themselves.
pub(crate) fn look(
    browser: &mut Browser,
    file: &Path,
    view: View,
    may_scroll: &str,
) -> Vec<String> {
    let mut tab = Tab::open(browser, file, view);
    let width = script(WIDTH, &format!("{may_scroll:?}, {}", view.width));
    let mut complaints = tab.lines(&width);
    complaints.extend(keyboard(&mut tab));
    tab.evaluate(UNFOLD);
    complaints.extend(tab.lines(&width));
    let elements = tab.evaluate("document.querySelectorAll('*').length");
    if elements.as_u64().unwrap() <= MANY {
        complaints.extend(keyboard(&mut tab));
        complaints.extend(cells(&mut tab));
        // What a page can be switched to; the first way of showing it comes last, and stays.
        let switches = tab.evaluate("document.querySelectorAll('input[type=radio]').length");
        for at in (0..switches.as_u64().unwrap()).rev() {
            tab.evaluate(&format!(
                "document.querySelectorAll('input[type=radio]')[{at}].click()"
            ));
            complaints.extend(tab.lines(&width));
            complaints.extend(tab.lines(&script(CONTRAST, "false")));
        }
    }
    complaints.extend(tab.lines(&script(CONTRAST, "false")));
    complaints.extend(tab.lines(&script(STRUCTURE, "")));
    complaints.extend(tab.lines(&script(COLOUR, "")));
    tab.on_paper(true);
    let printed = tab.lines(&script(CONTRAST, "true"));
    complaints.extend(printed.iter().map(|line| format!("{line}, on paper")));
    tab.on_paper(false);
    complaints.extend(links(&mut tab, file));
    complaints.extend(tab.noises());
    complaints.sort();
    complaints.dedup();
    complaints
}

/// So many of a kind tell as much as all of them.
pub(crate) fn first(complaints: &[String]) -> Vec<String> {
    let word = |line: &String| line.split(' ').next().unwrap_or_default().to_owned();
    let mut kept: Vec<String> = Vec::new();
    for line in complaints {
        if kept.iter().filter(|kept| word(kept) == word(line)).count() < 5 {
            kept.push(line.clone());
        }
    }
    kept
}

/// What axe-core finds, given its text.
pub(crate) fn axe(browser: &mut Browser, file: &Path, view: View, axe: &str) -> Vec<String> {
    let mut tab = Tab::open(browser, file, view);
    tab.evaluate(UNFOLD);
    tab.evaluate(&format!("{axe}; 0"));
    tab.lines(
        "axe.run(document, {resultTypes: ['violations']}).then(({violations}) => violations.flatMap(
           ({id, help, nodes}) => nodes.map(({target}) => `axe: ${id}: ${help}: ${target}`)))",
    )
}

/// Every word on the screen, line by line, but for what switches a page and says nothing itself.
pub(crate) fn text(browser: &mut Browser, file: &Path, view: View) -> Vec<String> {
    let mut tab = Tab::open(browser, file, view);
    tab.evaluate(UNFOLD);
    tab.evaluate("document.querySelectorAll('label, legend').forEach(part => part.remove())");
    tab.lines("document.body.innerText.split(/\\s*\\n\\s*/).filter(Boolean)")
}

/// Goes through a page with the Tab key.
fn keyboard(tab: &mut Tab<'_>) -> Vec<String> {
    tab.evaluate("document.activeElement.blur()");
    let mut complaints = tab.lines(&script(STOPS, ""));
    let names = tab.lines("stops.names");
    let mut next = 0;
    for _ in 0..PRESSES {
        tab.press_tab();
        let now = tab.evaluate("stops.now()");
        let at = match now[0].as_i64().unwrap() {
            // The end of the page.
            -2 => break,
            // What scrolls has the focus as well.
            -1 => continue,
            at => usize::try_from(at).unwrap(),
        };
        if at < next {
            // Round again.
            break;
        }
        let missed = names[next..at].iter();
        complaints
            .extend(missed.map(|name| format!("keyboard: {name} is not reached in its turn")));
        next = at + 1;
        complaints.extend(
            now[1]
                .as_str()
                .filter(|text| !text.is_empty())
                .map(str::to_owned),
        );
    }
    let missed = names.iter().take(PRESSES).skip(next);
    complaints.extend(missed.map(|name| format!("keyboard: {name} is not reached in its turn")));
    complaints
}

/// Links to files are links to what lies beside the page.
fn links(tab: &mut Tab<'_>, file: &Path) -> Vec<String> {
    let hrefs =
        tab.lines("[...document.querySelectorAll('a[href]')].map(a => a.getAttribute('href'))");
    let folder = file.parent().unwrap();
    let is_dead = |href: &&String| {
        let path = href.split('#').next().unwrap();
        !href.starts_with('#') && !href.starts_with("https://") && !folder.join(path).exists()
    };
    let dead = hrefs.iter().filter(is_dead);
    dead.map(|href| format!("link: {href} leads nowhere"))
        .collect()
}

/// What is a cell in the document is one for a screen reader; a style can take that away.
fn cells(tab: &mut Tab<'_>) -> Option<String> {
    let cells = tab.evaluate(
        "[...document.querySelectorAll('td, th')].filter(e => e.checkVisibility()).length",
    );
    let read = tab.roles(&["cell", "gridcell", "rowheader", "columnheader"]);
    (cells.as_u64() != Some(read))
        .then(|| format!("reader: of {cells} cells {read} are told as such"))
}

fn script(check: &str, arguments: &str) -> String {
    format!("(() => {{\n{NAMES}\nreturn (\n{check}\n)({arguments});\n}})()")
}
