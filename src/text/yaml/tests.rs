mod places;
mod refused;
mod resolved;
