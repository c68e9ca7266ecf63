use indexmap::IndexSet;

/// A text of a log, by its number: most texts stand in thousands of events.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Text(u32);

/// The texts, each once.
#[derive(Debug, Default)]
pub(super) struct Texts {
    all: IndexSet<Box<str>>,
    /// Bytes of all of them.
    size: usize,
}

impl Texts {
    /// The number of a text.
    pub(super) fn number(&mut self, text: &str) -> Text {
        let at = match self.all.get_index_of(text) {
            Some(at) => at,
            None => {
                self.size += text.len();
                self.all.insert_full(text.into()).0
            }
        };
        Text(u32::try_from(at).unwrap_or(u32::MAX))
    }

    /// The number of a text that is there.
    pub(super) fn find(&self, text: &str) -> Option<Text> {
        let at = self.all.get_index_of(text)?;
        u32::try_from(at).ok().map(Text)
    }

    /// The text of a number.
    pub(super) fn get(&self, text: Text) -> &str {
        let at = usize::try_from(text.0).unwrap_or(usize::MAX);
        self.all.get_index(at).map_or("", |own| own)
    }

    /// Bytes of all texts.
    pub(super) fn size(&self) -> usize {
        self.size
    }
}
