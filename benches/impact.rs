//! What it costs to replay CloudTrail's files through a release, beside what their nearest kin take for the nearest question: how many calls of inference there were, by account, principal, target and Region,
//! with the first and the last. `duckdb` and `jq` do not judge; they read, pick and group.
//!
//! CPU time is user and kernel of the whole process and its children (GNU time), memory the most that one of them had. Megabytes are of JSON before it is gzipped.
//! `CRISPACK_BENCH_MB` says how many (100), `CRISPACK_BENCH_PROGRAM` which crispack (the one that is built for the bench). Under `cargo test` the files are small, and only what the peers answer is looked at.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    clippy::disallowed_methods,
    reason = "a bench prints, fails by panicking, and is told by the environment how much to do"
)]

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

#[path = "common/trail.rs"]
mod trail;

use trail::{Trail, Written};

/// What a run took.
#[derive(Debug, Clone)]
struct Run {
    name: &'static str,
    /// Seconds.
    cpu: f64,
    wall: f64,
    /// Mebibytes.
    memory: f64,
    said: String,
}

/// The events that count, in the words of jq.
const JQ: &str = r#"
def principal: .userIdentity | if .sessionContext.sessionIssuer.type == "Role" then .sessionContext.sessionIssuer.arn else .arn end;
reduce (inputs.Records[] | select(.eventSource == "bedrock.amazonaws.com" and (.eventName | IN(
  "InvokeModel", "Converse", "ConverseStream", "InvokeModelWithResponseStream", "InvokeModelWithBidirectionalStream", "StartAsyncInvoke")))) as $e ({};
  ($e | [.userIdentity.accountId // .recipientAccountId, principal, .requestParameters.modelId, .awsRegion] | tojson) as $k
  | .[$k] |= {n: ((.n // 0) + 1), first: ([.first // $e.eventTime, $e.eventTime] | min), last: ([.last // $e.eventTime, $e.eventTime] | max)})
| to_entries[] | "\(.value.n) \(.value.first) \(.value.last) \(.key)"
"#;

/// The same for `duckdb`, on one thread, so that no thread waits while another reads a file. `usual` is what its manual begins with: `read_json` with the columns that are asked for. `paths` takes a file as
/// a whole and follows JSON paths, which was the fastest of eight forms that were tried.
const DUCKDB: &str = r#"
import sys, json, duckdb
form, files = sys.argv[1:]
db = duckdb.connect()
db.execute("SET threads = 1")
db.execute("SET enable_progress_bar = false")
names = "('InvokeModel', 'Converse', 'ConverseStream', 'InvokeModelWithResponseStream', 'InvokeModelWithBidirectionalStream', 'StartAsyncInvoke')"
if form == "usual":
    query = f"""
WITH events AS (
  SELECT unnest(Records) AS e FROM read_json(?, format = 'unstructured', maximum_object_size = 67108864, columns = {{Records: 'STRUCT(
    eventSource VARCHAR, eventName VARCHAR, eventTime VARCHAR, awsRegion VARCHAR, recipientAccountId VARCHAR, requestParameters STRUCT(modelId VARCHAR),
    userIdentity STRUCT(accountId VARCHAR, arn VARCHAR, sessionContext STRUCT(sessionIssuer STRUCT("type" VARCHAR, arn VARCHAR))))[]'}})
)
SELECT coalesce(e.userIdentity.accountId, e.recipientAccountId) AS account,
  CASE WHEN e.userIdentity.sessionContext.sessionIssuer."type" = 'Role' THEN e.userIdentity.sessionContext.sessionIssuer.arn ELSE e.userIdentity.arn END AS principal,
  e.requestParameters.modelId AS target, e.awsRegion AS region, count(*) AS n, min(e.eventTime), max(e.eventTime)
FROM events WHERE e.eventSource = 'bedrock.amazonaws.com' AND e.eventName IN {names} GROUP BY ALL
"""
else:
    read = "read_json_objects(?, format = 'unstructured', maximum_object_size = 67108864)" if files.endswith("gz") else "(SELECT content AS json FROM read_text(?))"
    query = f"""
WITH events AS (SELECT unnest(json_extract(json, '$.Records[*]')) AS e FROM {read})
SELECT coalesce(e->>'$.userIdentity.accountId', e->>'recipientAccountId') AS account,
  CASE WHEN e->>'$.userIdentity.sessionContext.sessionIssuer.type' = 'Role' THEN e->>'$.userIdentity.sessionContext.sessionIssuer.arn' ELSE e->>'$.userIdentity.arn' END AS principal,
  e->>'$.requestParameters.modelId' AS target, e->>'awsRegion' AS region, count(*) AS n, min(e->>'eventTime'), max(e->>'eventTime')
FROM events WHERE e->>'eventSource' = 'bedrock.amazonaws.com' AND e->>'eventName' IN {names} GROUP BY ALL
"""
for account, principal, target, region, n, first, last in db.execute(query, [files]).fetchall():
    print(n, first, last, json.dumps([account, principal, target, region], separators=(",", ":")))
"#;

fn main() {
    let is_bench = env::args().any(|argument| argument == "--bench");
    let megabytes = env::var("CRISPACK_BENCH_MB")
        .ok()
        .and_then(|text| text.parse().ok());
    let megabytes: usize = if is_bench {
        megabytes.unwrap_or(100)
    } else {
        3
    };
    let place =
        PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("impact-{}", std::process::id()));
    for gzip in [false, true] {
        let folder = place.join(if gzip { "gzip" } else { "plain" });
        let trail = Trail {
            bytes: megabytes * 1_000_000,
            bedrock: 10,
            gzip,
        };
        let written = trail.write(&folder);
        println!(
            "{}: {} files, {:.1} MB of JSON, {} events of {} bytes, {} of them inference",
            if gzip { "json.gz" } else { "json" },
            written.files,
            written.bytes as f64 / 1e6,
            written.events,
            written.bytes / written.events,
            written.inference
        );
        let runs = runs(&place, &folder, gzip, if is_bench { 3 } else { 1 });
        agree(&runs, written);
        report(&runs, written);
    }
    fs::remove_dir_all(&place).unwrap();
}

/// Each of them, the best of so many.
fn runs(place: &Path, folder: &Path, gzip: bool, times: usize) -> Vec<Run> {
    let mut all = Vec::new();
    let program = env::var_os("CRISPACK_BENCH_PROGRAM");
    let program = program.map_or_else(
        || PathBuf::from(env!("CARGO_BIN_EXE_crispack")),
        PathBuf::from,
    );
    if let Some(release) = release(&program, place) {
        let mut command = Command::new(program);
        command
            .args([
                "impact",
                "--ou",
                "Workloads",
                "--format",
                "json",
                "--release",
            ])
            .arg(release)
            .arg("--events")
            .arg(folder);
        all.extend(best("crispack impact", &command, times));
    } else {
        println!("  (this program has no `impact` yet)");
    }
    let end = if gzip { "json.gz" } else { "json" };
    let python = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("../python-venv/bin/python");
    for (name, form) in [("DuckDB, paths", "paths"), ("DuckDB, usual", "usual")] {
        let mut duckdb = Command::new(&python);
        duckdb
            .args(["-I", "-c", DUCKDB, form])
            .arg(folder.join(format!("**/*.{end}")));
        all.extend(best(name, &duckdb, times));
    }
    let mut jq = Command::new("sh");
    let script = if gzip {
        r#"find "$1" -name '*.json.gz' -exec zcat {} + | jq -nr "$2""#
    } else {
        r#"find "$1" -name '*.json' -print0 | xargs -0 jq -nr "$2""#
    };
    jq.args(["-c", script, "sh"]).arg(folder).arg(JQ);
    all.extend(best("jq", &jq, times));
    all
}

/// A release of the example, if the program can replay events.
fn release(program: &Path, place: &Path) -> Option<PathBuf> {
    let quiet = |command: &mut Command| {
        let command = command.stdout(Stdio::null()).stderr(Stdio::null());
        command
            .env("CRISPACK_TODAY", "2026-11-26")
            .status()
            .unwrap()
            .success()
    };
    if !quiet(Command::new(program).args(["impact", "--help"])) {
        return None;
    }
    let release = place.join("release");
    let spec =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("manifest/examples/three-modes/crispack.yaml");
    let mut build = Command::new(program);
    build.arg("build").arg(spec).arg("--out").arg(&release);
    assert!(release.exists() || quiet(&mut build));
    Some(release)
}

/// The run that took least CPU time; `None`, and a word, where the program is not there.
fn best(name: &'static str, command: &Command, times: usize) -> Option<Run> {
    let runs = (0..times)
        .map(|_| timed(name, command))
        .collect::<Option<Vec<Run>>>();
    let Some(runs) = runs else {
        println!("  skipped: {name} does not run here");
        return None;
    };
    runs.into_iter().min_by(|a, b| a.cpu.total_cmp(&b.cpu))
}

fn timed(name: &'static str, command: &Command) -> Option<Run> {
    let mut timed = Command::new("time");
    timed
        .args(["-q", "-f", "%U %S %e %M"])
        .arg(command.get_program())
        .args(command.get_args());
    let output = timed
        .env("CRISPACK_TODAY", "2026-11-26")
        .stdin(Stdio::null())
        .output()
        .ok()?;
    let errors = String::from_utf8(output.stderr).unwrap();
    let last: Vec<f64> = errors
        .lines()
        .last()?
        .split(' ')
        .filter_map(|word| word.parse().ok())
        .collect();
    let [user, system, wall, kilobytes] = last[..] else {
        println!("{errors}");
        return None;
    };
    if !output.status.success() {
        println!("{errors}");
        return None;
    }
    Some(Run {
        name,
        cpu: user + system,
        wall,
        memory: kilobytes / 1024.0,
        said: String::from_utf8(output.stdout).unwrap(),
    })
}

/// Those that answer the same question answer it alike, and ours has read every event.
fn agree(runs: &[Run], written: Written) {
    if let Some(ours) = runs.iter().find(|run| run.name.starts_with("crispack")) {
        let said: Value = serde_json::from_str(&ours.said).unwrap();
        assert_eq!(said["read"]["events"], written.events, "{}", said["read"]);
    }
    let sorted = |run: &Run| {
        let mut lines: Vec<String> = run.said.lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    let mut answers = runs.iter().filter(|run| !run.name.starts_with("crispack"));
    if let Some(first) = answers.next() {
        assert!(!first.said.is_empty());
        assert!(answers.all(|run| sorted(run) == sorted(first)));
    }
}

fn report(runs: &[Run], written: Written) {
    let megabytes = written.bytes as f64 / 1e6;
    let ours = runs.first().map_or(1.0, |run| run.cpu);
    println!(
        "  {:<20} {:>8} {:>8} {:>14} {:>9} {:>7}",
        "", "CPU s", "wall s", "MB per CPU-s", "peak MiB", "ratio"
    );
    for run in runs {
        println!(
            "  {:<20} {:>8.2} {:>8.2} {:>14.0} {:>9.0} {:>7.1}",
            run.name,
            run.cpu,
            run.wall,
            megabytes / run.cpu,
            run.memory,
            run.cpu / ours
        );
    }
}
