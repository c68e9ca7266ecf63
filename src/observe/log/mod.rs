//! Logs of CloudTrail as streams: whatever they are wrapped in, one event at a time, the same few fields of each.
//!
//! Sources, read 2026-11-26: AWS CloudTrail User Guide, "CloudTrail record contents", "CloudTrail log file examples" and "Digest file structure"; CloudTrail Lake, "Download and
//! view CloudTrail Lake query results"; Amazon Athena User Guide, "Query AWS CloudTrail logs"; AWS CLI, `cloudtrail lookup-events`, `cloudtrail get-query-results` and `logs filter-log-events`.

mod cut;
mod piece;
mod reading;
mod record;
mod table;
mod words;

pub use cut::{CutError, Cutter};
pub use piece::{Piece, piece};
pub use reading::Reading;
pub use record::Record;
pub use table::{TableError, table};
