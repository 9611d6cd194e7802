//! One demand under a heading "X should:", word for word.

use super::body::BodyId;

/// Where a fact was read; a fact that was typed has none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cited {
    /// The register's number of the file or address
    pub source_id: i64,
    /// The page, line or cell
    pub place: String,
}

/// A recommendation to be recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRecommendation {
    /// The inspection that made it
    pub inspection_id: i64,
    /// The number of its reference: the printed one, else the position
    pub number: String,
    /// Its place in the whole list, from 1
    pub position: i64,
    /// The printed number; nothing where there was none
    pub printed_number: Option<String>,
    /// Word for word
    pub words: String,
    /// Whom it is addressed to; several under a joint heading
    pub addressees: Vec<BodyId>,
    /// Where it was read
    pub cited: Option<Cited>,
}

/// A recommendation as the register has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recommendation {
    /// The register's number
    pub id: i64,
    /// The inspection that made it
    pub inspection_id: i64,
    /// That inspection's code
    pub code: String,
    /// The number of its reference
    pub number: String,
    /// Its place in the whole list, from 1
    pub position: i64,
    /// The printed number
    pub printed_number: Option<String>,
    /// Word for word
    pub words: String,
    /// Whom it is addressed to
    pub addressees: Vec<BodyId>,
    /// Where it was read
    pub cited: Option<Cited>,
}

impl Recommendation {
    /// Returns its reference: `west-kent-2022/11`.
    pub fn reference(&self) -> String {
        format!("{}/{}", self.code, self.number)
    }
}
