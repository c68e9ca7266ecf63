//! Answers of `simulate`, for people in 80 columns and as JSON.

mod call;
mod json;
mod matrix;
mod request;

pub use call::call_judgement;
pub use json::{call_json, matrix_json, request_json};
pub use matrix::matrix_text;
pub use request::request_judgement;
