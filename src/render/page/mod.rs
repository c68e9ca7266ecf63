//! `REPORT.html`: the page that a compliance officer signs.

use askama::Template;

use super::facts::Facts;

/// The page; its parts are in `templates/`.
#[derive(Template)]
#[template(path = "report.html")]
struct Page<'a> {
    strategy: &'a str,
}

/// `REPORT.html`: one file that needs no other, no network and no script.
///
/// # Errors
/// None that a text in memory could have.
pub fn page(facts: Facts<'_>) -> Result<String, std::fmt::Error> {
    let page = Page {
        strategy: facts.spec.strategy.as_str(),
    };
    page.render().map_err(|_| std::fmt::Error)
}
