//! CloudWatch Logs Insights has no parser to install, so this is one of what we use of its language.
//!
//! After "CloudWatch Logs Insights language query syntax" with its pages on `fields`, `filter`, `stats`, `sort` and `limit`, read 2026-11-26.

use std::collections::BTreeMap;

use crispack::bedrock::Settled;
use crispack::evidence::{Dialect, Refused, Scope, queries};

use super::policies::levels;
use super::{question, releases};

#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    Word(String),
    Text,
    Regexp,
    Sign(char),
    NotEqual,
}

fn tokens(query: &str) -> Option<Vec<Token>> {
    let mut tokens = Vec::new();
    for line in query.lines().filter(|line| !line.starts_with('#')) {
        let mut rest = line.chars().peekable();
        while let Some(c) = rest.next() {
            match c {
                ' ' => {}
                '"' => {
                    let text: Vec<char> = rest.by_ref().take_while(|c| *c != '"').collect();
                    // Nothing may end a text but its quote, and nothing escapes that.
                    if text.contains(&'\\') {
                        return None;
                    }
                    tokens.push(Token::Text);
                }
                '/' => {
                    let mut pattern = String::new();
                    loop {
                        match rest.next()? {
                            '/' => break,
                            '\\' => pattern.extend(['\\', rest.next()?]),
                            c => pattern.push(c),
                        }
                    }
                    if pattern.is_empty() {
                        return None;
                    }
                    tokens.push(Token::Regexp);
                }
                '!' => {
                    (rest.next()? == '=').then_some(())?;
                    tokens.push(Token::NotEqual);
                }
                '|' | ',' | '(' | ')' | '[' | ']' | '=' | '*' => tokens.push(Token::Sign(c)),
                c if c.is_ascii_alphanumeric() || "@_.".contains(c) => {
                    let mut word = String::from(c);
                    while let Some(c) =
                        rest.next_if(|c| c.is_ascii_alphanumeric() || "@_.".contains(*c))
                    {
                        word.push(c);
                    }
                    tokens.push(Token::Word(word));
                }
                _ => return None,
            }
        }
    }
    Some(tokens)
}

const KEYWORDS: [&str; 12] = [
    "fields", "filter", "stats", "sort", "limit", "by", "as", "and", "or", "not", "in", "like",
];

struct Parser(Vec<Token>);

impl Parser {
    fn next(&mut self) -> Option<Token> {
        self.0.pop()
    }

    fn is_word(&mut self, word: &str) -> bool {
        let is = matches!(self.0.last(), Some(Token::Word(own)) if own == word);
        if is {
            self.0.pop();
        }
        is
    }

    fn is_sign(&mut self, sign: char) -> bool {
        let is = self.0.last() == Some(&Token::Sign(sign));
        if is {
            self.0.pop();
        }
        is
    }

    fn word(&mut self, word: &str) -> Option<()> {
        self.is_word(word).then_some(())
    }

    fn sign(&mut self, sign: char) -> Option<()> {
        self.is_sign(sign).then_some(())
    }

    fn field(&mut self) -> Option<String> {
        match self.next()? {
            Token::Word(word)
                if !KEYWORDS.contains(&word.as_str())
                    && !word.starts_with(|c: char| c.is_ascii_digit()) =>
            {
                Some(word)
            }
            _ => None,
        }
    }

    /// `item`, and more behind commas.
    fn several(&mut self, item: impl Fn(&mut Self) -> Option<()>) -> Option<()> {
        item(self)?;
        while self.is_sign(',') {
            item(self)?;
        }
        Some(())
    }

    /// A field, or a function of fields.
    fn expression(&mut self, functions: &[&str]) -> Option<()> {
        let name = self.field()?;
        if !self.is_sign('(') {
            return Some(());
        }
        functions.contains(&name.as_str()).then_some(())?;
        if !(name == "count" && self.is_sign('*')) {
            self.several(|own| own.field().map(|_| ()))?;
        }
        self.sign(')')
    }

    fn named(&mut self, functions: &[&str], must: bool) -> Option<()> {
        self.expression(functions)?;
        if self.is_word("as") {
            self.field()?;
            Some(())
        } else {
            (!must).then_some(())
        }
    }

    fn condition(&mut self) -> Option<()> {
        self.term()?;
        while self.is_word("and") || self.is_word("or") {
            self.term()?;
        }
        Some(())
    }

    fn term(&mut self) -> Option<()> {
        if self.is_word("not") {
            return self.term();
        }
        if self.is_sign('(') {
            self.condition()?;
            return self.sign(')');
        }
        let name = self.field()?;
        if name == "ispresent" {
            self.sign('(')?;
            self.field()?;
            return self.sign(')');
        }
        let negated = self.is_word("not");
        if self.is_word("in") {
            self.sign('[')?;
            self.several(|own| (own.next()? == Token::Text).then_some(()))?;
            return self.sign(']');
        }
        if self.is_word("like") {
            return (self.next()? == Token::Regexp).then_some(());
        }
        if negated {
            return None;
        }
        match self.next()? {
            Token::Sign('=') | Token::NotEqual => match self.0.last()? {
                Token::Text => self.next().map(|_| ()),
                _ => self.field().map(|_| ()),
            },
            _ => None,
        }
    }

    fn command(&mut self) -> Option<()> {
        let Token::Word(name) = self.next()? else {
            return None;
        };
        match name.as_str() {
            "fields" => self.several(|own| own.named(&["coalesce"], false)),
            "filter" => self.condition(),
            "stats" => {
                self.several(|own| own.named(&["count", "earliest", "latest"], true))?;
                self.word("by")?;
                self.several(|own| own.field().map(|_| ()))
            }
            "sort" => {
                self.field()?;
                (self.is_word("desc") || self.is_word("asc")).then_some(())
            }
            "limit" => match self.next()? {
                Token::Word(number) => {
                    let number: u32 = number.parse().ok()?;
                    (1..=10_000).contains(&number).then_some(())
                }
                _ => None,
            },
            _ => None,
        }
    }
}

/// Is it a query? And has it no more than the service takes?
fn is_query(text: &str) -> bool {
    let parse = || {
        let mut tokens = tokens(text)?;
        tokens.reverse();
        let mut parser = Parser(tokens);
        parser.command()?;
        while parser.is_sign('|') {
            parser.command()?;
        }
        parser.0.is_empty().then_some(())
    };
    text.chars().count() <= 10_000 && parse().is_some()
}

#[test]
fn the_queries_are_in_the_language() {
    let settled = Settled::default();
    let none = BTreeMap::new();
    let mut ous = releases::ous("replace");
    // A name that would end the comment, and more accounts than a query can name.
    ous.0[0].0 = "A\n| limit 1 \u{2029}";
    ous.0[2]
        .1
        .extend((0..1_500).map(|n| format!("{:012}", 555_000_000_000_u64 + n)));
    let scopes = ous.scopes();
    let queries = queries(
        Dialect::LogsInsights,
        &question(&scopes, &settled, &none, Dialect::LogsInsights),
    )
    .unwrap();
    let names: Vec<&str> = queries.iter().map(|query| query.name.as_str()).collect();
    // OUs whose calls are held to the same are one, and the accounts of one fill four queries.
    assert_eq!(
        names,
        [
            "outside-1",
            "outside-2",
            "outside-3",
            "outside-4",
            "outside-5",
            "global",
            "application-profiles",
            "denied"
        ]
    );
    for query in &queries {
        assert!(is_query(&query.text), "{}", query.text);
    }
    // Every account is in one of the parts, and the parts of an OU differ in them only.
    for scope in &scopes {
        for account in &scope.accounts {
            let having = queries.iter().filter(|query| query.text.contains(account));
            assert_eq!(having.count(), 1, "{account}");
        }
    }
    let sound = &queries[0].text;
    for (from, to) in [
        ("| filter", "| filtr"),
        ("| filter", "filter"),
        ("filter eventSource", "filter not"),
        (" as account", " as"),
        ("in [", "in ("),
        ("]\n", "\n"),
        ("= \"bedrock", "= bedrock"),
        ("= \"bedrock", "== \"bedrock"),
        ("not ispresent(errorCode)", "not ispresent errorCode"),
        ("count(*)", "count(*"),
        ("coalesce(", "colesce("),
        ("by account", "account"),
        ("desc", ""),
        ("10000", "10001"),
        ("\"InvokeModel\",", "\"InvokeModel\\\","),
        ("# ", "-- "),
    ] {
        assert!(sound.contains(from), "{from}");
        assert!(
            !is_query(&sound.replacen(from, to, 1)),
            "`{from}` as `{to}`"
        );
    }
    assert!(!is_query(&format!("{sound}{}", "# x\n".repeat(3_000))));
}

#[test]
fn an_ou_of_all_other_accounts_names_the_others() {
    let settled = Settled::default();
    let none = BTreeMap::new();
    let (before, after) = (levels(&[&[]]), levels(&[&[]]));
    let scope = |ou: &str, accounts: Vec<String>| Scope {
        ou: ou.to_owned(),
        accounts,
        before: &before,
        after: &after,
        from: [("eu-west-1".to_owned(), ["eu-west-1".to_owned()].into())].into(),
    };
    let many = |count: u64| (0..count).map(|n| format!("{n:012}")).collect();
    let ask = |count| {
        let scopes = [scope("A", many(count)), scope("Rest", Vec::new())];
        queries(
            Dialect::LogsInsights,
            &question(&scopes, &settled, &none, Dialect::LogsInsights),
        )
    };
    let queries = ask(2).unwrap();
    assert!(
        queries[1]
            .text
            .contains("account not in [\"000000000000\", \"000000000001\"]")
    );
    assert!(queries.iter().all(|query| is_query(&query.text)));
    let refused = ask(2_000).unwrap_err();
    assert!(matches!(&refused, Refused::TooLong { name, limit: 10_000, .. } if name == "outside"));
    assert!(refused.to_string().contains("ask in Athena"), "{refused}");
}
