use crate::bedrock::Catalogue;

/// `a, b and c`.
pub(in crate::render) fn listed(words: &[String]) -> String {
    match words.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => words.concat(),
    }
}

/// `Frankfurt` of `Europe (Frankfurt)`: what stands in the brackets of a Region's name.
pub(in crate::render) fn city<'a>(code: &'a str, catalogue: &'a Catalogue) -> &'a str {
    let region = catalogue.region(code);
    let name = region.map_or(code, |region| region.name.as_str());
    let inner = name.split_once('(').map(|(_, rest)| rest);
    inner
        .and_then(|rest| rest.strip_suffix(')'))
        .unwrap_or(name)
}
