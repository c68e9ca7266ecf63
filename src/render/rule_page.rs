use std::fmt::Write as _;

use crate::diagnostic::Rule;

/// The page of a rule in Markdown.
pub fn rule_page(rule: &Rule) -> String {
    format!(
        "# {} {}\n\n{}: {}\n\n{}",
        rule.code,
        rule.name,
        rule.severity,
        rule.summary,
        rule.page.trim_end()
    ) + "\n"
}

/// All rules, a line each.
pub fn rule_list(rules: &[&Rule]) -> String {
    let mut text = String::new();
    for rule in rules {
        let _ = writeln!(
            text,
            "{}  {:<7}  {}",
            rule.code, rule.severity, rule.summary
        );
    }
    text
}
