//! Which comes first in dates that are written in figures: declared, never guessed.

use std::fmt;
use std::str::FromStr;

/// Which comes first in a date that is written in figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// 31/03/2027
    DayFirst,
    /// 03/31/2027
    MonthFirst,
    /// 2027/03/31
    YearFirst,
}

impl Order {
    /// Returns the words, as a mapping has them.
    pub fn words(self) -> &'static str {
        match self {
            Order::DayFirst => "day first",
            Order::MonthFirst => "month first",
            Order::YearFirst => "year first",
        }
    }
}

impl fmt::Display for Order {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words().replace(' ', "-"))
    }
}

/// A text that is no order.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no order of dates; write day-first, month-first or year-first")]
pub struct NotAnOrder(String);

impl FromStr for Order {
    type Err = NotAnOrder;

    fn from_str(text: &str) -> Result<Self, NotAnOrder> {
        match text.trim().to_lowercase().replace(['-', '_'], " ").as_str() {
            "day first" => Ok(Order::DayFirst),
            "month first" => Ok(Order::MonthFirst),
            "year first" => Ok(Order::YearFirst),
            _ => Err(NotAnOrder(text.trim().to_owned())),
        }
    }
}

/// What is declared of the dates of a sheet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Declared {
    /// Which comes first
    pub order: Option<Order>,
    /// What years of two digits are counted from: 2000
    pub century: Option<i32>,
}
