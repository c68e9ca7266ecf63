use std::fs;
use std::path::Path;

use super::{NotMerged, with_block, without_block};
use crate::cfct::Resource;

fn resources() -> Vec<Resource> {
    let one = |name: &str, ou: &str| Resource {
        name: name.to_owned(),
        description: "Amazon Bedrock cross-Region inference, mode eu-only.".to_owned(),
        resource_file: format!("policies/{name}.json"),
        organizational_units: vec![ou.to_owned()],
    };
    vec![one("cris-wl", "Workloads"), one("cris-no", "NO")]
}

/// The manifests of the corpus whose names begin so.
fn corpus(wanted: &dyn Fn(&str) -> bool) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/merge");
    let mut found: Vec<(String, Vec<u8>)> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|own| own == "yaml"))
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, fs::read(path).unwrap())
        })
        .filter(|(name, _)| wanted(name))
        .collect();
    found.sort();
    found
}

fn merge(name: &str, text: &str) -> Result<String, NotMerged> {
    with_block(&without_block(name, text)?, &resources(), &[])
}

#[test]
fn what_is_merged_comes_out_again_and_twice_is_once() {
    let cases = corpus(&|name| name.starts_with(|c: char| c.is_ascii_digit()));
    assert!(cases.len() >= 90, "{}", cases.len());
    let mut refused = Vec::new();
    for (name, bytes) in cases {
        let text = String::from_utf8(bytes).unwrap();
        let merged = match merge(&name, &text) {
            Ok(merged) => merged,
            Err(why) => {
                refused.push(
                    format!("{name}: {why:?}")
                        .chars()
                        .take(300)
                        .collect::<String>(),
                );
                continue;
            }
        };
        assert!(merged.len() > text.len(), "{name}");
        assert_eq!(without_block(&name, &merged).unwrap().text, text, "{name}");
        assert_eq!(
            without_block(&name, &merged).unwrap().ours,
            resources(),
            "{name}"
        );
        assert_eq!(merge(&name, &merged).unwrap(), merged, "{name}");
        // Other resources in the same place: the block is replaced as a whole.
        let other = &resources()[..1];
        let again = with_block(&without_block(&name, &merged).unwrap(), other, &[]).unwrap();
        assert_eq!(
            again,
            with_block(&without_block(&name, &text).unwrap(), other, &[]).unwrap(),
            "{name}"
        );
    }
    assert_eq!(refused, [""; 0], "{}", refused.join("\n"));
}

#[test]
fn what_cannot_be_edited_safely_is_refused() {
    let cases = corpus(&|name| name.starts_with("refuse-"));
    assert!(cases.len() >= 16);
    for (name, bytes) in cases {
        let Ok(text) = String::from_utf8(bytes) else {
            continue;
        };
        assert!(merge(&name, &text).is_err(), "{name}");
    }
}

#[test]
fn readers_differ_on_these_and_they_are_taken_whole_or_not_at_all() {
    for (name, bytes) in corpus(&|name| name.starts_with("maybe-")) {
        let Ok(text) = String::from_utf8(bytes) else {
            continue;
        };
        if let Ok(merged) = merge(&name, &text) {
            assert_eq!(without_block(&name, &merged).unwrap().text, text, "{name}");
        }
    }
}

#[test]
fn marks_that_do_not_fit_are_refused() {
    let text = "region: us-east-1\nversion: 2021-03-15\nresources:\n  - name: a\n    description: a\n    resource_file: policies/a.json\n    deploy_method: scp\n    deployment_targets:\n      organizational_units: [A]\n";
    let merged = merge("m", text).unwrap();
    let begin = merged.lines().find(|line| line.contains(">>>")).unwrap();
    let end = merged.lines().find(|line| line.contains("<<<")).unwrap();
    for broken in [
        merged.replace(&format!("{end}\n"), ""),
        merged.replace(&format!("{begin}\n"), ""),
        merged.replace(&format!("{end}\n"), &format!("{end}\n{end}\n")),
        format!("{end}\n{}", merged.replace(&format!("{end}\n"), "")),
        // A mark that is a part of a text is none.
        text.replace("description: a\n", &format!("description: |\n      {}\n      {}\n      a\n", begin.trim(), end.trim())),
        // Somebody hung ours on another OU as well: it would stay there.
        merged.replace("- \"NO\"\n", "- \"NO\"\n        - \"Extra\"\n"),
        // Somebody's own resource between the marks is not thrown away.
        merged.replace(&format!("{end}\n"), &format!("  - name: b\n    description: b\n    resource_file: policies/b.json\n    deploy_method: rcp\n    deployment_targets:\n      organizational_units: [B]\n{end}\n")),
    ] {
        assert!(
            matches!(without_block("m", &broken), Err(NotMerged::Marks(_))),
            "{broken}"
        );
    }
}
