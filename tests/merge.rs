//! A release merged into a customer's package: nothing of theirs changes but for one block, whatever the package looks like, and the pipeline's readers see both.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests; clippy excuses only the tests themselves"
)]

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use common::place::{Place, tree};
use common::python::python;
use common::run::{Outcome, SPEC, crispack, outcome};

const THEIRS: &str = "region: us-east-1\r\nversion: 2021-03-15\r\nresources:\r\n    -   name: network\r\n        description: The network\r\n        resource_file: policies/network.json\r\n        deploy_method: scp\r\n        deployment_targets:\r\n            organizational_units: [Workloads]\r\n";
const POLICY: &str = r#"{"Version":"2012-10-17","Statement":[{"Sid":"Net","Effect":"Deny","Action":"ec2:CreateVpc","Resource":"*"}]}"#;
const ZIP: &str = "custom-control-tower-configuration.zip";

/// A customer's files, by their paths in the package.
fn theirs(top: &str) -> Vec<(String, Vec<u8>)> {
    [
        ("manifest.yaml", THEIRS.as_bytes()),
        ("policies/network.json", POLICY.as_bytes()),
        ("notes/.keep", b""),
        ("tools/run.bin", b"\x00\xff\r\n"),
    ]
    .map(|(path, bytes)| (format!("{top}{path}"), bytes.to_vec()))
    .to_vec()
}

fn zipped(place: &Place, name: &str, files: &[(String, Vec<u8>)]) -> PathBuf {
    let mut writer = zip::ZipWriter::new(fs::File::create(place.path().join(name)).unwrap());
    for (path, bytes) in files {
        let options = zip::write::SimpleFileOptions::default()
            .compression_method(zip::CompressionMethod::Deflated);
        writer.start_file(path.as_str(), options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap();
    place.path().join(name)
}

fn run(place: &Place, arguments: &[&str]) -> Outcome {
    outcome(crispack(place.path()).args(arguments))
}

/// The entries of a release's zip.
fn entries(path: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(fs::File::open(path).unwrap()).unwrap();
    (0..archive.len())
        .map(|at| {
            let mut entry = archive.by_index(at).unwrap();
            let mut bytes = Vec::new();
            std::io::Read::read_to_end(&mut entry, &mut bytes).unwrap();
            (entry.name().unwrap().into_owned(), bytes)
        })
        .collect()
}

#[test]
fn every_layout_keeps_its_files_and_gives_them_back() {
    for top in ["", "custom-control-tower-configuration/"] {
        for is_zip in [true, false] {
            let place = Place::new(&format!("merge-layout-{}-{is_zip}", top.len()));
            place.write("crispack.yaml", SPEC);
            let mut files = theirs(top);
            files.push(("LICENSE".to_owned(), b"ours".to_vec()));
            let base = if is_zip {
                zipped(&place, "base.zip", &files)
            } else {
                for (path, bytes) in &files {
                    place.write(&format!("base/{path}"), bytes);
                }
                place.path().join("base")
            };
            let base = base.file_name().unwrap().to_str().unwrap();
            let said = run(
                &place,
                &["build", "--into", base, "--base-version", "v1", "--quiet"],
            );
            assert_eq!(said.code, Some(0), "{}", said.stderr);
            let now = entries(&place.path().join("release").join(ZIP));
            let manifest = format!("{top}manifest.yaml");
            for (path, bytes) in &files {
                if *path != manifest {
                    assert_eq!(&now[path], bytes, "{path}");
                }
            }
            assert_eq!(now.len(), files.len() + 4);
            let text = String::from_utf8(now[&manifest].clone()).unwrap();
            assert!(text.starts_with(THEIRS), "{text}");
            assert!(text.contains("    -   name: \"cris-"), "{text}");
            assert!(
                !text.replace("\r\n", "").contains('\n'),
                "line ends of one kind"
            );
            assert_eq!(run(&place, &["check", "release", "--quiet"]).code, Some(0));
            // Merged again into what came out it is the same; taken out, what there was.
            let again = [
                "build",
                "--into",
                "release/package",
                "--out",
                "again",
                "--quiet",
            ];
            assert_eq!(run(&place, &again).code, Some(0));
            assert_eq!(
                tree(&place.path().join("again/package")),
                tree(&place.path().join("release/package"))
            );
            let zip = format!("release/{ZIP}");
            let said = run(
                &place,
                &[
                    "build", "--remove", "--into", &zip, "--out", "out", "--quiet",
                ],
            );
            assert_eq!(said.code, Some(0), "{}", said.stderr);
            let left = entries(&place.path().join("out").join(ZIP));
            assert_eq!(left, files.into_iter().collect::<BTreeMap<_, _>>());
            // What it was merged into is recorded, and compared again right before the upload.
            let lock = fs::read_to_string(place.path().join("release/inputs.lock")).unwrap();
            assert!(lock.contains("\"role\": \"base\"") && lock.contains("\"s3_version\": \"v1\""));
            let script = fs::read_to_string(place.path().join("release/runbook.sh")).unwrap();
            let upload = script.split("\nupload() {").nth(1).unwrap();
            assert!(upload.starts_with("\nif [ \"$(base_unchanged)\" = unchanged ]"));
            assert!(script.contains("!= v1 ]"));
        }
    }
}

#[test]
fn clashes_and_what_cannot_be_edited_are_refused_and_nothing_is_written() {
    let place = Place::new("merge-refused");
    place.write("crispack.yaml", SPEC);
    place.write("base/policies/network.json", POLICY);
    let refused = |manifest: &str, code: &str| {
        place.write("base/manifest.yaml", manifest);
        let said = run(&place, &["build", "--into", "base"]);
        assert!(
            said.code == Some(1) && said.stderr.contains(code),
            "{code} {}",
            said.stderr
        );
        assert!(!place.path().join("release").exists());
        said.stderr
    };
    let name = "cris-sandbox-67fc6249";
    refused(
        &THEIRS.replace("name: network", &format!("name: {name}")),
        "CRP313",
    );
    let flow = "region: us-east-1\nversion: 2021-03-15\nresources: [{name: a, description: a, resource_file: policies/network.json, deploy_method: scp, deployment_targets: {organizational_units: [A]}}]\n";
    let said = refused(flow, "CRP312");
    assert!(
        said.contains(&format!("- name: \"{name}\"")),
        "the block to paste: {said}"
    );
    refused(
        "region: us-east-1\nversion: 2021-03-15\nresources: []\n",
        "CRP312",
    );
    // An error in theirs would stop the pipeline for ours as well.
    refused(
        &THEIRS.replace("deploy_method: scp", "deploy_method: SCP"),
        "base/manifest.yaml:7:24",
    );
    // That of another landing zone would be uploaded over this one's.
    let said = refused(&THEIRS.replace("us-east-1", "eu-central-1"), "CRP325");
    assert!(said.contains("base/manifest.yaml:1:9"), "{said}");
    // What a packer would take and we cannot is not left out in silence.
    #[cfg(unix)]
    {
        let link = place.path().join("base/policies/shared");
        std::os::unix::fs::symlink(place.path(), &link).unwrap();
        let said = refused(THEIRS, "CRP311");
        assert!(
            said.contains("`policies/shared` leads out of the folder"),
            "{said}"
        );
        fs::remove_file(link).unwrap();
        // Nothing is ever written into a pipe, and nobody waits for it.
        let pipe = place.path().join("base/pipe");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status();
        if made.is_ok_and(|status| status.success()) {
            let said = refused(THEIRS, "CRP311");
            assert!(said.contains("`pipe`"), "{said}");
            fs::remove_file(pipe).unwrap();
        }
    }
    place.write(&format!("base/policies/{name}.json"), "{}");
    refused(THEIRS, "CRP313");
    let said = run(&place, &["build", "--into", "nothing.zip"]);
    assert!(
        said.code == Some(1) && said.stderr.contains("CRP311"),
        "{}",
        said.stderr
    );
}

#[test]
fn the_readers_of_the_pipeline_see_theirs_and_ours() {
    let Some(python) = python("merged manifests") else {
        return;
    };
    let place = Place::new("merge-readers");
    place.write("crispack.yaml", SPEC);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/merge");
    let names = [
        "01-two-space-indent.yaml",
        "31-crlf.yaml",
        "11-zero-indent-all.yaml",
        "13-doc-start-end.yaml",
    ];
    for (merged, name) in names.into_iter().enumerate() {
        let base = format!("base-{merged}");
        let theirs = fs::read(folder.join(name)).unwrap();
        let text = String::from_utf8_lossy(&theirs).into_owned();
        place.write(&format!("{base}/manifest.yaml"), &theirs);
        for line in text
            .lines()
            .filter(|line| line.contains("_file:") && !line.trim_start().starts_with('#'))
        {
            let file = line
                .split("_file:")
                .nth(1)
                .unwrap()
                .split('#')
                .next()
                .unwrap()
                .trim();
            let content = match file.rsplit('.').next() {
                Some("json") if file.starts_with("parameters") => "[]",
                Some("json") => POLICY,
                _ => "Resources:\n  Topic:\n    Type: AWS::SNS::Topic\n",
            };
            place.write(&format!("{base}/{file}"), content);
        }
        let said = run(
            &place,
            &[
                "build",
                "--into",
                &base,
                "--out",
                &format!("out-{merged}"),
                "--quiet",
            ],
        );
        assert_eq!(said.code, Some(0), "{name}: {}", said.stderr);
        let manifest = place
            .path()
            .join(format!("out-{merged}/package/manifest.yaml"));
        let seen = python.run("read_manifest.py", &[&manifest]);
        assert!(seen.contains("cris-sandbox-67fc6249"), "{name}: {seen}");
    }
}
