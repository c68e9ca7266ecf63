//! The releases whose pages are looked at, built once.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::common::ou_names;
use crate::common::run::succeed;
use crate::common::trail::EVERY_SHAPE;

/// AWS Organizations allows 2,000 OUs.
const OUS: usize = 2_000;
const MODES: usize = 50;

const REGIONS: &str = "[eu-central-1, eu-west-1, us-east-1]";

/// Modes of the large organization differ in which of these they allow besides Anthropic.
const PROVIDERS: [&str; 6] = [
    "amazon",
    "cohere",
    "meta",
    "mistral",
    "openai",
    "twelvelabs",
];

/// Names that a page could take for markup, script or style of its own, or that show otherwise than they are.
const MARKUP: [&str; 14] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onfocus='alert(1)' autofocus='",
    "</title><svg onload=alert(1)>",
    "</style><style>*{display:none}</style>",
    "--><script>alert(1)</script><!--",
    "]]><b>bold</b>",
    "&lt;b&gt;bold&lt;/b&gt;",
    "&#x3c;i&#x3e;",
    "javascript:alert(1)",
    "<a href=https://example.com/>press</a>",
    "a\u{2066}b\u{2069}\u{200e}\u{200f}\u{61c}c",
    "a\u{202a}b\u{202b}c\u{202c}d\u{202d}e",
    "{% include \"x\" %}{{ 7 * 7 }}",
];

/// The pages, and what they were made of.
#[derive(Debug)]
pub(crate) struct Releases {
    folder: PathBuf,
    /// The folder is one run's at a time.
    _lock: File,
}

/// All of them; the first who asks builds them.
pub(crate) fn releases() -> &'static Releases {
    static RELEASES: OnceLock<Releases> = OnceLock::new();
    RELEASES.get_or_init(|| {
        let target = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let lock = File::create(target.join("page.lock")).unwrap();
        lock.lock().unwrap();
        let folder = target.join("page");
        let _ = fs::remove_dir_all(&folder);
        let releases = Releases {
            folder,
            _lock: lock,
        };
        for example in ["three-modes", "global-in-one-ou"] {
            releases.example(example);
        }
        releases.build(
            "extend",
            &small(
                "extend",
                "inference_only_regions: [eu-north-1, eu-west-3, eu-south-1, eu-south-2]",
            ),
        );
        releases.build(
            "ou-control",
            &small("ou-control", "covered_ous: [Workloads, Lab]"),
        );
        releases.with_logs();
        releases.build("hostile", &named(&hostile()));
        releases.build("harmless", &named(&harmless()));
        releases.build("large", &large());
        releases
    })
}

impl Releases {
    /// The page of a release.
    pub(crate) fn page(&self, name: &str) -> PathBuf {
        self.folder.join(name).join("release/REPORT.html")
    }

    /// A folder for what a test writes.
    pub(crate) fn scratch(&self, name: &str) -> PathBuf {
        let folder = self.folder.join(name);
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    fn example(&self, name: &str) {
        let from = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("manifest/examples")
            .join(name);
        let folder = self.scratch(name);
        fs::create_dir_all(folder.join("inputs")).unwrap();
        for file in ["crispack.yaml", "inputs/region-deny.json"] {
            fs::copy(from.join(file), folder.join(file)).unwrap();
        }
        succeed(&folder, &["build", "crispack.yaml", "--out", "release"]);
    }

    /// A release with what logs say of it: long names, and names that could be taken for markup.
    fn with_logs(&self) {
        let spec = small("ou-control", "covered_ous: [Workloads, Lab]");
        self.build("logs", &spec);
        let folder = self.scratch("logs");
        let mut events = EVERY_SHAPE.replace("role/team/App", MARKUP[0]);
        events = events.replace("user/sam", &format!("user/{}", "long".repeat(15)));
        events = events.replace(
            "default-prompt-router/anthropic.claude:1",
            &format!("default-prompt-router/{}", MARKUP[1].replace('"', "'")),
        );
        fs::write(folder.join("events.json"), events).unwrap();
        let told = succeed(
            &folder,
            &[
                "impact",
                "--ou",
                "Workloads",
                "--events",
                "events.json",
                "--format",
                "json",
            ],
        );
        fs::write(folder.join("impact.json"), told.stdout).unwrap();
        succeed(
            &folder,
            &[
                "build",
                "crispack.yaml",
                "--out",
                "release",
                "--impact",
                "impact.json",
            ],
        );
        let page = fs::read_to_string(self.page("logs")).unwrap();
        assert!(
            page.contains("Calls that succeeded and would be denied") && page.contains("Denied by")
        );
    }

    fn build(&self, name: &str, spec: &str) {
        let folder = self.scratch(name);
        fs::write(folder.join("crispack.yaml"), spec).unwrap();
        succeed(&folder, &["build", "crispack.yaml", "--out", "release"]);
    }
}

fn head(region_deny: &str) -> String {
    format!(
        "version: 1\norganization: {{home_region: eu-central-1, governed_regions: {REGIONS}}}\n\
         region_deny: {{baseline: 'builtin:current', {region_deny}}}\nmodes:\n"
    )
}

/// Two modes and three OUs under a strategy.
fn small(strategy: &str, rest: &str) -> String {
    let head = head(&format!("strategy: {strategy}, {rest}"));
    format!(
        "{head}  eu-only: {{global: deny, geographies: [eu], destinations: by-profile}}\n  \
           sealed: {{global: deny, geographies: none, application_profiles: deny}}\n\
         default_mode: sealed\ntargets:\n  - {{ou: Workloads, mode: eu-only}}\n  \
           - {{ou: 'Workloads:Regulated', mode: sealed}}\n  - {{ou: Lab, mode: eu-only}}\n"
    )
}

/// Names of OUs that are not what they look like.
pub(crate) fn hostile() -> Vec<String> {
    let markup = MARKUP.iter().map(|name| (*name).to_owned());
    markup.chain(ou_names::awkward()).collect()
}

/// As many plain names, as deep.
pub(crate) fn harmless() -> Vec<String> {
    let plain = |(at, name): (usize, &String)| {
        let parts = name.split(':').enumerate();
        let parts: Vec<String> = parts
            .map(|(level, _)| format!("unit {at} {level}"))
            .collect();
        parts.join(":")
    };
    hostile().iter().enumerate().map(plain).collect()
}

/// A target for each name, and the name as its reason.
fn named(names: &[String]) -> String {
    let mut text = head("strategy: additive");
    text.push_str(
        "  sealed: {global: deny, geographies: none, application_profiles: deny}\ntargets:\n",
    );
    for name in names {
        let name = quoted(name);
        let _ = writeln!(text, "  - {{ou: {name}, mode: sealed, reason: {name}}}");
    }
    text
}

/// A character as the page may have it: control characters and the marks that reorder text (Unicode Standard Annex 9) by their numbers.
pub(crate) fn spelled(c: char) -> String {
    const MARKS: [char; 12] = [
        '\u{61c}', '\u{200e}', '\u{200f}', '\u{202a}', '\u{202b}', '\u{202c}', '\u{202d}',
        '\u{202e}', '\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}',
    ];
    if MARKS.contains(&c) || c.is_control() && c != '\n' {
        format!("\\u{{{:x}}}", u32::from(c))
    } else {
        c.to_string()
    }
}

/// In YAML's double quotes, with everything spelled out that a file may not hold as it is.
fn quoted(name: &str) -> String {
    let spell = |c: char| match c {
        '"' | '\\' => format!("\\{c}"),
        ' '..='~' => c.to_string(),
        _ => format!("\\U{:08x}", u32::from(c)),
    };
    let spelled: String = name.chars().map(spell).collect();
    format!("\"{spelled}\"")
}

/// As many OUs as an organization can have, in fifty modes; ten of a kind, of which nine are below the tenth.
fn large() -> String {
    let mut text = head("strategy: additive");
    for mode in 0..MODES {
        let _ = write!(
            text,
            "  mode-{mode}: {{global: deny, geographies: any, profiles: ['anthropic.*'"
        );
        for (at, provider) in PROVIDERS.iter().enumerate() {
            if mode >> at & 1 == 1 {
                let _ = write!(text, ", '{provider}.*'");
            }
        }
        text.push_str("]}\n");
    }
    text.push_str("targets:\n");
    for ou in 0..OUS {
        let unit = ou / 10;
        let below = if ou % 10 == 0 {
            String::new()
        } else {
            format!(":Team {ou}")
        };
        let _ = writeln!(
            text,
            "  - {{ou: 'Unit {unit}{below}', mode: mode-{}}}",
            unit % MODES
        );
    }
    text
}
