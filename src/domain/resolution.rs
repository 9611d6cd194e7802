//! What a name that a report prints means within that report (rule 17).
//!
//! "The CRC" is the report's own, "National Probation Service" the national body, "probation
//! regions" all of them. What is not plain is asked about: a near spelling, a body that
//! began only later, two halves that might be one name.

use chrono::NaiveDate;

use super::body::{Bodies, Body, BodyId, BodyKind};
use super::called::Fit;
use super::name::{Folded, is_kind_word, plain};
use super::naming::likeness;

/// The report in which a name is printed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NameContext {
    /// The report's own body
    pub own: Option<BodyId>,
    /// The abbreviation that the report introduces for it: `HFKCW`
    pub abbreviation: Option<String>,
    /// The region or area that the cover names
    pub area: Option<BodyId>,
    /// The last day of its date of publication
    pub day: Option<NaiveDate>,
}

/// What a printed name means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolution {
    /// One body
    Found {
        /// The body
        body: BodyId,
        /// What should be said about it
        note: Option<String>,
    },
    /// Several bodies named together
    Joint {
        /// The bodies, as they are named
        bodies: Vec<BodyId>,
        /// What should be said about them
        note: Option<String>,
    },
    /// All bodies of a kind, where the register has no group of them
    Class {
        /// The kind of the members
        kind: BodyKind,
        /// A name for the group
        name: String,
    },
    /// One of these, or several: a person must say
    Unclear(Vec<BodyId>),
    /// Nothing that is known
    Unknown {
        /// What it may be a misprint of, the likeliest first
        near: Vec<BodyId>,
    },
}

impl Bodies {
    /// Returns what a name means that a report prints.
    pub fn resolve(&self, printed: &str, context: &NameContext) -> Resolution {
        let report = Reading {
            bodies: self,
            context,
        };
        let folded = Folded::of(printed);
        report
            .single(printed, &folded)
            .or_else(|| report.joint(printed))
            .unwrap_or_else(|| report.unknown(printed, &folded))
    }
}

/// A report being read: its names mean what they mean there.
pub(super) struct Reading<'a> {
    pub(super) bodies: &'a Bodies,
    pub(super) context: &'a NameContext,
}

impl Reading<'_> {
    /// Returns what a name means as the name of one body or one class, if it is any.
    pub(super) fn single(&self, printed: &str, folded: &Folded) -> Option<Resolution> {
        let as_printed = self.without_people(printed, folded);
        as_printed.or_else(|| {
            let bare = folded.without_role()?;
            let meant = self.without_people("", &bare)?;
            Some(self.said_of_people(printed, meant))
        })
    }

    fn without_people(&self, printed: &str, folded: &Folded) -> Option<Resolution> {
        let (fit, found) = self.bodies.fitting(&plain(printed), folded);
        if fit == Some(Fit::Name) {
            return Some(self.one_of(&found));
        }
        self.own_name(folded, &found)
            .or_else(|| (!found.is_empty()).then(|| self.one_of(&found)))
            .or_else(|| self.class(folded))
            .or_else(|| self.own_kind(folded))
    }

    /// Returns the report's own body under its abbreviation, or under its name without the
    /// kind word; in doubt with the other body that is called so on that day.
    fn own_name(&self, folded: &Folded, others: &[&Body]) -> Option<Resolution> {
        let own = self.own()?;
        if folded.kind.is_some_and(|kind| kind != own.kind) {
            return None;
        }
        if self.is_own_abbreviation(folded) {
            return Some(found(own.id));
        }
        let is_called = |name: &str| Folded::of(name).has_same_words(folded);
        if !own.names().any(is_called) {
            return None;
        }
        let others = others.iter().filter(|body| self.is_alive(body));
        let mut fits: Vec<BodyId> = others.map(|body| body.id).collect();
        fits.retain(|&id| id != own.id);
        fits.insert(0, own.id);
        Some(match fits.as_slice() {
            [_] => self.plainly(own),
            _ => Resolution::Unclear(fits),
        })
    }

    fn is_own_abbreviation(&self, folded: &Folded) -> bool {
        self.context.abbreviation.as_deref().is_some_and(|short| {
            let short_folded = Folded::of(short);
            !is_kind_word(short) && !folded.role && short_folded.has_same_words(folded)
        })
    }

    /// Returns the one of several bodies that was alive on the report's day, else the one
    /// that had ended; a body that began later is asked about.
    fn one_of(&self, found: &[&Body]) -> Resolution {
        let alive: Vec<&Body> = only(found, |body| self.is_alive(body));
        let ended: Vec<&Body> = only(found, |body| self.has_ended(body));
        match (alive.as_slice(), ended.as_slice()) {
            ([body], _) => self.plainly(body),
            ([], [body]) => Resolution::Found {
                body: body.id,
                note: Some(format!("{} had ended before this report", body.name)),
            },
            ([], []) => Resolution::Unclear(ids(found)),
            ([], several) | (several, _) => Resolution::Unclear(ids(several)),
        }
    }

    /// Returns a body; the national service with the division that would fit too.
    fn plainly(&self, body: &Body) -> Resolution {
        let divisions = match body.kind {
            BodyKind::National => self.divisions_of(body.id),
            _ => Vec::new(),
        };
        let note = (!divisions.is_empty()).then(|| {
            let names: Vec<&str> = divisions.iter().map(|d| d.name.as_str()).collect();
            format!(
                "`{}` is the national body; {} would fit too",
                body.name,
                names.join(" or ")
            )
        });
        Resolution::Found {
            body: body.id,
            note,
        }
    }

    fn unknown(&self, printed: &str, folded: &Folded) -> Resolution {
        let mut near = ids(&self.bodies.near(printed, 3));
        let short = self.context.abbreviation.as_deref().unwrap_or("");
        if let Some(own) = self.context.own
            && likeness(&folded.spelled, &short.to_lowercase()) > 0.7
        {
            near.retain(|&id| id != own);
            near.insert(0, own);
        }
        Resolution::Unknown { near }
    }

    /// Says that people of a body were named and the body is taken.
    fn said_of_people(&self, printed: &str, meant: Resolution) -> Resolution {
        let Resolution::Found { body, note } = meant else {
            return meant;
        };
        let name = self.bodies.name(body);
        let taken = format!("`{}` is taken as {name}", printed.trim());
        let note = match note {
            Some(note) => format!("{taken}; {note}"),
            None => taken,
        };
        Resolution::Found {
            body,
            note: Some(note),
        }
    }

    pub(super) fn own(&self) -> Option<&Body> {
        self.context.own.map(|own| self.bodies.get(own))
    }

    pub(super) fn is_alive(&self, body: &Body) -> bool {
        self.context.day.is_none_or(|day| body.is_alive(day))
    }

    fn has_ended(&self, body: &Body) -> bool {
        self.context.day.is_some_and(|day| body.has_ended(day))
    }
}

pub(super) fn found(body: BodyId) -> Resolution {
    Resolution::Found { body, note: None }
}

fn only<'a>(bodies: &[&'a Body], keep: impl Fn(&Body) -> bool) -> Vec<&'a Body> {
    bodies.iter().copied().filter(|body| keep(body)).collect()
}

fn ids(bodies: &[&Body]) -> Vec<BodyId> {
    bodies.iter().map(|body| body.id).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::sample::reference;

    /// Returns what a name means in a report on a body, and the note.
    fn meaning(own: &str, short: &str, day: &str, printed: &str) -> (String, String) {
        let bodies = reference();
        let context = NameContext {
            own: Some(bodies.find(own).unwrap().id),
            abbreviation: (!short.is_empty()).then(|| short.to_owned()),
            area: None,
            day: day.parse().ok(),
        };
        let names = |ids: Vec<BodyId>| {
            let names: Vec<&str> = ids.iter().map(|&id| bodies.name(id)).collect();
            names.join(", ")
        };
        match bodies.resolve(printed, &context) {
            Resolution::Found { body, note } => {
                (bodies.name(body).to_owned(), note.unwrap_or_default())
            }
            Resolution::Joint { bodies, note } => (names(bodies), note.unwrap_or_default()),
            Resolution::Class { name, .. } => (name, "class".to_owned()),
            Resolution::Unclear(ids) => (names(ids), "unclear".to_owned()),
            Resolution::Unknown { near } => (names(near), "unknown".to_owned()),
        }
    }

    const HFKCW: &str = "Hammersmith, Fulham, Kensington, Chelsea and Westminster PDU";
    const KSS: &str = "Kent, Surrey and Sussex region";
    const HMPPS: &str = "HM Prison and Probation Service";

    fn hfkcw(printed: &str) -> (String, String) {
        meaning(HFKCW, "HFKCW", "2022-10-31", printed)
    }

    fn west_kent(printed: &str) -> (String, String) {
        meaning("West Kent PDU", "", "2022-05-31", printed)
    }

    fn london(printed: &str) -> (String, String) {
        meaning("London CRC", "CRC", "2018-03-31", printed)
    }

    #[test]
    fn the_headings_of_the_published_reports_mean_their_bodies() {
        for (read, body) in [
            (hfkcw("HFKCW"), HFKCW),
            (hfkcw("HFKCW PDU"), HFKCW),
            (hfkcw("London region"), "London region"),
            (
                hfkcw("The Probation Service – London region"),
                "London region",
            ),
            (hfkcw("Her Majesty's Prison and Probation Service"), HMPPS),
            (west_kent("West Kent PDU"), "West Kent PDU"),
            (
                west_kent("Kent, Surrey and Sussex (KSS) probation region"),
                KSS,
            ),
            (
                west_kent("Kent, Surrey, Sussex (KSS) Probation Service"),
                KSS,
            ),
            (west_kent("KSS Probation Service"), KSS),
            (west_kent("HMPPS"), HMPPS),
            (
                london("The London Community Rehabilitation Company"),
                "London CRC",
            ),
            (london("London"), "London CRC"),
        ] {
            assert_eq!(read, (body.to_owned(), String::new()));
        }
    }

    #[test]
    fn a_kind_word_alone_is_the_reports_own_and_noted() {
        for (read, body) in [
            (london("The Community Rehabilitation Company"), "London CRC"),
            (london("the CRC"), "London CRC"),
            (west_kent("The PDU"), "West Kent PDU"),
            (west_kent("the region"), KSS),
            (west_kent("The probation region"), KSS),
            (west_kent("The Regional Probation Director"), KSS),
            (west_kent("regional leaders"), KSS),
            (west_kent("the head of PDU"), "West Kent PDU"),
            (west_kent("Head of West Kent PDU"), "West Kent PDU"),
            (
                west_kent("Regional Probation Director for London"),
                "London region",
            ),
            (west_kent("Chief Executive of HMPPS"), HMPPS),
        ] {
            assert_eq!(read.0, body, "{}", read.1);
            assert!(read.1.contains("is taken as"), "{}", read.1);
        }
        assert_eq!(hfkcw("the CRC").1, "unknown");
    }

    #[test]
    fn an_exact_name_wins_and_the_division_is_noted() {
        let (body, note) = london("National Probation Service");
        assert_eq!(body, "National Probation Service");
        assert_eq!(
            note,
            "`National Probation Service` is the national body; NPS London division would fit too"
        );
        assert!(london("The CRC and the NPS").1.contains("would fit too"));
        assert_eq!(west_kent("The Probation Service").1, "");
        assert_eq!(london("NPS (London division)").0, "NPS London division");
    }

    #[test]
    fn the_day_of_the_report_decides_between_the_living_and_the_ended() {
        let (body, note) = west_kent("Kent, Surrey & Sussex CRC");
        assert_eq!(body, "Kent, Surrey and Sussex CRC");
        assert!(note.contains("had ended"), "{note}");
        assert_eq!(
            london("Wales region"),
            ("Wales region".to_owned(), "unclear".to_owned())
        );
    }

    #[test]
    fn a_misprint_is_asked_about() {
        assert_eq!(hfkcw("HKKCW"), (HFKCW.to_owned(), "unknown".to_owned()));
        assert_eq!(
            west_kent("West Knet PDU"),
            ("West Kent PDU".to_owned(), "unknown".to_owned())
        );
        assert_eq!(west_kent("banana").0, "");
        assert_eq!(west_kent("East of England NPS").1, "unknown");
    }

    #[test]
    fn no_text_makes_it_panic() {
        for printed in [
            "(",
            "()",
            "(KSS",
            "and",
            "&,;",
            "\u{0}",
            "🏛 and é",
            "the",
            "All",
            "NPS and",
        ] {
            let _ = london(printed);
        }
    }

    #[test]
    fn without_a_report_of_its_own_a_kind_word_is_unknown() {
        let bodies = reference();
        let unknown = Resolution::Unknown { near: Vec::new() };
        assert_eq!(bodies.resolve("the PDU", &NameContext::default()), unknown);
        assert_eq!(bodies.resolve("", &NameContext::default()), unknown);
    }
}
