//! The check: walks a package, a policy or a spec by all the rules there are, and says what is silenced.
//!
//! A rule lives in the room that knows its subject; here are the registry, the walk, and the rules about silencing.

mod fix;
mod ignore;
mod ignores;
mod package;
mod policy;
mod registry;
mod report;
pub mod rules;

pub use fix::{Fixed, fixed};
pub use ignore::Ignore;
pub use ignores::Ignores;
pub use package::{Against, archive_flaws, manifest, package};
pub use policy::{Text, policy};
pub use registry::rules;
pub use report::{Looked, Report, Silenced};
