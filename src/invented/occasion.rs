//! Which body is inspected next, and whom such a report addresses.

use chrono::NaiveDate;

use super::chance::Chance;
use super::land::{Land, Region, Unit, unified};
use crate::domain::body::BodyId;
use crate::domain::inspection::InspectionKind;

/// One inspection before it is written.
pub struct Occasion {
    /// What sort
    pub kind: InspectionKind,
    /// Who is inspected; nothing for a report on no one body
    pub body: Option<BodyId>,
    /// Whom the report addresses, in the order of its headings, with the share of its items
    pub headings: Vec<(Vec<BodyId>, usize)>,
    /// Whose earlier items it grades for good: its own and those of whom it took over from
    pub settles: Vec<BodyId>,
    /// Whose earlier items it grades at a part
    pub at_part: Vec<BodyId>,
    /// On which day it is published
    pub published: NaiveDate,
}

impl Occasion {
    /// Draws what is inspected at a time.
    pub fn draw(land: &Land, published: NaiveDate, chance: &mut Chance) -> Occasion {
        let region = &land.regions[chance.below(land.regions.len())];
        if published < unified() {
            match chance.weighed(&[60, 35, 5]) {
                0 => crc(land, region, published),
                1 => division(land, region, published),
                _ => thematic(land, published),
            }
        } else {
            let units = land.units_on(published);
            let (region_of, unit) = units[chance.below(units.len())];
            match chance.weighed(&[74, 16, 6, 4]) {
                0 => pdu(land, region_of, unit, published, InspectionKind::Core),
                1 => whole_region(land, region, published),
                2 => thematic(land, published),
                _ => pdu(land, region_of, unit, published, InspectionKind::Dynamic),
            }
        }
    }
}

fn crc(land: &Land, region: &Region, published: NaiveDate) -> Occasion {
    Occasion {
        kind: InspectionKind::Core,
        body: Some(region.crc),
        headings: vec![
            (vec![region.crc], 75),
            (vec![region.crc, region.division], 10),
            (vec![land.hmpps], 15),
        ],
        settles: vec![region.crc],
        at_part: vec![land.hmpps],
        published,
    }
}

fn division(land: &Land, region: &Region, published: NaiveDate) -> Occasion {
    Occasion {
        kind: InspectionKind::Core,
        body: Some(region.division),
        headings: vec![(vec![region.division], 75), (vec![land.hmpps], 25)],
        settles: vec![region.division],
        at_part: vec![land.hmpps],
        published,
    }
}

fn pdu(
    land: &Land,
    region: &Region,
    unit: &Unit,
    published: NaiveDate,
    kind: InspectionKind,
) -> Occasion {
    Occasion {
        kind,
        body: Some(unit.id),
        headings: vec![
            (vec![unit.id], 55),
            (vec![unit.id, region.id], 4),
            (vec![region.id], 27),
            (vec![land.hmpps], 14),
        ],
        settles: unit.before.into_iter().chain([unit.id]).collect(),
        at_part: vec![region.crc, region.division, region.id],
        published,
    }
}

fn whole_region(land: &Land, region: &Region, published: NaiveDate) -> Occasion {
    Occasion {
        kind: InspectionKind::Core,
        body: Some(region.id),
        headings: vec![(vec![region.id], 75), (vec![land.hmpps], 25)],
        settles: vec![region.crc, region.division, region.id],
        at_part: Vec::new(),
        published,
    }
}

fn thematic(land: &Land, published: NaiveDate) -> Occasion {
    let mut headings = vec![(vec![land.hmpps], 60)];
    if published >= unified() {
        headings.push((vec![land.service], 20));
        headings.push((vec![land.all_regions], 20));
    }
    Occasion {
        kind: InspectionKind::Thematic,
        body: None,
        headings,
        settles: vec![land.hmpps, land.service, land.all_regions],
        at_part: Vec::new(),
        published,
    }
}
