/// Byte offsets of the characters that the parser counts.
pub(super) struct Offsets<'a> {
    text: &'a str,
    /// The byte of every `STEP`th character; empty for ASCII, where the two counts agree.
    marks: Vec<usize>,
}

const STEP: usize = 32;

impl<'a> Offsets<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let marks = if text.is_ascii() {
            Vec::new()
        } else {
            text.char_indices()
                .step_by(STEP)
                .map(|(byte, _)| byte)
                .collect()
        };
        Self { text, marks }
    }

    /// The byte where a character begins; past the last one, the end of the text.
    pub(super) fn byte(&self, character: usize) -> usize {
        if self.marks.is_empty() {
            return character.min(self.text.len());
        }
        let Some(mark) = self.marks.get(character / STEP) else {
            return self.text.len();
        };
        let rest = self.text.get(*mark..).unwrap_or_default();
        let within = rest.char_indices().nth(character % STEP);
        within.map_or(self.text.len(), |(byte, _)| mark + byte)
    }
}
