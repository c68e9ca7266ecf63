use std::collections::{BTreeMap, BTreeSet};

use crate::bedrock::call::{Call, Through};
use crate::bedrock::{
    Catalogue, DIRECT_MODEL, GLOBAL, INFERENCE_ACTIONS, Partition, Profile, Settled, UNSPECIFIED,
    ado,
};
use crate::policy::{Levels, Request};

use super::call::{Ending, denies_last, end};
use super::kinds::{Kind, Kinds};

/// The id of an application inference profile that stands for any: it is opaque.
const ANY_APPLICATION_PROFILE: &str = "a1b2c3d4e5f6";

/// The way of a call: a column of the matrix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way<'c> {
    /// The model itself, in the Region of the call.
    InRegion,
    /// Through a system-defined inference profile of a geographic family.
    Geographic(&'c str),
    /// Through a system-defined inference profile of the family `global`.
    Global,
    /// Through an application inference profile, whatever it was made from.
    Application,
}

/// Calls from one Region, by one way, that the policies cannot tell apart: what becomes of one becomes of all.
#[derive(Debug, Clone)]
pub struct CallClass<'c> {
    /// The Region of the caller.
    pub source: &'c str,
    /// The way.
    pub way: Way<'c>,
    /// The id of the inference profile, or of the model in a direct call: of those in the class, the one that is called with the least ado. Behind an
    /// application inference profile, what that was made from.
    pub id: &'c str,
    /// The foundation model behind it.
    pub model: &'c str,
    /// How many profiles or models the class has.
    pub count: usize,
    /// It goes through a geographic or Global profile, or a copy of one.
    is_routed: bool,
    /// The call of it.
    call: Call,
}

/// Every call that a catalogue knows, class by class.
#[derive(Debug, Clone)]
pub struct Calls<'c> {
    /// By source Region, then by way, then the least ado first.
    pub classes: Vec<CallClass<'c>>,
    settled: Settled,
}

impl CallClass<'_> {
    /// The Regions in which the calls may be processed; `unspecified` for Global.
    pub fn destinations(&self) -> &[String] {
        &self.call.destinations
    }
}

/// A call before it is sorted into its class.
#[derive(Clone, Copy)]
struct One<'c> {
    source: &'c str,
    way: Way<'c>,
    id: &'c str,
    model: &'c str,
    destinations: &'c [String],
    /// For an application inference profile: it was made from a profile.
    of_profile: bool,
}

impl<'c> Calls<'c> {
    /// The calls of a partition: through each profile from each Region that it can be called from, of each model directly in each of those Regions, and through application inference profiles
    /// that were made from any of them. Classes are those of the policies on all of the `paths`.
    pub fn of<'l>(
        catalogue: &'c Catalogue,
        partition: Partition,
        settled: &Settled,
        paths: impl IntoIterator<Item = &'l Levels>,
    ) -> Self {
        let kinds = Kinds::of(paths);
        let mut profiles: Vec<&Profile> = catalogue
            .profiles
            .iter()
            .filter(|profile| profile.is_routable() && profile.partition == partition.as_str())
            .collect();
        profiles.sort_unstable_by_key(|own| (ado(own.model()), own.id.as_str()));
        let sources: BTreeSet<&str> = profiles
            .iter()
            .flat_map(|own| own.routes.keys().map(String::as_str))
            .collect();
        let mut sorted = Sorted::default();
        // Of models of a kind the one with the least ado stands for all, and so do they in every Region.
        let mut models: Vec<(&str, usize, usize)> = Vec::new();
        let mut seen = BTreeSet::new();
        let mut add_model = |model: &'c str, sorted: &mut Sorted<'c>| {
            if seen.insert(model) {
                let kind = sorted.number(kinds.kind(&[model]));
                match models.iter_mut().find(|(_, own, _)| *own == kind) {
                    Some((_, _, count)) => *count += 1,
                    None => models.push((model, kind, 1)),
                }
            }
        };
        add_model(DIRECT_MODEL, &mut sorted);
        for profile in &profiles {
            let (id, model) = (profile.id.as_str(), profile.model());
            add_model(model, &mut sorted);
            let kind = sorted.number(kinds.kind(&[id, model]));
            let way = match profile.family() {
                GLOBAL => Way::Global,
                family => Way::Geographic(family),
            };
            for (source, destinations) in &profile.routes {
                // Where a Global call may be served is not asked.
                let destinations = if way == Way::Global {
                    &[][..]
                } else {
                    destinations
                };
                let one = One {
                    source,
                    way,
                    id,
                    model,
                    destinations,
                    of_profile: true,
                };
                sorted.add(one, Some(way), kind, 1);
                let copy = One {
                    way: Way::Application,
                    ..one
                };
                sorted.add(copy, Some(way), kind, 1);
            }
        }
        for (model, kind, count) in models {
            for source in &sources {
                for way in [Way::InRegion, Way::Application] {
                    let one = One {
                        source,
                        way,
                        id: model,
                        model,
                        destinations: &[],
                        of_profile: false,
                    };
                    sorted.add(one, None, kind, count);
                }
            }
        }
        Self {
            classes: sorted.classes(partition),
            settled: settled.clone(),
        }
    }

    /// What becomes of each class under the policies of a path; `fill` adds what is known of the caller.
    pub fn judge(
        &self,
        levels: &Levels,
        fill: impl Fn(Request<'static>) -> Request<'static>,
    ) -> Vec<Ending> {
        let [action, _] = INFERENCE_ACTIONS;
        let classes = self.classes.iter();
        classes
            .map(|class| end(levels, &class.call, action, &self.settled, &fill))
            .collect()
    }
}

/// A Region that is in no list: one that AWS may add to a route.
const ADDED_REGION: &str = "xx-added-1";

impl<'c> Calls<'c> {
    /// The ways by which some call that is not denied would not be denied either if AWS added a Region to its route: what is held to no list of Regions follows its family.
    pub fn followed(
        &self,
        levels: &Levels,
        endings: &[Ending],
        fill: impl Fn(Request<'static>) -> Request<'static>,
    ) -> BTreeSet<Way<'c>> {
        let [action, _] = INFERENCE_ACTIONS;
        let mut ways = BTreeSet::new();
        for (class, end) in self.classes.iter().zip(endings) {
            // Where a Global call is served is not asked.
            let is_routed = class.is_routed && class.destinations() != [UNSPECIFIED];
            if end.is_denied || !is_routed || ways.contains(&class.way) {
                continue;
            }
            let mut call = class.call.clone();
            call.destinations = vec![ADDED_REGION.to_owned()];
            if !denies_last(levels, &call, action, &self.settled, &fill) {
                ways.insert(class.way);
            }
        }
        ways
    }

    /// Is a call through a profile of which no route is known let through into a Region that is in no list?
    pub fn lets_through(
        &self,
        id: &str,
        source: &str,
        partition: Partition,
        levels: &Levels,
        fill: impl Fn(Request<'static>) -> Request<'static>,
    ) -> bool {
        let [action, _] = INFERENCE_ACTIONS;
        let through = Through::Profile { id: id.to_owned() };
        let call = Call::of_route(through, source, &[ADDED_REGION.to_owned()], partition);
        !end(levels, &call, action, &self.settled, fill).is_denied
    }
}

/// By what classes differ: source Region, way, the way of what an application inference profile was made from, the number of the kind, destinations.
type Key<'c> = (&'c str, Way<'c>, Option<Way<'c>>, usize, &'c [String]);

#[derive(Default)]
struct Sorted<'c> {
    kinds: BTreeMap<Kind, usize>,
    known: BTreeMap<Key<'c>, usize>,
    found: Vec<(One<'c>, usize)>,
}

impl<'c> Sorted<'c> {
    /// The number of a kind.
    fn number(&mut self, kind: Kind) -> usize {
        let next = self.kinds.len();
        *self.kinds.entry(kind).or_insert(next)
    }

    /// Calls come with the least ado first, so the first of a class stands for it.
    fn add(&mut self, one: One<'c>, origin: Option<Way<'c>>, kind: usize, count: usize) {
        let key = (one.source, one.way, origin, kind, one.destinations);
        let at = *self.known.entry(key).or_insert(self.found.len());
        match self.found.get_mut(at) {
            Some((_, all)) => *all += count,
            None => self.found.push((one, count)),
        }
    }

    fn classes(self, partition: Partition) -> Vec<CallClass<'c>> {
        let class = |(one, count): (One<'c>, usize)| {
            let through = match one.way {
                Way::InRegion => Through::Model {
                    id: one.id.to_owned(),
                },
                Way::Geographic(_) | Way::Global => Through::Profile {
                    id: one.id.to_owned(),
                },
                Way::Application => Through::Application {
                    id: ANY_APPLICATION_PROFILE.to_owned(),
                    origin: one.of_profile.then(|| one.id.to_owned()),
                    model: one.model.to_owned(),
                },
            };
            CallClass {
                source: one.source,
                way: one.way,
                id: one.id,
                model: one.model,
                count,
                is_routed: one.of_profile,
                call: Call::of_route(through, one.source, one.destinations, partition),
            }
        };
        let found = self.found.into_iter().enumerate();
        let in_order: BTreeMap<_, CallClass<'c>> = found
            .map(|(at, one)| ((one.0.source, one.0.way, at), class(one)))
            .collect();
        in_order.into_values().collect()
    }
}
