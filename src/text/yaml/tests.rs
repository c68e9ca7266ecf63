mod anchors;
mod places;
mod refused;
mod resolved;
