//! The command line of crispack.

fn main() -> std::process::ExitCode {
    crispack::cli::main()
}
