use crate::diagnostic::Place;
use crate::text::Node;

/// Where a spec came from, so that a finding can point at the place: a document, or flags, which have none.
#[derive(Debug, Clone, Default)]
pub struct Origin {
    document: Option<Node>,
}

impl Origin {
    /// A spec that was read from a document.
    pub fn document(document: Node) -> Self {
        Self {
            document: Some(document),
        }
    }

    /// A spec that was put together from flags.
    pub fn flags() -> Self {
        Self::default()
    }

    /// Where the value at a JSON pointer stands.
    pub fn value(&self, pointer: &str) -> Option<Place> {
        self.document.as_ref()?.pointer(pointer).map(Node::place)
    }

    /// Where the key at the end of a JSON pointer stands.
    pub fn key(&self, pointer: &str) -> Option<Place> {
        let (parent, key) = pointer.rsplit_once('/')?;
        let key = key.replace("~1", "/").replace("~0", "~");
        self.document.as_ref()?.pointer(parent)?.key_place(&key)
    }
}
