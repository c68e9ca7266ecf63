use std::fmt::Write as _;

use similar::TextDiff;

use crate::check::Fixed;
use crate::render::visible::visible;

/// What would be written, as a unified diff per file.
pub fn fixes_text(fixes: &[Fixed]) -> String {
    let mut text = String::new();
    for fixed in fixes {
        let name = visible(&fixed.before.name);
        let diff = TextDiff::from_lines(&fixed.before.text, &fixed.after);
        let mut unified = diff.unified_diff();
        let name_after = format!("{name}\t(mended: {})", fixed.codes.join(", "));
        let shown = unified.header(&name, &name_after).to_string();
        if shown.is_empty() {
            let _ = writeln!(text, "--- {name}\n+++ {name_after}\n(a byte order mark is taken away)");
        } else {
            text.push_str(&shown);
            if !text.ends_with('\n') {
                text.push('\n');
            }
        }
    }
    text
}
