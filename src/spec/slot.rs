use crate::text::sha256;

use super::ou_path::OuPath;

/// Characters of the readable half of a derived slot.
const SLUG: usize = 40;

/// The slot of an OU for which none is named: an ASCII slug of its path and eight hexadecimal digits of the path's SHA-256.
///
/// CfCT finds a policy by its name and never renames, detaches or deletes one, so a slot must not change while its OU has a policy. The hash keeps
/// `Prod:EU` and `Prod-EU` apart.
pub(super) fn derived(ou: &OuPath) -> String {
    let mut slug = String::new();
    for c in ou.as_str().chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if !slug.ends_with('-') && !slug.is_empty() {
            slug.push('-');
        }
        if slug.len() == SLUG {
            break;
        }
    }
    let mut slot = slug.trim_end_matches('-').to_owned();
    if !slot.is_empty() {
        slot.push('-');
    }
    slot.extend(sha256(ou.as_str().as_bytes()).chars().take(8));
    slot
}

#[cfg(test)]
mod tests {
    use super::{OuPath, derived};

    #[test]
    fn a_derived_slot_is_readable_and_differs_where_the_path_differs() {
        let slot = |text: &str| derived(&OuPath::parse(text).unwrap());
        assert!(slot("Workloads:Prod").starts_with("workloads-prod-"));
        assert_ne!(slot("Prod:EU"), slot("Prod-EU"));
        assert_eq!(slot("🚀").len(), 8);
        assert_eq!(slot(&"x".repeat(128)).len(), 40 + 1 + 8);
        // A slot is for life: this value must never change.
        assert_eq!(slot("Sandbox"), "sandbox-67fc6249");
    }
}
