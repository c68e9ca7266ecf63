use std::io::{Cursor, Read as _};

use ::zip::ZipArchive;

use super::Package;

/// Files of an archive, and bytes of all of them together: far more than a configuration has.
const MOST_FILES: usize = 10_000;
const MOST_BYTES: u64 = 256 * 1024 * 1024;

/// Why an archive could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum UnzipError {
    /// No archive, or one of a kind that is not read.
    #[error("it is no zip archive that can be read: {0}")]
    Archive(#[from] ::zip::result::ZipError),
    /// An entry that cannot be read.
    #[error("`{0}` in it cannot be read: {1}")]
    Entry(String, std::io::Error),
    /// An entry that would lie outside of the folder, or has no proper name.
    #[error("`{0}` in it would lie outside of its folder")]
    Path(String),
    /// Two entries of one name: which of them counts depends on the reader.
    #[error("`{0}` is in it twice")]
    Twice(String),
    /// More than a configuration has.
    #[error("it has more than 10,000 files or 256 MiB")]
    TooLarge,
}

/// Reads an archive without writing anything: names, count and sizes are checked before an entry is looked into.
///
/// # Errors
/// As [`UnzipError`] lists them.
pub fn unzip(bytes: &[u8]) -> Result<Package, UnzipError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes))?;
    if archive.len() > MOST_FILES {
        return Err(UnzipError::TooLarge);
    }
    let mut left = MOST_BYTES;
    let mut package = Package::new();
    for at in 0..archive.len() {
        let entry = archive.by_index(at)?;
        if !entry.is_file() {
            continue;
        }
        let name = entry.name()?.into_owned();
        let odd = |part: &str| part.is_empty() || part == "." || part == "..";
        if name.contains(['\\', '\0']) || name.split('/').any(odd) {
            return Err(UnzipError::Path(name));
        }
        let mut content = Vec::new();
        let read = entry.take(left + 1).read_to_end(&mut content);
        read.map_err(|error| UnzipError::Entry(name.clone(), error))?;
        left = left
            .checked_sub(content.len() as u64)
            .ok_or(UnzipError::TooLarge)?;
        if package.insert(name.as_str(), content).is_some() {
            return Err(UnzipError::Twice(name));
        }
    }
    Ok(package)
}

#[cfg(test)]
mod tests {
    use super::{Package, UnzipError, unzip};

    #[test]
    fn what_was_zipped_is_read() {
        let mut package = Package::new();
        package.insert("manifest.yaml", "a");
        package.insert("policies/a.json", "{}");
        assert_eq!(
            unzip(&super::super::zip(&package).unwrap()).unwrap(),
            package
        );
    }

    #[test]
    fn a_path_that_leads_out_is_refused() {
        let mut package = Package::new();
        package.insert("../a.json", "{}");
        let bytes = super::super::zip(&package).unwrap();
        assert!(matches!(unzip(&bytes), Err(UnzipError::Path(_))));
        assert!(matches!(unzip(b"no archive"), Err(UnzipError::Archive(_))));
    }
}
