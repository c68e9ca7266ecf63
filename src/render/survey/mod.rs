//! Where the calls of each OU may go, from [`Survey`](crate::proof::Survey): the rows that report, page and files have in common.

mod csv;
mod json;
mod look;
mod markdown;
mod places;
mod rows;
mod sentence;

pub use csv::survey_csv;
pub use json::survey_json;
pub(super) use look::{Look, State, Where};
pub(super) use markdown::survey_table;
pub(super) use places::city;
pub(super) use rows::{columns, rows};
pub(super) use sentence::{followed, is_at_home, sentence};
