//! The runbook of a release that puts an earlier one back, or takes ours out: Control Tower's Region deny first, where it is needed, only then ours.

use std::fmt::Write as _;

use crate::render::facts::{Artifacts, Beneath, short};
use crate::render::markdown::{code, shell_word};
use crate::render::order::picture_back;

use super::backup::backup;
use super::before::{ous, read_script, section, unchanged};
use super::book::{Book, Runbook};
use super::helper::{BASE_HEAD, base_functions, functions, guard, targets};
use super::managed::wait;
use super::rollout::{Stops, pipeline, upload_section, verify_section};
use super::set_back::held;
use super::step::{Commands, Key, More, Run, Section, Step, Undone};
use super::way_back::STOPS;
use super::who::Who;
use super::{retired, smoke};

/// What is done.
#[derive(Debug, Clone, Copy)]
pub struct Back<'a> {
    /// What it is, as a title: `Back to release …`.
    pub title: &'a str,
    /// Control Tower's home Region, where CfCT runs.
    pub home_region: &'a str,
    /// Every policy of the package with its OU.
    pub policies: &'a [(String, String)],
    /// The tombstones among them, and the SHA-256 of their text.
    pub tombstones: &'a [String],
    /// See `tombstones`.
    pub tombstone_sha256: &'a str,
    /// Policies that stay attached and are in the package no more.
    pub left_over: &'a [(String, String)],
    /// The OUs that Control Tower's Region deny must hold before anything of ours goes; empty if it is on all the time, or stays off.
    pub guarded: &'a [String],
    /// Sections of the earlier release's own runbook follow: it leaves the landing-zone Region deny off.
    pub goes_on: bool,
    /// It has the calls of that release for a test.
    pub has_smoke_test: bool,
    /// A hash of what is live before it.
    pub follows: &'a str,
    /// The package that it is merged into.
    pub base: Option<Beneath<'a>>,
}

/// `RUNBOOK.md` and `runbook.sh`.
pub fn back_runbook(back: Back<'_>, artifacts: Artifacts<'_>) -> Runbook {
    let stops = Stops {
        base: back.base.is_some(),
        gate: !back.guarded.is_empty(),
    };
    let put = format!("aws s3 cp {zip} s3://$BUCKET/$KEY\n", zip = artifacts.zip);
    let put = gated(back, &stops.base_first(put));
    let mut sections = vec![
        before(back),
        upload_section(
            put,
            stops,
            Undone::by(format!("upload the backup of {} again", Key::Backup)),
            artifacts,
        ),
        pipeline(back.policies.len()),
    ];
    if !back.policies.is_empty() {
        sections.push(verify_section(back.policies.len()));
    }
    if back.goes_on {
        sections.push(go_on());
    }
    if back.has_smoke_test {
        sections.push(smoke::smoke());
    }
    sections.extend(retired::section(back.tombstones, back.tombstone_sha256));
    sections.extend(left_over(back));
    let book = Book {
        head: head(back),
        rehearsal: "",
        prologue: prologue(back, artifacts),
        sections,
        afterwards: String::new(),
    };
    book.print()
}

fn head(back: Back<'_>) -> String {
    format!(
        "# Runbook: {title}\n\n\
         {order}\n\n\
         {picture}\n\
         The commands have not been tried on a live AWS organization. They were run as they stand here against an emulation of AWS Organizations and S3, and stand-ins for Control Tower, CodePipeline and CfCT's stage for service control policies.\n",
        title = back.title,
        picture = picture_back(&back),
        order = if back.guarded.is_empty() {
            "No step opens anything that was closed by Control Tower: its Region deny stays as it is."
        } else {
            "The order: **Control Tower's Region deny on → wait → verify → only then ours.** What is live holds the OUs to Regions; before its content goes, Control Tower's has to be back on every one of them."
        },
    )
}

/// What the commands share.
fn prologue(back: Back<'_>, artifacts: Artifacts<'_>) -> String {
    let mut text = BASE_HEAD
        .replace("HOME_REGION", &shell_word(back.home_region))
        .replace("ZIP_NAME", artifacts.zip)
        .replace("ZIP_SHA256", artifacts.zip_sha256)
        .replace("SHORT_HASH", &artifacts.short())
        // The same bytes may be put back more than once, after different ones.
        .replace("FOLLOWS", &short(back.follows));
    text.push_str(&targets(
        back.policies
            .iter()
            .map(|(name, ou)| (name.as_str(), ou.as_str())),
    ));
    text.push_str(&functions());
    if let Some(base) = back.base {
        text.push_str(&base_functions(base));
    }
    if !back.guarded.is_empty() {
        text.push_str(&guard(back.guarded.iter().map(String::as_str)));
    }
    text
}

fn before(back: Back<'_>) -> Section {
    let mut steps = vec![unchanged(), read_script()];
    if !back.policies.is_empty() {
        steps.push(ous(back.policies.len()));
    }
    if !back.guarded.is_empty() {
        let mut first = wait(None);
        "Switch Control Tower's Region deny on".clone_into(&mut first.title);
        first.who = Who::LandingZoneAdministrator;
        first.run = first.run.commands.after(
            "*Landing zone settings*, *Modify settings*, choose *Enabled* for the Region deny control, and update the landing zone. Then a reader looks until it is done:",
        );
        first.undone = Undone::by("*Not enabled* in the same place, as long as what is live stays");
        "**Control Tower's Region deny first.**".clone_into(&mut first.more.why);
        steps.push(first);
        steps.push(held(Who::Reader, String::new()));
    }
    steps.extend(backup(back.base, None));
    section(steps)
}

fn gated(back: Back<'_>, commands: &str) -> String {
    if back.guarded.is_empty() {
        return commands.to_owned();
    }
    format!(
        "if [ \"$(unsafe)\" = looked ]; then\n{commands}else\n  unsafe; echo \"STOP: what stands above must not be so, or stand in KNOWN\"\nfi\n"
    )
}

fn go_on() -> Section {
    Section {
        title: "Go on",
        key: None,
        intro: String::new(),
        steps: vec![Step {
            title: "The landing-zone Region deny is as that release had it".to_owned(),
            who: Who::LandingZoneAdministrator,
            run: Run::by_hand(
                "the release that is put back leaves the landing-zone Region deny off. If it is on, go on with what comes after *Verify* in that release's own runbook.",
            ),
            expect: "what that runbook says.".to_owned(),
            if_not: "where it is still on, everything is closed twice, which is safe; what that release allowed is denied until it is off.".to_owned(),
            undone: Undone::by("as that runbook says"),
            more: More::default(),
        }],
    }
}

/// What CfCT leaves attached.
fn left_over(back: Back<'_>) -> Option<Section> {
    if back.left_over.is_empty() {
        return None;
    }
    let mut list = String::new();
    let mut lines = String::new();
    for (name, ou) in back.left_over {
        let _ = writeln!(list, "* {} on {}", code(name), code(ou));
        let _ = writeln!(lines, "take_away {}", shell_word(name));
    }
    let body = gated(back, TAKE_AWAY);
    let step = Step {
        title: "Detach and delete what is left over".to_owned(),
        who: Who::PolicyRemover,
        run: Commands::Defined {
            definition: format!(
                "take_away() {{ # take_away NAME: detaches and deletes a policy\n{body}}}\n"
            ),
            lines,
        }
        .after(""),
        expect: "`deleted`, or `gone`, in every line, and no `STOP`.".to_owned(),
        if_not: format!(
            "`UNREADABLE`, or a name without an answer: it is still there, and may be detached already; the error says why. Run this again.{}",
            if back.guarded.is_empty() { "" } else { STOPS }
        ),
        undone: Undone::No("a new rollout"),
        more: More {
            why: format!(
                "Only when {} said `Succeeded`, or the next run would put nothing back; detaching ends their denies at once.",
                Key::Pipeline
            ),
            ..More::default()
        },
    };
    Some(Section {
        title: "Left over",
        key: None,
        intro: format!(
            "CfCT never detaches and never deletes. These stay attached, with their content, until they are taken away:\n\n{list}"
        ),
        steps: vec![step],
    })
}

const TAKE_AWAY: &str = r#"  local id target
  id=$(policy_id "$1") || { echo "UNREADABLE $1"; return; }
  [ -n "$id" ] || { echo "gone $1"; return; }
  for target in $(aws organizations list-targets-for-policy --policy-id "$id" --query 'Targets[].TargetId' --output text </dev/null); do
    aws organizations detach-policy --policy-id "$id" --target-id "$target" </dev/null
  done
  aws organizations delete-policy --policy-id "$id" </dev/null && echo "deleted $1"
"#;
