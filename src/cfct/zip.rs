use std::io::{Cursor, Write as _};

use ::zip::write::SimpleFileOptions;
use ::zip::{CompressionMethod, DateTime, System, ZipWriter};

use super::Package;

/// Why an archive could not be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ZipError {
    /// A file that the format has no room for.
    #[error("could not add `{path}` to the archive")]
    Add {
        /// The file's path in the package.
        path: String,
        /// What the archive writer said.
        source: ::zip::result::ZipError,
    },
    /// The table of contents could not be written.
    #[error("could not finish the archive")]
    Finish(#[source] ::zip::result::ZipError),
}

/// The package as a zip archive: the same files give the same bytes on every machine and every day.
///
/// Entries are stored, not compressed: a compressor's output may change with its version, and a package is some tens of kB.
/// Time, mode and system are said outright because the writer's defaults depend on the machine that it runs on.
///
/// # Errors
///
/// If a file's path or content does not fit the format: both are limited to what an archive without extensions holds.
pub fn zip(package: &Package) -> Result<Vec<u8>, ZipError> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .last_modified_time(DateTime::DEFAULT)
        .unix_permissions(0o644)
        .system(System::Unix);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for file in package.files() {
        writer
            .start_file(file.path.as_str(), options)
            .and_then(|()| Ok(writer.write_all(&file.bytes)?))
            .map_err(|source| ZipError::Add {
                path: file.path.clone(),
                source,
            })?;
    }
    let archive = writer.finish().map_err(ZipError::Finish)?;
    Ok(archive.into_inner())
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read as _};

    use ::zip::{CompressionMethod, System, ZipArchive};
    use sha2::{Digest as _, Sha256};

    use super::super::Package;
    use super::zip;

    fn package(paths: &[&str]) -> Package {
        let mut package = Package::new();
        for path in paths {
            package.insert(*path, format!("content of {path}"));
        }
        package
    }

    #[test]
    fn the_same_files_give_the_same_bytes() {
        let one = zip(&package(&["manifest.yaml", "policies/a.json"])).unwrap();
        let two = zip(&package(&["policies/a.json", "manifest.yaml"])).unwrap();
        assert_eq!(one, two);
    }

    #[test]
    fn another_machine_or_writer_would_show_here() {
        let bytes = zip(&package(&["manifest.yaml", "policies/a.json"])).unwrap();
        let hash = Sha256::digest(&bytes)
            .iter()
            .fold(String::new(), |hash, byte| format!("{hash}{byte:02x}"));
        assert_eq!(
            hash,
            "83ec562da881e67ff90b51dcb4306e14815c15436959e88bc216cde906078265"
        );
    }

    #[test]
    fn what_is_read_back_is_what_was_written() {
        let package = package(&["manifest.yaml", "policies/a.json", "policies/é.json"]);
        let bytes = zip(&package).unwrap();
        let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
        assert_eq!(archive.len(), package.files().len());
        for (at, file) in package.files().iter().enumerate() {
            let mut entry = archive.by_index(at).unwrap();
            assert_eq!(entry.name().unwrap(), file.path);
            assert_eq!(entry.compression(), CompressionMethod::Stored);
            assert_eq!(entry.unix_mode(), Some(0o100_644));
            assert_eq!(entry.system(), System::Unix);
            assert_eq!(entry.extra_data().unwrap_or_default(), b"");
            let time = entry.last_modified().unwrap();
            assert_eq!(time.to_string(), "1980-01-01 00:00:00");
            let mut content = Vec::new();
            entry.read_to_end(&mut content).unwrap();
            assert_eq!(content, file.bytes);
        }
    }
}
