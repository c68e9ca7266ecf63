//! The configuration that is there now is kept, and is what the release counts on.

use crate::render::facts::Beneath;
use crate::render::markdown::code;

use super::step::{Key, More, Run, Step, Undone};
use super::who::Who;

/// For what is merged into a package, or into none. With the hash of a release that must be there now.
pub(super) fn backup(base: Option<Beneath<'_>>, previous: Option<&str>) -> Vec<Step> {
    let mut steps = vec![keep(base.is_none())];
    match base {
        Some(base) => steps.push(base_unchanged(base)),
        None => steps.extend(previous.map(follows)),
    }
    steps
}

fn keep(is_alone: bool) -> Step {
    let (expect, foreign) = if is_alone {
        (
            "the list of what is there, with nothing in it but an earlier release of this tool; `no configuration yet`; or `kept from an earlier run`.",
            " **If the list holds anything else, stop**: this zip is not merged with it, and would take its place. Fetch what is there (`aws s3api get-object --bucket $BUCKET --key $KEY base.zip --query VersionId` prints its version), \
             build again with `--into base.zip --base-version VERSION`, and follow that runbook.",
        )
    } else {
        (
            "the list of what is there, or `kept from an earlier run`.",
            "",
        )
    };
    Step {
        title: "Keep the configuration that is there now".to_owned(),
        who: Who::Uploader,
        run: Run::function("keep_backup", BACKUP_COMMANDS),
        expect: expect.to_owned(),
        if_not: format!("with `STOP` do what it says, and run this again.{foreign}"),
        undone: Undone::Looks,
        more: More {
            key: Some(Key::Backup),
            why: "The upload replaces all of it. A backup that was kept once is never overwritten. Look into it.".to_owned(),
            ..More::default()
        },
    }
}

fn base_unchanged(base: Beneath<'_>) -> Step {
    Step {
        title: "The configuration is the one that this release was merged into".to_owned(),
        who: Who::Uploader,
        run: Run::lines("base_unchanged\n"),
        expect: "`unchanged`, or `this release is there already`.".to_owned(),
        if_not: format!(
            "**with `STOP`, stop: the upload would take back what a colleague changed.** Fetch what is there, build again with `--into`, and start anew. {} looks once more, and uploads nothing otherwise.",
            Key::Upload
        ),
        undone: Undone::Looks,
        more: More {
            key: Some(Key::BaseUnchanged),
            why: format!(
                "This release is {} with ours in it; nothing that others have changed since is in it.",
                code(base.name)
            ),
            ..More::default()
        },
    }
}

/// Is what lies in the bucket what the release was built to follow?
fn follows(previous: &str) -> Step {
    Step {
        title: "The configuration is the release that this one follows".to_owned(),
        who: Who::Anyone,
        run: Run::lines("sha256sum <$BACKUP\n"),
        expect: format!("`{previous}  -`."),
        if_not: "stop: somebody has changed the configuration since, or taken it away. Build with the release that is there as `--previous`.".to_owned(),
        undone: Undone::Looks,
        more: More::default(),
    }
}

/// Keeps what is there now, or that nothing is, under a name that belongs to this release.
const BACKUP_COMMANDS: &str = r#"count=$(aws s3api list-objects-v2 --no-paginate --max-keys 1 --bucket $BUCKET --prefix $KEY --query 'length(Contents || `[]`)' --output text)
if [ "$count" = 1 ] && aws s3 cp --quiet s3://$BUCKET/$KEY "$BACKUP.now"; then now=$(sha256sum <"$BACKUP.now" | cut -d' ' -f1)
elif [ "$count" = 0 ]; then now=none
else now=unknown; fi
if [ -e "$BACKUP" ]; then kept=$(sha256sum <"$BACKUP" | cut -d' ' -f1)
elif [ -e "$BACKUP.none" ]; then kept=none
else kept=; fi
if [ $now = unknown ]; then
  echo "STOP: the bucket cannot be read"
elif [ -n "$kept" ] && { [ $now = $HASH ] || [ $now = $kept ]; }; then
  echo "kept from an earlier run:" "$BACKUP"*
elif [ -n "$kept" ]; then
  echo "STOP: the backup is of another time than what is there now; move" "$BACKUP"* "away if you know why, and run this again"
elif [ $now = $HASH ]; then
  echo "STOP: this release is there already; aws s3api list-object-versions shows what was there before"
elif [ $now = none ]; then
  touch "$BACKUP.none" && echo "no configuration yet"
else
  mv "$BACKUP.now" "$BACKUP" && unzip -l "$BACKUP"
fi
rm -f "$BACKUP.now"
"#;
