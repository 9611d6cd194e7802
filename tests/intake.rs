//! What becomes of a report that is read: new, here already, known through a reprint, or doubtful.

use annexe::domain::body::{BodyKind, NewBody};
use annexe::domain::finding::{Covered, NewFinding};
use annexe::domain::inspection::{InspectionFacts, InspectionKind};
use annexe::domain::progress::Progress;
use annexe::domain::recommendation::NewRecommendation;
use annexe::import;
use annexe::store::{Answers, Change, Intake, Meta, Outcome, Store};
use chrono::{NaiveDate, TimeZone, Utc};

const ITEMS: [&str; 5] = [
    "check every home address before release",
    "give each new practitioner a protected caseload",
    "write to the court when a report will be late",
    "agree a referral route with the housing team",
    "hold a case discussion for each person on probation who moves",
];

fn meta() -> Meta {
    let at = Utc.with_ymd_and_hms(2026, 11, 24, 9, 30, 0).unwrap();
    Meta {
        at,
        by: "tester".to_owned(),
        why: None,
        command: "test".to_owned(),
    }
}

/// A register with an invented region and two units.
fn register() -> Store {
    let store = Store::in_memory(&meta()).unwrap();
    let region = add(
        &store,
        "Saltmere region",
        BodyKind::Region,
        Some("The Probation Service"),
    );
    assert!(region > 0);
    add(
        &store,
        "Fenmarsh PDU",
        BodyKind::Pdu,
        Some("Saltmere region"),
    );
    add(
        &store,
        "Low Fen PDU",
        BodyKind::Pdu,
        Some("Saltmere region"),
    );
    store
}

fn add(store: &Store, name: &str, kind: BodyKind, parent: Option<&str>) -> i64 {
    let parent_id = parent.map(|parent| store.bodies().unwrap().find(parent).unwrap().id);
    let new = NewBody {
        name: name.to_owned(),
        kind,
        member_kind: None,
        parent_id,
        valid_from: NaiveDate::from_ymd_opt(2021, 6, 26),
        valid_to: None,
        aliases: Vec::new(),
    };
    store
        .change(&meta(), |change| change.add_body(&new))
        .unwrap()
        .value
}

fn report(body: &str, published: &str, addressee: &str, items: &[&str]) -> String {
    let mut text = format!(
        "An inspection of probation services in:\n\n{body}\n\nThe Probation Service – Saltmere region\n\n\
         HM Inspectorate of Probation, {published}\n\nRecommendations\n\nAs a result of our inspection findings, \
         we have made a number of recommendations.\n\n{addressee} should:\n\n"
    );
    for (number, item) in (1..).zip(items) {
        text.push_str(&format!("{number}. {item}\n"));
    }
    text.push_str("\nBackground\n\nWe conducted fieldwork in the spring.\n");
    text
}

/// The end of a report whose annexe one grades items of a plan.
fn annexe(items: &[(&str, &str, &str)]) -> String {
    let mut text = "\nAnnexe one – Progress against previous recommendations\n\nBelow are our findings in respect of the \
         relevant recommendations. All recommendations are taken from: HMIP ACTION PLAN 2021: Saltmere region. \
         An Action Plan in response to recommendations made to Saltmere CRC (June 2019).\n\n"
        .to_owned();
    for (words, finding, grade) in items {
        text.push_str(&format!(
            "Recommendation:\n\n{words}\n\nInspection findings:\n\n{finding} – {grade}\n\n"
        ));
    }
    text
}

fn answers() -> Answers {
    Answers {
        today: NaiveDate::from_ymd_opt(2026, 11, 24),
        ..Answers::default()
    }
}

fn matched(store: &Store, text: &str, name: &str, answers: &Answers) -> Intake {
    store
        .match_draft(
            &import::read_report(text.as_bytes(), name).unwrap(),
            answers,
        )
        .unwrap()
}

fn take(store: &Store, text: &str, name: &str) -> Intake {
    let intake = matched(store, text, name, &answers());
    assert_eq!(intake.questions, [], "{name}");
    store
        .change(&meta(), |change: &Change<'_>| change.write_intake(&intake))
        .unwrap();
    intake
}

fn words(store: &Store, code: &str) -> Vec<String> {
    let inspection = store.inspection_called(code).unwrap();
    store
        .recommendations(inspection.id)
        .unwrap()
        .into_iter()
        .map(|item| item.words)
        .collect()
}

#[test]
fn the_same_report_again_adds_nothing_and_another_printing_is_recorded_as_one() {
    let store = register();
    let text = report("Fenmarsh PDU", "May 2024", "Fenmarsh PDU", &ITEMS);
    take(&store, &text, "fenmarsh.txt");
    assert!(matched(&store, &text, "fenmarsh.txt", &answers()).adds_nothing());
    let reprint = format!("{text}\nA note of the printer.\n");
    let intake = take(&store, &reprint, "reprint.txt");
    assert_eq!(
        (intake.code.as_str(), intake.new_recommendations()),
        ("fenmarsh-2024", 0)
    );
    let inspection = store.inspection_called("fenmarsh-2024").unwrap();
    let sources = store.sources_of(inspection.id).unwrap();
    let also: Vec<_> = sources
        .iter()
        .map(|source| (source.name.as_str(), source.also_printed))
        .collect();
    assert_eq!(also, [("fenmarsh.txt", false), ("reprint.txt", true)]);
    assert!(matched(&store, &reprint, "reprint.txt", &answers()).adds_nothing());
}

#[test]
fn the_same_sentence_recommended_to_two_units_is_two_recommendations() {
    let store = register();
    take(
        &store,
        &report("Fenmarsh PDU", "May 2024", "Fenmarsh PDU", &ITEMS[..1]),
        "one.txt",
    );
    take(
        &store,
        &report("Low Fen PDU", "October 2024", "Low Fen PDU", &ITEMS[..1]),
        "two.txt",
    );
    assert_eq!(
        words(&store, "fenmarsh-2024"),
        words(&store, "low-fen-2024")
    );
}

#[test]
fn a_whole_report_of_another_unit_with_the_same_items_is_not_the_same_report() {
    let store = register();
    take(
        &store,
        &report("Fenmarsh PDU", "May 2024", "Fenmarsh PDU", &ITEMS),
        "one.txt",
    );
    let intake = take(
        &store,
        &report("Low Fen PDU", "October 2024", "Low Fen PDU", &ITEMS),
        "two.txt",
    );
    assert_eq!(
        (intake.code.as_str(), &intake.outcome),
        ("low-fen-2024", &Outcome::New)
    );
}

#[test]
fn a_report_that_was_typed_in_part_is_completed() {
    let store = register();
    let body = store.bodies().unwrap().find("Fenmarsh PDU").unwrap().id;
    let facts = InspectionFacts {
        published_on: Some("May 2024".parse().unwrap()),
        ..InspectionFacts::of_kind(InspectionKind::Core)
    };
    store
        .change(&meta(), |change| {
            let inspection_id = change.add_inspection("fenmarsh-2024", Some(body), &facts, None)?;
            for (number, item) in (1..).zip(&ITEMS[..3]) {
                change.add_recommendation(&NewRecommendation {
                    inspection_id,
                    number: number.to_string(),
                    position: number,
                    printed_number: None,
                    words: (*item).to_owned(),
                    addressees: vec![body],
                    cited: None,
                })?;
            }
            Ok(())
        })
        .unwrap();
    let text = report("Fenmarsh PDU", "14 May 2024", "Fenmarsh PDU", &ITEMS);
    let intake = take(&store, &text, "fenmarsh.txt");
    assert_eq!(intake.new_recommendations(), 2);
    assert_eq!(words(&store, "fenmarsh-2024"), ITEMS);
    let published = store
        .inspection_called("fenmarsh-2024")
        .unwrap()
        .facts
        .published_on
        .unwrap();
    assert_eq!(
        published.to_string(),
        "2024-05-14",
        "a finer date sharpens the coarser one"
    );
}

#[test]
fn other_items_under_the_same_body_and_date_are_a_question() {
    let store = register();
    take(
        &store,
        &report("Fenmarsh PDU", "May 2024", "Fenmarsh PDU", &ITEMS[..3]),
        "one.txt",
    );
    let others = [
        "keep a list of office closures",
        "answer the telephone by the third ring",
    ];
    let text = report("Fenmarsh PDU", "May 2024", "Fenmarsh PDU", &others);
    let intake = matched(&store, &text, "two.txt", &answers());
    assert_eq!(intake.questions.len(), 1, "{:?}", intake.questions);
    assert!(
        intake.questions[0]
            .words
            .contains("differ from those of fenmarsh-2024"),
        "{:?}",
        intake.questions
    );
    let refused = store.change(&meta(), |change: &Change<'_>| change.write_intake(&intake));
    assert!(refused.is_err(), "nothing is written over an open question");
}

const PLAN: [(&str, &str, &str); 2] = [
    (
        "Saltmere region will check home addresses.",
        "Addresses were checked in some cases",
        "Some progress",
    ),
    (
        "Saltmere region will write to courts in good time.",
        "Nothing has changed",
        "No progress",
    ),
];

#[test]
fn an_annexe_records_the_plan_that_it_prints_again_and_a_second_report_meets_it_there() {
    let store = register();
    let one = report("Fenmarsh PDU", "May 2024", "Fenmarsh PDU", &ITEMS) + &annexe(&PLAN);
    take(&store, &one, "one.txt");
    let plan = store.inspection_called("saltmere-plan-2021").unwrap();
    assert_eq!(plan.known_through.as_deref(), Some("fenmarsh-2024"));
    assert_eq!(words(&store, "saltmere-plan-2021").len(), 2);
    let two = report("Low Fen PDU", "October 2024", "Low Fen PDU", &ITEMS[..2]) + &annexe(&PLAN);
    let intake = take(&store, &two, "two.txt");
    assert_eq!(
        (intake.new_recommendations(), intake.new_findings()),
        (2, 2)
    );
    assert_eq!(
        words(&store, "saltmere-plan-2021").len(),
        2,
        "the plan is not doubled"
    );
    let first = store.recommendation_called("saltmere-plan-2021/1").unwrap();
    assert_eq!(store.findings_of(first.id).unwrap().len(), 2);
}

#[test]
fn a_finding_that_was_typed_is_compared_before_the_report_is_taken_in() {
    let store = register();
    let text = report("Fenmarsh PDU", "May 2024", "Fenmarsh PDU", &ITEMS) + &annexe(&PLAN);
    take(&store, &text, "one.txt");
    let later = report("Low Fen PDU", "October 2024", "Low Fen PDU", &ITEMS[..2]);
    take(&store, &later, "two.txt");
    let inspection_id = store.inspection_called("low-fen-2024").unwrap().id;
    let recommendation_id = store
        .recommendation_called("saltmere-plan-2021/2")
        .unwrap()
        .id;
    let typed = NewFinding {
        inspection_id,
        words: "Letters are now on time".to_owned(),
        progress: Progress::Sufficient,
        printed_progress: None,
        remark: None,
        covers: vec![Covered {
            recommendation_id,
            body_id: None,
        }],
        cited: None,
    };
    store
        .change(&meta(), |change| change.add_finding(&typed))
        .unwrap();
    let with_annexe = later + &annexe(&PLAN);
    let intake = matched(&store, &with_annexe, "two-whole.txt", &answers());
    assert_eq!(intake.questions.len(), 1, "{:?}", intake.questions);
    assert!(
        intake.questions[0].answer.contains("annexe amend"),
        "{:?}",
        intake.questions
    );
}

#[test]
fn a_report_known_through_a_reprint_is_completed_by_itself_and_keeps_its_references() {
    let store = register();
    let appendix = "\nAppendix 3: Previous inspection outcomes (September 2022)\n\nIn 2022, we made the following \
         recommendations:\n\nFenmarsh PDU should:\n\n1. check home addresses before release\n2. give each new \
         practitioner a protected caseload\n3. write to the court when a report will be late.\n\nAppendix 4: Data\n\nNone.\n";
    let later = report("Fenmarsh PDU", "May 2024", "Fenmarsh PDU", &ITEMS[3..]) + appendix;
    let intake = take(&store, &later, "later.txt");
    assert_eq!(intake.new_recommendations(), 5, "{:?}", intake.earlier);
    assert_eq!(
        words(&store, "fenmarsh-2022")[0],
        "check home addresses before release"
    );
    let itself = report(
        "Fenmarsh PDU",
        "September 2022",
        "Fenmarsh PDU",
        &ITEMS[..3],
    );
    let intake = take(&store, &itself, "itself.txt");
    assert!(
        matches!(intake.outcome, Outcome::KnownThrough(_)),
        "{:?}",
        intake.outcome
    );
    let inspection = store.inspection_called("fenmarsh-2022").unwrap();
    assert_eq!(
        (
            inspection.known_through.as_deref(),
            inspection.recommendations
        ),
        (None, 3)
    );
    assert_eq!(
        words(&store, "fenmarsh-2022"),
        ITEMS[..3],
        "the report's own words stand"
    );
    let first = store.recommendation_called("fenmarsh-2022/1").unwrap();
    let reprints = store
        .reprints_of(first.id, answers().today.unwrap())
        .unwrap();
    assert_eq!(
        reprints,
        [(
            "fenmarsh-2024".to_owned(),
            "check home addresses before release".to_owned()
        )]
    );
}

#[test]
fn a_body_that_is_not_known_is_a_question_with_the_nearest_and_an_answer_is_kept() {
    let store = register();
    let text = report("Fenmarsh PDU", "May 2024", "Fennmarch PDU", &ITEMS);
    let intake = matched(&store, &text, "one.txt", &answers());
    assert!(
        intake
            .questions
            .iter()
            .any(|q| q.answer == "--map \"Fennmarch PDU=Fenmarsh PDU\""),
        "{:?}",
        intake.questions
    );
    let map = vec![("Fennmarch PDU".to_owned(), "Fenmarsh PDU".to_owned())];
    let answered = matched(&store, &text, "one.txt", &Answers { map, ..answers() });
    assert_eq!(answered.questions, []);
    store
        .change(&meta(), |change: &Change<'_>| {
            change.write_intake(&answered)
        })
        .unwrap();
    let next = report("Low Fen PDU", "June 2025", "Fennmarch PDU", &ITEMS[..1]);
    let intake = matched(&store, &next, "next.txt", &answers());
    assert_eq!(intake.questions, [], "what was answered once is kept");
    assert!(
        intake
            .notes
            .iter()
            .any(|note| note.words.contains("as a person said")),
        "{:?}",
        intake.notes
    );
}

#[test]
fn a_month_that_has_not_ended_is_asked_for_more_exactly() {
    let store = register();
    let text = report("Fenmarsh PDU", "November 2026", "Fenmarsh PDU", &ITEMS);
    let intake = matched(&store, &text, "one.txt", &answers());
    assert!(
        intake
            .questions
            .iter()
            .any(|q| q.answer == "--published 2026-11-24"),
        "{:?}",
        intake.questions
    );
    let published = "2026-11-18".parse().ok();
    assert_eq!(
        matched(
            &store,
            &text,
            "one.txt",
            &Answers {
                published,
                ..answers()
            }
        )
        .questions,
        []
    );
}

#[test]
fn a_pasted_section_belongs_to_the_inspection_that_is_named() {
    let store = register();
    take(
        &store,
        &report("Fenmarsh PDU", "May 2024", "Fenmarsh PDU", &ITEMS[..2]),
        "one.txt",
    );
    let pasted = "Saltmere region should:\n\n3. keep a list of office closures\n4. answer letters within a week\n";
    let intake = matched(&store, pasted, "pasted text", &answers());
    assert!(!intake.questions.is_empty(), "whose it is must be said");
    let named = Answers {
        inspection: Some("fenmarsh-2024".to_owned()),
        ..answers()
    };
    let intake = matched(&store, pasted, "pasted text", &named);
    assert_eq!(intake.questions, []);
    store
        .change(&meta(), |change: &Change<'_>| change.write_intake(&intake))
        .unwrap();
    assert_eq!(words(&store, "fenmarsh-2024").len(), 4);
    assert_eq!(
        store
            .recommendation_called("fenmarsh-2024/4")
            .unwrap()
            .words,
        "answer letters within a week"
    );
}

#[test]
fn an_annexe_may_print_several_earlier_publications_again() {
    let store = register();
    let annexe = "\nAnnexe one – Progress against previous recommendations\n\n\
         Fenmarsh PDU inspection (March 2022)\n\nRecommendation:\n\nFenmarsh PDU should keep records.\n\n\
         Inspection findings:\n\nThey are kept – Sufficient progress\n\n\
         Low Fen PDU inspection (June 2022)\n\nRecommendation:\n\nLow Fen PDU should visit people.\n\n\
         Inspection findings:\n\nVisits are rare – No progress\n";
    let text = report("Fenmarsh PDU", "May 2024", "Fenmarsh PDU", &ITEMS) + annexe;
    take(&store, &text, "one.txt");
    assert_eq!(
        words(&store, "fenmarsh-2022"),
        ["Fenmarsh PDU should keep records."]
    );
    assert_eq!(
        words(&store, "low-fen-2022"),
        ["Low Fen PDU should visit people."]
    );
    let again = matched(&store, &text, "one.txt", &answers());
    assert!(again.adds_nothing(), "{again:?}");
}

#[test]
fn a_list_that_could_not_be_read_is_left_out_only_when_a_person_says_so() {
    let store = register();
    let text = report("Fenmarsh PDU", "May 2024", "Fenmarsh PDU", &ITEMS)
        .replace("\nBackground", "\nSaltmere region should:\n\nBackground");
    let intake = matched(&store, &text, "one.txt", &answers());
    let [question] = intake.questions.as_slice() else {
        panic!("{:?}", intake.questions);
    };
    assert!(question.words.contains("could not be read"), "{question:?}");
    let leave_out = question.answer.strip_prefix("--leave-out ").unwrap();
    let said = Answers {
        leave_out: vec![leave_out.to_owned()],
        ..answers()
    };
    assert_eq!(matched(&store, &text, "one.txt", &said).questions, []);
}

#[test]
fn a_name_that_is_no_misprint_is_not_answered_with_another_body() {
    let store = register();
    let text = report("Fenmarsh PDU", "May 2024", "Saltmere Council", &ITEMS);
    let intake = matched(&store, &text, "one.txt", &answers());
    let [question] = intake.questions.as_slice() else {
        panic!("{:?}", intake.questions);
    };
    assert!(
        question.answer.starts_with("annexe body add"),
        "{question:?}"
    );
}

/// The end of a report whose annexe does not say where its recommendations come from.
fn annexe_of_nobody(items: &[(&str, &str)]) -> String {
    let mut text = "\nAnnexe one – Progress against previous recommendations\n\n".to_owned();
    for (words, grade) in items {
        text.push_str(&format!(
            "Recommendation:\n\n{words}\n\nInspection findings:\n\nIt was looked at – {grade}\n\n"
        ));
    }
    text
}

#[test]
fn what_an_annexe_grades_is_found_by_its_words_or_suggested_with_its_likeness() {
    let store = register();
    let first = report("Fenmarsh PDU", "May 2022", "Fenmarsh PDU", &ITEMS);
    take(&store, &first, "one.txt");
    let graded = [
        (ITEMS[0], "Some progress"),
        (
            "Fenmarsh PDU should give every new practitioner a protected caseload",
            "No progress",
        ),
    ];
    let next = report(
        "Fenmarsh PDU",
        "May 2024",
        "Fenmarsh PDU",
        &["count chairs"],
    ) + &annexe_of_nobody(&graded);
    let intake = matched(&store, &next, "next.txt", &answers());
    let found: Vec<_> = intake
        .earlier
        .iter()
        .map(|earlier| earlier.code.as_str())
        .collect();
    assert_eq!(
        found[0], "fenmarsh-2022",
        "the same words are the same recommendation"
    );
    let asked: Vec<_> = intake
        .questions
        .iter()
        .map(|question| question.answer.as_str())
        .collect();
    assert_eq!(asked.len(), 2, "{:?}", intake.questions);
    assert!(asked.iter().any(|answer| answer.starts_with("--previous")));
    let is = intake
        .questions
        .iter()
        .find(|question| question.answer.ends_with("=fenmarsh-2022/2"))
        .unwrap();
    assert!(
        is.words.contains("fenmarsh-2022/2 is 8") && is.words.contains("% alike"),
        "{is:?}"
    );
    let said = Answers {
        is: vec![(is.place.clone(), "fenmarsh-2022/2".to_owned())],
        ..answers()
    };
    let answered = matched(&store, &next, "next.txt", &said);
    assert_eq!(
        answered.questions,
        [],
        "a person says which it is, and nothing else is asked"
    );
    store
        .change(&meta(), |change: &Change<'_>| {
            change.write_intake(&answered)
        })
        .unwrap();
    let again = matched(&store, &next, "next.txt", &answers());
    assert!(
        again.adds_nothing() && again.questions.is_empty(),
        "{again:?}"
    );
}

#[test]
fn an_earlier_publication_that_is_not_here_is_known_by_its_date() {
    let store = register();
    let text = report(
        "Fenmarsh PDU",
        "May 2024",
        "Fenmarsh PDU",
        &["count chairs"],
    ) + &annexe_of_nobody(&[("Fenmarsh PDU should visit people", "Some progress")]);
    let asked = matched(&store, &text, "one.txt", &answers());
    assert!(
        asked.questions[0].answer.starts_with("--previous"),
        "{:?}",
        asked.questions
    );
    let said = Answers {
        previous: Some("May 2022".to_owned()),
        ..answers()
    };
    let intake = matched(&store, &text, "one.txt", &said);
    assert_eq!(intake.questions, []);
    assert_eq!(intake.earlier[0].code, "fenmarsh-2022");
    let published = intake.earlier[0].facts.published_on;
    assert_eq!(published, Some("2022-05".parse().unwrap()));
    store
        .change(&meta(), |change: &Change<'_>| change.write_intake(&intake))
        .unwrap();
    assert!(matched(&store, &text, "one.txt", &said).adds_nothing());
}

#[test]
fn words_that_are_nearly_those_of_a_reprint_are_asked_about() {
    let store = register();
    let text = |published: &str, words: &str, item: &str| {
        report("Fenmarsh PDU", published, "Fenmarsh PDU", &[item])
            + &annexe(&[(words, "It was looked at", "Some progress")])
    };
    let plain = "Saltmere region will hold a list of landlords who take people on probation";
    take(&store, &text("May 2022", plain, ITEMS[0]), "one.txt");
    let other = "Saltmere region will hold a list of the landlords who take people on probation";
    let intake = matched(
        &store,
        &text("May 2024", other, ITEMS[1]),
        "two.txt",
        &answers(),
    );
    let [question] = intake.questions.as_slice() else {
        panic!("{:?}", intake.questions);
    };
    assert!(question.words.contains("% alike"), "{question:?}");
}

#[test]
fn the_addressee_that_a_person_names_is_the_body_of_that_name_whatever_the_report_would_mean() {
    let store = register();
    let text = report("Fenmarsh PDU", "May 2019", "Fenmarsh PDU", &ITEMS[..2])
        .replace("Fenmarsh PDU should:", "");
    let named = Answers {
        body: Some("Fenmarsh PDU".to_owned()),
        addressee: Some("Saltmere region".to_owned()),
        ..answers()
    };
    let intake = matched(&store, &text, "one.txt", &named);
    assert_eq!(
        intake.questions,
        [],
        "it began only after the report, and that was said"
    );
    let region = store.bodies().unwrap().find("Saltmere region").unwrap().id;
    assert!(
        intake
            .entries
            .iter()
            .all(|entry| entry.addressees == [region])
    );
}
