//! Plain data to text: diagnostics, Markdown reports, JSON. Knows no files, no terminal and no environment; whoever prints says how wide and whether in colour.

mod alarm;
mod build_json;
mod check;
mod cloudformation;
mod drift;
mod effect;
mod evidence;
mod explanation;
mod facts;
mod finding_json;
mod identity;
mod impact;
mod markdown;
mod order;
mod ou_control;
mod page;
mod placed_json;
mod plan;
mod plan_json;
mod probe;
mod prose;
mod profile_changes;
mod profiles;
mod report;
mod rule_page;
mod runbook;
mod simulation;
mod smoke;
mod snapshot;
mod snippet;
mod spec_template;
mod summary;
mod survey;
mod terraform;
mod visible;
mod words;

pub use alarm::alarm;
pub use build_json::build_json;
pub use check::{check_github, check_json, check_markdown, check_sarif, check_text, fixes_text};
pub use cloudformation::ou_control_templates;
pub use drift::{DriftOf, drift_json, drift_markdown, drift_text, is_drift};
pub use effect::{
    Compared, Shown, effect_value, effects_json, effects_markdown, effects_text, together,
};
pub use evidence::evidence_readme;
pub use explanation::{Looked, event_facts, explanation};
pub use facts::{Artifacts, Beneath, Earlier, Facts};
pub use identity::{identity_readme, identity_template};
pub use impact::{
    ImpactBefore, Replayed, Told, changes_calls, impact_json, impact_markdown, impact_text,
};
pub use page::page;
pub use plan::{
    Against, Plan, PolicyChange, Used, is_change, plan_markdown, plan_of_change_json, plan_text,
};
pub use plan_json::{plan_json, sides_sha256};
pub use probe::{probe_readme, probe_script};
pub use profile_changes::{
    accepted_text, imported_text, profile_changes_json, profile_changes_text,
};
pub use profiles::{profile_text, profiles_json, profiles_text};
pub use report::{Part, parts, report};
pub use rule_page::{rule_list, rule_page, rules_document};
pub use runbook::{Back, Runbook, back_runbook, runbook};
pub use simulation::{
    call_json, call_judgement, matrix_json, matrix_text, request_json, request_judgement,
};
pub use smoke::smoke_test;
pub use snapshot::{missing_text, snapshot_script, snapshot_summary};
pub use snippet::{Look, snippet};
pub use spec_template::{SpecTemplate, spec_template};
pub use summary::{counts, summary};
pub use survey::{survey_csv, survey_json};
pub use terraform::ou_control_terraform;
