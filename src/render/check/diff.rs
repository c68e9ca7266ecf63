use std::fmt::Write as _;

use imara_diff::{Algorithm, BasicLineDiffPrinter, Diff, InternedInput, UnifiedDiffConfig};

use crate::check::Fixed;
use crate::render::visible::visible;

/// What would be written, as a unified diff per file.
pub fn fixes_text(fixes: &[Fixed]) -> String {
    let mut text = String::new();
    for fixed in fixes {
        let name = visible(&fixed.before.name);
        let codes = fixed.codes.join(", ");
        let _ = writeln!(text, "--- {name}\n+++ {name}\t(mended: {codes})");
        let input = InternedInput::new(fixed.before.text.as_str(), fixed.after.as_str());
        let mut diff = Diff::compute(Algorithm::Histogram, &input);
        diff.postprocess_lines(&input);
        let printer = BasicLineDiffPrinter(&input.interner);
        let shown = diff.unified_diff(&printer, UnifiedDiffConfig::default(), &input);
        let before = text.len();
        let _ = write!(text, "{shown}");
        if text.len() == before {
            text.push_str("(a byte order mark is taken away)\n");
        } else if !text.ends_with('\n') {
            text.push('\n');
        }
    }
    text
}
