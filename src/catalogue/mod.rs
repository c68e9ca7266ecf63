//! Catalogues of inference profiles as files: read, made from saved answers of AWS, written in AWS's shape, compared, and held against what was accepted.
//!
//! What a catalogue is, is known by `bedrock`; here it is read and changed. Reads no file by itself.

mod accepted;
mod age;
mod agree;
mod answer;
mod changes;
mod cut;
mod export;
mod import;
mod read;
pub mod rules;
mod schema;

pub use accepted::{Accepted, Wanted};
pub use age::{how_to_import, never_asked, old};
pub use changes::{Change, Difference, Offered, between, changes, offered};
pub use export::aws_answer;
pub use import::{Base, Copy, Imported, import};
pub use read::{accounts, foreign, own_format, read};

#[cfg(test)]
mod tests;
