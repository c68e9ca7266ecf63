use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::render::facts::Facts;
use crate::render::markdown::{code, codes, list, shell_word, table};
use crate::render::survey::followed;

use super::template::{has_organizations_rules, organizations_region};
use super::watch::{Covered, Set, Watch};

/// `README.md`: what the templates look for, how they are deployed, and what they do not see.
pub(super) fn readme(watch: &Watch<'_>, facts: Facts<'_>) -> String {
    let mut text = HEAD.to_owned();
    text.push_str(&held(watch));
    text.push_str(&where_covered(&watch.covered));
    text.push_str(&deploy(watch, facts));
    let _ = write!(
        text,
        "\n## What no rule sees\n\n{}",
        list(&unseen(watch, facts))
    );
    text
}

const HEAD: &str = "# A standing alarm\n\n\
Optional, and no part of the package or of the rollout: rules of Amazon EventBridge that tell a topic when something is no longer as this release left it. They deny nothing.\n\n\
| What is told | Template | Where it is deployed |\n\
| --- | --- | --- |\n\
| a call of Amazon Bedrock that was processed outside of the Regions that the policies leave it, or that went through a Global profile where Global is denied | `calls-….template.json`, one for OUs whose calls have the same Regions | every account of the OUs below, as a stack set |\n\
| takes those events from all accounts, and tells a topic | `security.template.json` | the audit account |\n\
| drift that Control Tower finds; an OU, or an account, that comes to where no policy of the release is known to hold it | `management.template.json` | the management account |\n\n\
An event comes in the account and the Region of the call and does not name the OU, so the rules on calls are in the accounts; what they match goes to the audit account, and nothing else does.\n\n\
**Nothing of this was tried on AWS.** The templates were linted, and made in an emulation (which leaves out the policies of topic and event bus); its matcher was given events written from AWS's pages.\n";

/// What calls are held to, set by set.
fn held(watch: &Watch<'_>) -> String {
    let mut text = "\n## What calls are held to\n".to_owned();
    for set in &watch.sets {
        let _ = write!(
            text,
            "\n{}, for {}:\n\n{}",
            code(&set.file()),
            codes(set.ous.iter().copied()),
            table(&["Calls from", "may be processed in"], rows(set))
        );
    }
    if !watch.sets.is_empty() {
        text.push_str("\nThe name of a template stays as long as its Regions do. An account of an OU inside another one may have the rules of both, and then a call is told twice: a child's Regions are among its parent's.\n");
    }
    if !watch.anywhere.is_empty() {
        let _ = write!(
            text,
            "\n**No rule for** {}: Global is not denied there, AWS does not say beforehand where such a call is processed, and so no Region is outside.\n",
            codes(watch.anywhere.iter().copied())
        );
    }
    if !watch.closed.is_empty() {
        let _ = write!(
            text,
            "\nNo rule for {}: every call is denied there, from every Region.\n",
            codes(watch.closed.iter().copied())
        );
    }
    text
}

/// A row for all source Regions with the same allowed ones; those whose calls stay where they start have one as well.
fn rows(set: &Set<'_>) -> Vec<Vec<String>> {
    let mut rows: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (code, regions) in &set.from {
        let stays = regions.len() == 1 && regions.contains(code);
        let allowed = if stays {
            "the Region of the call".to_owned()
        } else {
            codes(regions.iter().copied())
        };
        rows.entry(allowed).or_default().push(code);
    }
    let row = |(allowed, from)| vec![codes(from), allowed];
    rows.into_iter().map(row).collect()
}

/// Which OUs count as held.
fn where_covered(covered: &Covered<'_>) -> String {
    let said = match covered {
        Covered::All => {
            "The policy on `Root` holds every OU, also one that is made later, so `management.template.json` looks for drift alone."
        }
        Covered::Ids(_) => {
            "The OUs that are held are those of the spec and those below them, by the snapshot of the build. One that is made below them later is told of too: no event says what is above it."
        }
        Covered::Untold => {
            "Which OUs are held is not known (no snapshot with ids was given, or it has too many for a rule), so every OU that is made or registered is told of, and accounts that move are not."
        }
    };
    format!("\n{said}\n")
}

const DEPLOY: &str = "\n## Deploy\n\nIn this folder. A topic of your own is given as `TopicArn=…`, a customer managed key for the one that is made as `KeyArn=…`, behind `--parameter-overrides`. Without a key the topic is not encrypted by KMS: EventBridge cannot use AWS's own key for SNS.\n\n\
    **Management account:**\n\n```sh\n";

/// The commands.
fn deploy(watch: &Watch<'_>, facts: Facts<'_>) -> String {
    let home = shell_word(&facts.spec.home_region);
    let mut text = DEPLOY.to_owned();
    for region in regions(watch, facts) {
        let _ = writeln!(
            text,
            "aws cloudformation deploy --region {region} --stack-name crispack-alarm --template-file management.template.json"
        );
    }
    text.push_str("```\n");
    if !watch.sets.is_empty() {
        let organization = facts.organization.and_then(|own| {
            let identity = own.snapshot.organization.as_ref()?;
            identity.id.as_deref()
        });
        let _ = write!(
            text,
            "\n**Audit account,** with the organization's id:\n\n```sh\n\
             aws cloudformation deploy --region {home} --stack-name crispack-alarm-security --template-file security.template.json --parameter-overrides OrganizationId={}\n\
             aws cloudformation describe-stacks --region {home} --stack-name crispack-alarm-security --query 'Stacks[0].Outputs[].[OutputKey, OutputValue]' --output text\n```\n\n\
             Expected: `BusArn` and `TopicArn`.\n\n\
             **Management account again,** with that ARN in `BUS` (trusted access of StackSets to Organizations has to be on):\n\n```sh\n",
            shell_word(organization.unwrap_or("ORGANIZATION_ID"))
        );
        for set in &watch.sets {
            text.push_str(&stack_set(set, facts, &home));
        }
        text.push_str("```\n");
    }
    text.push_str(AFTER);
    text
}

/// The home Region, and where AWS Organizations' events come if that is another one.
fn regions(watch: &Watch<'_>, facts: Facts<'_>) -> Vec<String> {
    let mut regions = vec![shell_word(&facts.spec.home_region)];
    let events = organizations_region(facts.spec.partition);
    if has_organizations_rules(watch) && facts.spec.home_region != events {
        regions.push(events.to_owned());
    }
    regions
}

fn stack_set(set: &Set<'_>, facts: Facts<'_>, home: &str) -> String {
    if set.from.is_empty() {
        return String::new();
    }
    let name = set.name();
    let ids = set
        .ids(facts.organization)
        .map_or_else(|| "OU_IDS".to_owned(), |ids| ids.join(","));
    let starts: Vec<&str> = set.from.keys().copied().collect();
    format!(
        "aws cloudformation create-stack-set --region {home} --stack-set-name crispack-{name} --template-body file://{name}.template.json --parameters ParameterKey=BusArn,ParameterValue=$BUS --capabilities CAPABILITY_IAM --permission-model SERVICE_MANAGED --auto-deployment Enabled=true,RetainStacksOnAccountRemoval=false\n\
         aws cloudformation create-stack-instances --region {home} --stack-set-name crispack-{name} --deployment-targets OrganizationalUnitIds={} --regions {}\n",
        shell_word(&ids),
        starts.join(" ")
    )
}

const AFTER: &str = "
Then `aws sns subscribe` to each `TopicArn`, and `aws sns publish` once, to see that somebody is told. The rest cannot be tried with an event of your own: AWS alone sends events whose source begins with `aws.`.

After the next release deploy its `management.template.json`. A stack set whose template is there under the same name stays, with the OUs of the new table; one whose template is gone goes (`delete-stack-instances`, then `delete-stack-set`).
";

/// What a rule cannot see, a line each.
fn unseen(watch: &Watch<'_>, facts: Facts<'_>) -> Vec<String> {
    let mut lines = vec![
        "A call from a Region that no call may start in, and any call of an OU whose calls are all denied: rules stand where calls may start. The query `outside` of `evidence/README.md` finds both.".to_owned(),
        "A call whose event has no `inferenceRegion`.".to_owned(),
    ];
    for set in &watch.sets {
        if !set.unseen.is_empty() {
            lines.push(format!(
                "Calls from {} in {}: those Regions are closed to other services, so no rule can be made there.",
                codes(set.unseen.iter().copied()),
                codes(set.ous.iter().copied())
            ));
        }
    }
    let held = facts.surveys.iter().filter(|own| {
        let ou = own.of.ous.first();
        ou.is_some_and(|ou| watch.sets.iter().any(|set| set.ous.contains(&ou.as_str())))
    });
    let ways: BTreeSet<String> = held.filter_map(followed).collect();
    for ways in ways {
        lines.push(format!(
            "Whether a policy failed, or AWS has added a Region to {ways}, which policies of the release follow: both are told alike. `crispack profiles` has the catalogue."
        ));
    }
    if !watch.sets.is_empty() {
        lines.extend(CALLS.map(str::to_owned));
    }
    lines.extend(ALWAYS.map(str::to_owned));
    lines
}

const CALLS: [&str; 5] = [
    "Calls that are not processed elsewhere: an event without `additionalEventData.inferenceRegion` is taken to be of a call that stayed where it was made. Calls that were denied are no alarm.",
    "That an application inference profile was made from a Global one; it is told once a call is processed outside.",
    "Who may do so all the same: principals that the release exempts, and service-linked roles, are told of like any other.",
    "The management account, which stack sets do not reach and service control policies do not bind.",
    "Accounts without a trail that logs management events, the read-only ones included: without it, EventBridge gets no event. Operations that CloudTrail has as data events come only if a trail logs those.",
];

const ALWAYS: [&str; 3] = [
    "What EventBridge or CloudTrail does not deliver: both do it as well as they can (*best effort*). That no alarm came proves nothing.",
    "Drift, before landing zone 4.0: it is told through the topic `aws-controltower-AggregateSecurityNotifications` of the audit account.",
    "An OU that is registered by `EnableBaseline` alone, which is another event.",
];
