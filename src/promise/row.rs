use std::fmt;

/// A row of the promise: one reason for a denial.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Row {
    /// The Region deny in force.
    D0,
    /// Calls start in a working Region.
    D1,
    /// Direct calls stay in the working Regions.
    D2,
    /// Geographic calls are served in known Regions.
    D3,
    /// Global calls are made from the working Regions.
    D4,
    /// Application profiles are held to Regions.
    D5,
    /// Application profiles are denied.
    D5b,
    /// Families that are not allowed.
    D6,
    /// Global is denied.
    D7,
    /// No new hidden copies.
    D8,
    /// Prompt routers are denied.
    D9,
    /// Other features that cross Regions are held to Regions.
    D10,
    /// Inference-only Regions serve inference only.
    Dx,
}

impl Row {
    /// All rows, in the table's order.
    pub const ALL: [Self; 13] = [
        Self::D0,
        Self::D1,
        Self::D2,
        Self::D3,
        Self::D4,
        Self::D5,
        Self::D5b,
        Self::D6,
        Self::D7,
        Self::D8,
        Self::D9,
        Self::D10,
        Self::Dx,
    ];

    /// The row's name, as reports print it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::D0 => "D0",
            Self::D1 => "D1",
            Self::D2 => "D2",
            Self::D3 => "D3",
            Self::D4 => "D4",
            Self::D5 => "D5",
            Self::D5b => "D5b",
            Self::D6 => "D6",
            Self::D7 => "D7",
            Self::D8 => "D8",
            Self::D9 => "D9",
            Self::D10 => "D10",
            Self::Dx => "DX",
        }
    }

    /// What the row denies, in one line: lower case, no final period.
    pub fn text(self) -> &'static str {
        match self {
            Self::D0 => "what the Region deny in force denies, less declared exemptions",
            Self::D1 => "inference on an inference profile outside the working Regions",
            Self::D2 => {
                "direct inference, without an inference profile, outside the working Regions"
            }
            Self::D3 => {
                "geographic inference served outside the working Regions and the known destinations"
            }
            Self::D4 => "Global inference asked for outside the working Regions",
            Self::D5 => {
                "inference through an application inference profile outside the working Regions and the known destinations"
            }
            Self::D5b => "inference through an application inference profile",
            Self::D6 => "inference through an inference profile that is not allowed",
            Self::D7 => {
                "Global inference: Bedrock at `unspecified`, and use or copies of a `global.` inference profile"
            }
            Self::D8 => {
                "new inference profiles, prompt routers and prompt optimization jobs on what is not allowed"
            }
            Self::D9 => "inference through a prompt router",
            Self::D10 => {
                "batch inference, guardrails or Data Automation where neither the Region deny nor the mode lets it be served"
            }
            Self::Dx => "anything but inference in an inference-only Region",
        }
    }

    /// Whether the row only limits Regions: then it does not bind exempt principals, and where the managed deny does the
    /// limiting (`additive`) it does not exist.
    pub fn is_limit(self) -> bool {
        matches!(
            self,
            Self::D1 | Self::D2 | Self::D3 | Self::D4 | Self::D5 | Self::D10
        )
    }
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
