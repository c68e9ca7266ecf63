use std::collections::BTreeMap;

/// So many files are named that could not be read.
const NAMED: usize = 100;

/// How the reading of logs went.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Reading {
    /// Files that were read, to their end or not.
    pub files: u64,
    /// Their events as JSON or CSV, in bytes; of compressed files what came out.
    pub bytes: u64,
    /// Files that no event was found in.
    pub without_events: u64,
    /// Digests of CloudTrail's, which were not read.
    pub digests: u64,
    /// Files of a folder that no log is named like.
    pub named_otherwise: u64,
    /// Lines that were no JSON.
    pub odd_lines: u64,
    /// Files that could not be read to their end; what stands before was counted.
    pub cut_short: u64,
    /// The first of them by name, with the reason.
    pub problems: BTreeMap<String, String>,
}

impl Reading {
    /// Notes that a file could not be read to its end.
    pub fn problem(&mut self, file: &str, why: String) {
        self.cut_short += 1;
        self.problems.insert(file.to_owned(), why);
        while self.problems.len() > NAMED {
            self.problems.pop_last();
        }
    }

    /// Adds another.
    pub fn merge(&mut self, other: Self) {
        self.files += other.files;
        self.bytes += other.bytes;
        self.without_events += other.without_events;
        self.digests += other.digests;
        self.named_otherwise += other.named_otherwise;
        self.odd_lines += other.odd_lines;
        self.cut_short += other.cut_short;
        self.problems.extend(other.problems);
        while self.problems.len() > NAMED {
            self.problems.pop_last();
        }
    }

    /// Was everything read?
    pub fn is_whole(&self) -> bool {
        self.cut_short == 0 && self.odd_lines == 0
    }
}
