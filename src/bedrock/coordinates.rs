use serde::Deserialize;

/// Where on a map something is, in tenths of a degree, so that nothing about it has to be rounded anywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Coordinates {
    /// Latitude, from -900 in the south to 900 in the north.
    pub lat: i16,
    /// Longitude, from -1800 in the west to 1800 in the east.
    pub lon: i16,
}
