use clap::{Args, CommandFactory, Subcommand};
use clap_complete::Shell;

use crate::render;
use crate::spec::schema;

use super::Cli;
use super::exit::Exit;
use super::talk::Talk;

/// Print what is made from the program itself.
#[derive(Debug, Args)]
#[command(hide = true)]
pub(super) struct GenerateArgs {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// The JSON Schema of the spec.
    Schema,
    /// Completions for a shell.
    Completions {
        /// The shell.
        shell: Shell,
    },
    /// The manual page.
    Man,
    /// The pages of all rules, in Markdown.
    Rules,
}

pub(super) fn run(args: &GenerateArgs, talk: &Talk) -> Exit {
    let mut command = Cli::command();
    let mut bytes = Vec::new();
    match args.what {
        What::Schema => bytes.extend(schema::TEXT.bytes()),
        What::Rules => {
            bytes.extend(render::rules_document(&super::explain::all_rules()).into_bytes());
        }
        What::Completions { shell } => {
            clap_complete::generate(shell, &mut command, "crispack", &mut bytes);
        }
        What::Man => {
            if let Err(error) = clap_mangen::Man::new(command).render(&mut bytes) {
                talk.error(&error.to_string());
                return Exit::Bug;
            }
        }
    }
    talk.result(&String::from_utf8_lossy(&bytes))
}
