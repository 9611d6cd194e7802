//! Finding a body by its name: exact, by an alias, or by a name that folds to the same.
//! A near spelling is asked about, never assumed.

use super::body::{Bodies, Body, BodyKind};
use super::called::{Called, Fit};
use super::name::{Folded, plain};
use crate::error::{Error, Result};

/// What a name must reach to be worth suggesting.
const NEAR_ENOUGH: f64 = 0.72;

/// How far behind the likeliest name another is no longer worth suggesting.
const FAR_BEHIND: f64 = 0.15;

impl Body {
    /// Returns its name and its aliases.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.name)
            .chain(&self.aliases)
            .map(String::as_str)
    }
}

impl Bodies {
    /// Returns the names of every body, folded once.
    fn called(&self) -> impl Iterator<Item = (&Body, &[Called])> {
        let fold = |body: &Body| body.names().map(Called::of).collect();
        let called = self
            .called
            .get_or_init(|| self.all().iter().map(fold).collect());
        self.all().iter().zip(called.iter().map(Vec::as_slice))
    }

    /// Returns the body that a person means by a name.
    ///
    /// # Errors
    /// When no body, or more than one, is called so; what it may have meant is said.
    pub fn find(&self, typed: &str) -> Result<&Body> {
        let (_, found) = self.fitting(&plain(typed), &Folded::of(typed));
        match found.as_slice() {
            [body] => Ok(body),
            [] => Err(Error::NoSuch {
                what: "unit or organisation",
                name: typed.trim().to_owned(),
                near: names_of(&self.near(typed, 3)),
            }),
            several => Err(Error::Ambiguous {
                name: typed.trim().to_owned(),
                fits: names_of(several),
            }),
        }
    }

    /// Returns up to `most` bodies whose names are spelled much like a name, or that hold
    /// its words, the likeliest first.
    pub fn near(&self, typed: &str, most: usize) -> Vec<&Body> {
        let asked = Folded::of(typed);
        let mut near: Vec<(f64, &Body)> = self
            .called()
            .map(|(body, names)| (body_likeness(body.kind, names, &asked), body))
            .filter(|(likeness, _)| *likeness >= NEAR_ENOUGH)
            .collect();
        let best = near
            .iter()
            .map(|(likeness, _)| *likeness)
            .fold(0.0, f64::max);
        near.retain(|(likeness, _)| best - likeness < FAR_BEHIND);
        near.sort_by(|(one, a), (other, b)| {
            let living_first = a.valid_to.is_some().cmp(&b.valid_to.is_some());
            other.total_cmp(one).then(living_first)
        });
        near.into_iter().take(most).map(|(_, body)| body).collect()
    }

    /// Returns the bodies that a name fits best, and how well. An abbreviation in brackets
    /// that is another body's makes the name fit both.
    pub(crate) fn fitting(&self, plainly: &str, folded: &Folded) -> (Option<Fit>, Vec<&Body>) {
        let fits: Vec<(Fit, &Body)> = self
            .called()
            .filter_map(|(body, names)| Some((fit(body.kind, names, plainly, folded)?, body)))
            .collect();
        let best = fits.iter().map(|(fit, _)| *fit).min();
        let mut found: Vec<&Body> = fits
            .into_iter()
            .filter(|(fit, _)| Some(*fit) == best)
            .map(|(_, body)| body)
            .collect();
        if !found.is_empty() {
            let abbreviated = self.abbreviated(folded);
            if !abbreviated.iter().any(|body| found.contains(body)) {
                found.extend(abbreviated);
            }
        }
        (best, found)
    }

    /// Returns the bodies that the abbreviation in brackets names, of the kind that is said.
    fn abbreviated(&self, folded: &Folded) -> Vec<&Body> {
        let Some(abbreviation) = &folded.abbreviation else {
            return Vec::new();
        };
        let asked = Folded {
            kind: folded.kind,
            ..Folded::of(abbreviation)
        };
        self.called()
            .filter(|(body, names)| {
                names
                    .iter()
                    .any(|name| name.fit(body.kind, &asked).is_some())
            })
            .map(|(body, _)| body)
            .collect()
    }
}

/// Returns how a name fits a body of these names, if it does; the first is its own.
fn fit(kind: BodyKind, names: &[Called], plainly: &str, folded: &Folded) -> Option<Fit> {
    let is_plainly = |name: &Called| !plainly.is_empty() && name.plain == plainly;
    match names.iter().position(is_plainly) {
        Some(0) => Some(Fit::Name),
        Some(_) => Some(Fit::Alias),
        None => names.iter().filter_map(|name| name.fit(kind, folded)).min(),
    }
}

/// Returns how like a name is to the likeliest of a body's: 0 to about 1.
fn body_likeness(kind: BodyKind, names: &[Called], asked: &Folded) -> f64 {
    let best = names
        .iter()
        .map(|name| likeness(&asked.spelled, &name.folded.spelled))
        .fold(0.0, f64::max);
    let same_kind = asked.kind == Some(kind);
    if best >= NEAR_ENOUGH && same_kind {
        best + 0.05
    } else {
        best
    }
}

fn names_of(bodies: &[&Body]) -> Vec<String> {
    bodies.iter().map(|body| body.name.clone()).collect()
}

/// Returns how like two names are, by their letters or by their words.
pub(crate) fn likeness(asked: &str, name: &str) -> f64 {
    if asked.is_empty() || name.is_empty() {
        return 0.0;
    }
    let letters = strsim::normalized_damerau_levenshtein(asked, name);
    let beginning = strsim::jaro_winkler(asked, name);
    f64::max((letters + beginning) / 2.0, share_of_words(asked, name))
}

/// Returns a measure for names of which one holds all the words of the other (`West` and
/// `West Kent`, but not `Kent` and a sentence that happens to hold it).
fn share_of_words(asked: &str, name: &str) -> f64 {
    let (shorter, longer) = if asked.len() <= name.len() {
        (asked, name)
    } else {
        (name, asked)
    };
    let share = shorter.len() as f64 / longer.len() as f64;
    let begins_one = |word: &str| word.len() > 1 && longer.split(' ').any(|w| w.starts_with(word));
    if !shorter.split(' ').all(begins_one) {
        0.0
    } else if shorter == asked {
        0.85 + 0.1 * share
    } else if share >= 0.4 {
        0.75 + 0.2 * share
    } else {
        0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::sample::reference;

    fn found(bodies: &Bodies, typed: &str) -> String {
        match bodies.find(typed) {
            Ok(body) => body.name.clone(),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn every_name_and_alias_of_the_reference_data_finds_its_own_body() {
        let bodies = reference();
        assert!(bodies.all().len() > 150);
        for body in bodies.all() {
            for name in body.names() {
                for spelling in [
                    name.to_owned(),
                    name.to_uppercase(),
                    name.replace(" and ", " & "),
                    name.replace(" and ", ", and "),
                    format!("the  {}", name.replace(", ", " ")),
                    name.replace("PDU", "Probation Delivery Unit (PDU)"),
                    name.replace("CRC", "Community Rehabilitation Company"),
                ] {
                    assert_eq!(found(&bodies, &spelling), body.name, "{spelling}");
                }
            }
        }
    }

    #[test]
    fn no_two_bodies_of_the_reference_data_fold_to_one() {
        let bodies = reference();
        for (body, names) in bodies.called() {
            for (other, others) in bodies.called().filter(|(other, _)| other.id != body.id) {
                for name in names {
                    let same = |of: &Called| of.fit(other.kind, &name.folded) == Some(Fit::Folded);
                    assert!(!others.iter().any(same), "{} is {}", name.plain, other.name);
                }
            }
        }
    }

    #[test]
    fn the_forms_that_people_type_and_reports_print_are_found() {
        let bodies = reference();
        for (typed, name) in [
            ("west kent", "West Kent PDU"),
            ("kss", "Kent, Surrey and Sussex region"),
            ("KSS region", "Kent, Surrey and Sussex region"),
            (
                "Kent, Surrey, Sussex Probation Service",
                "Kent, Surrey and Sussex region",
            ),
            (
                "Probation Service – Kent, Surrey and Sussex region",
                "Kent, Surrey and Sussex region",
            ),
            (
                "HFKCW PDU",
                "Hammersmith, Fulham, Kensington, Chelsea and Westminster PDU",
            ),
            (
                "Hammersmith, Fulham, Kensington, Chelsea, and Westminster (HFKCW)",
                "Hammersmith, Fulham, Kensington, Chelsea and Westminster PDU",
            ),
            (
                "Kent, Surrey & Sussex (KSS) CRC",
                "Kent, Surrey and Sussex CRC",
            ),
            ("London", "London region"),
            ("London Probation Service", "London region"),
            ("The Probation Service", "The Probation Service"),
            ("National Probation Service", "National Probation Service"),
            ("NPS (London division)", "NPS London division"),
            (
                "NPS South East & Eastern",
                "NPS South East and Eastern division",
            ),
            (
                "His Majesty’s Prison & Probation Service",
                "HM Prison and Probation Service",
            ),
        ] {
            assert_eq!(found(&bodies, typed), name, "{typed}");
        }
    }

    #[test]
    fn a_near_spelling_is_asked_and_never_assumed() {
        let bodies = reference();
        assert_eq!(
            found(&bodies, "West Knet"),
            "no unit or organisation called `West Knet`; did you mean `West Kent PDU`?"
        );
        for (typed, near) in [
            ("HMIPP", "HM Prison and Probation Service"),
            ("Surrey region", "Surrey PDU"),
            ("East of England NPS", "East of England region"),
            ("Northumbria", "Northumbria CRC"),
            ("West", "West Kent PDU"),
            ("Essex", "Essex North PDU"),
            (
                "HKKCW",
                "Hammersmith, Fulham, Kensington, Chelsea and Westminster PDU",
            ),
            ("London CRC and National Probation Service", "London CRC"),
        ] {
            let said = found(&bodies, typed);
            assert!(
                said.starts_with("no unit") && said.contains(near),
                "{typed}: {said}"
            );
        }
    }

    #[test]
    fn garbage_is_near_nothing() {
        let bodies = reference();
        for typed in [
            "xyzzy",
            "",
            "  ",
            "PDU",
            "qwerty uiop",
            "the",
            "12345",
            "’–",
        ] {
            assert!(bodies.find(typed).is_err(), "{typed}");
            assert!(
                bodies.near(typed, 3).is_empty(),
                "{typed}: {:?}",
                names_of(&bodies.near(typed, 3))
            );
        }
    }

    #[test]
    fn an_abbreviation_that_is_another_bodys_makes_a_name_doubtful() {
        let said = found(&reference(), "London (KSS) region");
        assert!(said.contains("may be `London region` or `Kent,"), "{said}");
    }

    #[test]
    fn no_text_makes_it_panic() {
        let bodies = reference();
        let pieces = [
            "(", ")", "NPS", "é", "\u{0}", "🏛", "&", "’", "PDU", " ", "ß", "İ", "–", "(",
        ];
        for first in pieces {
            for second in pieces {
                for third in pieces {
                    let text = format!("{first}{second}{third}");
                    let _ = bodies.find(&text);
                }
            }
        }
    }
}
