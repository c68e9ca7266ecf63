//! A small reader for the tests of this room, from the parser's events to nodes with places.

use std::sync::Arc;

use saphyr_parser::{Event, Parser, ScalarStyle};

use crate::diagnostic::{Diagnostic, Source};
use crate::text::{Entry, Kind, Node};

use super::{Package, PackageView, rules};

/// Reads a manifest. Words are typed as YAML 1.2 types them; a date stays a string.
pub(super) fn manifest(text: &str) -> Node {
    let source = Source::new("manifest.yaml", text);
    let offsets: Vec<usize> = text
        .char_indices()
        .map(|(at, _)| at)
        .chain([text.len()])
        .collect();
    let mut events = Parser::new_from_str(text).map(|event| {
        let (event, span) = event.expect("the test's YAML is valid");
        (
            event,
            offsets[span.start.index()]..offsets[span.end.index()],
        )
    });
    let first =
        events.find(|(event, _)| !matches!(event, Event::StreamStart | Event::DocumentStart(_)));
    node(
        &source,
        first.expect("the test's YAML is not empty"),
        &mut events,
    )
}

type Spanned<'a> = (Event<'a>, std::ops::Range<usize>);

fn node<'a>(
    source: &Arc<Source>,
    (event, mut span): Spanned<'a>,
    events: &mut impl Iterator<Item = Spanned<'a>>,
) -> Node {
    let kind = match event {
        Event::Scalar(text, ScalarStyle::Plain, ..) => plain(&text),
        Event::Scalar(text, ..) => Kind::String(text.into_owned()),
        Event::SequenceStart(..) => {
            let mut items = Vec::new();
            loop {
                match events.next().expect("a list ends") {
                    (Event::SequenceEnd, end) => {
                        span.end = end.end;
                        break Kind::Array(items);
                    }
                    next => items.push(node(source, next, events)),
                }
            }
        }
        Event::MappingStart(..) => {
            let mut entries = Vec::new();
            loop {
                match events.next().expect("a mapping ends") {
                    (Event::MappingEnd, end) => {
                        span.end = end.end;
                        break Kind::Object(entries);
                    }
                    (Event::Scalar(key, ..), key_span) => {
                        let value = events.next().expect("a key has a value");
                        entries.push(Entry {
                            key: key.into_owned(),
                            key_span,
                            value: node(source, value, events),
                        });
                    }
                    other => panic!("{other:?} where a key should stand"),
                }
            }
        }
        other => panic!("{other:?} is not for these tests"),
    };
    Node {
        source: Arc::clone(source),
        span,
        kind,
    }
}

fn plain(text: &str) -> Kind {
    match text {
        "" | "~" | "null" => Kind::Null,
        "true" => Kind::Bool(true),
        "false" => Kind::Bool(false),
        _ => text.parse::<i64>().map_or_else(
            |_| Kind::String(text.to_owned()),
            |n| Kind::Number(n.into()),
        ),
    }
}

/// A manifest and a package that every rule accepts.
pub(super) const CLEAN: &str = r#"# a comment
region: "eu-central-1"
version: 2021-03-15
resources:
  - name: "cris-wl"
    description: "for Workloads"
    resource_file: policies/wl.json # here
    deploy_method: scp
    deployment_targets:
      organizational_units:
        - "Workloads:Prod"
        - "Root"
  - name: "net"
    resource_file: templates/net.yaml
    parameter_file: parameters/net.json
    deploy_method: stack_set
    deployment_targets:
      accounts:
        - "012345670123"
    regions:
      - eu-central-1
"#;

/// The files that [`CLEAN`] names.
pub(super) fn files() -> Package {
    let mut package = Package::new();
    package.insert(
        "policies/wl.json",
        r#"{"Version":"2012-10-17","Statement":[]}"#,
    );
    package.insert("templates/net.yaml", "Resources:\n  A: {}\n");
    package.insert("parameters/net.json", "[]");
    package
}

/// [`CLEAN`] with a piece of it replaced.
pub(super) fn clean_but(from: &str, to: &str) -> String {
    assert!(CLEAN.contains(from), "{from} is not in the clean manifest");
    CLEAN.replacen(from, to, 1)
}

/// All findings in a manifest, beside the files of [`files`].
pub(super) fn check(text: &str) -> Vec<Diagnostic> {
    check_files(text, &files())
}

/// All findings in a manifest and files.
pub(super) fn check_files(text: &str, package: &Package) -> Vec<Diagnostic> {
    let manifest = manifest(text);
    rules::check_all(&PackageView {
        manifest: &manifest,
        package: Some(package),
    })
}

/// The codes of all findings.
pub(super) fn codes(text: &str) -> Vec<&'static str> {
    check(text).iter().map(|found| found.rule.code).collect()
}
