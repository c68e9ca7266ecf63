//! The command line of crispack.
fn main() {}
