use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use serde::{Deserialize, Serialize};

use crate::bedrock::region::Region;
use crate::text;

use super::{Catalogue, Evidence, Profile};

/// The version of the format; the schema is `manifest/schema/crispack.catalogue.1.schema.json`.
const SCHEMA: &str = "crispack.catalogue/1";

/// A catalogue of inference profiles as its file spells it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    schema: String,
    as_of: String,
    base_as_of: Option<String>,
    #[serde(default)]
    accounts: Vec<String>,
    #[serde(default)]
    scanned: BTreeMap<String, String>,
    #[serde(default)]
    evidence: Vec<Evidence>,
    profiles: Vec<Profile>,
}

#[derive(Deserialize)]
struct RegionFile {
    regions: Vec<Region>,
}

static BUILTIN: LazyLock<Arc<Catalogue>> = LazyLock::new(|| {
    let text = text::packed!("src/bedrock/data/inference-profiles.json");
    #[expect(clippy::expect_used, reason = "embedded text, read by the tests below")]
    let file = serde_json::from_str(text).expect("the embedded profiles");
    #[expect(clippy::expect_used, reason = "embedded text, read by the tests below")]
    let regions: RegionFile =
        serde_json::from_str(include_str!("../data/regions.json")).expect("the embedded Regions");
    Arc::new(Catalogue::of(file, Cow::Borrowed(text), regions.regions))
});

impl Catalogue {
    /// The catalogue that is part of this program.
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    /// The same, to be kept where another might be.
    pub fn embedded() -> Arc<Self> {
        Arc::clone(&BUILTIN)
    }

    /// One of a file, with the Regions that this program knows. Whether its Regions and days are any is not looked at.
    ///
    /// # Errors
    /// The text is no JSON, or not of the fields of a catalogue; of another version.
    pub fn parse(text: &str) -> Result<Self, serde_json::Error> {
        let file: File = serde_json::from_str(text)?;
        if file.schema != SCHEMA {
            let why = format!("its schema is not `{SCHEMA}`");
            return Err(serde::de::Error::custom(why));
        }
        let regions = Self::builtin().regions.clone();
        Ok(Self::of(file, Cow::Owned(text.to_owned()), regions))
    }

    fn of(file: File, text: Cow<'static, str>, regions: Vec<Region>) -> Self {
        Self {
            text,
            as_of: file.as_of,
            base_as_of: file.base_as_of,
            accounts: file.accounts,
            scanned: file.scanned,
            evidence: file.evidence,
            profiles: file.profiles,
            regions,
        }
    }

    /// The text of its file: a line a profile, so that a difference of two files is one of profiles.
    pub fn to_text(&self) -> String {
        let list = |values: Vec<String>| match values.as_slice() {
            [] => "[]".to_owned(),
            values => format!("[\n  {}\n]", values.join(",\n  ")),
        };
        let base = self.base_as_of.as_ref();
        let fields = [
            ("schema", Some(json(&SCHEMA))),
            ("as_of", Some(json(&self.as_of))),
            ("base_as_of", base.map(json)),
            (
                "accounts",
                (!self.accounts.is_empty()).then(|| json(&self.accounts)),
            ),
            (
                "scanned",
                (!self.scanned.is_empty()).then(|| json(&self.scanned)),
            ),
            (
                "evidence",
                Some(list(self.evidence.iter().map(json).collect())),
            ),
            (
                "profiles",
                Some(list(self.profiles.iter().map(json).collect())),
            ),
        ];
        let fields: Vec<String> = fields
            .into_iter()
            .filter_map(|(name, value)| Some(format!("\"{name}\": {}", value?)))
            .collect();
        format!("{{\n{}\n}}\n", fields.join(",\n"))
    }
}

fn json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
