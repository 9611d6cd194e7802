//! An invented land: regions with their PDUs, and the CRCs and NPS divisions before them.

use chrono::NaiveDate;

use super::chance::Chance;
use super::places::Places;
use super::words::Words;
use crate::domain::body::{Bodies, BodyId, BodyKind, NewBody, Succession};
use crate::error::Result;
use crate::store::{BodyEdit, Change};

/// The day on which CRCs and NPS divisions ended, and PDUs began.
const UNIFIED: (i32, u32, u32) = (2021, 6, 26);
const BEGUN: (i32, u32, u32) = (2014, 6, 1);
const SPLIT: (i32, u32, u32) = (2024, 12, 9);
const RENAMED: (i32, u32, u32) = (2025, 4, 28);

/// All bodies that are inspected or addressed.
pub struct Land {
    /// Every body of the register
    pub bodies: Bodies,
    /// HM Prison and Probation Service
    pub hmpps: BodyId,
    /// The Probation Service
    pub service: BodyId,
    /// All regions, as a group
    pub all_regions: BodyId,
    /// The regions
    pub regions: Vec<Region>,
}

/// One region with what lies below it and what came before it.
pub struct Region {
    /// The region
    pub id: BodyId,
    /// The CRC of its area
    pub crc: BodyId,
    /// The NPS division, which it may share with a neighbour
    pub division: BodyId,
    /// Its PDUs, those that have ended too
    pub units: Vec<Unit>,
}

/// One PDU.
pub struct Unit {
    /// The PDU
    pub id: BodyId,
    /// Whose work it took over
    pub before: Option<BodyId>,
}

/// Returns the day on which probation was unified.
pub fn unified() -> NaiveDate {
    day(UNIFIED)
}

fn day((year, month, day): (i32, u32, u32)) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day of the calendar")
}

impl Land {
    /// Makes up a land that suits a number of recommendations.
    pub fn settle(
        change: &Change<'_>,
        words: &Words,
        chance: &mut Chance,
        recommendations: usize,
    ) -> Result<Land> {
        let (regions, units) = match recommendations {
            0..=149 => (1, 3),
            150..=999 => (2, 4),
            1000..=4999 => (6, 6),
            _ => (12, 9),
        };
        let known = change.bodies()?;
        let service = known.find("The Probation Service")?.id;
        let hmpps = known.find("HM Prison and Probation Service")?.id;
        let mut settling = Settling {
            change,
            words,
            chance,
            places: Places::default(),
            service,
        };
        let all_regions = settling.all_regions()?;
        let mut land = Land {
            bodies: Bodies::default(),
            hmpps,
            service,
            all_regions,
            regions: settling.regions(regions, units)?,
        };
        settling.split(&mut land.regions[regions - 1])?;
        settling.rename(&mut land.regions[0])?;
        land.bodies = change.bodies()?;
        Ok(land)
    }

    /// Returns the PDUs of all regions that exist on a day, each with its region.
    pub fn units_on(&self, day: NaiveDate) -> Vec<(&Region, &Unit)> {
        let alive = |unit: &&Unit| self.bodies.get(unit.id).is_alive(day);
        let of = |region| Region::alive(region, alive);
        self.regions.iter().flat_map(of).collect()
    }
}

impl Region {
    fn alive(&self, alive: impl Fn(&&Unit) -> bool) -> Vec<(&Region, &Unit)> {
        let units = self.units.iter().filter(alive);
        units.map(|unit| (self, unit)).collect()
    }
}

/// A land while it is made up.
struct Settling<'a> {
    change: &'a Change<'a>,
    words: &'a Words,
    chance: &'a mut Chance,
    places: Places,
    service: BodyId,
}

impl Settling<'_> {
    fn all_regions(&self) -> Result<BodyId> {
        self.change.add_body(&NewBody {
            member_kind: Some(BodyKind::Region),
            ..body("Probation regions", BodyKind::Group, None)
        })
    }

    /// Makes up regions; two neighbours shared an NPS division.
    fn regions(&mut self, count: usize, units: usize) -> Result<Vec<Region>> {
        let names: Vec<String> = (0..count)
            .map(|_| self.places.region(self.words, self.chance))
            .collect();
        let mut regions = Vec::new();
        for pair in names.chunks(2) {
            let name = format!("{} division", pair.join(" and "));
            let division = self.former(&name, BodyKind::NpsDivision)?;
            for name in pair {
                regions.push(self.region(name, division, units)?);
            }
        }
        Ok(regions)
    }

    fn region(&mut self, name: &str, division: BodyId, units: usize) -> Result<Region> {
        let crc = self.former(&format!("{name} CRC"), BodyKind::Crc)?;
        let name = format!("{name} region");
        let id = self.since(&name, BodyKind::Region, self.service, unified())?;
        for before in [crc, division] {
            self.succeed(before, id, unified(), "unified")?;
        }
        let mut list = Vec::new();
        for _ in 0..units {
            let name = self.unit_name();
            list.push(Unit {
                id: self.since(&name, BodyKind::Pdu, id, unified())?,
                before: None,
            });
        }
        Ok(Region {
            id,
            crc,
            division,
            units: list,
        })
    }

    /// Lets the first PDU of a region be split.
    fn split(&mut self, region: &mut Region) -> Result<()> {
        let old = region.units[0].id;
        self.end(old, day(SPLIT))?;
        let name = self.places.unit(self.words, self.chance);
        for part in ["North", "South"] {
            let name = format!("{name} {part} PDU");
            let id = self.since(&name, BodyKind::Pdu, region.id, day(SPLIT))?;
            self.succeed(old, id, day(SPLIT), "split")?;
            let before = Some(old);
            region.units.push(Unit { id, before });
        }
        Ok(())
    }

    /// Lets the second PDU of a region change its name.
    fn rename(&mut self, region: &mut Region) -> Result<()> {
        let old = region.units[1].id;
        self.end(old, day(RENAMED))?;
        let name = self.unit_name();
        let id = self.since(&name, BodyKind::Pdu, region.id, day(RENAMED))?;
        self.succeed(old, id, day(RENAMED), "renamed")?;
        let before = Some(old);
        region.units.push(Unit { id, before });
        Ok(())
    }

    fn unit_name(&mut self) -> String {
        format!("{} PDU", self.places.unit(self.words, self.chance))
    }

    fn since(&self, name: &str, kind: BodyKind, above: BodyId, from: NaiveDate) -> Result<BodyId> {
        self.change.add_body(&NewBody {
            valid_from: Some(from),
            ..body(name, kind, Some(above))
        })
    }

    fn former(&self, name: &str, kind: BodyKind) -> Result<BodyId> {
        self.change.add_body(&NewBody {
            valid_from: Some(day(BEGUN)),
            valid_to: Some(unified()),
            ..body(name, kind, None)
        })
    }

    fn end(&self, id: BodyId, on: NaiveDate) -> Result<()> {
        let edit = BodyEdit {
            valid_to: Some(on),
            ..BodyEdit::default()
        };
        self.change.edit_body(id, &edit)?;
        Ok(())
    }

    fn succeed(&self, old: BodyId, new: BodyId, on: NaiveDate, note: &str) -> Result<()> {
        self.change.add_succession(&Succession {
            predecessor_id: old,
            successor_id: new,
            took_over_on: on,
            note: Some(note.to_owned()),
        })
    }
}

fn body(name: &str, kind: BodyKind, parent_id: Option<BodyId>) -> NewBody {
    NewBody {
        name: name.to_owned(),
        kind,
        member_kind: None,
        parent_id,
        valid_from: None,
        valid_to: None,
        aliases: Vec::new(),
    }
}
