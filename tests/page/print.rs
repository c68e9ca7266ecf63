//! A printed page, read by poppler's tools.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::common::place::skipped;
use crate::common::python::is_wanted;

/// The text of each page of a PDF; `None` after a loud word where poppler-utils is not installed.
pub(crate) fn pages(test: &str, pdf: &Path) -> Option<Vec<String>> {
    let text = poppler(
        test,
        Command::new("pdftotext")
            .args(["-layout", "-enc", "UTF-8"])
            .arg(pdf)
            .arg("-"),
    )?;
    // Each page ends with a form feed.
    Some(text.split_terminator('\u{c}').map(str::to_owned).collect())
}

/// Each page of a PDF as a picture beside it.
pub(crate) fn pictures(test: &str, pdf: &Path) -> Option<Vec<PathBuf>> {
    let stem = pdf.with_extension("");
    poppler(
        test,
        Command::new("pdftoppm")
            .args(["-png", "-r", "72"])
            .arg(pdf)
            .arg(&stem),
    )?;
    let stem = stem.file_name().unwrap().to_str().unwrap().to_owned();
    let files = fs::read_dir(pdf.parent().unwrap()).unwrap();
    let mut found: Vec<PathBuf> = files.map(|entry| entry.unwrap().path()).collect();
    found.retain(|path| {
        let name = path.file_name().unwrap().to_str().unwrap();
        Path::new(name).extension().is_some_and(|end| end == "png")
            && name.starts_with(&format!("{stem}-"))
    });
    found.sort();
    Some(found)
}

fn poppler(test: &str, command: &mut Command) -> Option<String> {
    let program = command.get_program().to_str().unwrap().to_owned();
    match command.output() {
        Ok(output) => {
            assert!(
                output.status.success(),
                "{program}: {}",
                String::from_utf8_lossy(&output.stderr)
            );
            Some(String::from_utf8(output.stdout).unwrap())
        }
        Err(error) if error.kind() == ErrorKind::NotFound && !is_wanted() => {
            skipped(test, &format!("{program} is not installed (poppler-utils)"));
            None
        }
        Err(error) => panic!("{program}: {error}"),
    }
}
