//! Names that an OU may have and a manifest has to carry.

/// Names of OUs that one reader of YAML or another takes for something else, and the longest there are.
pub(crate) fn awkward() -> Vec<String> {
    let mut names: Vec<String> = [
        "NO",
        "on",
        "y",
        "True",
        "null",
        "1_000",
        "0x1F",
        "1e3",
        "012345670123",
        "12:30:45",
        "2021-03-15",
        "2021-03-15T10:00:00Z",
        "=",
        "<<",
        "~",
        "-",
        "- a",
        "---",
        "?",
        "&a",
        "*a",
        "!t",
        "|",
        ">-",
        "%YAML 1.2",
        "@a",
        "`a`",
        "{a}",
        "[a]",
        "{{x}}",
        "${x}",
        "🚀",
        "e\u{301}",
        "日本語",
        "עברית",
        "it's",
        "\"quoted\"",
        "'quoted'",
        "back\\slash",
        "\\n",
        "#",
        "a # b",
        "a  b",
        "a\u{85}b",
        "a\u{a0}b",
        "a\u{200b}b",
        "a\u{2028}b",
        "a\u{202e}b",
        "a\u{feff}b",
        "team_file:Prod",
        "resource_file:policies/a.json",
        "_file:a",
        "a/b",
        "../a",
    ]
    .iter()
    .map(|name| (*name).to_owned())
    .collect();
    names.push("x".repeat(128));
    names.push("🚀".repeat(128));
    names.push(vec!["é".repeat(128); 5].join(":"));
    names
}
