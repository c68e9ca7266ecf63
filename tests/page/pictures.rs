//! Pictures of pages: kept as the tests' output, and the one that the README shows.

use std::fs;
use std::path::{Path, PathBuf};

use crate::browser::Browser;
use crate::tab::{Tab, View};

/// The README's picture and what it shows as text, from which a stale one is told.
pub(crate) const README: [&str; 2] = ["docs/report.png", "docs/report.png.txt"];

/// The end of what is in it.
const LAST: &str = "#maps";

/// Where pictures are kept.
pub(crate) fn folder() -> PathBuf {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let folder = target.join("screenshots");
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// Writes a picture of each view of a page, whole or the first screen.
pub(crate) fn keep(browser: &mut Browser, name: &str, page: &Path, is_whole: bool) {
    for view in [View::DESK, View::PHONE] {
        for view in [view, view.dark()] {
            let picture = Tab::open(browser, page, view).picture(is_whole.then_some("body"));
            let scheme = if view.dark { "dark" } else { "light" };
            let file = folder().join(format!("{name}-{}-{scheme}.png", view.width));
            fs::write(file, picture).unwrap();
        }
    }
}

/// The README's picture of a page, and what it shows as text with the hash of the styles.
pub(crate) fn readme(browser: &mut Browser, page: &Path) -> (Vec<u8>, String) {
    let mut tab = Tab::open(browser, page, View::DESK);
    let picture = tab.picture(Some(LAST));
    let styles = tab
        .evaluate("[...document.querySelectorAll('style')].map(style => style.textContent).join()");
    let hash = crispack::text::sha256(styles.as_str().unwrap().as_bytes());
    // A hash of the package is another one with every change of the example; that is no reason for another picture.
    let lines = tab.lines(&format!(
        "[...document.querySelectorAll('.hash')].forEach(hash => hash.textContent = '(hash)'),
         [...document.body.querySelectorAll(':scope > header, section')].filter(
           part => !(part.compareDocumentPosition(document.querySelector({LAST:?})) & Node.DOCUMENT_POSITION_PRECEDING)
         ).flatMap(part => part.innerText.split(/\\s*\\n\\s*/).filter(Boolean))"
    ));
    let text = format!(
        "What report.png shows; generated, see CONTRIBUTING.md. Styles: {hash}\n\n{}\n",
        lines.join("\n")
    );
    (picture, text)
}
