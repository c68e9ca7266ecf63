/// How the least of a model is asked for.
///
/// Sources: Amazon Bedrock User Guide, "API compatibility" (which models have Converse) and the request bodies of Cohere Embed, Amazon Titan Embeddings and
/// `TwelveLabs` Marengo Embed; read 2026-11-26.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tiny {
    /// A conversation of one token.
    Converse,
    /// For a model that has no conversations: a body of its own.
    Invoke(&'static str),
}

/// The model that is called directly where any will do: an embedding, offered on demand in more Regions than any model that converses.
pub const DIRECT_MODEL: &str = "amazon.titan-embed-text-v2:0";

/// Beginnings of the ids of models that have no Converse, with a body that they take. Of those with `{}` every input is an image or a video; such a body is refused by the
/// model, after the authorization.
const WITHOUT_CONVERSE: [(&str, &str); 7] = [
    ("amazon.titan-embed", r#"{"inputText":"1"}"#),
    (
        "cohere.embed",
        r#"{"input_type":"search_query","texts":["1"]}"#,
    ),
    (
        "twelvelabs.marengo-embed-2",
        r#"{"inputType":"text","inputText":"1"}"#,
    ),
    (
        "twelvelabs.marengo-embed-3",
        r#"{"inputType":"text","text":{"inputText":"1"}}"#,
    ),
    ("twelvelabs.", "{}"),
    ("stability.", "{}"),
    ("cohere.rerank", "{}"),
];

/// Beginnings of the ids of models, those first that an account may call with the least ado: Amazon's own need no agreement with a vendor, and small ones cost least.
const EASIEST: [&str; 6] = [
    "amazon.nova-micro",
    "amazon.nova-lite",
    "amazon.nova-2-lite",
    "amazon.nova",
    "anthropic.claude-haiku",
    "anthropic.",
];

/// How the least of a model is asked for.
pub fn tiny(model: &str) -> Tiny {
    let known = WITHOUT_CONVERSE
        .iter()
        .find(|(start, _)| model.starts_with(start));
    known.map_or(Tiny::Converse, |(_, body)| Tiny::Invoke(body))
}

/// How much ado a call of a model is; the least first.
pub fn ado(model: &str) -> usize {
    let place = EASIEST.iter().position(|start| model.starts_with(start));
    match (place, tiny(model)) {
        (Some(place), _) => place,
        (None, Tiny::Converse) => EASIEST.len(),
        (None, Tiny::Invoke("{}")) => EASIEST.len() + 2,
        (None, Tiny::Invoke(_)) => EASIEST.len() + 1,
    }
}

#[cfg(test)]
mod tests {
    use super::{DIRECT_MODEL, Tiny, ado, tiny};

    #[test]
    fn what_has_no_converse_is_invoked_with_a_body_that_is_json() {
        for model in [
            DIRECT_MODEL,
            "cohere.embed-v4:0",
            "twelvelabs.pegasus-1-5-v1:0",
            "twelvelabs.marengo-embed-3-0-v1:0",
            "stability.stable-outpaint-v1:0",
        ] {
            let Tiny::Invoke(body) = tiny(model) else {
                panic!("{model}")
            };
            assert!(
                serde_json::from_str::<serde_json::Value>(body)
                    .unwrap()
                    .is_object()
            );
        }
        assert_eq!(tiny("amazon.nova-lite-v1:0"), Tiny::Converse);
    }

    #[test]
    fn the_easiest_comes_first() {
        let mut models = [
            "stability.stable-outpaint-v1:0",
            "cohere.embed-v4:0",
            "meta.llama3-3-70b-instruct-v1:0",
            "anthropic.claude-opus-5",
            "anthropic.claude-haiku-4-5-20251001-v1:0",
            "amazon.nova-pro-v1:0",
            "amazon.nova-micro-v1:0",
        ];
        models.sort_by_key(|model| ado(model));
        assert!(models.is_sorted_by_key(|model| ado(model)));
        assert_eq!(models[0], "amazon.nova-micro-v1:0");
        assert_eq!(models[6], "stability.stable-outpaint-v1:0");
    }
}
