//! REPORT.html in a real browser, under real validators, and printed.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]
#![allow(
    clippy::similar_names,
    clippy::doc_markdown,
    clippy::disallowed_methods,
    reason = "page, pages; names of others' products; a test may ask where the browser is"
)]

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use browser::Browser;
use look::look;
use releases::releases;
use tab::{Tab, View};

mod broken;
mod browser;
#[path = "../common/mod.rs"]
mod common;
mod look;
#[path = "../common/node.rs"]
mod node;
mod pictures;
mod print;
mod releases;
mod tab;
mod valid;

/// Elements that may scroll sideways within themselves: none.
const MAY_SCROLL: &str = "";

const ALL: [&str; 7] = [
    "three-modes",
    "global-in-one-ou",
    "extend",
    "ou-control",
    "logs",
    "hostile",
    "large",
];

const EXAMPLES: [&str; 2] = ["three-modes", "global-in-one-ou"];

/// The one browser of all tests here, which take turns.
fn browser(test: &str) -> Option<MutexGuard<'static, Browser>> {
    static BROWSER: OnceLock<Mutex<Browser>> = OnceLock::new();
    let program = browser::chromium(test)?;
    let start = || {
        let profile = releases().scratch("profile");
        Mutex::new(Browser::start(&program, &profile))
    };
    let browser = BROWSER.get_or_init(start);
    Some(browser.lock().unwrap_or_else(PoisonError::into_inner))
}

/// So many lines tell as much as all of them.
fn none(complaints: &[String]) {
    let first = &complaints[..complaints.len().min(40)];
    let count = complaints.len();
    assert!(count == 0, "{}\n{count} complaints", first.join("\n"));
}

#[test]
fn on_every_screen_the_page_is_quiet_fits_and_can_be_read_and_reached() {
    let test = "the page in a browser";
    let Some(mut browser) = browser(test) else {
        return;
    };
    let mut complaints = Vec::new();
    for name in ALL {
        let page = releases().page(name);
        let mut views = vec![View::DESK, View::PHONE.dark()];
        if name != "large" {
            views.extend([View::DESK.dark(), View::PHONE]);
        }
        if EXAMPLES.contains(&name) {
            views.push(View::DESK.without_scripts());
        }
        for view in views {
            let found = look::first(&look(&mut browser, &page, view, MAY_SCROLL));
            let said = |line| format!("{name}, {}: {line}", view.name());
            complaints.extend(found.iter().map(said));
        }
    }
    none(&complaints);
}

#[test]
fn every_check_names_what_is_broken() {
    let Some(mut browser) = browser("checks of pages") else {
        return;
    };
    let folder = releases().scratch("broken");
    let mut open = |name: &str, text: &str, view: View| {
        let file = folder.join(format!("{}.html", name.replace(' ', "-")));
        fs::write(&file, text).unwrap();
        look(&mut browser, &file, view, MAY_SCROLL)
    };
    for view in [View::DESK, View::PHONE.dark()] {
        none(&open("fine", &broken::page(broken::FINE), view));
    }
    for (name, word, body) in broken::BROKEN {
        let found = open(name, &broken::page(body), View::DESK);
        assert!(
            found.iter().any(|line| line.starts_with(word)),
            "{name}: {found:?}"
        );
    }
    // What is wrong with a page as a whole, or in one view alone.
    let fine = broken::page(broken::FINE);
    for (name, word, text, view) in [
        (
            "no language",
            "language: ",
            fine.replace(" lang=\"en\"", ""),
            View::DESK,
        ),
        (
            "no title",
            "title: ",
            fine.replace("A page</title>", "</title>"),
            View::DESK,
        ),
        (
            "quirks",
            "mode: ",
            fine.replace("<!DOCTYPE html>", ""),
            View::DESK,
        ),
        (
            "no main",
            "main: ",
            fine.replace("main>", "div>"),
            View::DESK,
        ),
        (
            "no viewport",
            "width: the page is laid out",
            fine.replace("name=\"viewport\"", "name=\"x\""),
            View::PHONE,
        ),
        (
            "black in the dark",
            "contrast: ",
            fine.replace("</style>", "p {color: #000}</style>"),
            View::DESK.dark(),
        ),
        (
            "wide on a telephone",
            "width: ",
            broken::page("<p style=\"width: 500px\">x</p>"),
            View::PHONE,
        ),
    ] {
        let found = open(name, &text, view);
        assert!(
            found.iter().any(|line| line.starts_with(word)),
            "{name}: {found:?}"
        );
    }
    // An element may scroll if it is named.
    let scroller = "<div id=\"s\" tabindex=\"0\" style=\"overflow: auto; width: 90px\"><p style=\"width: 800px\">long</p></div>";
    let file = folder.join("may-scroll.html");
    fs::write(&file, broken::page(scroller)).unwrap();
    none(&look(&mut browser, &file, View::DESK, "#s"));
}

#[test]
fn axe_finds_nothing_in_either_scheme() {
    let test = "axe-core";
    let Some(folder) = node::package(test, "axe-core", "4.14.1") else {
        return;
    };
    let Some(mut browser) = browser(test) else {
        return;
    };
    let axe = fs::read_to_string(folder.join("axe.min.js")).unwrap();
    let mut complaints = Vec::new();
    for name in EXAMPLES {
        for view in [
            View::DESK,
            View::DESK.dark(),
            View::PHONE,
            View::PHONE.dark(),
        ] {
            let found = look::axe(&mut browser, &releases().page(name), view, &axe);
            complaints.extend(
                found
                    .iter()
                    .map(|line| format!("{name}, {}: {line}", view.name())),
            );
        }
    }
    none(&complaints);
    let file = releases().scratch("broken").join("axe.html");
    fs::write(
        &file,
        broken::page("<p style=\"color: #888; background: #fff\">pale</p><p role=\"nobody\">x</p>"),
    )
    .unwrap();
    let found = look::axe(&mut browser, &file, View::DESK, &axe);
    for word in ["axe: color-contrast", "axe: aria-roles"] {
        assert!(found.iter().any(|line| line.starts_with(word)), "{found:?}");
    }
}

#[test]
fn validators_find_nothing() {
    let mut pages: Vec<_> = ALL.iter().map(|name| releases().page(name)).collect();
    pages.push(releases().page("harmless"));
    let scratch = releases().scratch("broken");
    let file = scratch.join("invalid.html");
    fs::write(
        &file,
        broken::page("<p><div>x</p></div><b id=\"x\" id=\"y\">&nothing;"),
    )
    .unwrap();
    let broken = std::slice::from_ref(&file);
    // The newest version for the Node of Debian 12.
    if let Some(folder) = node::package("html-validate", "html-validate", "9.7.1") {
        let found = valid::html_validate(&folder, &pages, &scratch);
        none(&found);
        assert!(
            valid::html_validate(&folder, broken, &scratch)
                .iter()
                .any(|line| line.contains("no-dup-attr"))
        );
    }
    if let Some(python) = common::python::python("html5lib") {
        let found = valid::html5lib(python, &pages);
        none(&found);
        assert!(!valid::html5lib(python, broken).is_empty());
    }
}

#[test]
fn the_example_prints_on_four_pages_with_every_ou() {
    let test = "the printed page";
    let Some(mut browser) = browser(test) else {
        return;
    };
    for (name, ous) in [
        (
            "three-modes",
            ["Security", "Workloads", "Regulated", "Sandbox", "GenAI Lab"],
        ),
        (
            "global-in-one-ou",
            [
                "Infrastructure",
                "Workloads",
                "Regulated",
                "Sandbox",
                "GenAI Lab",
            ],
        ),
    ] {
        // Also from a screen that is dark, since paper is white.
        for view in [View::DESK, View::DESK.dark()] {
            let file = releases().scratch("printed").join(format!("{name}.pdf"));
            let pdf = Tab::open(&mut browser, &releases().page(name), view).pdf();
            fs::write(&file, pdf).unwrap();
            let Some(pages) = print::pages(test, &file) else {
                return;
            };
            assert!(
                (1..=4).contains(&pages.len()),
                "{name}: {} pages",
                pages.len()
            );
            let text = pages.concat();
            for ou in ous {
                assert!(text.contains(ou), "{name}: {ou}\n{text}");
            }
        }
    }
    // A page may be counted to five.
    let file = releases().scratch("broken").join("long.html");
    fs::write(&file, broken::page(&"<p>line</p>".repeat(200))).unwrap();
    let pdf = Tab::open(&mut browser, &file, View::DESK).pdf();
    let file = file.with_extension("pdf");
    fs::write(&file, pdf).unwrap();
    assert!(print::pages(test, &file).unwrap().len() > 4);
}

#[test]
fn names_stay_text() {
    let Some(mut browser) = browser("names in the page") else {
        return;
    };
    let mut anatomy = |name: &str| {
        let mut tab = Tab::open(&mut browser, &releases().page(name), View::DESK);
        let elements = tab.lines(
            "[...document.querySelectorAll('*')].map(e => [e.localName, ...e.getAttributeNames().sort()].join(' '))",
        );
        let mut counts = BTreeMap::new();
        for element in elements {
            *counts.entry(element).or_insert(0) += 1;
        }
        let text = tab.evaluate("document.body.textContent");
        (counts, text.as_str().unwrap().to_owned(), tab.noises())
    };
    let (hostile, text, noises) = anatomy("hostile");
    let (harmless, ..) = anatomy("harmless");
    assert_eq!(
        hostile, harmless,
        "a name became an element or an attribute"
    );
    assert!(noises.is_empty(), "{noises:?}");
    for name in releases::hostile() {
        let spelled: String = name.chars().map(releases::spelled).collect();
        for part in spelled.split(':') {
            assert!(text.contains(part), "{part:?} is not in the text");
        }
    }
    let mark = text.chars().find(|&c| releases::spelled(c).len() > 4);
    assert_eq!(
        mark, None,
        "a mark that reorders text is in the page as it is"
    );
}

#[test]
fn without_scripts_nothing_is_missing() {
    let Some(mut browser) = browser("the page without scripts") else {
        return;
    };
    let mut missing = |file: &Path| {
        let mut text = |view| look::text(&mut browser, file, view);
        let with = text(View::DESK);
        let without = text(View::DESK.without_scripts());
        with.into_iter()
            .filter(|line| !without.contains(line))
            .collect::<Vec<_>>()
    };
    for name in ALL.iter().filter(|name| **name != "large") {
        none(&missing(&releases().page(name)));
    }
    let file = releases().scratch("broken").join("scripted.html");
    fs::write(
        &file,
        broken::page("<p id=\"p\"></p><script>p.textContent = 'made by a script'</script>"),
    )
    .unwrap();
    assert_eq!(missing(&file), ["made by a script"]);
}

#[test]
fn the_page_is_small_and_opens_soon() {
    let test = "how soon the page opens";
    let mut opened = browser(test);
    for (name, most) in [
        ("three-modes", 300_000),
        ("global-in-one-ou", 300_000),
        ("large", 3_000_000),
    ] {
        let page = releases().page(name);
        let size = fs::metadata(&page).unwrap().len();
        assert!(size <= most, "{name}: {size} bytes");
        let Some(browser) = opened.as_deref_mut() else {
            continue;
        };
        for view in [View::DESK, View::PHONE] {
            let [load, paint] = opens(browser, &page, view);
            told(&format!(
                "{name}, {size} bytes, {}: loaded after {load:.0} ms, first contentful paint after {paint:.0} ms",
                view.name()
            ));
        }
    }
}

/// A word for who reads the tests' output, past the capture of the test harness.
fn told(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// Milliseconds from the start of the navigation to the end of loading and to the first contentful paint, medians of five.
fn opens(browser: &mut Browser, page: &Path, view: View) -> [f64; 2] {
    let mut times = [Vec::new(), Vec::new()];
    for _ in 0..5 {
        let mut tab = Tab::open(browser, page, view);
        let found = tab.evaluate(
            "new Promise(done => {
               const ask = () => {
                 const [paint] = performance.getEntriesByName('first-contentful-paint');
                 const [load] = performance.getEntriesByType('navigation');
                 if (paint && load.loadEventEnd) done([load.loadEventEnd, paint.startTime]);
                 else setTimeout(ask, 20);
               };
               ask();
             })",
        );
        for (at, times) in times.iter_mut().enumerate() {
            times.push(found[at].as_f64().unwrap());
        }
    }
    times.map(|mut times| {
        times.sort_by(f64::total_cmp);
        times[2]
    })
}

#[test]
fn pictures_are_kept_to_be_looked_at() {
    let test = "pictures of the page";
    let Some(mut browser) = browser(test) else {
        return;
    };
    for name in ALL {
        let page = releases().page(name);
        pictures::keep(&mut browser, name, &page, EXAMPLES.contains(&name));
        if EXAMPLES.contains(&name) {
            let file = pictures::folder().join(format!("{name}.pdf"));
            let pdf = Tab::open(&mut browser, &page, View::DESK).pdf();
            fs::write(&file, pdf).unwrap();
            print::pictures(test, &file);
        }
    }
    told(&format!("pictures: {}", pictures::folder().display()));
}

#[test]
fn the_picture_of_the_readme_is_of_todays_page() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let [picture, text] = pictures::README.map(|file| root.join(file));
    if let Some(mut browser) = browser("the picture of the README") {
        let (taken, shown) = pictures::readme(&mut browser, &releases().page("global-in-one-ou"));
        if std::env::var_os("OVERWRITE").is_some() {
            fs::write(&picture, taken).unwrap();
            fs::write(&text, shown).unwrap();
        } else {
            let now = fs::read_to_string(&text).unwrap();
            assert!(
                now == shown,
                "stale; take it again: OVERWRITE=1 cargo test --test page readme\n{shown}"
            );
        }
    }
    let bytes = fs::read(picture).unwrap();
    assert!(bytes.starts_with(b"\x89PNG\r\n"));
    assert!(bytes.len() <= 400_000, "{} bytes", bytes.len());
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    assert!(readme.contains(&format!("]({})", pictures::README[0])));
}
