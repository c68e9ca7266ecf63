use std::fmt::Write as _;

use super::facts::Facts;
use super::markdown::{code, shell_word, table};
use super::visible::visible;

/// `evidence/README.md`: which query answers what, how they are made anew, and how logs are replayed.
///
/// `refused`: why there are no queries although a snapshot tells the accounts.
pub fn evidence_readme(facts: Facts<'_>, has_queries: bool, refused: Option<&str>) -> String {
    let mut text = "\
# Where did prompts go, and what would this release deny?

CloudTrail writes an event of each call of inference in the Region that it was made in; `additionalEventData.inferenceRegion` names the Region that served it. These questions can be put to such events, before and after a rollout:

"
    .to_owned();
    let rows = [
        (
            "outside",
            "Which calls were served where the policies after the rollout leave none to be processed?",
            "no rows, from the end of the rollout on",
        ),
        (
            "global",
            "Who uses Global inference profiles?",
            "no row with a call that succeeded, where Global is denied",
        ),
        (
            "application-profiles",
            "Who uses application inference profiles?",
            "profiles that you know",
        ),
        (
            "denied",
            "What did a service control policy deny?",
            "calls that are meant to be denied",
        ),
        (
            "impact",
            "Which calls would be denied that succeeded, and which no longer? The decision of the policies as SQL",
            "no row that nobody has looked at",
        ),
    ];
    text.push_str(&table(
        &["Query", "Answers", "Expected"],
        rows.map(|(name, what, expected)| vec![code(name), what.to_owned(), expected.to_owned()]),
    ));
    if let Some(why) = refused {
        let _ = write!(
            text,
            "\nThe queries are not here: {}. What can be asked is made by\n",
            visible(why)
        );
    } else if has_queries {
        text.push_str("\n`athena/` and `logs-insights/` have them for the accounts that the snapshot of the build knows (`impact` is SQL only; `athena/table.sql` makes the table). They know the policies of the release and Control Tower's Region deny, and name no days, so they read every partition. Which account is in which OU changes: make them anew with a new snapshot; then policies of others are in them as well, as far as an event tells what they ask for.\n");
    } else {
        text.push_str("\nAn event names an account, and not its OU. The build had no snapshot that tells which account is where, so the queries are not here:\n");
    }
    text.push_str("\n```sh\ncrispack snapshot\n");
    for (place, more) in [
        ("athena", ""),
        ("lake", " --table EVENT-DATA-STORE-ID"),
        ("logs-insights", ""),
    ] {
        let _ = writeln!(
            text,
            "crispack impact --release . --snapshot org-snapshot.json --emit {place}{more} --out evidence/{place}"
        );
    }
    text.push_str("```\n");
    if let Some(target) = facts.spec.targets.first() {
        let _ = write!(
            text,
            "\nLogs that lie in a folder are replayed on one machine, without any query; the answer names the calls that succeeded and would be denied:\n\n```sh\ncrispack impact --release . --snapshot org-snapshot.json --events FOLDER\ncrispack impact --release . --ou {} --events FOLDER    # every account of the logs is in this OU\n```\n",
            shell_word(target.ou.as_str())
        );
    }
    text.push_str("\n`--from DAY --to DAY` makes a query cheaper. The same event in two trails counts twice. An event is judged by the authorizations that its call needs, with Region, caller and inference profile. Batch jobs, prompt routers that are made, agents, flows and `bedrock-mantle` are named and not replayed. None of the queries was run on AWS: they were read by a parser of Athena's dialect, and run by DuckDB on events that were made from documented fields.\n");
    text
}
