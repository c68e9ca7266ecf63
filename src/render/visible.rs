/// Text with its control characters spelled out, so that input can't move the cursor or fake a line.
pub(super) fn visible(text: &str) -> String {
    text.chars()
        .flat_map(|c| {
            let escaped = c.is_control().then(|| c.escape_unicode());
            escaped.map_or_else(|| vec![c], Iterator::collect)
        })
        .collect()
}
