//! Nothing is unwound in the release binary (`panic = "abort"` in `Cargo.toml`), so it needs no index of the tables for it.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    #[expect(
        clippy::disallowed_methods,
        reason = "cargo tells a build script by the environment"
    )]
    let is = |name: &str, value: &str| std::env::var(name).is_ok_and(|found| found == value);
    if is("PROFILE", "release") && is("CARGO_CFG_TARGET_OS", "linux") {
        println!("cargo:rustc-link-arg-bins=-Wl,--no-eh-frame-hdr");
    }
}
