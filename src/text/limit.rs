//! How much of a document is read. No real input comes near these numbers.

/// The largest file that is read, in bytes.
pub const MAX_BYTES: u64 = 4 * 1024 * 1024;

/// The largest file of ours that is read, in bytes: those that grow with the organization, a snapshot and the record of slots.
pub const MAX_LARGE_BYTES: u64 = 256 * 1024 * 1024;

/// The deepest nesting of lists and mappings. Everything that walks a [`super::Node`] may recurse.
pub(crate) const MAX_DEPTH: usize = 64;

/// The most values of a YAML document.
pub(crate) const MAX_NODES: usize = 200_000;

/// The most findings about one document; a reader stops looking much earlier.
pub(crate) const MAX_FINDINGS: usize = 100;
