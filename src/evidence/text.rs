//! What stands above a query, in comments.

use super::{Dialect, Question};

/// What the table is for, in one sentence.
pub(super) const TABLE: &str =
    "The table over the logs of an organization's trail that the other queries read.";

/// What the decision answers, in one sentence.
pub(super) const IMPACT: &str = "Calls that were made and that the policies after the rollout judge otherwise than those before, and calls that cannot be judged.";

/// Comments over the table's statement.
pub(super) fn of_table() -> Vec<String> {
    vec![
        TABLE.to_owned(),
        "Replace BUCKET and ORGANIZATION-ID, and ACCOUNT-IDS by the ids of the accounts with commas between them, if it stands here.".to_owned(),
        NEVER_RUN.to_owned(),
    ]
}

const NEVER_RUN: &str = "It was never run on AWS itself.";

/// What a query rests on.
pub(super) fn origin(dialect: Dialect, question: &Question<'_>, is_decision: bool) -> String {
    let mut text = String::new();
    if dialect == Dialect::Lake {
        text.push_str("CloudTrail Lake is closed to new customers since 2026-05-31. CreateInferenceProfile is left out: how Lake writes what it copies is not documented. ");
    }
    if is_decision {
        text.push_str("It rests on the catalogue of ");
        text.push_str(&question.catalogue.as_of);
        text.push_str(", the likeliest reading where AWS leaves one open, and the policies that crispack was given, no others; keys besides aws:RequestedRegion, aws:PrincipalArn and bedrock:InferenceProfileArn count as absent. ");
        if dialect == Dialect::Lake {
            text.push_str("Names are short where Lake's 10,000 characters ask for it. ");
        }
    }
    if question.from.is_none() && dialect == Dialect::Athena {
        text.push_str(
            "It asks for no days, and so reads every partition: --from and --to make it cheaper. ",
        );
    }
    text.push_str(NEVER_RUN);
    text
}

/// A text below comments. A comment ends with its line, so none has a line break.
pub(super) fn headed(mark: &str, lines: &[String], body: &str) -> String {
    let mut text = String::new();
    for line in lines {
        text.push_str(mark);
        text.extend(line.chars().map(|c| {
            if c.is_control() || "\u{85}\u{2028}\u{2029}".contains(c) {
                ' '
            } else {
                c
            }
        }));
        text.push('\n');
    }
    text.push_str(body);
    text
}
