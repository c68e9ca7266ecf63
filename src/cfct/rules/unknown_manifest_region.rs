//! CRP231: a Region that is not known.

use crate::bedrock::Catalogue;
use crate::diagnostic::suggest;
use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::text::Node;

use super::super::PackageView;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP231",
    name: "unknown-manifest-region",
    severity: Severity::Warning,
    summary: "the manifest names a Region that is not known",
    page: "\
## What it is
`region`, or an entry of a stack set's `regions`, is not the code of a Region of the embedded list (dated; `crispack --version` is as old as it).

## Why it matters
CfCT compares it with nothing. `region` is where stack sets go that name none: their stage fails on a Region that does not exist, after all policies are live. (CfCT 2.8.4 source, read 2026-04-08.)

## Example
```yaml
region: eu-centrl-1
```

## What to do
Write the Region's code. If it is a new Region, nothing is wrong.
",
};

/// Holds the Regions against the embedded list.
pub fn check(package: &PackageView<'_>) -> Vec<Diagnostic> {
    let catalogue = Catalogue::builtin();
    let of_resources = package.resources().flat_map(|resource| {
        resource
            .node
            .get("regions")
            .filter(|node| node.is_list())
            .map_or(&[][..], Node::items)
    });
    package
        .manifest
        .get("region")
        .into_iter()
        .chain(of_resources)
        .filter_map(|node| node.as_str().map(|code| (node, code)))
        .filter(|(_, code)| catalogue.region(code).is_none())
        .map(|(node, code)| {
            let finding = Diagnostic::new(&RULE, format!("`{code}` is no Region that is known"))
                .at(node.place(), "this Region")
                .note("CfCT would compare it with nothing; the stage of stack sets would fail, after all policies are live");
            let codes = catalogue.regions.iter().map(|region| region.code.as_str());
            match suggest::nearest(code, codes) {
                Some(nearest) => finding.help(format!("did you mean `{nearest}`?")),
                None => finding.help("write a Region's code, such as `eu-central-1`"),
            }
        })
        .collect()
}
