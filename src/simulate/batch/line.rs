//! A line as it is written. Texts are borrowed from it where no escape stands in the way.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use crate::policy::Found;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Line<'a> {
    #[serde(borrow)]
    pub(super) id: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) policies: Option<Policies<'a>>,
    #[serde(borrow, default, deserialize_with = "some_object")]
    pub(super) request: Option<Asked<'a>>,
    #[serde(borrow)]
    pub(super) define: Option<Cow<'a, str>>,
}

/// The documents, or the name under which they were given.
pub(super) enum Policies<'a> {
    Given(&'a RawValue),
    Named(Cow<'a, str>),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Asked<'a> {
    #[serde(borrow, deserialize_with = "text")]
    pub(super) action: Cow<'a, str>,
    #[serde(borrow, default, deserialize_with = "some_text")]
    pub(super) resource: Option<Cow<'a, str>>,
    #[serde(borrow, default, deserialize_with = "some_text")]
    pub(super) principal_arn: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub(super) context: Context<'a>,
}

impl<'a> Line<'a> {
    /// Reads a line.
    pub(super) fn read(line: &'a str) -> Result<Self, serde_json::Error> {
        let Object(read) = serde_json::from_str(line)?;
        Ok(read)
    }
}

/// A struct that stands as an object. Derived readers take a list of the fields' values as well, which nobody means.
struct Object<T>(T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Reader<T> {
            type Value = Object<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Object<T>, A::Error> {
                T::deserialize(MapAccessDeserializer::new(map)).map(Object)
            }
        }
        deserializer.deserialize_map(Reader(PhantomData))
    }
}

fn some_object<'de: 'a, 'a, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Asked<'a>>, D::Error> {
    Ok(Option::<Object<Asked<'a>>>::deserialize(deserializer)?.map(|object| object.0))
}

/// The keys of a request, in their order.
#[derive(Default)]
pub(super) struct Context<'a> {
    pub(super) entries: Vec<(Cow<'a, str>, Found<'a>)>,
}

/// The longest text of a request, in bytes, the most keys, and values of a key, and the longest context: far beyond what AWS sends, and a bound to the time of a line.
const LONGEST: usize = 8 * 1024;
const MOST_KEYS: usize = 250;
const LONGEST_CONTEXT: usize = 64 * 1024;
const MOST_VALUES: usize = 1_000;

/// The id of a line that is JSON and no question.
pub(super) fn id_of(line: &str) -> Option<String> {
    #[derive(Deserialize)]
    struct Id<'a> {
        #[serde(borrow)]
        id: &'a RawValue,
    }
    let Object(read): Object<Id<'_>> = serde_json::from_str(line).ok()?;
    Some(read.id.get().to_owned())
}

impl<'de: 'a, 'a> Deserialize<'de> for Policies<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = <&RawValue>::deserialize(deserializer)?;
        if !raw.get().starts_with('"') {
            return Ok(Self::Given(raw));
        }
        let name: Text<'a> = serde_json::from_str(raw.get()).map_err(D::Error::custom)?;
        Ok(Self::Named(name.0))
    }
}

/// A value of a context key: a text, or a boolean or number in the form in which JSON writes it.
struct Text<'a>(Cow<'a, str>);

fn checked<E: Error>(text: Cow<'_, str>) -> Result<Text<'_>, E> {
    if text.len() > LONGEST {
        return Err(E::custom(format_args!(
            "a text has more than {LONGEST} bytes"
        )));
    }
    Ok(Text(text))
}

impl<'de: 'a, 'a> Deserialize<'de> for Text<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Text<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }

            fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Text<'de>, E> {
                checked(Cow::Borrowed(text))
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Text<'de>, E> {
                checked(Cow::Owned(text.to_owned()))
            }
        }
        deserializer.deserialize_str(Reader)
    }
}

fn text<'de: 'a, 'a, D: Deserializer<'de>>(deserializer: D) -> Result<Cow<'a, str>, D::Error> {
    Text::deserialize(deserializer).map(|text| text.0)
}

fn some_text<'de: 'a, 'a, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Cow<'a, str>>, D::Error> {
    Ok(Option::<Text<'a>>::deserialize(deserializer)?.map(|text| text.0))
}

/// What stands under a key.
struct Under<'a>(Found<'a>);

impl<'de: 'a, 'a> Deserialize<'de> for Under<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Under<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string, a boolean, a number, or a list of these")
            }

            fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Under<'de>, E> {
                checked(Cow::Borrowed(text)).map(|text| Under(Found::One(text.0)))
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Under<'de>, E> {
                checked::<E>(Cow::Owned(text.to_owned())).map(|text| Under(Found::One(text.0)))
            }

            fn visit_bool<E: Error>(self, value: bool) -> Result<Under<'de>, E> {
                Ok(Under(Found::One(value.to_string().into())))
            }

            fn visit_u64<E: Error>(self, value: u64) -> Result<Under<'de>, E> {
                Ok(Under(Found::One(value.to_string().into())))
            }

            fn visit_i64<E: Error>(self, value: i64) -> Result<Under<'de>, E> {
                Ok(Under(Found::One(value.to_string().into())))
            }

            fn visit_f64<E: Error>(self, value: f64) -> Result<Under<'de>, E> {
                Ok(Under(Found::One(value.to_string().into())))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Under<'de>, A::Error> {
                let mut values = Vec::new();
                while let Some(Under(found)) = list.next_element()? {
                    let Found::One(value) = found else {
                        return Err(A::Error::custom("a list of values holds a list"));
                    };
                    if values.len() == MOST_VALUES {
                        let message = format_args!("a key has more than {MOST_VALUES} values");
                        return Err(A::Error::custom(message));
                    }
                    values.push(value);
                }
                Ok(Under(Found::Many(values)))
            }
        }
        deserializer.deserialize_any(Reader)
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Context<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Context<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a mapping from keys to values")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Context<'de>, A::Error> {
                let mut entries: Vec<(Cow<'de, str>, Found<'de>)> = Vec::with_capacity(4);
                let mut size = 0;
                while let Some((Text(key), Under(found))) = map.next_entry()? {
                    if entries
                        .iter()
                        .any(|(own, _)| own.eq_ignore_ascii_case(&key))
                    {
                        return Err(A::Error::custom(format_args!(
                            "the context has `{key}` twice"
                        )));
                    }
                    size += key.len() + found.values().map(str::len).sum::<usize>();
                    if size > LONGEST_CONTEXT {
                        let message =
                            format_args!("the context has more than {LONGEST_CONTEXT} bytes");
                        return Err(A::Error::custom(message));
                    }
                    if entries.len() == MOST_KEYS {
                        let message = format_args!("the context has more than {MOST_KEYS} keys");
                        return Err(A::Error::custom(message));
                    }
                    entries.push((key, found));
                }
                Ok(Context { entries })
            }
        }
        deserializer.deserialize_map(Reader)
    }
}
