//! The coastline of the page's maps is what the script makes of the package of npm that it names.

#[path = "common/node.rs"]
mod node;

use std::path::Path;
use std::process::{Command, Stdio};

const PATH: &str = "src/render/page/data/land.svgpath";
/// As `tests/python/coastline.py` wants it.
const VERSION: &str = "2.0.2";

#[test]
fn the_coastline_is_fresh() {
    let test = "the_coastline_is_fresh";
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let Some(package) = node::package(test, "world-atlas", VERSION) else {
        return;
    };
    let run = Command::new("python3")
        .args(["-I", "-B", "-X", "utf8"])
        .arg(root.join("tests/python/coastline.py"))
        .arg(package)
        .arg(root.join("src/bedrock/data/regions.json"))
        .stdin(Stdio::null())
        .output();
    let output = match run {
        Ok(output) => output,
        Err(error) if node::is_wanted() => panic!("python3: {error}"),
        Err(error) => return node::skip(test, &format!("python3: {error}")),
    };
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    let committed = std::fs::read(root.join(PATH)).unwrap();
    assert!(
        output.stdout == committed,
        "{PATH} is stale; the head of tests/python/coastline.py says how to make it again"
    );
}
