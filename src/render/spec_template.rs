use std::fmt::Write as _;

/// What a new spec is filled in with.
#[derive(Debug, Clone)]
pub struct SpecTemplate {
    /// Control Tower's home Region.
    pub home_region: String,
    /// `aws` or `aws-us-gov`.
    pub partition: &'static str,
    /// The governed Regions.
    pub governed_regions: Vec<String>,
    /// Do they come from the baseline? Then they need not be repeated.
    pub regions_from_baseline: bool,
    /// The baseline as the spec names it.
    pub baseline: String,
    /// A family that works from these Regions, for a third mode.
    pub family: Option<String>,
    /// OUs with their modes.
    pub targets: Vec<(String, &'static str)>,
}

/// A commented spec that builds.
pub fn spec_template(facts: &SpecTemplate) -> String {
    let mut regions = String::new();
    let mark = if facts.regions_from_baseline {
        "# "
    } else {
        ""
    };
    let _ = writeln!(
        regions,
        "  {mark}governed_regions: [{}]",
        facts.governed_regions.join(", ")
    );
    let (regions_comment, baseline_comment) = if facts.regions_from_baseline {
        (
            " Left out, the baseline's list holds.",
            "  # Your own exported Region deny. Export it again when Control Tower changes it.\n",
        )
    } else {
        (
            " A built-in baseline lists none, so they are needed here.",
            "  # A published text, to begin with. Replace it by your own, exported from your organization:\n\
             \x20 #   aws organizations list-policies-for-target --target-id OU_ID --filter SERVICE_CONTROL_POLICY\n\
             \x20 #   aws organizations describe-policy --policy-id POLICY_ID > region-deny.json\n",
        )
    };
    let mut targets = String::new();
    for (ou, mode) in &facts.targets {
        let _ = writeln!(targets, "  - {{ou: {}, mode: {mode}}}", quoted(ou));
    }
    include_str!("templates/crispack.yaml")
        .replace("{{home_region}}", &facts.home_region)
        .replace("{{partition}}", facts.partition)
        .replace("{{regions_comment}}", regions_comment)
        .replace("{{governed_regions}}", &regions)
        .replace("{{baseline_comment}}", baseline_comment)
        .replace("{{baseline}}", &quoted(&facts.baseline))
        .replace("{{modes}}", &modes(facts))
        .replace("{{targets}}\n", &targets)
}

/// The modes to begin with: those that a target has, and others behind comment marks.
fn modes(facts: &SpecTemplate) -> String {
    let mut modes = vec![
        (
            "sealed".to_owned(),
            "No geographic and no Global inference profile, no application inference profile: models in the Region of the call only.",
            vec![
                "global: deny".to_owned(),
                "geographies: none".to_owned(),
                "application_profiles: deny".to_owned(),
            ],
        ),
        (
            "governed".to_owned(),
            "Every geographic profile whose destination Regions are all governed; Global denied.",
            vec!["global: deny".to_owned(), "geographies: any".to_owned()],
        ),
    ];
    if let Some(family) = &facts.family {
        modes.push((
            format!("{family}-only"),
            "One geographic family, where its destination Regions are governed; Global denied.",
            vec![
                "global: deny".to_owned(),
                format!("geographies: [{family}]"),
            ],
        ));
    }
    let mut text = String::new();
    for (name, comment, fields) in modes {
        let mark = if facts.targets.iter().any(|(_, mode)| *mode == name) {
            ""
        } else {
            "# "
        };
        let _ = write!(text, "\n  # {comment}\n  {mark}{name}:\n");
        for field in fields {
            let _ = writeln!(text, "  {mark}  {field}");
        }
    }
    text
}

/// A string in double quotes: JSON's escapes are YAML's, too.
fn quoted(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./".contains(c);
    if text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(plain)
        && !is_word(text)
    {
        return text.to_owned();
    }
    serde_json::Value::from(text).to_string()
}

/// Words that a reader of YAML 1.1 or 1.2 takes for something else than a string.
fn is_word(text: &str) -> bool {
    let words = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"];
    words.contains(&text.to_ascii_lowercase().as_str())
}
