use crate::proof::{NEW_FAMILY, Survey};
use crate::render::markdown::{code, codes};
use crate::simulate::{Cell, Matrix, Places, Way};

use super::places::listed;

/// Where prompts from some OUs may go after the rollout, in a sentence or two for everybody, as Markdown.
pub(in crate::render) fn sentence(survey: &Survey<'_>) -> String {
    let places = Places::of(&survey.after);
    if places.starts.is_empty() {
        return "No call of a model gets through from any Region: every prompt is refused."
            .to_owned();
    }
    let countries: Vec<String> = places.countries().into_iter().map(str::to_owned).collect();
    let regions = match places.processed.len() {
        1 => "1 Region".to_owned(),
        more => format!("{more} Regions"),
    };
    let first = if places.anywhere {
        "Prompts may be processed in **any commercial AWS Region**, since Global is not denied, and AWS does not say beforehand in which.".to_owned()
    } else if is_at_home(survey) {
        format!(
            "Prompts stay in the Region of the call, which is one of **{}** ({regions}).",
            listed(&countries)
        )
    } else {
        format!(
            "Prompts may be processed in **{}** ({regions}){}.",
            listed(&countries),
            match followed(survey) {
                Some(ways) => format!(", and in any Region that AWS adds to {ways}"),
                None => " and nowhere else".to_owned(),
            }
        )
    };
    let ways = Ways::of(&survey.after);
    let (open, denied) = (ways.open(places.anywhere), ways.denied());
    let denied = if denied.is_empty() {
        String::new()
    } else {
        format!(" Denied: {}.", denied.join("; "))
    };
    format!("{first} Not denied: {}.{denied}", open.join("; "))
}

/// What leads, without a new release, into Regions that AWS adds to a route, in words; `None`: nothing.
pub(in crate::render) fn followed(survey: &Survey<'_>) -> Option<String> {
    let ways = survey.followed.iter().map(|way| match way {
        Way::Geographic(family) => code(family),
        _ => "what an application inference profile was made from".to_owned(),
    });
    let mut ways: Vec<String> = ways.collect();
    for family in &survey.new_families {
        ways.push(match family.as_str() {
            NEW_FAMILY => "families of profiles that it adds".to_owned(),
            family => format!("{}, of which no route is known", code(family)),
        });
    }
    (!ways.is_empty()).then(|| listed(&ways))
}

/// Is every call that is not denied processed where it starts, whatever AWS does to its routes? So it is where no profile of any kind can be called.
pub(in crate::render) fn is_at_home(survey: &Survey<'_>) -> bool {
    let is_closed = |at: usize| {
        let mut cells = survey.after.rows.iter().filter_map(|row| row.cells.get(at));
        cells.all(Cell::is_closed)
    };
    let mut ways = survey.after.ways.iter().enumerate();
    survey.followed.is_empty()
        && survey.new_families.is_empty()
        && ways.all(|(at, way)| *way == Way::InRegion || is_closed(at))
}

/// The ways of calls, by what becomes of them from the Regions in which some call may start.
#[derive(Default)]
struct Ways<'a> {
    in_region: bool,
    /// Families with their worst and their best.
    open: Vec<&'a str>,
    partly: Vec<&'a str>,
    denied: Vec<&'a str>,
    global: Option<Part>,
    copies: Option<Part>,
    /// What becomes of some copies rests on what AWS leaves open.
    copies_are_uncertain: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    All,
    Some,
    None,
}

impl<'a> Ways<'a> {
    fn of(matrix: &'a Matrix<'a>) -> Self {
        let mut ways = Self::default();
        for (at, way) in matrix.ways.iter().enumerate() {
            let open = matrix.rows.iter().filter(|row| !row.is_closed());
            let cells = open.filter_map(|row| row.cells.get(at));
            let Some(part) = part(cells) else { continue };
            match way {
                Way::InRegion => ways.in_region = part != Part::None,
                Way::Geographic(family) => match part {
                    Part::All => ways.open.push(family),
                    Part::Some => ways.partly.push(family),
                    Part::None => ways.denied.push(family),
                },
                Way::Global => ways.global = Some(part),
                Way::Application => {
                    ways.copies = Some(part);
                    let mut cells = matrix.rows.iter().filter_map(|row| row.cells.get(at));
                    ways.copies_are_uncertain = cells.any(|cell| cell.uncertain > 0);
                }
            }
        }
        ways
    }

    fn open(&self, anywhere: bool) -> Vec<String> {
        let mut said = Vec::new();
        if self.in_region {
            said.push("a model in the Region of the call".to_owned());
        }
        if !self.open.is_empty() {
            said.push(format!(
                "inference profiles of {}",
                codes(self.open.iter().copied())
            ));
        }
        if !self.partly.is_empty() {
            said.push(format!(
                "some inference profiles of {}",
                codes(self.partly.iter().copied())
            ));
        }
        match self.global {
            Some(Part::All) => said.push("Global".to_owned()),
            Some(Part::Some) => said.push("some of Global".to_owned()),
            _ => {}
        }
        if self.copies.is_some_and(|part| part != Part::None) {
            said.push(if anywhere {
                "application inference profiles".to_owned()
            } else {
                "application inference profiles, as far as they stay in these Regions".to_owned()
            });
        }
        said
    }

    fn denied(&self) -> Vec<String> {
        let mut said = Vec::new();
        if !self.in_region {
            said.push("a model in the Region of the call".to_owned());
        }
        if self.global == Some(Part::None) {
            said.push("**Global**".to_owned());
        }
        if !self.denied.is_empty() {
            said.push(format!(
                "inference profiles of {}",
                codes(self.denied.iter().copied())
            ));
        }
        if self.copies == Some(Part::None) {
            said.push(if self.copies_are_uncertain {
                "application inference profiles, if AWS shows policies their own ARN (A2, below)"
                    .to_owned()
            } else {
                "application inference profiles".to_owned()
            });
        }
        said
    }
}

/// How much of some cells is open; `None`: nothing is offered.
fn part<'c>(cells: impl Iterator<Item = &'c Cell<'c>>) -> Option<Part> {
    let (open, all) = cells.fold((0, 0), |(open, all), cell| {
        (open + cell.open, all + cell.all)
    });
    match (open, all) {
        (_, 0) => None,
        (0, _) => Some(Part::None),
        (open, all) if open == all => Some(Part::All),
        _ => Some(Part::Some),
    }
}
