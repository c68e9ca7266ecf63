//! Findings about the syntax of a file.
