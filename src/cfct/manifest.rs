/// A CfCT manifest of version `2021-03-15` as we write one: service control policies, and behind them stack sets.
///
/// Source: CfCT 2.8.4, `cfct/validation/manifest-v2.schema.yaml` and `cfct/manifest/manifest.py`, read 2026-04-08.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manifest {
    /// Control Tower's home Region. CfCT never compares it with the real one; it is the default Region of stack sets.
    pub region: String,
    /// The policies, in the order in which they are written.
    pub resources: Vec<Resource>,
    /// The stack sets, behind the policies.
    pub stack_sets: Vec<StackSet>,
}

/// One service control policy with the OUs that it is attached to (`deploy_method: scp`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resource {
    /// The policy's name in Organizations, exactly as written: CfCT finds the policy to update by this name alone
    /// (2.8.4, `state_machine_handler.ServiceControlPolicy.list_policies`, read 2026-04-08).
    pub name: String,
    /// The policy's description. CfCT's schema calls it optional, and its SCP stage crashes without it
    /// (2.8.4, `sm_input_builder`, read 2026-04-08), so it is not an `Option` here.
    pub description: String,
    /// The policy file, relative to the package's root: `policies/NAME.json`.
    pub resource_file: String,
    /// Paths from below the root, names joined by `:`, or `Root` alone for the root itself
    /// (2.8.4, `manifest_parser.OrganizationsData`, read 2026-04-08).
    pub organizational_units: Vec<String>,
}

/// One stack set with the OUs whose accounts get an instance (`deploy_method: stack_set`).
///
/// Only accounts directly in an OU are reached, not those of the OUs below it (2.8.4, `manifest_parser.StackSetParser`, issue 131 of its repository; read 2026-04-08).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StackSet {
    /// Its name; CfCT puts `CustomControlTower-` before it. A stack set whose name is gone from the manifest stays.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// The template, relative to the package's root: `templates/NAME.template.json`.
    pub resource_file: String,
    /// Paths from below the root, as of a policy.
    pub organizational_units: Vec<String>,
    /// The Regions of its instances.
    pub regions: Vec<String>,
}
