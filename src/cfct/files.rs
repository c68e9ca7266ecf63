use std::io;

use crate::diagnostic::Diagnostic;
use crate::text::rules::unreadable_file;

use super::Package;

/// The files of a package, wherever they lie: their paths at once, their content when it is asked for.
///
/// Ten thousand policies need not be in memory together to be looked at one by one.
pub trait Files: Sync {
    /// Every file's path, relative to the package's root and with parts joined by `/`, sorted.
    fn paths(&self) -> Vec<&str>;

    /// Is there a file at a path, as a manifest would spell it?
    fn has(&self, path: &str) -> bool;

    /// The content of the file at a path, as a manifest would spell it; of a larger one no more than `most` bytes and one. `None`: there is no such file.
    ///
    /// # Errors
    /// It cannot be read.
    fn read(&self, path: &str, most: u64) -> Option<io::Result<Vec<u8>>>;

    /// How a file is called in messages: `policies/a.json` in a folder `pack` is `pack/policies/a.json`, in `pack.zip` it is `pack.zip!policies/a.json`.
    fn shown(&self, path: &str) -> String;

    /// The finding for a file that is there and cannot be read.
    fn unreadable(&self, path: &str, error: &io::Error) -> Diagnostic {
        unreadable_file::unreadable(&self.shown(path), &error.to_string())
    }
}

impl Files for Package {
    fn paths(&self) -> Vec<&str> {
        self.files().iter().map(|file| file.path.as_str()).collect()
    }

    fn has(&self, path: &str) -> bool {
        self.get(path).is_some()
    }

    fn read(&self, path: &str, most: u64) -> Option<io::Result<Vec<u8>>> {
        let bytes = &self.get(path)?.bytes;
        let most = usize::try_from(most)
            .unwrap_or(usize::MAX)
            .saturating_add(1);
        Some(Ok(bytes.get(..most).unwrap_or(bytes).to_vec()))
    }

    fn shown(&self, path: &str) -> String {
        path.to_owned()
    }
}
