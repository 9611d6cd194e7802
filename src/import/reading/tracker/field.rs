//! What a column of a tracker may hold, and what its heading suggests.

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// A reference of the register: `west-kent-2022/3`, or that of an action, `west-kent-2022/3.2`
    Reference,
    /// The report: its code, its title or the inspected unit
    Report,
    /// The printed number of the recommendation
    Number,
    /// The words of the recommendation
    Recommendation,
    /// Whom it is addressed to
    Addressee,
    /// When the report was published
    Published,
    /// What HMPPS answered: agreed, partly agreed, not agreed
    Answer,
    /// Why not, or not wholly
    Reason,
    /// The words of the answer
    Response,
    /// When it was answered
    AnsweredOn,
    /// The number or reference of the action
    ActionNumber,
    /// What is to be done
    Action,
    /// The Responsible Owner
    Owner,
    /// The first target date
    Target,
    /// A revised target date; several columns may be one
    Revised,
    /// How far the action is: not started, in progress, completed, discontinued
    Status,
    /// What is said beside it
    Update,
    /// The day of which the status speaks
    UpdatedOn,
    /// The day on which the action was completed
    CompletedOn,
}

impl Field {
    /// Every field, in the order in which a mapping has them.
    pub const ALL: [Field; 19] = [
        Field::Reference,
        Field::Report,
        Field::Number,
        Field::Recommendation,
        Field::Addressee,
        Field::Published,
        Field::Answer,
        Field::Reason,
        Field::Response,
        Field::AnsweredOn,
        Field::ActionNumber,
        Field::Action,
        Field::Owner,
        Field::Target,
        Field::Revised,
        Field::Status,
        Field::Update,
        Field::UpdatedOn,
        Field::CompletedOn,
    ];

    /// Returns its name, as a mapping has it.
    pub fn key(self) -> &'static str {
        match self {
            Field::Reference => "reference",
            Field::Report => "report",
            Field::Number => "number",
            Field::Recommendation => "recommendation",
            Field::Addressee => "addressee",
            Field::Published => "published",
            Field::Answer => "answer",
            Field::Reason => "reason",
            Field::Response => "response",
            Field::AnsweredOn => "answered_on",
            Field::ActionNumber => "action_number",
            Field::Action => "action",
            Field::Owner => "owner",
            Field::Target => "target",
            Field::Revised => "revised",
            Field::Status => "status",
            Field::Update => "update",
            Field::UpdatedOn => "updated_on",
            Field::CompletedOn => "completed_on",
        }
    }

    /// Says what it is, for people.
    pub fn words(self) -> &'static str {
        match self {
            Field::Reference => "a reference of the register: west-kent-2022/3",
            Field::Report => "the report: its code, its title or the inspected unit",
            Field::Number => "the printed number of the recommendation",
            Field::Recommendation => "the words of the recommendation",
            Field::Addressee => "whom it is addressed to",
            Field::Published => "when the report was published",
            Field::Answer => "agreed, partly agreed or not agreed",
            Field::Reason => "why not, or not wholly",
            Field::Response => "the words of the answer",
            Field::AnsweredOn => "when it was answered",
            Field::ActionNumber => "the number or reference of the action",
            Field::Action => "what is to be done",
            Field::Owner => "the Responsible Owner",
            Field::Target => "the first target date",
            Field::Revised => "a revised target date",
            Field::Status => "how far the action is",
            Field::Update => "what is said beside the status",
            Field::UpdatedOn => "the day of which the status speaks",
            Field::CompletedOn => "the day on which the action was completed",
        }
    }

    /// Returns the field of a name.
    pub fn of_key(key: &str) -> Option<Field> {
        Field::ALL.into_iter().find(|field| field.key() == key)
    }

    /// Tells whether it holds dates.
    pub fn is_date(self) -> bool {
        matches!(
            self,
            Field::Published
                | Field::AnsweredOn
                | Field::Target
                | Field::Revised
                | Field::UpdatedOn
                | Field::CompletedOn
        )
    }

    /// Tells whether it holds sentences, which may be all that a row says.
    pub(super) fn is_sentence(self) -> bool {
        matches!(
            self,
            Field::Recommendation | Field::Response | Field::Action | Field::Update
        )
    }

    /// Tells whether it says which recommendation a row is about.
    pub(super) fn is_of_the_recommendation(self) -> bool {
        matches!(
            self,
            Field::Reference
                | Field::Report
                | Field::Number
                | Field::Recommendation
                | Field::Addressee
                | Field::Published
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_has_a_name_of_its_own() {
        for field in Field::ALL {
            assert_eq!(Field::of_key(field.key()), Some(field));
            assert!(!field.words().is_empty());
        }
    }
}
