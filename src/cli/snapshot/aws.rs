use std::io::ErrorKind;
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use serde_json::Value;

use crate::cli::talk::Talk;
use crate::org::{Call, Fetch};

/// The user's own AWS CLI. It finds credentials by itself; nothing of them is read here.
pub(super) struct Aws<'t> {
    talk: &'t Talk,
    jobs: usize,
    done: AtomicUsize,
}

impl<'t> Aws<'t> {
    pub(super) fn new(talk: &'t Talk, jobs: usize) -> Self {
        Self {
            talk,
            jobs,
            done: AtomicUsize::new(0),
        }
    }
}

impl Fetch for Aws<'_> {
    fn fetch(&self, calls: &[Call]) -> Vec<Result<Value, String>> {
        let next = AtomicUsize::new(0);
        let answers: Vec<Mutex<Result<Value, String>>> = calls
            .iter()
            .map(|_| Mutex::new(Err("it was not run".to_owned())))
            .collect();
        thread::scope(|scope| {
            for _ in 0..self.jobs.min(calls.len()) {
                scope.spawn(|| {
                    loop {
                        let at = next.fetch_add(1, Ordering::Relaxed);
                        let (Some(call), Some(slot)) = (calls.get(at), answers.get(at)) else {
                            break;
                        };
                        let number = self.done.fetch_add(1, Ordering::Relaxed) + 1;
                        self.talk.progress(&format!("{number}: {}", call.shown()));
                        if let Ok(mut slot) = slot.lock() {
                            *slot = run(call);
                        }
                    }
                });
            }
        });
        self.talk.progress("");
        let answers = answers.into_iter();
        answers
            .map(|slot| {
                slot.into_inner()
                    .unwrap_or_else(|_| Err("it was not run".to_owned()))
            })
            .collect()
    }
}

fn run(call: &Call) -> Result<Value, String> {
    let output = Command::new("aws")
        .args(call.words())
        .env("AWS_PAGER", "")
        .stdin(Stdio::null())
        .output()
        .map_err(|error| match error.kind() {
            ErrorKind::NotFound => {
                "there is no `aws` on the path; install the AWS CLI, or use --from".to_owned()
            }
            _ => format!("`aws` cannot be run: {error}"),
        })?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let said = said.lines().map(str::trim).filter(|line| !line.is_empty());
        return Err(said.collect::<Vec<_>>().join(" "));
    }
    // A command that finds nothing prints nothing.
    if output.stdout.iter().all(u8::is_ascii_whitespace) {
        return Ok(Value::Null);
    }
    serde_json::from_slice(&output.stdout)
        .map_err(|error| format!("its answer is no JSON: {error}"))
}
