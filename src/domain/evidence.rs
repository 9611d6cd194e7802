//! Files and addresses that are shown for an update or a recommendation.

use super::partial_date::PartialDate;

/// What evidence is attached to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// A recommendation
    ForRecommendation(i64),
    /// An update of an action
    ForUpdate(i64),
}

/// A file as it was when it was shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileFacts {
    /// SHA-256 of its bytes, in hexadecimal
    pub sha256: String,
    /// Its size in bytes
    pub size: i64,
    /// Its own date, the day on which it was last changed
    pub dated_on: Option<PartialDate>,
}

/// Evidence to be recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewEvidence {
    /// What it is shown for
    pub shown: Shown,
    /// A file's path as it was given, or an address
    pub address: String,
    /// What the file was; nothing for an address
    pub file: Option<FileFacts>,
    /// Whether a copy lies beside the register
    pub kept: bool,
}

/// Evidence as the register has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The row, `8` of `#v8`
    pub id: i64,
    /// What it is shown for
    pub shown: Shown,
    /// A file's path, or an address
    pub address: String,
    /// What the file was
    pub file: Option<FileFacts>,
    /// Whether a copy lies beside the register
    pub kept: bool,
}

impl Evidence {
    /// Returns the name of the file without its folder, of whatever system it came; or the address.
    pub fn name(&self) -> &str {
        let name = self.address.rsplit(['/', '\\']).next();
        let name = name.filter(|name| self.file.is_some() && !name.is_empty());
        name.unwrap_or(&self.address)
    }
}
