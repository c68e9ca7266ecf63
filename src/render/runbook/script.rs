//! A runbook is two files: `RUNBOOK.md`, in which every command is one line, and `runbook.sh`, which has what those lines call.

use std::fmt::Write as _;

/// A runbook as it is written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Runbook {
    /// `RUNBOOK.md`.
    pub markdown: String,
    /// `runbook.sh`, to be read by the shell in which the commands are run.
    pub script: String,
}

/// The block that reads the script.
const READ: &str = "```sh\n. ./runbook.sh\n```\n";

const HEAD: &str = "\
# Made by crispack: what the commands of RUNBOOK.md call. Read it into one bash, in the folder of this file: . ./runbook.sh
# It only defines things, and asks who you are; nothing is changed by reading it.
";

/// Parts a text: the `sh prologue` blocks go to the script as they stand and the first of them becomes the line that reads it; a block `sh NAME` becomes the
/// function NAME there and a line here; a block `sh` stays, its lines commands by themselves.
pub(super) fn parted(text: &str) -> Runbook {
    let mut markdown = String::new();
    let mut script = HEAD.to_owned();
    let mut rest = text;
    let mut is_read = false;
    while let Some((before, block)) = rest.split_once("```sh ") {
        markdown.push_str(before);
        let Some((name, block)) = block.split_once('\n') else {
            break;
        };
        let (body, after) = block.split_once("```\n").unwrap_or((block, ""));
        if name == "prologue" {
            script.push_str(body);
            if !is_read {
                markdown.push_str(READ);
                is_read = true;
            }
        } else {
            let _ = write!(script, "{name}() {{\n{body}}}\n");
            let _ = write!(markdown, "```sh\n{name}\n```\n");
        }
        rest = after;
    }
    markdown.push_str(rest);
    Runbook { markdown, script }
}

#[cfg(test)]
mod tests {
    use super::parted;

    #[test]
    fn a_named_block_is_a_function_and_its_call() {
        let text = "a\n```sh prologue\nX=1\n```\nb\n```sh prologue\nY=2\n```\nc\n```sh verify\nif true; then\n  echo a\nfi\n```\nd\n```sh\nverify; echo\n```\n";
        let parted = parted(text);
        assert_eq!(
            parted.markdown,
            "a\n```sh\n. ./runbook.sh\n```\nb\nc\n```sh\nverify\n```\nd\n```sh\nverify; echo\n```\n"
        );
        assert!(
            parted
                .script
                .ends_with("X=1\nY=2\nverify() {\nif true; then\n  echo a\nfi\n}\n")
        );
    }
}
