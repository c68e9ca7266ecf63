//! The runbook of a release that puts an earlier one back, or takes ours out: Control Tower's Region deny first, where it is needed, only then ours.

use std::fmt::Write as _;

use crate::render::facts::{Artifacts, Beneath, short};
use crate::render::markdown::{code, shell_word};
use crate::render::order::picture_back;

use super::helper::{BASE_HEAD, base_functions, functions, guard, targets};
use super::rollout::{pipeline, upload_section, verify_section};
use super::{Runbook, before, retired, script, smoke};

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
    let mut parts = vec![head(back, artifacts), section_before(back)];
    let put = format!("aws s3 cp {zip} s3://$BUCKET/$KEY\n", zip = artifacts.zip);
    let put = match back.base {
        Some(_) => format!(
            "if [ \"$(base_unchanged)\" = unchanged ]; then\n  {put}else\n  base_unchanged\nfi\n"
        ),
        None => put,
    };
    let put = gated(back, &put);
    parts.push(upload_section(&put, "no `STOP`; ", artifacts));
    parts.push(pipeline());
    if !back.policies.is_empty() {
        parts.push(verify_section(back.policies.len()));
    }
    if back.goes_on {
        parts.push("## 5. Go on\n\nThe release that is put back leaves the landing-zone Region deny off. If it is on, everything is closed twice, which is safe; to have what that release allowed, go on with section 5 of its own runbook.\n".to_owned());
    }
    if back.has_smoke_test {
        parts.push(smoke::smoke());
    }
    parts.push(retired::section(back.tombstones, back.tombstone_sha256));
    parts.push(left_over(back));
    parts.retain(|part| !part.is_empty());
    script::parted(&parts.join("\n"))
}

fn head(back: Back<'_>, artifacts: Artifacts<'_>) -> String {
    let mut text = format!(
        "# Runbook: {title}\n\n\
         Run these in the management account, in the folder of this file, in one `bash` without `set -e`, with the AWS CLI and a role that may: read AWS Organizations, detach and delete policies; read and write the CfCT bucket and use its KMS key; read CodePipeline. \
         Stop at the first check that does not hold.\n\n\
         {order}\n\n\
         {picture}\n\
         The commands have not been tried on a live AWS organization. They were run as they stand here against an emulation of AWS Organizations and S3, and stand-ins for Control Tower, CodePipeline and CfCT's stage for service control policies.\n\n\
         ```sh prologue\n",
        title = back.title,
        picture = picture_back(&back),
        order = if back.guarded.is_empty() {
            "No step opens anything that was closed by Control Tower: its Region deny stays as it is."
        } else {
            "The order: **Control Tower's Region deny on → wait → verify → only then ours.** What is live holds the OUs to Regions; before its content goes, Control Tower's has to be back on every one of them."
        },
    );
    text.push_str(
        &BASE_HEAD
            .replace("HOME_REGION", &shell_word(back.home_region))
            .replace("ZIP_NAME", artifacts.zip)
            .replace("ZIP_SHA256", artifacts.zip_sha256)
            .replace("SHORT_HASH", &artifacts.short())
            // The same bytes may be put back more than once, after different ones.
            .replace("FOLLOWS", &short(back.follows)),
    );
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
    text.push_str("```\n");
    text
}

fn section_before(back: Back<'_>) -> String {
    let mut text = "## 1. Before\n\nThe files are those that were built:\n\n```sh\nsha256sum --check --quiet SHA256SUMS && echo unchanged\n```\n\nExpected: `unchanged`.\n\n".to_owned();
    if !back.policies.is_empty() {
        text.push_str("Every OU is there:\n\n```sh\ntargets | while IFS=$'\\t' read -r name path; do id=$(ou_id \"$path\"); echo \"${id:-MISSING} $path\"; done\n```\n\nExpected: no `MISSING`.\n\n");
    }
    if !back.guarded.is_empty() {
        text.push_str(
            "**Control Tower's Region deny first.** In the console of Control Tower, in the management account, in the home Region: *Landing zone settings*, *Modify settings*, choose *Enabled* for the Region deny control, and update the landing zone. Wait until it is done:\n\n\
             ```sh\nzone=$(aws controltower list-landing-zones --query 'landingZones[0].arn' --output text)\naws controltower get-landing-zone --landing-zone-identifier $zone --query 'landingZone.[status,driftStatus.status]' --output text\n```\n\n\
             Expected: `ACTIVE` and `IN_SYNC`. Then, what is not held yet:\n\n```sh\nunsafe\n```\n\n\
             Expected: `looked`, and nothing before it. The upload stops as long as there is more; what may stand goes into `KNOWN` as it is printed: `KNOWN='not held: Staging'`.\n\n",
        );
    }
    text.push_str(&before::backup(back.base, ""));
    text
}

fn gated(back: Back<'_>, commands: &str) -> String {
    if back.guarded.is_empty() {
        return commands.to_owned();
    }
    format!(
        "if [ \"$(unsafe)\" = looked ]; then\n{commands}else\n  unsafe; echo \"STOP: what stands above must not be so, or stand in KNOWN\"\nfi\n"
    )
}

/// What CfCT leaves attached.
fn left_over(back: Back<'_>) -> String {
    if back.left_over.is_empty() {
        return String::new();
    }
    let mut list = String::new();
    let mut lines = String::new();
    for (name, ou) in back.left_over {
        let _ = writeln!(list, "* {} on {}", code(name), code(ou));
        let _ = writeln!(lines, "take_away {}", shell_word(name));
    }
    let body = gated(back, TAKE_AWAY);
    format!(
        "## Left over\n\nCfCT never detaches and never deletes. These stay attached, with their content, until they are taken away:\n\n{list}\n\
         Only when the run of section 3 has succeeded, or the next run would put nothing back; detaching ends their denies at once:\n\n\
         ```sh prologue\ntake_away() {{ # take_away NAME: detaches and deletes a policy\n{body}}}\n```\n\n\
         ```sh\n{lines}```\n\nExpected: `deleted` in every line, and no `STOP`.\n"
    )
}

const TAKE_AWAY: &str = r#"  local id target
  id=$(policy_id "$1") || { echo "UNREADABLE $1"; return; }
  [ -n "$id" ] || { echo "gone $1"; return; }
  for target in $(aws organizations list-targets-for-policy --policy-id "$id" --query 'Targets[].TargetId' --output text </dev/null); do
    aws organizations detach-policy --policy-id "$id" --target-id "$target" </dev/null
  done
  aws organizations delete-policy --policy-id "$id" </dev/null && echo "deleted $1"
"#;
