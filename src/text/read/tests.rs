use super::source;
use crate::diagnostic::Diagnostic;
use crate::text::MAX_BYTES;
use crate::text::testing::marked;

fn refused(bytes: &[u8]) -> Diagnostic {
    *source("p.json", bytes.to_vec()).expect_err("the bytes are refused")
}

#[test]
fn text_is_kept_byte_for_byte() {
    let text = "a\tb\r\nc\n\u{e9}\u{1f600}\u{7f}";
    let read = source("p.json", text.as_bytes().to_vec()).unwrap();
    assert_eq!((read.name.as_str(), read.text.as_str()), ("p.json", text));
}

#[test]
fn byte_order_mark_is_not_part_of_the_text() {
    let read = source("p.json", b"\xEF\xBB\xBF{}".to_vec()).unwrap();
    assert_eq!(read.text, "{}");
}

#[test]
fn bytes_that_are_not_utf8_are_marked_with_their_offset_in_the_file() {
    let finding = refused(b"\xEF\xBB\xBFab\xFFc");
    assert_eq!(finding.rule.code, "CRP003");
    assert_eq!(
        finding.message,
        "`p.json` is not UTF-8 text: byte 5 cannot be read"
    );
    assert_eq!(marked(&finding), "\u{fffd}");
    assert_eq!(finding.labels[0].place.source.text, "ab\u{fffd}c");
    assert_eq!(finding.help.as_deref(), Some("save the file as UTF-8"));
}

#[test]
fn a_character_cut_off_at_the_end_is_marked() {
    let finding = refused(b"ab\xE2\x82");
    assert_eq!(
        (finding.rule.code, marked(&finding)),
        ("CRP003", "\u{fffd}")
    );
}

#[test]
fn utf16_is_named_with_and_without_its_mark() {
    let utf16 = "the file looks like UTF-16; save it as UTF-8";
    for bytes in [
        b"\xFF\xFE{\0}\0".as_slice(),
        b"\xFE\xFF\0{\0}",
        b"{\0}\0",
        b"\0{\0}",
    ] {
        assert_eq!(refused(bytes).help.as_deref(), Some(utf16), "{bytes:?}");
    }
}

#[test]
fn control_characters_are_refused_at_their_place() {
    for byte in (0..b' ').filter(|byte| !matches!(byte, b'\t' | b'\n' | b'\r')) {
        let finding = refused(&[b'a', b'b', b'\n', byte, b'c']);
        assert_eq!(finding.rule.code, "CRP004");
        assert_eq!(
            finding.message,
            format!("the control character U+{byte:04X} is not allowed here")
        );
        assert_eq!(finding.labels[0].place.to_string(), "p.json:2:1");
        assert_eq!(marked(&finding), char::from(byte).to_string());
    }
}

#[test]
fn a_file_of_the_limit_is_read_and_one_byte_more_is_not() {
    let limit = usize::try_from(MAX_BYTES).unwrap();
    assert!(source("p.json", vec![b' '; limit]).is_ok());
    let finding = refused(&vec![b' '; limit + 1]);
    assert_eq!(
        (finding.rule.code, finding.message.as_str()),
        ("CRP002", "`p.json` is larger than 4 MiB")
    );
}
