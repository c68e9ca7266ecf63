/// What AWS's pages leave open about a call of inference, as it was seen in one organization; `None`: open.
///
/// `probe/probe.sh` of a release finds the answers; the spec records them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settled {
    /// The day on which it was seen, `YYYY-MM-DD`.
    pub day: Option<String>,
    /// A1: `bedrock:InferenceProfileArn` is present on the profile's own hop as well.
    pub key_on_profile: Option<bool>,
    /// A2: through an application inference profile the key holds the ARN of its origin, not its own.
    pub origin_in_key: Option<bool>,
    /// A3: behind a prompt router the key is present on an authorization that has `bedrock:PromptRouterArn`.
    pub key_behind_router: Option<bool>,
}

impl Settled {
    /// The fields of the spec's `worlds`, and what each may say: false first.
    pub const WORDS: [(&'static str, [&'static str; 2]); 3] = [
        ("key_on_profile", ["absent", "present"]),
        ("key_through_application_profile", ["own", "origin"]),
        ("key_behind_prompt_router", ["absent", "present"]),
    ];

    /// Every answer by the name of its field, with the word for it.
    pub fn answers(&self) -> impl Iterator<Item = (&'static str, &'static str)> + use<> {
        let answers = [
            self.key_on_profile,
            self.origin_in_key,
            self.key_behind_router,
        ];
        let words = Self::WORDS.into_iter().zip(answers);
        words.filter_map(|((field, [no, yes]), answer)| {
            answer.map(|answer| (field, if answer { yes } else { no }))
        })
    }

    /// The answers that a record has, by field; the day with them. What is no answer is left open.
    pub fn of_answers<'r>(record: impl Fn(&str) -> Option<&'r str>) -> Self {
        let [key_on_profile, origin_in_key, key_behind_router] =
            Self::WORDS.map(|(field, words)| {
                let word = record(field)?;
                words.iter().position(|own| *own == word).map(|at| at == 1)
            });
        Self {
            day: record("seen").map(str::to_owned),
            key_on_profile,
            origin_in_key,
            key_behind_router,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Settled;

    #[test]
    fn a_record_is_read_as_it_was_written() {
        let settled = Settled {
            day: Some("2026-11-20".to_owned()),
            key_on_profile: Some(false),
            origin_in_key: Some(true),
            key_behind_router: None,
        };
        let answers: Vec<_> = settled.answers().collect();
        assert_eq!(
            answers,
            [
                ("key_on_profile", "absent"),
                ("key_through_application_profile", "origin")
            ]
        );
        let read = Settled::of_answers(|field| {
            let mut own = answers.iter().chain(&[("seen", "2026-11-20")]);
            own.find(|(name, _)| *name == field).map(|(_, word)| *word)
        });
        assert_eq!(read, settled);
        assert_eq!(Settled::of_answers(|_| Some("maybe")).key_on_profile, None);
    }
}
