use super::found;

#[test]
fn policies_are_attached_to_ous_only() {
    let ous = "organizational_units:\n        - \"Workloads:Prod\"\n        - \"Root\"";
    assert_eq!(
        found(ous, "accounts:\n        - \"012345678901\""),
        ["CRP185", "CRP185"]
    );
    assert_eq!(found(ous, "organizational_units: []"), ["CRP185"]);
    let both = format!("{ous}\n      accounts:\n        - \"012345678901\"");
    assert_eq!(found(ous, &both), ["CRP185"]);
    assert_eq!(found("deploy_method: scp", "deploy_method: rcp"), [""; 0]);
}

#[test]
fn ous_that_cfct_cannot_follow() {
    for ou in [
        "",
        " ",
        ":",
        "Root:A",
        "root",
        "ROOT",
        "ou-abcd-12345678",
        "r-ab12",
    ] {
        assert_eq!(
            found("\"Workloads:Prod\"", &format!("\"{ou}\"")),
            ["CRP188"],
            "{ou}"
        );
    }
    // These are found, with something left out.
    for ou in ["A::B", ":A", "A:", " A", "A : B"] {
        assert_eq!(
            found("\"Workloads:Prod\"", &format!("\"{ou}\"")),
            ["CRP240"],
            "{ou}"
        );
    }
    for ou in [
        "Root", "A:Root", "ou-team", "r-1", "Rooted:A", "a/b", "A:r-abcd",
    ] {
        assert_eq!(
            found("\"Workloads:Prod\"", &format!("\"{ou}\"")),
            [""; 0],
            "{ou}"
        );
    }
}
