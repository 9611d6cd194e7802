//! How the domain's words are stored: each as the text that people read.

use std::str::FromStr;

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};

use crate::domain::action::ActionState;
use crate::domain::body::BodyKind;
use crate::domain::closure::Decision;
use crate::domain::escalation::Outcome;
use crate::domain::inspection::{InspectionKind, RatingWord};
use crate::domain::link::LinkKind;
use crate::domain::partial_date::PartialDate;
use crate::domain::progress::Progress;
use crate::domain::response::{Answer, Reason};
use crate::domain::target::SlipReason;

macro_rules! stored_as_its_words {
    ($($word:ident by $words:ident),* $(,)?) => { $(
        impl ToSql for $word {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                Ok(ToSqlOutput::from(self.$words()))
            }
        }

        impl FromSql for $word {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                let text = value.as_str()?;
                $word::ALL
                    .into_iter()
                    .find(|word| word.$words() == text)
                    .ok_or_else(|| FromSqlError::Other(format!("`{text}` is no {}", stringify!($word)).into()))
            }
        }
    )* };
}

stored_as_its_words! {
    ActionState by words,
    Answer by words,
    BodyKind by word,
    Decision by words,
    InspectionKind by word,
    LinkKind by words,
    Outcome by words,
    Progress by words,
    RatingWord by words,
    Reason by words,
    SlipReason by words,
}

impl ToSql for PartialDate {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::from(self.to_string()))
    }
}

impl FromSql for PartialDate {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        PartialDate::from_str(value.as_str()?).map_err(|error| FromSqlError::Other(error.into()))
    }
}
