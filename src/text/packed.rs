use std::io::Read as _;

use flate2::bufread::DeflateDecoder;

/// A text of this repository, by its path from the root, for the rest of the program's life. `build.rs` lists and deflates it, since most of the large ones are tables that say the same over and over.
///
/// Each call inflates it anew: keep the result, or what is read from it.
macro_rules! packed {
    ($path:literal) => {
        $crate::text::inflated(include_bytes!(concat!(env!("OUT_DIR"), "/packed/", $path)))
    };
}
pub(crate) use packed;

/// What `packed!` calls.
pub(crate) fn inflated(packed: &'static [u8]) -> &'static str {
    let mut text = String::new();
    #[expect(
        clippy::expect_used,
        reason = "made by `build.rs`; the tests below inflate one, and the tests of its reader each other"
    )]
    DeflateDecoder::new(packed)
        .read_to_string(&mut text)
        .expect("a text that was deflated when this was built");
    text.leak()
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_packed_text_is_its_file() {
        assert_eq!(
            packed!("manifest/schema/crispack.schema.json"),
            include_str!("../../manifest/schema/crispack.schema.json")
        );
        assert_eq!(
            packed!("src/bedrock/data/inference-profiles.json"),
            include_str!("../bedrock/data/inference-profiles.json")
        );
    }
}
