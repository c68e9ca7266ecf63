use crate::diagnostic::Diagnostic;

use super::limit::MAX_FINDINGS;

/// Findings about one document, in the order of the file.
///
/// A hostile file can hold a million duplicate keys; the first hundred are kept and the others counted.
#[derive(Default)]
pub(crate) struct Findings {
    kept: Vec<Diagnostic>,
    left_off: usize,
}

impl Findings {
    pub(crate) fn push(&mut self, finding: Diagnostic) {
        if self.kept.len() < MAX_FINDINGS {
            self.kept.push(finding);
        } else {
            self.left_off += 1;
        }
    }

    /// The value if nothing was found.
    pub(crate) fn or<T>(mut self, value: T) -> Result<T, Vec<Diagnostic>> {
        if let (Some(last), 1..) = (self.kept.last_mut(), self.left_off) {
            last.notes
                .push(format!("{} more in this file are not shown", self.left_off));
        }
        if self.kept.is_empty() {
            Ok(value)
        } else {
            Err(self.kept)
        }
    }
}
