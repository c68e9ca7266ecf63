//! Calls of Bedrock after the rollout: the only check that sees what the policies do.

/// The section on `smoke-test.sh`.
pub(super) fn smoke() -> String {
    "## Smoke test\n\n\
     What is attached was seen; what it does is seen by calls. `smoke-test.sh` makes one tiny call for each source Region and family, and knows how each must end once the sections above are done:\n\n\
     ```sh\nbash smoke-test.sh --list\n```\n\n\
     Expected: each OU of this release with the number of its calls. No call is made by that. Then, in an account of each kind of OU and as a role that its workloads have, not in the management account, `bash smoke-test.sh OU`. \
     Expected: no `WRONG`, exit code 0. `UNKNOWN` tells nothing: the model is not enabled there, or the role has no right to call it. A `WRONG` that must be an answer was denied by a service control policy, maybe one that is not ours: `crispack explain` reads its message.\n"
        .to_owned()
}
