//! Calls of Bedrock after the rollout: the only check that sees what the policies do.

use super::step::{More, Run, Section, Step, Undone};
use super::who::Who;

/// The section on `smoke-test.sh`.
pub(super) fn smoke() -> Section {
    let list = Step {
        title: "The calls of the smoke test are listed".to_owned(),
        who: Who::Anyone,
        run: Run::lines("bash smoke-test.sh --list\n"),
        expect: "each OU of this release with the number of its calls. No call is made by that."
            .to_owned(),
        if_not:
            "stop: the file is not that of this release, as the first step of section 1 would say."
                .to_owned(),
        undone: Undone::Looks,
        more: More::default(),
    };
    let call = Step {
        title: "Each call of the smoke test ends as it must".to_owned(),
        who: Who::Workload,
        run: Run::by_hand(
            "`bash smoke-test.sh OU`, with the name of the OU as the list has it.",
        ),
        expect: "no `WRONG`, and exit code 0.".to_owned(),
        if_not: "`UNKNOWN` tells nothing: the model is not enabled there, or the role has no right to call it. A `WRONG` that must be an answer was denied by a service control policy, maybe one that is not ours: `crispack explain` reads its message. \
                 A `WRONG` that must be denied is open now: stop, and decide on the way back."
            .to_owned(),
        undone: Undone::Looks,
        more: More::default(),
    };
    Section {
        title: "Smoke test",
        key: None,
        intro: "What is attached was seen; what it does is seen by calls. `smoke-test.sh` makes one tiny call for each source Region and family, and knows how each must end once the sections above are done.\n".to_owned(),
        steps: vec![list, call],
    }
}
