//! What sort of organisation a body is.

use std::fmt;
use std::str::FromStr;

/// What sort of organisation a body is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BodyKind {
    /// A government department
    Department,
    /// A national service
    National,
    /// A probation region
    Region,
    /// A Probation Delivery Unit
    Pdu,
    /// A Community Rehabilitation Company, 2014 to 2021
    Crc,
    /// A division of the National Probation Service, 2014 to 2021
    NpsDivision,
    /// A probation trust, before 2014
    Trust,
    /// All bodies of one kind, addressed together
    Group,
    /// Anything else
    Other,
}

impl BodyKind {
    /// Every kind, in the order in which prompts offer them.
    pub const ALL: [BodyKind; 9] = [
        BodyKind::Pdu,
        BodyKind::Region,
        BodyKind::National,
        BodyKind::Department,
        BodyKind::Crc,
        BodyKind::NpsDivision,
        BodyKind::Trust,
        BodyKind::Group,
        BodyKind::Other,
    ];

    /// Returns the word that is stored: `nps_division`.
    pub fn word(self) -> &'static str {
        match self {
            BodyKind::Department => "department",
            BodyKind::National => "national",
            BodyKind::Region => "region",
            BodyKind::Pdu => "pdu",
            BodyKind::Crc => "crc",
            BodyKind::NpsDivision => "nps_division",
            BodyKind::Trust => "trust",
            BodyKind::Group => "group",
            BodyKind::Other => "other",
        }
    }

    /// Returns the words for people: `NPS division`.
    pub fn for_people(self) -> &'static str {
        match self {
            BodyKind::Department => "department",
            BodyKind::National => "national service",
            BodyKind::Region => "region",
            BodyKind::Pdu => "PDU",
            BodyKind::Crc => "CRC",
            BodyKind::NpsDivision => "NPS division",
            BodyKind::Trust => "trust",
            BodyKind::Group => "group",
            BodyKind::Other => "other",
        }
    }
}

impl fmt::Display for BodyKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// A word that is no kind of body.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not a kind of unit or organisation; write one of pdu, region, national, department, crc, nps-division, trust, group, other"
)]
pub struct NotABodyKind(String);

impl FromStr for BodyKind {
    type Err = NotABodyKind;

    fn from_str(text: &str) -> Result<Self, NotABodyKind> {
        let folded = text.trim().to_lowercase().replace([' ', '-'], "_");
        BodyKind::ALL
            .into_iter()
            .find(|kind| kind.word() == folded)
            .ok_or_else(|| NotABodyKind(text.trim().to_owned()))
    }
}
