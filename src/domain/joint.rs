//! Names of several bodies in one heading: "The CRC and National Probation Service".
//!
//! "And" stands within names too, so a heading is first read whole, and then parted into as
//! few names as can be.

use super::body::{BodyId, BodyKind};
use super::name::{Folded, is_abbreviation};
use super::resolution::{Reading, Resolution};

/// The most pieces between commas and "and" that are tried.
const MOST_PIECES: usize = 12;

/// A piece of a heading between commas and "and".
struct Piece {
    words: String,
    after_and: bool,
}

/// One name of a joint heading and what it means.
#[derive(Clone)]
struct Part {
    words: String,
    kind: Option<BodyKind>,
    meaning: Resolution,
}

impl Reading<'_> {
    /// Returns the bodies that a heading names together, if all of it is names.
    pub(super) fn joint(&self, printed: &str) -> Option<Resolution> {
        let pieces = pieces_of(printed);
        if pieces.len() < 2 || pieces.len() > MOST_PIECES {
            return None;
        }
        // "East Kent and West Kent PDUs": the plural at the end belongs to every name.
        let last = Folded::of(&pieces[pieces.len() - 1].words);
        let shared = last.kind.filter(|_| last.many && !last.words.is_empty());
        let parts = self.fewest_parts(&pieces, shared)?;
        if shared.is_none() && might_be_one(self, &parts) {
            return Some(Resolution::Unclear(bodies_of(&parts)));
        }
        Some(together(parts))
    }

    /// Parts the pieces into as few names as can be, the last of them after an "and".
    fn fewest_parts(&self, pieces: &[Piece], shared: Option<BodyKind>) -> Option<Vec<Part>> {
        let count = pieces.len();
        let mut from: Vec<Option<Vec<Part>>> = vec![None; count];
        from.push(Some(Vec::new()));
        for start in (0..count).rev() {
            for end in start + 1..=count {
                let whole = start == 0 && end == count;
                let loose = end == count && !pieces[start].after_and;
                if whole || loose {
                    continue;
                }
                let (Some(rest), Some(part)) = (&from[end], self.part(&pieces[start..end], shared))
                else {
                    continue;
                };
                let fewer = from[start]
                    .as_ref()
                    .is_none_or(|best| rest.len() + 1 < best.len());
                if fewer {
                    let parts = std::iter::once(part).chain(rest.iter().cloned());
                    from[start] = Some(parts.collect());
                }
            }
        }
        from.swap_remove(0)
    }

    fn part(&self, pieces: &[Piece], shared: Option<BodyKind>) -> Option<Part> {
        let words: Vec<&str> = pieces.iter().map(|piece| piece.words.as_str()).collect();
        let words = words.join(" and ");
        let printed = Folded::of(&words);
        let one_of_many = shared.map(|kind| Folded {
            kind: printed.kind.or(Some(kind)),
            many: printed.many && printed.words.is_empty(),
            ..printed.clone()
        });
        let known = |meaning: &Resolution| {
            matches!(meaning, Resolution::Found { .. } | Resolution::Class { .. })
        };
        let meaning = one_of_many
            .and_then(|folded| self.single("", &folded).filter(known))
            .or_else(|| self.single(&words, &printed).filter(known))?;
        Some(Part {
            words,
            kind: printed.kind,
            meaning,
        })
    }
}

/// Tells whether parts may be the halves of one unknown name: "Brent" and "Croydon PDU" of a
/// "Brent and Croydon PDU". So it is with places that stand without a kind word beside a
/// body of the same kind.
fn might_be_one(reading: &Reading<'_>, parts: &[Part]) -> bool {
    let kind_of = |part: &Part| match part.meaning {
        Resolution::Found { body, .. } => Some(reading.bodies.get(body).kind),
        _ => None,
    };
    let is_place = |part: &Part| {
        let placed = matches!(
            kind_of(part),
            Some(BodyKind::Pdu | BodyKind::Region | BodyKind::Crc | BodyKind::NpsDivision)
        );
        placed && part.kind.is_none() && !is_abbreviation(&part.words)
    };
    parts
        .windows(2)
        .any(|pair| is_place(&pair[0]) && kind_of(&pair[0]) == kind_of(&pair[1]))
}

/// Puts the names together. A class without a group is said alone: the group comes first.
fn together(mut parts: Vec<Part>) -> Resolution {
    let is_class = |part: &Part| matches!(part.meaning, Resolution::Class { .. });
    if let Some(class) = parts.iter().position(is_class) {
        return parts.swap_remove(class).meaning;
    }
    let notes: Vec<&str> = parts
        .iter()
        .filter_map(|part| match &part.meaning {
            Resolution::Found { note, .. } => note.as_deref(),
            _ => None,
        })
        .collect();
    let note = (!notes.is_empty()).then(|| notes.join("; "));
    match bodies_of(&parts).as_slice() {
        [body] => Resolution::Found { body: *body, note },
        bodies => Resolution::Joint {
            bodies: bodies.to_vec(),
            note,
        },
    }
}

fn bodies_of(parts: &[Part]) -> Vec<BodyId> {
    let mut bodies = Vec::new();
    for part in parts {
        if let Resolution::Found { body, .. } = part.meaning
            && !bodies.contains(&body)
        {
            bodies.push(body);
        }
    }
    bodies
}

/// Parts a heading at its commas, semicolons and each "and".
fn pieces_of(printed: &str) -> Vec<Piece> {
    let spaced = printed.replace([',', ';'], " , ").replace('&', " and ");
    let mut pieces = vec![Piece {
        words: String::new(),
        after_and: false,
    }];
    for word in spaced.split_whitespace() {
        let is_and = word.eq_ignore_ascii_case("and");
        let last = pieces.last_mut().expect("begins with one");
        if is_and || word == "," {
            if last.words.is_empty() {
                last.after_and |= is_and;
            } else {
                pieces.push(Piece {
                    words: String::new(),
                    after_and: is_and,
                });
            }
        } else {
            if !last.words.is_empty() {
                last.words.push(' ');
            }
            last.words.push_str(word);
        }
    }
    pieces.retain(|piece| !piece.words.is_empty());
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::resolution::NameContext;
    use crate::domain::sample::reference;

    /// Returns what a heading of a report on a body means: the names, marked by the sort.
    fn heading(own: &str, day: &str, printed: &str) -> String {
        let bodies = reference();
        let context = NameContext {
            own: Some(bodies.find(own).unwrap().id),
            day: day.parse().ok(),
            ..NameContext::default()
        };
        let names = |ids: &[BodyId]| {
            let names: Vec<&str> = ids.iter().map(|&id| bodies.name(id)).collect();
            names.join(" + ")
        };
        match bodies.resolve(printed, &context) {
            Resolution::Found { body, .. } => bodies.name(body).to_owned(),
            Resolution::Joint { bodies, .. } => names(&bodies),
            Resolution::Class { name, .. } => format!("class {name}"),
            Resolution::Unclear(ids) => format!("unclear {}", names(&ids)),
            Resolution::Unknown { .. } => "unknown".to_owned(),
        }
    }

    #[test]
    fn two_names_under_one_heading_are_both_addressed() {
        let london = |printed| heading("London CRC", "2018-03-31", printed);
        let both = "London CRC + National Probation Service";
        assert_eq!(london("London CRC and National Probation Service"), both);
        assert_eq!(
            london("The Community Rehabilitation Company and National Probation Service"),
            both
        );
        assert_eq!(london("the CRC & the NPS"), both);
        let kent = |printed| heading("West Kent PDU", "2022-05-31", printed);
        assert_eq!(
            kent("HMPPS and the Ministry of Justice"),
            "HM Prison and Probation Service + Ministry of Justice"
        );
        assert_eq!(
            kent("Kent, Surrey and Sussex region and West Kent PDU"),
            "Kent, Surrey and Sussex region + West Kent PDU"
        );
        assert_eq!(
            kent("HMPPS, the region, and West Kent PDU"),
            "HM Prison and Probation Service + Kent, Surrey and Sussex region + West Kent PDU"
        );
        assert_eq!(
            kent("East Kent and West Kent PDUs"),
            "East Kent PDU + West Kent PDU"
        );
        assert_eq!(
            kent("HM Prison and Probation Service, and Kent, Surrey & Sussex region"),
            "HM Prison and Probation Service + Kent, Surrey and Sussex region"
        );
    }

    #[test]
    fn a_name_that_holds_an_and_stays_whole() {
        let kent = |printed| heading("West Kent PDU", "2022-05-31", printed);
        for (printed, name) in [
            ("Kent, Surrey and Sussex", "Kent, Surrey and Sussex region"),
            ("Camden and Islington PDU", "Camden and Islington PDU"),
            (
                "HM Prison and Probation Service",
                "HM Prison and Probation Service",
            ),
            (
                "Yorkshire & the Humber region",
                "Yorkshire and the Humber region",
            ),
        ] {
            assert_eq!(kent(printed), name);
        }
    }

    #[test]
    fn halves_that_may_be_one_unknown_name_are_asked_about() {
        let kent = |printed| heading("West Kent PDU", "2022-05-31", printed);
        assert_eq!(
            kent("Brent and Croydon PDU"),
            "unclear Brent PDU + Croydon PDU"
        );
        assert_eq!(
            kent("London and Wales"),
            "unclear London region + Wales region"
        );
        assert_eq!(kent("Kent and Rutland PDU"), "unknown");
        assert_eq!(kent("West Kent PDU, East Kent PDU"), "unknown");
    }

    #[test]
    fn a_class_in_a_joint_heading_wants_its_group_first() {
        let kent = |printed| heading("West Kent PDU", "2022-05-31", printed);
        assert_eq!(
            kent("HMPPS and probation regions"),
            "class Probation regions"
        );
    }

    #[test]
    fn a_heading_of_nothing_but_ands_is_no_name() {
        assert_eq!(
            heading("London CRC", "2018-03-31", " , and & and ,"),
            "unknown"
        );
        let long = "London and ".repeat(200);
        assert_eq!(heading("London CRC", "2018-03-31", &long), "unknown");
    }
}
