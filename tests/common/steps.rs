//! A runbook as its reader takes it apart: numbered sections of numbered steps, each with who does it, what, the expected answer and what to do without it.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

/// A step. Parsing fails for one that lacks a part.
#[derive(Debug)]
pub(crate) struct Step {
    /// `1.2`
    pub(crate) number: String,
    pub(crate) title: String,
    /// The role alone, without its place.
    pub(crate) who: String,
    /// What is done by hand; empty if nothing.
    pub(crate) by_hand: String,
    /// The commands; empty if there are none.
    pub(crate) commands: String,
    pub(crate) expect: String,
    pub(crate) if_not: String,
}

/// A section with its steps.
#[derive(Debug)]
pub(crate) struct Section {
    pub(crate) number: usize,
    pub(crate) title: String,
    pub(crate) steps: Vec<Step>,
}

/// The numbered sections; what stands before their steps has no commands.
pub(crate) fn sections(runbook: &str) -> Vec<Section> {
    let mut sections = Vec::new();
    let mut parts = runbook.split("\n## ");
    no_commands(parts.next().unwrap());
    for part in parts {
        let (heading, text) = part.split_once('\n').unwrap();
        let mut steps = text.split("\n### ");
        no_commands(steps.next().unwrap());
        let steps: Vec<Step> = steps.map(step).collect();
        let number = heading
            .split_once(". ")
            .and_then(|(number, title)| Some((number.parse().ok()?, title)));
        match number {
            Some((number, title)) => sections.push(Section {
                number,
                title: title.to_owned(),
                steps,
            }),
            None => assert!(steps.is_empty(), "`{heading}` has steps and no number"),
        }
    }
    sections
}

/// All steps, one after the other.
pub(crate) fn steps(runbook: &str) -> Vec<Step> {
    let sections = sections(runbook).into_iter();
    sections.flat_map(|section| section.steps).collect()
}

fn no_commands(text: &str) {
    let fences = text.lines().filter(|line| line.starts_with("```"));
    let mut others = fences.filter(|fence| !matches!(*fence, "```mermaid" | "```"));
    assert_eq!(others.next(), None, "commands outside of a step:\n{text}");
}

fn step(text: &str) -> Step {
    let cut = |text: &'_ str, at: &str| -> (String, String) {
        let (before, after) = text
            .split_once(at)
            .unwrap_or_else(|| panic!("no {at:?} in\n{text}"));
        assert!(!after.contains(at), "{at:?} twice in\n{text}");
        (before.to_owned(), after.to_owned())
    };
    let (heading, rest) = text.split_once('\n').unwrap();
    let (number, title) = heading.split_once(' ').unwrap();
    let (why, rest) = cut(rest, "\n**Who**: ");
    no_commands(&why);
    let (who, rest) = cut(&rest, ". **Run**:");
    let (run, rest) = cut(&rest, "\n- [ ] **Expect**: ");
    let (expect, if_not) = cut(&rest, "\n- **If not**: ");
    let (by_hand, commands) = match run.split_once("```sh\n") {
        None => (run.as_str(), ""),
        Some((by_hand, rest)) => {
            let (commands, rest) = rest.split_once("```\n").unwrap();
            assert_eq!(rest, "", "something after the commands of {heading}");
            (by_hand, commands)
        }
    };
    let step = Step {
        number: number.to_owned(),
        title: title.to_owned(),
        who: who.split(',').next().unwrap().to_owned(),
        by_hand: by_hand.trim().to_owned(),
        commands: commands.to_owned(),
        expect: expect.trim().to_owned(),
        if_not: if_not.trim().to_owned(),
    };
    for (part, text) in [("Expect", &step.expect), ("If not", &step.if_not)] {
        let is_sentence = text.ends_with('.') && !text.contains('\n') && text.len() > 4;
        assert!(is_sentence, "{heading}, {part}: {text}");
    }
    assert!(
        !(step.by_hand.is_empty() && step.commands.is_empty()),
        "{heading}: nothing is done"
    );
    step
}
