use std::fs::File;
use std::io::{self, BufRead, BufReader, Read as _, Write as _};
use std::path::Path;

use crate::simulate::batch::{Batch, Outcome};

use crate::cli::exit::Exit;
use crate::cli::talk::Talk;

/// The longest line, in bytes: a set of policies at its limit, and as much again.
const LONGEST_LINE: usize = 1024 * 1024;

/// Judges every line of a file or of standard input. Each answer leaves as soon as no further line is waiting, so that a program can ask and wait.
pub(super) fn run(path: &Path, no_fill: bool, talk: &Talk) -> Exit {
    let batch = if no_fill {
        Batch::without_fill()
    } else {
        Batch::new()
    };
    let outcome = if path == Path::new("-") {
        judge(
            BufReader::with_capacity(256 * 1024, io::stdin().lock()),
            batch,
        )
    } else {
        match File::open(path) {
            Ok(file) => judge(BufReader::with_capacity(256 * 1024, file), batch),
            Err(error) => {
                talk.error(&format!("cannot read `{}`: {error}", path.display()));
                return Exit::Errors;
            }
        }
    };
    match outcome {
        Ok(Outcome::Fine) => Exit::Fine,
        Ok(Outcome::Error) => Exit::Errors,
        // A reader that went away is no error.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Exit::Fine,
        Err(error) => {
            talk.error(&format!("the batch stopped: {error}"));
            Exit::Errors
        }
    }
}

fn judge<R: io::Read>(mut lines: BufReader<R>, mut batch: Batch) -> io::Result<Outcome> {
    let mut stdout = io::stdout().lock();
    let mut line = Vec::new();
    let mut answers = String::new();
    let mut worst = Outcome::Fine;
    loop {
        line.clear();
        let most = LONGEST_LINE as u64 + 1;
        if lines.by_ref().take(most).read_until(b'\n', &mut line)? == 0 {
            break;
        }
        let outcome = if line.len() > LONGEST_LINE {
            skip_line(&mut lines)?;
            batch.refuse(
                &format!("the line has more than {LONGEST_LINE} bytes"),
                &mut answers,
            )
        } else {
            match std::str::from_utf8(&line) {
                Ok(text) => batch.line(text, &mut answers),
                Err(_) => batch.refuse("the line is not UTF-8", &mut answers),
            }
        };
        if outcome == Outcome::Error {
            worst = Outcome::Error;
        }
        if lines.buffer().is_empty() || answers.len() > 128 * 1024 {
            stdout.write_all(answers.as_bytes())?;
            stdout.flush()?;
            answers.clear();
        }
    }
    stdout.write_all(answers.as_bytes())?;
    stdout.flush()?;
    Ok(worst)
}

/// The rest of a line that is too long.
fn skip_line(lines: &mut impl BufRead) -> io::Result<()> {
    loop {
        let buffer = lines.fill_buf()?;
        if buffer.is_empty() {
            return Ok(());
        }
        match buffer.iter().position(|byte| *byte == b'\n') {
            Some(at) => {
                lines.consume(at + 1);
                return Ok(());
            }
            None => {
                let length = buffer.len();
                lines.consume(length);
            }
        }
    }
}
