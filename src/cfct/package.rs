/// The manifest's name in a package; CfCT looks for it at the root.
pub const MANIFEST: &str = "manifest.yaml";

/// The one folder around a package that `CfCT` looks into, where the root has no manifest.
pub const TOP_FOLDER: &str = "custom-control-tower-configuration";

/// What CfCT is given: the manifest and the files that it names.
///
/// Invariant: files are sorted by path and no path occurs twice.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Package {
    files: Vec<PackageFile>,
}

/// A file of a [`Package`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackageFile {
    /// Relative to the package's root, parts joined by `/`: `manifest.yaml`, `policies/cris-wl.json`.
    pub path: String,
    /// The content.
    pub bytes: Vec<u8>,
}

impl Package {
    /// A package without files.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file; one that has the same path is replaced and handed back.
    pub fn insert(
        &mut self,
        path: impl Into<String>,
        bytes: impl Into<Vec<u8>>,
    ) -> Option<PackageFile> {
        let file = PackageFile {
            path: path.into(),
            bytes: bytes.into(),
        };
        match self.position(&file.path) {
            Ok(at) => self
                .files
                .get_mut(at)
                .map(|old| std::mem::replace(old, file)),
            Err(at) => {
                self.files.insert(at, file);
                None
            }
        }
    }

    /// The files, sorted by path.
    pub fn files(&self) -> &[PackageFile] {
        &self.files
    }

    /// The file at a path as a manifest would spell it: `./policies/a.json` is `policies/a.json`.
    pub fn get(&self, path: &str) -> Option<&PackageFile> {
        let at = self.position(&Self::normal(path)).ok()?;
        self.files.get(at)
    }

    /// Takes a file out.
    pub fn remove(&mut self, path: &str) -> Option<PackageFile> {
        let at = self.position(&Self::normal(path)).ok()?;
        Some(self.files.remove(at))
    }

    /// The files below a folder, by their paths from there; `folder` is empty or ends in `/`.
    #[must_use]
    pub fn below(&self, folder: &str) -> Self {
        let files = self.files.iter().filter_map(|file| {
            Some(PackageFile {
                path: file.path.strip_prefix(folder)?.to_owned(),
                bytes: file.bytes.clone(),
            })
        });
        Self {
            files: files.collect(),
        }
    }

    /// A path without what does not matter in it: empty parts and `.`.
    pub fn normal(path: &str) -> String {
        let parts = path.split('/');
        let parts: Vec<&str> = parts
            .filter(|part| !part.is_empty() && *part != ".")
            .collect();
        parts.join("/")
    }

    fn position(&self, path: &str) -> Result<usize, usize> {
        self.files
            .binary_search_by(|file| file.path.as_str().cmp(path))
    }
}

#[cfg(test)]
mod tests {
    use super::Package;

    #[test]
    fn files_are_sorted_whatever_the_order_of_insertion() {
        let mut package = Package::new();
        for path in ["policies/b.json", "manifest.yaml", "policies/a.json"] {
            assert_eq!(package.insert(path, path), None);
        }
        let paths: Vec<_> = package.files().iter().map(|f| f.path.as_str()).collect();
        assert_eq!(
            paths,
            ["manifest.yaml", "policies/a.json", "policies/b.json"]
        );
    }

    #[test]
    fn a_path_occurs_once() {
        let mut package = Package::new();
        package.insert("a", "1");
        let old = package.insert("a", "2").expect("it was there");
        assert_eq!(old.bytes, b"1");
        assert_eq!(package.files().len(), 1);
        assert_eq!(
            package.get("./a").map(|f| f.bytes.as_slice()),
            Some(&b"2"[..])
        );
    }
}
