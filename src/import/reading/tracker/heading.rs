//! What the heading of a column suggests that it holds.

use super::field::Field;
use crate::domain::words::folded;

impl Field {
    /// Returns the field that a heading suggests, and how surely: 2 where it says nothing else, 0 where any
    /// column may be called so.
    ///
    /// Under a heading that reaches over several columns, as in `Recommendation / Unit`, stands what each of
    /// them is; where that says nothing, both do.
    pub(super) fn of_heading(heading: &str) -> Option<(Field, u8)> {
        let own = heading.rsplit_once(" / ").map(|(_, own)| own);
        let of_own = own
            .and_then(Field::of_words)
            .filter(|(_, surely)| *surely > 0);
        of_own.or_else(|| Field::of_words(heading))
    }

    fn of_words(heading: &str) -> Option<(Field, u8)> {
        let heading = folded(heading);
        if heading.is_empty() || heading.len() > 120 {
            return None;
        }
        let exact = EXACT.iter().find(|(words, _)| *words == heading);
        if let Some((_, field)) = exact {
            let is_vague = matches!(field, Field::Number | Field::Reference) || heading == "date";
            return Some((*field, if is_vague { 0 } else { 2 }));
        }
        let words: Vec<&str> = heading.split(' ').collect();
        if words.len() > 12 {
            return None;
        }
        let has = |wanted: &str| match wanted.strip_suffix('*') {
            Some(beginning) => words.iter().any(|word| word.starts_with(beginning)),
            None => words.contains(&wanted),
        };
        let holds = |rule: &&Rule| {
            rule.all.iter().all(|any| any.iter().any(|word| has(word)))
                && !rule.none.iter().any(|word| has(word))
        };
        RULES.iter().find(holds).map(|rule| (rule.field, 1))
    }
}

/// A heading that has a word of each group, and none of the others.
struct Rule {
    field: Field,
    all: &'static [&'static [&'static str]],
    none: &'static [&'static str],
}

const fn rule(
    field: Field,
    all: &'static [&'static [&'static str]],
    none: &'static [&'static str],
) -> Rule {
    Rule { field, all, none }
}

const EXACT: [(&str, Field); 22] = [
    ("date", Field::Target),
    ("said on", Field::UpdatedOn),
    ("by when", Field::Target),
    ("when", Field::Target),
    ("who", Field::Owner),
    ("what", Field::Action),
    ("rag", Field::Status),
    ("no", Field::Number),
    ("nr", Field::Number),
    ("number", Field::Number),
    ("item", Field::Number),
    ("rec", Field::Number),
    ("ref", Field::Reference),
    ("reference", Field::Reference),
    ("id", Field::Reference),
    ("published", Field::Published),
    ("agreed", Field::Answer),
    ("accepted", Field::Answer),
    ("response", Field::Response),
    ("revised", Field::Revised),
    ("recommendation", Field::Recommendation),
    ("recommendations", Field::Recommendation),
];

/// The first that holds wins: what is rarer stands first.
const RULES: [Rule; 27] = [
    rule(
        Field::Revised,
        &[
            &[
                "revis*",
                "extend*",
                "extension",
                "moved",
                "new",
                "forecast",
                "current",
                "amended",
            ],
            &["date*", "target*", "deadline*", "due", "completion", "to"],
        ],
        &["reason*", "why"],
    ),
    rule(
        Field::CompletedOn,
        &[&["complet*"], &["on", "date", "actual*", "when"]],
        &[
            "target*", "due", "planned", "expected", "proposed", "by", "original",
        ],
    ),
    rule(
        Field::UpdatedOn,
        &[&["updat*", "review*"], &["date*", "last", "on", "when"]],
        &["next"],
    ),
    rule(Field::Published, &[&["publi*"]], &[]),
    rule(Field::Published, &[&["report*"], &["date*"]], &[]),
    rule(
        Field::AnsweredOn,
        &[&["response*", "answer*", "agreed", "accepted"], &["date*"]],
        &[],
    ),
    rule(
        Field::Target,
        &[&[
            "target*",
            "due",
            "deadline*",
            "timescale*",
            "timeframe*",
            "timeline*",
            "completion",
            "implementation",
        ]],
        &["reason*", "status"],
    ),
    rule(
        Field::ActionNumber,
        &[
            &["action*", "milestone*"],
            &["ref*", "no", "nr", "number", "id"],
        ],
        &[],
    ),
    rule(
        Field::Reference,
        &[&["rec*"], &["ref", "reference", "id"]],
        &["status", "text"],
    ),
    rule(Field::Number, &[&["rec*"], &["no", "nr", "number"]], &[]),
    rule(Field::Reference, &[&["ref", "reference", "id"]], &[]),
    rule(
        Field::Addressee,
        &[&["addressed", "addressee*", "directed"]],
        &[],
    ),
    rule(Field::Addressee, &[&["rec*", "made"], &["to", "for"]], &[]),
    rule(Field::Status, &[&["status", "rag", "state", "stage"]], &[]),
    rule(
        Field::Reason,
        &[&["reason*", "rationale", "justification"]],
        &["revis*", "delay*", "slip*", "moved", "late", "extension"],
    ),
    rule(
        Field::Owner,
        &[&[
            "owner*",
            "lead*",
            "responsib*",
            "accountab*",
            "sro",
            "assigned",
            "assignee",
        ]],
        &[],
    ),
    rule(
        Field::Update,
        &[&[
            "updat*",
            "comment*",
            "commentary",
            "note*",
            "narrative",
            "position",
        ]],
        &[],
    ),
    rule(Field::Status, &[&["progress"]], &[]),
    rule(
        Field::Action,
        &[&["action*", "step*", "activity", "activities", "milestone*"]],
        &["agree*", "accept*"],
    ),
    rule(Field::Action, &[&["agreed"], &["action*"]], &[]),
    rule(Field::Action, &[&["what"], &["do", "done", "will"]], &[]),
    rule(Field::Answer, &[&["agree*", "accept*", "decision"]], &[]),
    rule(Field::Response, &[&["respon*", "answer*"]], &[]),
    rule(
        Field::Recommendation,
        &[&["recommend*"]],
        &["status", "owner"],
    ),
    rule(
        Field::Report,
        &[&["report*", "inspection*", "inspected"]],
        &[],
    ),
    rule(
        Field::Report,
        &[&["pdu", "unit", "region", "area", "division", "source", "crc"]],
        &[],
    ),
    rule(Field::Number, &[&["number", "no"]], &["of"]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_suggests_what_its_column_holds() {
        use Field::*;
        for (heading, field) in [
            ("Ref", Reference),
            ("Rec. no.", Number),
            ("Recommendation number", Number),
            ("Recommendation ref", Reference),
            ("Recommendation", Recommendation),
            ("HMIP recommendation (full text)", Recommendation),
            ("Addressed to", Addressee),
            ("Recommendation made to", Addressee),
            ("Inspection report", Report),
            ("PDU", Report),
            ("Date of publication", Published),
            ("Report date", Published),
            ("Agreed / partly agreed / not agreed", Answer),
            ("Accepted?", Answer),
            ("HMPPS response", Response),
            ("Reason if not agreed", Reason),
            ("Agreed action", Action),
            ("Action to be taken", Action),
            ("What will we do?", Action),
            ("Action ref", ActionNumber),
            ("Action owner", Owner),
            ("Responsible Owner", Owner),
            ("Target completion date", Target),
            ("Original target date", Target),
            ("Due", Target),
            ("Revised target date", Revised),
            ("Target date / Revised", Revised),
            ("Target date / Original", Target),
            ("Recommendation / Unit", Report),
            ("Recommendation / Text", Recommendation),
            ("Recommendation / No", Number),
            ("Action / Owner", Owner),
            ("Response / Date", AnsweredOn),
            ("RAG status", Status),
            ("Progress", Status),
            ("Progress update", Update),
            ("Comments", Update),
            ("Last updated", UpdatedOn),
            ("Date completed", CompletedOn),
            ("Actual completion date", CompletedOn),
        ] {
            let found = Field::of_heading(heading).map(|(field, _)| field);
            assert_eq!(found, Some(field), "{heading}");
        }
        for heading in ["", "Theme", "Priority", "3", "Reason for delay"] {
            assert_eq!(Field::of_heading(heading), None, "{heading}");
        }
    }
}
