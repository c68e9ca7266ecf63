use std::fmt::Write as _;

/// A Mermaid flowchart that is written from top to bottom: each node hangs on the one before.
pub(super) struct Chart {
    text: String,
    nodes: usize,
    /// How many sections there are so far, for their numbers.
    sections: usize,
    /// The node that the next one hangs on, and what must be seen in between.
    from: Option<(Node, &'static str)>,
}

/// A node of a chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Node(usize);

/// Dark on light, and spelled out, so that pages with a dark ground show the same.
const CLASSES: &str = "  classDef section fill:#ffffff,stroke:#57606a,color:#1f2328
  classDef gate fill:#fff8e1,stroke:#9a6700,color:#1f2328
  classDef inforce fill:#ddf4ff,stroke:#0969da,color:#1f2328
  classDef stop fill:#ffebe9,stroke:#cf222e,color:#1f2328
  classDef back fill:#fbefff,stroke:#8250df,color:#1f2328
";

/// Titles of sections stand on a line, and the whole is not longer than it must be.
const HEAD: &str = "%%{init: {\"flowchart\": {\"wrappingWidth\": 420, \"rankSpacing\": 32, \"nodeSpacing\": 40}}}%%\nflowchart TD\n";

impl Chart {
    /// A chart with a title for those who do not see it.
    pub(super) fn new(title: &str) -> Self {
        Self {
            text: format!("```mermaid\n{HEAD}  accTitle: {title}\n"),
            nodes: 0,
            sections: 0,
            from: None,
        }
    }

    /// What holds from here on.
    pub(super) fn in_force(&mut self, what: &str) -> Node {
        self.hang(&format!("([\"{what}\"]):::inforce"))
    }

    /// Something that is done, with the number that its section has.
    pub(super) fn section(&mut self, title: &str) -> Node {
        self.sections += 1;
        let number = self.sections;
        self.hang(&format!("[\"{number}. {title}\"]:::section"))
    }

    /// What must be seen before the next node.
    pub(super) fn expect(&mut self, label: &'static str) {
        if let Some((_, expected)) = &mut self.from {
            *expected = label;
        }
    }

    /// A check with which everything ends if it does not hold; the end.
    pub(super) fn gate_or_stop(&mut self, question: &str, stop: &str) -> Node {
        let gate = self.gate(question);
        let end = self.node(&format!("[\"{stop}\"]:::stop"));
        self.edge(gate, "-->|no|", end);
        end
    }

    /// A check with which something is done again until it holds.
    pub(super) fn gate_or_again(&mut self, question: &str, again: Node) {
        let gate = self.gate(question);
        self.edge(gate, "-->|not yet|", again);
    }

    /// The head of what is done only by those who go back, from one of these nodes.
    pub(super) fn back(&mut self, title: &str, from: [Node; 2]) {
        self.from = None;
        let head = self.step_back(&format!("{}. {title}", self.sections + 1));
        for node in from {
            self.edge(node, "-.->", head);
        }
    }

    /// Something that is done on the way back.
    pub(super) fn step_back(&mut self, title: &str) -> Node {
        self.hang(&format!("[\"{title}\"]:::back"))
    }

    /// The fenced block.
    pub(super) fn end(self) -> String {
        format!("{}{CLASSES}```\n", self.text)
    }

    fn gate(&mut self, question: &str) -> Node {
        let gate = self.hang(&format!("{{{{\"{question}\"}}}}:::gate"));
        self.from = Some((gate, "yes"));
        gate
    }

    fn hang(&mut self, shape: &str) -> Node {
        let from = self.from.take();
        let node = self.node(shape);
        match from {
            Some((from, "")) => self.edge(from, "-->", node),
            Some((from, label)) => self.edge(from, &format!("-->|{label}|"), node),
            None => {}
        }
        self.from = Some((node, ""));
        node
    }

    fn node(&mut self, shape: &str) -> Node {
        let node = Node(self.nodes);
        self.nodes += 1;
        let _ = writeln!(self.text, "  n{}{shape}", node.0);
        node
    }

    fn edge(&mut self, from: Node, arrow: &str, to: Node) {
        let _ = writeln!(self.text, "  n{} {arrow} n{}", from.0, to.0);
    }
}
