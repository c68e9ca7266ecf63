use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;

use crate::bedrock::{Catalogue, Partition, Settled};
use crate::cli::change::snapshot;
use crate::cli::input;
use crate::cli::policies::attached;
use crate::diagnostic::Diagnostic;
use crate::observe::replay::{Allowed, Scope, Scopes, Sides, Tally};
use crate::org::Organization;
use crate::policy::{Level, Levels};
use crate::release::{Rollout, ZIP};
use crate::render::ImpactBefore;
use crate::text;

/// Which policies the logs are held against.
#[derive(Debug, Args)]
#[command(next_help_heading = "Policies")]
pub(super) struct ImpactPolicies {
    /// The release that crispack built; what was in force before it is told by itself.
    #[arg(
        long,
        value_name = "DIR",
        default_value = "release",
        conflicts_with = "scp"
    )]
    release: PathBuf,
    /// The OU that every account is taken to be in: names below the root, joined by `:`; `Root` for the root.
    #[arg(long, value_name = "OU", conflicts_with_all = ["snapshot", "scp"], allow_hyphen_values = true)]
    ou: Option<String>,
    /// The organization, written by `crispack snapshot`: which account is in which OU, and what else hangs there.
    #[arg(long, value_name = "FILE", conflicts_with = "scp")]
    snapshot: Option<PathBuf>,
    /// A policy instead of a release: raw, with comments, or as `describe-policy` prints it; repeatable. Every call is judged under it.
    #[arg(long, value_name = "FILE")]
    scp: Vec<PathBuf>,
    /// With --scp: a policy that was in force before it; repeatable.
    #[arg(long, value_name = "FILE", requires = "scp")]
    before: Vec<PathBuf>,
}

/// Why there is nothing to judge by.
pub(super) enum NoScopes {
    /// The command line makes no sense.
    Usage(String),
    /// The findings say why.
    Findings(Vec<Diagnostic>),
}

impl From<Vec<Diagnostic>> for NoScopes {
    fn from(findings: Vec<Diagnostic>) -> Self {
        Self::Findings(findings)
    }
}

/// What the logs are held against.
pub(super) enum Policies {
    Release {
        rollout: Box<Rollout>,
        name: String,
        zip_sha256: String,
        place: Where,
    },
    Given {
        sides: Arc<Sides>,
        name: String,
        catalogue: Arc<Catalogue>,
        settled: Settled,
    },
}

/// Which OU an account is in.
pub(super) enum Where {
    Ou(String),
    Organization(Box<Organization>),
}

impl Policies {
    pub(super) fn read(
        args: &ImpactPolicies,
        findings: &mut Vec<Diagnostic>,
    ) -> Result<Self, NoScopes> {
        if !args.scp.is_empty() {
            return Self::given(args);
        }
        let place = match (&args.ou, &args.snapshot) {
            (Some(ou), _) => Where::Ou(ou.clone()),
            (None, Some(path)) => Where::Organization(Box::new(snapshot(path)?.0)),
            (None, None) => return Err(no_place(args, findings)),
        };
        let organization = match &place {
            Where::Organization(own) => Some(&**own),
            Where::Ou(_) => None,
        };
        let rollout = Rollout::read(&args.release, organization, findings)?;
        let zip = input::bytes_of_ours(&args.release.join(ZIP))?;
        Ok(Self::Release {
            rollout: Box::new(rollout),
            name: input::shown(&args.release),
            zip_sha256: text::sha256(&zip),
            place,
        })
    }

    fn given(args: &ImpactPolicies) -> Result<Self, NoScopes> {
        let level = |files: &[PathBuf]| -> Result<Levels, Vec<Diagnostic>> {
            Levels::new(vec![Level {
                name: "--scp".to_owned(),
                attached: attached(files.iter().map(PathBuf::as_path))?,
            }])
        };
        let (before, after) = (level(&args.before)?, level(&args.scp)?);
        let names: Vec<String> = args.scp.iter().map(|path| input::shown(path)).collect();
        Ok(Self::Given {
            sides: Arc::new(Sides { before, after }),
            name: names.join(", "),
            catalogue: Catalogue::embedded(),
            settled: Settled::default(),
        })
    }

    /// The OUs of the accounts of a log.
    pub(super) fn scopes(
        &self,
        tally: &Tally,
        findings: &mut Vec<Diagnostic>,
    ) -> Result<Scopes, Vec<Diagnostic>> {
        self.of(tally.accounts().collect(), findings)
    }

    /// The OUs of all accounts that are known.
    pub(super) fn every_scope(
        &self,
        findings: &mut Vec<Diagnostic>,
    ) -> Result<Scopes, Vec<Diagnostic>> {
        let known = match self {
            Self::Release {
                place: Where::Organization(own),
                ..
            } => own.accounts().collect(),
            _ => Vec::new(),
        };
        self.of(known, findings)
    }

    fn of(
        &self,
        accounts: Vec<&str>,
        findings: &mut Vec<Diagnostic>,
    ) -> Result<Scopes, Vec<Diagnostic>> {
        match self {
            Self::Release { rollout, place, .. } => match place {
                Where::Ou(ou) => rollout.of_ou(ou, findings),
                Where::Organization(own) => rollout.of_accounts(own, accounts),
            },
            Self::Given {
                sides,
                catalogue,
                settled,
                ..
            } => {
                let allowed = Allowed::of(sides, catalogue, Partition::Aws, settled);
                Ok(Scopes {
                    all: vec![Scope {
                        ou: "any".to_owned(),
                        sides: Arc::clone(sides),
                        allowed: Arc::new(allowed),
                    }],
                    every: Some(0),
                    ..Scopes::default()
                })
            }
        }
    }

    pub(super) fn catalogue(&self) -> &Catalogue {
        match self {
            Self::Release { rollout, .. } => rollout.catalogue(),
            Self::Given { catalogue, .. } => catalogue,
        }
    }

    pub(super) fn settled(&self) -> &Settled {
        match self {
            Self::Release { rollout, .. } => rollout.settled(),
            Self::Given { settled, .. } => settled,
        }
    }

    pub(super) fn partition(&self) -> Partition {
        match self {
            Self::Release { rollout, .. } => rollout.partition(),
            Self::Given { .. } => Partition::Aws,
        }
    }

    pub(super) fn name(&self) -> &str {
        match self {
            Self::Release { name, .. } | Self::Given { name, .. } => name,
        }
    }

    pub(super) fn zip_sha256(&self) -> Option<&str> {
        match self {
            Self::Release { zip_sha256, .. } => Some(zip_sha256),
            Self::Given { .. } => None,
        }
    }

    pub(super) fn before(&self) -> ImpactBefore {
        match self {
            Self::Release { rollout, .. } if rollout.is_assumed() => ImpactBefore::Assumed,
            Self::Release { .. } => ImpactBefore::Told,
            Self::Given { .. } => ImpactBefore::Named,
        }
    }
}

/// Neither an OU nor a snapshot: the OUs that could be meant, if there is a release.
fn no_place(args: &ImpactPolicies, findings: &mut Vec<Diagnostic>) -> NoScopes {
    let rollout = match Rollout::read(&args.release, None, findings) {
        Ok(rollout) => rollout,
        Err(found) => return NoScopes::Findings(found),
    };
    let mut ous = rollout.ous();
    ous.sort_unstable();
    ous.dedup();
    let first: Vec<String> = ous.iter().take(8).map(|ou| format!("`{ou}`")).collect();
    let more = if ous.len() > 8 { ", …" } else { "" };
    NoScopes::Usage(format!(
        "say which OU the accounts of the logs are in: --snapshot FILE (of `crispack snapshot`), or --ou OU for all of them; the release has {}{more}",
        first.join(", ")
    ))
}
