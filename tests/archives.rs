//! Archives that are no plain packages: told by name, never unpacked, never believed.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::io::{Cursor, Write as _};

use common::corpus::cases;
use common::place::Place;
use common::run::{crispack, outcome};
use crispack::cfct::{Archive, Files as _};
use crispack::check::archive_flaws;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

mod common;

fn deflated() -> SimpleFileOptions {
    SimpleFileOptions::default().compression_method(CompressionMethod::Deflated)
}

/// A good package with something added to its archive.
fn with(add: impl FnOnce(&mut ZipWriter<Cursor<Vec<u8>>>)) -> Vec<u8> {
    let good = cases("good")
        .into_iter()
        .find(|case| case.name == "plain")
        .unwrap();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, bytes) in &good.files {
        writer.start_file(path.as_str(), deflated()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    add(&mut writer);
    writer.finish().unwrap().into_inner()
}

fn file(writer: &mut ZipWriter<Cursor<Vec<u8>>>, name: &str, bytes: &[u8]) {
    writer.start_file(name, deflated()).unwrap();
    writer.write_all(bytes).unwrap();
}

/// The codes of what is wrong with the archive itself.
fn flaws(bytes: Vec<u8>) -> Vec<&'static str> {
    let archive = Archive::of_bytes(bytes, "x.zip!").unwrap();
    archive_flaws(&archive, "x.zip")
        .iter()
        .map(|own| own.rule.code)
        .collect()
}

/// Replaces every occurrence of a name by another of the same length: what no honest writer writes.
fn renamed(mut bytes: Vec<u8>, from: &str, to: &str) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let mut found = 0;
    for at in 0..bytes.len() - from.len() {
        if &bytes[at..at + from.len()] == from.as_bytes() {
            bytes[at..at + from.len()].copy_from_slice(to.as_bytes());
            found += 1;
        }
    }
    assert!(found >= 2, "{found}");
    bytes
}

#[test]
fn a_plain_archive_has_no_flaws() {
    assert_eq!(flaws(with(|_| ())), [""; 0]);
}

#[test]
fn names_that_lead_elsewhere_are_told() {
    for name in [
        "../a.json",
        "/etc/a.json",
        "policies\\a.json",
        "a/./b.json",
        "policies//a.json",
    ] {
        let place = "x".repeat(name.len());
        let bytes = with(|writer| file(writer, &place, b"{}"));
        assert_eq!(flaws(renamed(bytes, &place, name)), ["CRP250"], "{name}");
    }
}

#[test]
fn links_and_encrypted_entries_are_told() {
    let linked = with(|writer| {
        writer
            .add_symlink(
                "policies/link.json",
                "/etc/passwd",
                SimpleFileOptions::default(),
            )
            .unwrap();
    });
    assert_eq!(flaws(linked), ["CRP250"]);
    // The flag of an encrypted entry, in its own header and in the table of contents.
    let mut locked = with(|writer| file(writer, "policies/locked.json", b"{}"));
    for (mark, offset) in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)] {
        let last = locked.windows(4).rposition(|own| own == mark).unwrap();
        locked[last + offset] |= 1;
    }
    assert_eq!(flaws(locked), ["CRP250"]);
}

#[test]
fn a_name_that_is_there_twice_is_told_by_name() {
    let bytes = with(|writer| file(writer, "policies/deny-globaL.json", b"{}"));
    let bytes = renamed(
        bytes,
        "policies/deny-globaL.json",
        "policies/deny-global.json",
    );
    let archive = Archive::of_bytes(bytes, "x.zip!").unwrap();
    let found = archive_flaws(&archive, "x.zip");
    assert_eq!(found[0].rule.code, "CRP251");
    assert!(found[0].message.contains("policies/deny-global.json"));
}

#[test]
fn what_a_small_entry_would_become_is_told_and_not_unpacked() {
    let bomb = with(|writer| file(writer, "policies/bomb.json", &vec![b' '; 64 * 1024 * 1024]));
    assert!(bomb.len() < 200_000);
    assert_eq!(flaws(bomb.clone()), ["CRP252"]);
    // One that lies about its size is not read beyond what anything may have.
    let mut lying = bomb;
    for (mark, offset) in [(b"PK\x03\x04", 22), (b"PK\x01\x02", 24)] {
        let last = lying.windows(4).rposition(|own| own == mark).unwrap();
        lying[last + offset..last + offset + 4].copy_from_slice(&100_u32.to_le_bytes());
    }
    let archive = Archive::of_bytes(lying, "x.zip!").unwrap();
    let read = archive.read("policies/bomb.json", 1_000).unwrap();
    assert!(read.is_err() || read.unwrap().len() <= 1_001);
}

#[test]
fn more_entries_than_any_package_has_are_told_and_not_walked() {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for number in 0..100_001 {
        writer.start_file(format!("{number}"), stored).unwrap();
    }
    let bytes = writer.finish().unwrap().into_inner();
    assert_eq!(flaws(bytes), ["CRP252"]);
}

#[test]
fn an_entry_that_is_damaged_or_packed_otherwise_is_told_where_it_is_read() {
    let mut bytes = with(|_| ());
    // The method of every entry becomes one that nobody reads.
    for (mark, offset) in [(b"PK\x03\x04", 8), (b"PK\x01\x02", 10)] {
        for at in 0..bytes.len() - 4 {
            if &bytes[at..at + 4] == mark {
                bytes[at + offset] = 97;
            }
        }
    }
    let place = Place::new("archive-method");
    place.write("x.zip", bytes);
    let told = outcome(crispack(place.path()).args(["check", "x.zip"]));
    assert_eq!(told.code, Some(1));
    assert!(
        told.stdout.contains("x.zip!manifest.yaml"),
        "{}",
        told.stdout
    );
}

#[test]
fn what_is_no_archive_and_one_under_the_name_of_the_sample_are_told() {
    let place = Place::new("archive-none");
    place.write("x.zip", "no archive");
    let told = outcome(crispack(place.path()).args(["check", "x.zip"]));
    assert!(told.stdout.contains("CRP253"), "{}", told.stdout);
    let bytes = with(|_| ());
    place.write("cut.zip", &bytes[..bytes.len() / 2]);
    let told = outcome(crispack(place.path()).args(["check", "cut.zip"]));
    assert!(told.stdout.contains("CRP253"), "{}", told.stdout);
    place.write("_custom-control-tower-configuration.zip", &bytes);
    let told =
        outcome(crispack(place.path()).args(["check", "_custom-control-tower-configuration.zip"]));
    assert!(told.stdout.contains("warning[CRP254]"), "{}", told.stdout);
    assert_eq!(told.code, Some(0));
}

#[test]
fn a_name_in_an_archive_moves_no_cursor_and_begins_no_line() {
    let name = "policies/\u{1b}[31m\n::error::x\u{202e}.json";
    let bytes = with(|writer| file(writer, name, b"{}"));
    let place = Place::new("archive-escape");
    place.write("x.zip", bytes);
    for format in ["text", "github", "markdown"] {
        let told = outcome(crispack(place.path()).args(["check", "x.zip", "--format", format]));
        assert!(
            !told.stdout.contains(['\u{1b}', '\u{202e}']),
            "{format}: {}",
            told.stdout
        );
        let injected = told
            .stdout
            .lines()
            .any(|line| line.trim_start().starts_with("::error::x"));
        assert!(!injected, "{format}: {}", told.stdout);
        assert!(told.stdout.contains("CRP258"), "{format}: {}", told.stdout);
    }
}
