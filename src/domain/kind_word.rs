//! Kind words that stand for bodies in a report: "the CRC", "the region", "all PDUs", and
//! the divisions that "National Probation Service" may mean in its area.

use chrono::NaiveDate;

use super::body::{Body, BodyId, BodyKind};
use super::name::Folded;
use super::resolution::{Reading, Resolution, found};

impl Reading<'_> {
    /// Returns the group of all bodies of a kind: "CRCs", "Regional Probation Directors".
    pub(super) fn class(&self, folded: &Folded) -> Option<Resolution> {
        let kind = folded.kind.filter(|_| is_bare(folded) && folded.many)?;
        let mut groups = self.bodies.all().iter();
        let group = groups.find(|body| body.member_kind == Some(kind));
        Some(match group {
            Some(group) => found(group.id),
            None => Resolution::Class {
                kind,
                name: class_name(kind).to_owned(),
            },
        })
    }

    /// Returns what a kind word alone means: "the CRC" the report's own, "the region" its region.
    pub(super) fn own_kind(&self, folded: &Folded) -> Option<Resolution> {
        let kind = folded.kind.filter(|_| is_bare(folded) && !folded.many)?;
        let own = self.context.own;
        let word = kind.for_people();
        match own.filter(|&own| self.bodies.get(own).kind == kind) {
            Some(own) => Some(self.with_note(own, word, "the body of this report")),
            None if kind == BodyKind::Region => {
                let region = own.and_then(|own| self.bodies.region_of(own));
                let region = region.or(self.context.area)?;
                Some(self.with_note(region, word, "the region of this report"))
            }
            None => self.of_kind_here(kind).map(Resolution::Unclear),
        }
    }

    /// Returns the bodies of a kind in the area of the report or below its body.
    fn of_kind_here(&self, kind: BodyKind) -> Option<Vec<BodyId>> {
        let own = self.context.own?;
        let below = self.bodies.children(own);
        let is_here = |body: &&Body| {
            body.kind == kind
                && self.is_alive(body)
                && (below.contains(&body.id) || self.is_in_area(body.id))
        };
        let here: Vec<BodyId> = self
            .bodies
            .all()
            .iter()
            .filter(is_here)
            .map(|b| b.id)
            .collect();
        (!here.is_empty()).then_some(here)
    }

    /// Returns the divisions of a national service in the area of the report.
    pub(super) fn divisions_of(&self, national: BodyId) -> Vec<&Body> {
        let is_here = |body: &&Body| {
            body.kind == BodyKind::NpsDivision
                && body.parent_id == Some(national)
                && self.is_alive(body)
                && self.is_in_area(body.id)
        };
        self.bodies.all().iter().filter(is_here).collect()
    }

    /// Tells whether a body is the report's own, or the same bodies took over from both.
    fn is_in_area(&self, body: BodyId) -> bool {
        let after = self.taken_over_by(body);
        let own_after = self.context.own.map(|own| self.taken_over_by(own));
        self.context.own == Some(body)
            || self.context.area.is_some_and(|area| after.contains(&area))
            || own_after.is_some_and(|own| own.iter().any(|id| after.contains(id)))
    }

    fn taken_over_by(&self, body: BodyId) -> Vec<BodyId> {
        self.bodies.successors(body, NaiveDate::MAX)
    }

    fn with_note(&self, body: BodyId, word: &str, why: &str) -> Resolution {
        Resolution::Found {
            body,
            note: Some(format!(
                "`the {word}` is taken as {}, {why}",
                self.bodies.name(body)
            )),
        }
    }
}

/// Returns the name of the group of all bodies of a kind.
pub fn class_name(kind: BodyKind) -> &'static str {
    match kind {
        BodyKind::Region => "Probation regions",
        BodyKind::Pdu => "Probation Delivery Units",
        BodyKind::Crc => "Community Rehabilitation Companies",
        BodyKind::NpsDivision => "NPS divisions",
        BodyKind::Trust => "Probation trusts",
        BodyKind::Department => "Government departments",
        BodyKind::National => "National services",
        BodyKind::Group => "Groups",
        BodyKind::Other => "Other organisations",
    }
}

/// Tells whether a name is a kind word and nothing more.
fn is_bare(folded: &Folded) -> bool {
    folded.words.is_empty() && folded.abbreviation.is_none() && !folded.mixed && !folded.role
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::body::Bodies;
    use crate::domain::resolution::NameContext;
    use crate::domain::sample::reference;

    #[test]
    fn all_bodies_of_a_kind_are_a_class_or_its_group() {
        for (printed, name) in [
            (
                "Community Rehabilitation Companies",
                "Community Rehabilitation Companies",
            ),
            ("CRCs", "Community Rehabilitation Companies"),
            ("Regional Probation Directors", "Probation regions"),
            ("probation regions", "Probation regions"),
            ("every region", "Probation regions"),
            ("all PDUs", "Probation Delivery Units"),
            ("Heads of PDUs", "Probation Delivery Units"),
            ("NPS divisions", "NPS divisions"),
        ] {
            match reference().resolve(printed, &NameContext::default()) {
                Resolution::Class { name: group, .. } => assert_eq!(group, name),
                other => panic!("{printed}: {other:?}"),
            }
        }
        let mut list = reference().all().to_vec();
        let group = Body {
            id: 999,
            name: "All the companies".to_owned(),
            kind: BodyKind::Group,
            member_kind: Some(BodyKind::Crc),
            ..list[0].clone()
        };
        list.push(Body {
            aliases: Vec::new(),
            ..group
        });
        let bodies = Bodies::new(list, Vec::new());
        assert_eq!(bodies.resolve("CRCs", &NameContext::default()), found(999));
    }
}
