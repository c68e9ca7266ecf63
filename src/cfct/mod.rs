//! CfCT's configuration package: the manifest, the files beside it, and what the pipeline does to both.
//!
//! Knows what Customizations for AWS Control Tower accepts and where it is silent (source of CfCT 2.8.4, read 2026-04-08);
//! knows nothing of Bedrock. A manifest to be judged comes as a [`Node`](crate::text::Node), read elsewhere.

mod archive;
mod attachments;
mod emit;
mod files;
mod folder;
mod manifest;
pub mod merge;
mod package;
mod quote;
mod read;
pub mod rules;
mod schema;
#[cfg(test)]
mod testing;
mod view;
mod written;
mod yaml11;
mod zip;

pub use archive::{Archive, Flaw};
pub use attachments::attachments;
pub use emit::emit;
pub use files::Files;
pub use folder::Folder;
pub use manifest::{Manifest, Resource, StackSet};
pub use package::{MANIFEST, Package, PackageFile, TOP_FOLDER};
pub use schema::MANIFEST_SCHEMA;
pub use view::PackageView;
pub use yaml11::Reading;
pub use zip::{ZipError, zip};
