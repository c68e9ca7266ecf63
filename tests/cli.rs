//! Whole runs of the command line: each case under `tests/cmd` is a command with the files it sees and what it says.
//!
//! `trycmd` compares paths as on Windows, so a backslash shows as a slash, but for cases with `binary = true`.
//! `TRYCMD=overwrite cargo test --test cli` writes the output anew; read the difference before committing it.

#[test]
fn a_command_says_what_its_case_shows() {
    trycmd::TestCases::new()
        .env("NO_COLOR", "1")
        .env("COLUMNS", "100")
        .env("CRISPACK_TODAY", "2026-11-26")
        .case("tests/cmd/*/*.toml")
        .case("tests/cmd/*/*.trycmd")
        .run();
}
