//! Deflates the large texts that the program carries, and makes the release binary smaller by what the linker can do, where it can.

#![expect(
    clippy::disallowed_methods,
    reason = "cargo tells a build script by the environment"
)]

use std::env::var;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};

use flate2::Compression;
use flate2::write::DeflateEncoder;

/// Nothing is unwound in the release binary (`panic = "abort"` in `Cargo.toml`), so it needs no tables for it, and no index of them; they were a sixteenth of it.
const NO_INDEX: &str = "-Wl,--no-eh-frame-hdr";
const NO_TABLES: &str =
    "SECTIONS { /DISCARD/ : { *(.eh_frame .eh_frame.*) } }\nINSERT AFTER .text;\n";

/// The places that the loader puts right, a bit each instead of 24 bytes: a quarter of a megabyte. The loader of the C library knows them since glibc 2.36; where it does not,
/// the smallest program does not run, and neither would this one.
const FEWER_PLACES: &str = "-Wl,-z,pack-relative-relocs";

/// Functions of the same code are one: of a generic one there are dozens. Known to LLD, which Rust brings along on most Linux machines, and not to every linker.
const FOLD: &str = "-Wl,--icf=all";

/// What `text::packed!` takes, by its path from the root.
const PACKED: [&str; 9] = [
    "cfct-templates/cloudformation/alarm-calls.template.json",
    "cfct-templates/cloudformation/alarm-management.template.json",
    "cfct-templates/cloudformation/alarm-security.template.json",
    "manifest/schema/cfct-manifest-v2.schema.json",
    "manifest/schema/crispack.schema.json",
    "src/bedrock/data/actions.json",
    "src/bedrock/data/inference-profiles.json",
    "src/policy/data/service-prefixes.json",
    "src/render/page/data/land.svgpath",
];

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed=build.rs");
    for path in PACKED {
        pack(path)?;
    }
    link();
    Ok(())
}

/// Deflates a text into `OUT_DIR/packed`; the same bytes each time.
fn pack(path: &str) -> io::Result<()> {
    println!("cargo:rerun-if-changed={path}");
    let folder = var("OUT_DIR").map_err(io::Error::other)?;
    let packed = Path::new(&folder).join("packed").join(path);
    fs::create_dir_all(packed.parent().unwrap_or(&packed))?;
    let mut deflate = DeflateEncoder::new(File::create(packed)?, Compression::best());
    deflate.write_all(&fs::read(path)?)?;
    deflate.finish()?;
    Ok(())
}

fn link() {
    let is = |name: &str, value: &str| var(name).is_ok_and(|found| found == value);
    if !is("PROFILE", "release") || !is("CARGO_CFG_TARGET_OS", "linux") {
        return;
    }
    let Some(script) = script() else { return };
    let without_tables = [NO_INDEX, &format!("-Wl,-T,{script}")];
    for arguments in [&without_tables[..], &[FOLD], &[FEWER_PLACES]] {
        if is_taken(arguments) == Some(true) {
            for argument in arguments {
                println!("cargo:rustc-link-arg-bins={argument}");
            }
        }
    }
}

/// Writes down for the linker what it is to leave out.
fn script() -> Option<String> {
    let path = Path::new(&var("OUT_DIR").ok()?).join("no-tables.ld");
    fs::write(&path, NO_TABLES).ok()?;
    path.into_os_string().into_string().ok()
}

/// Does the linker take these arguments? Asked by linking the smallest program as the binary will be, and running it, unless it is for another machine.
fn is_taken(arguments: &[&str]) -> Option<bool> {
    let folder = var("OUT_DIR").ok()?;
    let source = Path::new(&folder).join("smallest.rs");
    fs::write(&source, "fn main() {}").ok()?;
    let mut rustc = Command::new(var("RUSTC").ok()?);
    let program = source.with_extension("out");
    rustc.arg(&source).arg("-o").arg(&program);
    rustc.args(["-C", "panic=abort"]);
    rustc.arg("--target").arg(var("TARGET").ok()?);
    for argument in arguments {
        rustc.arg("-C").arg(format!("link-arg={argument}"));
    }
    if let Ok(linker) = var("RUSTC_LINKER") {
        rustc.arg("-C").arg(format!("linker={linker}"));
    }
    let flags = var("CARGO_ENCODED_RUSTFLAGS").unwrap_or_default();
    rustc.args(flags.split('\u{1f}').filter(|flag| !flag.is_empty()));
    rustc.stdout(Stdio::null()).stderr(Stdio::null());
    let is_linked = rustc.status().ok()?.success();
    let is_for_here = var("HOST").ok()? == var("TARGET").ok()?;
    Some(is_linked && (!is_for_here || Command::new(program).status().ok()?.success()))
}
