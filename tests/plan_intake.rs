//! What becomes of a plan or a tracker: which recommendations its rows mean, what is new, what changed.

use annexe::domain::action::ActionState;
use annexe::domain::body::{BodyKind, NewBody};
use annexe::domain::draft::{Read, Source};
use annexe::domain::inspection::{InspectionFacts, InspectionKind};
use annexe::domain::plan_draft::{
    DraftAction, DraftResponse, DraftTarget, DraftUpdate, Named, PlanDraft, PlanRow, Tally,
};
use annexe::domain::recommendation::NewRecommendation;
use annexe::domain::response::Answer;
use annexe::store::{Answers, Meta, PlanIntake, Store};
use chrono::{NaiveDate, TimeZone, Utc};

const ITEMS: [&str; 3] = [
    "check every home address before release",
    "give each new practitioner a protected caseload",
    "write to the court when a report will be late",
];

fn meta() -> Meta {
    Meta {
        at: Utc.with_ymd_and_hms(2026, 11, 24, 9, 30, 0).unwrap(),
        by: "tester".to_owned(),
        why: None,
        command: "test".to_owned(),
    }
}

/// A register with the report `fenmarsh-2024` of three recommendations.
fn register() -> Store {
    let store = Store::in_memory(&meta()).unwrap();
    let body = store
        .change(&meta(), |change| {
            change.add_body(&NewBody {
                name: "Fenmarsh PDU".to_owned(),
                kind: BodyKind::Pdu,
                member_kind: None,
                parent_id: None,
                valid_from: NaiveDate::from_ymd_opt(2021, 6, 26),
                valid_to: None,
                aliases: Vec::new(),
            })
        })
        .unwrap()
        .value;
    let facts = InspectionFacts {
        title: Some("An inspection of probation services in Fenmarsh PDU".to_owned()),
        published_on: Some("2024-10".parse().unwrap()),
        ..InspectionFacts::of_kind(InspectionKind::Core)
    };
    store
        .change(&meta(), |change| {
            let report = change.add_inspection("fenmarsh-2024", Some(body), &facts, None)?;
            for (position, words) in (1..).zip(ITEMS) {
                change.add_recommendation(&NewRecommendation {
                    inspection_id: report,
                    number: position.to_string(),
                    position,
                    printed_number: Some(position.to_string()),
                    words: words.to_owned(),
                    addressees: vec![body],
                    cited: None,
                })?;
            }
            Ok(())
        })
        .unwrap();
    store
}

fn source(name: &str) -> Source {
    Source {
        name: name.to_owned(),
        sha256: Some(format!("{:0>64}", name.len())),
    }
}

/// A plan of three rows that answers the report, as of a day.
fn plan(name: &str, said_on: &str) -> PlanDraft {
    let rows = ITEMS.iter().zip(1..).map(|(words, number)| PlanRow {
        about: Named {
            number: Some(number.to_string()),
            words: Some((*words).to_owned()),
            ..Named::default()
        },
        response: Some(response("We will do this.", &format!("row {number}"))),
        actions: vec![action(&format!("step one of {words}"), "2026-03-31")],
        place: format!("row {number}"),
    });
    PlanDraft {
        answers: Some(Read {
            value: "An inspection of probation services in: Fenmarsh PDU".to_owned(),
            place: "1".to_owned(),
        }),
        said_on: Some(Read {
            value: said_on.parse().unwrap(),
            place: "2".to_owned(),
        }),
        rows: rows.collect(),
        ..PlanDraft::of(source(name))
    }
}

fn response(words: &str, place: &str) -> DraftResponse {
    DraftResponse {
        answer: Some(Answer::Agreed),
        printed_answer: "Agreed".to_owned(),
        reason: None,
        part: None,
        words: words.to_owned(),
        answered_on: None,
        place: place.to_owned(),
    }
}

fn action(words: &str, due: &str) -> DraftAction {
    DraftAction {
        words: words.to_owned(),
        owner: Some("Head of PDU".to_owned()),
        targets: vec![target(due)],
        place: "a row".to_owned(),
        ..DraftAction::default()
    }
}

fn target(due: &str) -> DraftTarget {
    DraftTarget {
        due_on: due.parse().ok(),
        words: due.parse::<NaiveDate>().err().map(|_| due.to_owned()),
        place: "a row".to_owned(),
    }
}

fn answers() -> Answers {
    Answers {
        today: NaiveDate::from_ymd_opt(2026, 11, 24),
        ..Answers::default()
    }
}

fn matched(store: &Store, draft: &PlanDraft) -> PlanIntake {
    store.match_plan(draft, &answers()).unwrap()
}

fn take(store: &Store, draft: &PlanDraft) -> PlanIntake {
    let intake = matched(store, draft);
    assert_eq!(intake.questions, []);
    store
        .change(&meta(), |change| change.write_plan(&intake))
        .unwrap();
    intake
}

fn asked(intake: &PlanIntake) -> Vec<String> {
    let asked = intake.questions.iter();
    asked
        .map(|question| {
            format!(
                "{} | {} | {}",
                question.words, question.answer, question.place
            )
        })
        .collect()
}

fn noted(intake: &PlanIntake) -> Vec<&str> {
    intake
        .notes
        .iter()
        .map(|note| note.words.as_str())
        .collect()
}

#[test]
fn a_plan_is_written_once_and_adds_nothing_the_second_time() {
    let store = register();
    let draft = plan("plan.docx", "2025-01-15");
    let intake = take(&store, &draft);
    assert_eq!((intake.responses.len(), intake.actions.len()), (3, 3));
    assert_eq!(intake.inspections, ["fenmarsh-2024"]);
    let again = matched(&store, &draft);
    assert!(again.adds_nothing(), "{again:?}");
    assert_eq!((again.questions.len(), again.notes.len()), (0, 0));
    assert_eq!(again.same, 9);
    // Another printing of the same facts adds nothing either.
    assert!(matched(&store, &plan("other.docx", "2025-01-15")).adds_nothing());
}

#[test]
fn a_moved_date_is_a_revision_that_wants_a_reason_and_nothing_else() {
    let store = register();
    take(&store, &plan("v1", "2025-01-15"));
    let mut second = plan("v2 longer", "2025-09-01");
    second.rows[1].actions[0].targets = vec![target("2026-09-30")];
    let intake = take(&store, &second);
    assert_eq!((intake.added(), intake.changed()), (0, 1));
    assert_eq!(
        noted(&intake),
        ["fenmarsh-2024/2.1 moved from 31 March 2026 to 30 September 2026: it wants a reason"]
    );
    // The first version again, whose date is the older: it was in force on its day.
    assert!(matched(&store, &plan("v1", "2025-01-15")).adds_nothing());
    assert!(matched(&store, &second).adds_nothing());
    store.change(&meta(), |change| change.undo(5)).unwrap();
    let id = store.recommendation_called("fenmarsh-2024/2").unwrap().id;
    let of = annexe::domain::action::ActionOf::Recommendation(id);
    let action = store.actions_under(of, NaiveDate::MAX).unwrap().remove(0);
    assert_eq!(action.targets.len(), 1);
}

#[test]
fn a_reworded_action_and_another_owner_are_amended_and_new_ones_added() {
    let store = register();
    take(&store, &plan("v1", "2025-01-15"));
    let mut second = plan("v2 longer", "2025-09-01");
    second.rows[0].actions[0].words =
        "step one of checking every home address before release".to_owned();
    second.rows[1].actions[0].owner = Some("Regional lead".to_owned());
    second.rows[2]
        .actions
        .push(action("a second step", "2026-12-31"));
    let intake = take(&store, &second);
    assert_eq!((intake.amended.len(), intake.actions.len()), (2, 1));
    assert_eq!(intake.actions[0].reference, "fenmarsh-2024/3.2");
    // An older version brings none of the old words back.
    let old = matched(&store, &plan("v1 printed again", "2025-01-15"));
    assert!(old.adds_nothing(), "{:?}", old.amended);
    // What was taken back can be taken in again.
    store.change(&meta(), |change| change.undo(5)).unwrap();
    assert_eq!(matched(&store, &second).amended.len(), 2);
}

/// Returns the one action under the first recommendation.
fn first_action(store: &Store) -> annexe::domain::action::Action {
    let Ok(annexe::store::Named::Action(action)) = store.called("fenmarsh-2024/1.1") else {
        panic!("there is an action");
    };
    *action
}

#[test]
fn an_action_in_quite_other_words_replaces_none_before_a_person_says_so() {
    let store = register();
    take(&store, &plan("v1", "2025-01-15"));
    let mut second = plan("v2 longer", "2025-09-01");
    second.rows[0].actions[0].words = "ask for every home address in writing".to_owned();
    second.rows[0].actions[0].place = "row 1, action 1".to_owned();
    let open = matched(&store, &second);
    assert!(open.amended.is_empty());
    let [question] = open.questions.as_slice() else {
        panic!("{:?}", asked(&open));
    };
    assert!(question.words.contains("% like fenmarsh-2024/1.1"));
    assert_eq!(
        question.answer,
        "--is \"row 1, action 1=fenmarsh-2024/1.1\""
    );
    let said = |is: &str| {
        let is = vec![("row 1, action 1".to_owned(), is.to_owned())];
        let answers = Answers { is, ..answers() };
        store.match_plan(&second, &answers).unwrap()
    };
    let same = said("fenmarsh-2024/1.1");
    assert_eq!((same.amended.len(), same.actions.len()), (1, 0));
    let new = said("new");
    assert_eq!((new.amended.len(), new.actions.len()), (0, 1));
    assert!(new.questions.is_empty() && same.questions.is_empty());
    assert!(asked(&said("fenmarsh-2024/1.9"))[0].contains("has no action fenmarsh-2024/1.9"));
}

#[test]
fn amended_words_have_the_source_that_they_were_read_from_and_undo_gives_back_the_old() {
    let store = register();
    take(&store, &plan("v1", "2025-01-15"));
    let source = |store: &Store| {
        let cited = first_action(store).cited.expect("it was read");
        (store.source(cited.source_id).unwrap().name, cited.place)
    };
    let old = ("v1".to_owned(), "a row".to_owned());
    assert_eq!(source(&store), old);
    let mut second = plan("v2 longer", "2025-09-01");
    second.rows[0].actions[0].words = "step one of check every home address on release".to_owned();
    second.rows[0].actions[0].place = "row 1, action 1".to_owned();
    assert_eq!(take(&store, &second).amended.len(), 1);
    let new = ("v2 longer".to_owned(), "row 1, action 1".to_owned());
    assert_eq!(source(&store), new);
    store.change(&meta(), |change| change.undo(5)).unwrap();
    assert_eq!(source(&store), old);
}

#[test]
fn one_action_or_one_answer_is_left_out_and_is_said_again() {
    let store = register();
    let mut draft = plan("v1", "2025-01-15");
    draft.rows[0].response.as_mut().unwrap().place = "row 1, answer".to_owned();
    draft.rows[0].actions[0].place = "row 1, action 1".to_owned();
    let mut other = action("a second step", "2026-12-31");
    other.place = "row 1, action 2".to_owned();
    draft.rows[0].actions.push(other);
    let leave_out = vec!["row 1, answer".to_owned(), "row 1, action 2".to_owned()];
    let left = Answers {
        leave_out: leave_out.clone(),
        ..answers()
    };
    let intake = store.match_plan(&draft, &left).unwrap();
    assert_eq!((intake.responses.len(), intake.actions.len()), (2, 3));
    store
        .change(&meta(), |change| change.write_plan(&intake))
        .unwrap();
    // Read again, what was left out is offered, and said to have been left out.
    let again = matched(&store, &draft);
    assert_eq!((again.responses.len(), again.actions.len()), (1, 1));
    let mut before = leave_out.clone();
    before.sort();
    assert_eq!(again.left_before, before);
    take(&store, &draft);
    let third = matched(&store, &draft);
    assert!(third.adds_nothing() && third.left_before.is_empty());
    let mistyped = Answers {
        leave_out: vec!["row 9".to_owned()],
        ..answers()
    };
    let intake = store.match_plan(&draft, &mistyped).unwrap();
    assert_eq!(
        noted(&intake),
        ["--leave-out `row 9` names nothing in the file"]
    );
}

#[test]
fn words_that_were_left_out_are_offered_again_by_the_same_file() {
    let store = register();
    take(&store, &plan("v1", "2025-01-15"));
    let mut second = plan("v2 longer", "2025-09-01");
    second.rows[0].actions[0].words = "step one of check every home address on release".to_owned();
    second.rows[0].actions[0].place = "row 1, action 1".to_owned();
    second.rows[1].actions[0].owner = Some("Regional lead".to_owned());
    let left = Answers {
        leave_out: vec!["row 1, action 1".to_owned()],
        ..answers()
    };
    let intake = store.match_plan(&second, &left).unwrap();
    assert_eq!(intake.amended.len(), 1);
    store
        .change(&meta(), |change| change.write_plan(&intake))
        .unwrap();
    let again = matched(&store, &second);
    assert_eq!(again.amended.len(), 1);
    assert_eq!(again.left_before, ["row 1, action 1"]);
}

#[test]
fn every_bad_row_is_asked_about_at_once() {
    let store = register();
    let mut draft = plan("bad", "2025-01-15");
    draft.rows[0].about.number = Some("9".to_owned());
    draft.rows[0].about.words = None;
    draft.rows[1].about.number = Some("3".to_owned());
    draft.rows[2].about.words =
        Some("something that no report ever asked of anybody at all".to_owned());
    draft.rows.push(PlanRow {
        about: Named {
            words: Some("give new practitioners a protected caseload".to_owned()),
            ..Named::default()
        },
        place: "row 4".to_owned(),
        ..PlanRow::default()
    });
    assert_eq!(
        asked(&matched(&store, &draft)),
        [
            "fenmarsh-2024 has no recommendation 9 | --is \"row 1=fenmarsh-2024/…\" | row 1",
            "by its number this row is fenmarsh-2024/3, by its words fenmarsh-2024/2 | --is \"row 2=fenmarsh-2024/2\" | row 2",
            "by its number this row is fenmarsh-2024/3, whose words are others (“write to the court when a report will be late”) | --is \"row 3=fenmarsh-2024/3\" | row 3",
            "“give new practitioners a protected caseload” is 90% like fenmarsh-2024/2; is it that one, or new? | --is \"row 4=fenmarsh-2024/2\" | row 4",
        ]
    );
}

#[test]
fn dates_that_cannot_be_are_asked_about_with_their_place() {
    let store = register();
    let mut draft = plan("dates", "2024-01-15");
    assert_eq!(
        asked(&matched(&store, &draft)),
        [
            "the file speaks of 15 January 2024, and fenmarsh-2024 was published October 2024 | --on 2026-11-24 | "
        ]
    );
    draft.rows[0].response.as_mut().unwrap().answered_on = Some("2023-05-01".parse().unwrap());
    assert_eq!(
        asked(&matched(&store, &draft))[0],
        "fenmarsh-2024/1 was made 2024-10; nothing was answered of it on 2023-05-01 | --leave-out \"row 1\" | row 1"
    );
    draft.rows[0].response.as_mut().unwrap().answered_on = None;
    draft.said_on = None;
    let intake = matched(&store, &draft);
    assert_eq!(
        asked(&intake),
        ["nothing says of which day this speaks | --on 2026-11-24 | "]
    );
    draft = plan("dates", "2026-11");
    assert_eq!(
        asked(&matched(&store, &draft)),
        ["November 2026 has not ended; of which day does it speak? | --on 2026-11-24 | 2"]
    );
    draft = plan("dates", "2025-01-15");
    draft.rows[0].actions[0].targets = vec![target("2019-03-31")];
    draft.rows[1].actions[0].update = Some(DraftUpdate {
        state: Some(ActionState::Completed),
        printed_state: "Completed".to_owned(),
        said_on: Some("2027-01-01".parse().unwrap()),
        note: None,
        place: "row 2".to_owned(),
    });
    assert_eq!(
        asked(&matched(&store, &draft)),
        [
            "the target 31 March 2019 lies before fenmarsh-2024/1 was made (October 2024) | --leave-out \"a row\" | a row",
            "1 January 2027 lies ahead; nothing was reported then | --leave-out \"row 2\" | row 2",
        ]
    );
}

#[test]
fn unknown_words_are_asked_about_and_the_answer_is_kept() {
    let store = register();
    let mut draft = plan("words", "2025-01-15");
    for row in &mut draft.rows {
        let response = row.response.as_mut().unwrap();
        response.answer = None;
        response.printed_answer = "Accepted".to_owned();
    }
    assert_eq!(
        asked(&matched(&store, &draft)),
        [
            "`Accepted` is none of agreed, partly agreed and not agreed | --map \"Accepted=agreed|partly-agreed|not-agreed\" | row 1"
        ]
    );
    let mut answers = answers();
    answers
        .map
        .push(("Accepted".to_owned(), "agreed".to_owned()));
    let intake = store.match_plan(&draft, &answers).unwrap();
    assert_eq!(intake.questions, []);
    store
        .change(&meta(), |change| change.write_plan(&intake))
        .unwrap();
    assert!(matched(&store, &draft).adds_nothing());
}

#[test]
fn a_tracker_brings_recommendations_of_reports_that_are_here() {
    let store = register();
    let mut draft = plan("tracker", "2025-01-15");
    draft.answers = None;
    draft.tally = Some(Tally {
        rows: 4,
        ..Tally::default()
    });
    draft
        .rows
        .iter_mut()
        .for_each(|row| row.about.inspection = Some("Fenmarsh PDU 2024".to_owned()));
    let mut new = draft.rows[0].clone();
    new.place = "row 4".to_owned();
    new.about.number = Some("4".to_owned());
    new.about.words = Some("agree a referral route with the housing team".to_owned());
    new.about.addressees = vec!["Fenmarsh PDU".to_owned()];
    draft.rows.push(new);
    let intake = take(&store, &draft);
    assert_eq!(intake.recommendations.len(), 1);
    assert_eq!(intake.rows.added, 4);
    let reference = store.recommendation_called("fenmarsh-2024/4").unwrap();
    assert_eq!(
        reference.words,
        "agree a referral route with the housing team"
    );
    let again = matched(&store, &draft);
    assert!(again.adds_nothing());
    assert_eq!(again.rows.same, 4);
    // A plan does not bring any.
    let mut plan = plan("plan", "2025-01-15");
    plan.rows.truncate(1);
    plan.rows[0].about.number = None;
    plan.rows[0].about.words = Some("open on Saturdays".to_owned());
    assert_eq!(
        asked(&matched(&store, &plan)),
        ["fenmarsh-2024 has no recommendation “open on Saturdays” | --is \"row 1=new\" | row 1"]
    );
}

#[test]
fn an_addressee_and_a_date_that_contradict_the_register_or_another_row_are_noted() {
    let store = register();
    let mut draft = plan("tracker", "2025-01-15");
    draft.answers = None;
    draft.tally = Some(Tally {
        rows: 3,
        ..Tally::default()
    });
    for (row, published) in draft
        .rows
        .iter_mut()
        .zip(["2024-09", "2024-10-03", "2024-10-20"])
    {
        row.about.inspection = Some("fenmarsh-2024".to_owned());
        row.about.addressees = vec!["Fenmarsh PDU".to_owned()];
        row.about.published_on = Some(published.parse().unwrap());
    }
    draft.rows[1]
        .about
        .addressees
        .push("Saltmere region".to_owned());
    assert_eq!(
        noted(&matched(&store, &draft)),
        [
            "the row gives September 2024 as the date of the report; fenmarsh-2024 has October 2024 here, which stays",
            "the row addresses it to Fenmarsh PDU and Saltmere region; fenmarsh-2024/2 is addressed to Fenmarsh PDU, and stays so",
            "the row gives 20 October 2024 as the date of the report; the row at row 2 says 3 October 2024",
        ]
    );
    take(&store, &draft);
    assert_eq!(noted(&matched(&store, &draft)), [""; 0]);
}

#[test]
fn actions_without_words_are_the_recommendation_and_found_again_by_their_owner() {
    let store = register();
    let mut draft = plan("wordless", "2025-01-15");
    draft.rows.truncate(1);
    draft.rows[0].actions = vec![action("", "2026-03-31"), action("", "2026-06-30")];
    draft.rows[0].actions[1].owner = Some("Regional lead".to_owned());
    let intake = take(&store, &draft);
    assert!(intake.actions.iter().all(|added| added.words == ITEMS[0]));
    assert_eq!(
        noted(&intake),
        [
            "2 rows give an owner, a date or a state and no action: the words of the recommendation stand for it"
        ]
    );
    assert!(matched(&store, &draft).adds_nothing());
    draft.rows[0].actions.swap(0, 1);
    assert!(matched(&store, &draft).adds_nothing());
}

#[test]
fn rows_that_do_not_add_up_are_asked_about() {
    let store = register();
    let mut draft = plan("tracker", "2025-01-15");
    draft.tally = Some(Tally {
        rows: 5,
        ..Tally::default()
    });
    assert_eq!(
        matched(&store, &draft).questions[0].words,
        "5 rows were read and 3 are accounted for"
    );
}

/// A tracker of 100,000 rows is matched and written at over 5,000 rows a second in a release build:
/// `cargo test --release --test plan_intake -- --ignored --nocapture`.
#[test]
#[ignore = "takes long without optimisation"]
fn a_hundred_thousand_rows_are_taken_in_at_five_thousand_a_second() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("register.db");
    assert!(Store::create(&path, &meta()).unwrap());
    let store = Store::open_to_write(&path).unwrap();
    store
        .change(&meta(), |change| {
            let body = change.add_body(&NewBody {
                name: "Fenmarsh PDU".to_owned(),
                kind: BodyKind::Pdu,
                member_kind: None,
                parent_id: None,
                valid_from: None,
                valid_to: None,
                aliases: Vec::new(),
            })?;
            for number in 0..1_000 {
                let facts = InspectionFacts {
                    published_on: Some("2024-10".parse().unwrap()),
                    ..InspectionFacts::of_kind(InspectionKind::Core)
                };
                change.add_inspection(
                    &format!("fenmarsh-{number}-2024"),
                    Some(body),
                    &facts,
                    None,
                )?;
            }
            Ok(())
        })
        .unwrap();
    let rows = (0..100_000).map(|row| PlanRow {
        about: Named {
            inspection: Some(format!("fenmarsh-{}-2024", row / 100)),
            number: Some((row % 100 + 1).to_string()),
            words: Some(format!(
                "do the {row}th thing that the {}th visit found to be wanting",
                row * 7
            )),
            addressees: vec!["Fenmarsh PDU".to_owned()],
            ..Named::default()
        },
        response: None,
        actions: vec![DraftAction {
            update: Some(DraftUpdate {
                state: Some(ActionState::InProgress),
                printed_state: "Amber".to_owned(),
                said_on: None,
                note: Some("half of it is done".to_owned()),
                place: format!("Open!H{row}"),
            }),
            ..action(&format!("take the {row}th step towards it"), "2026-12-31")
        }],
        place: format!("Open!A{row}"),
    });
    let draft = PlanDraft {
        said_on: plan("x", "2025-01-15").said_on,
        tally: Some(Tally {
            rows: 100_000,
            ..Tally::default()
        }),
        rows: rows.collect(),
        ..PlanDraft::of(source("tracker.xlsx"))
    };
    for _ in 0..2 {
        let begun = std::time::Instant::now();
        let intake = matched(&store, &draft);
        let matching = begun.elapsed();
        assert_eq!(intake.questions, []);
        store
            .change(&meta(), |change| change.write_plan(&intake))
            .unwrap();
        let whole = begun.elapsed().as_secs_f64();
        println!(
            "{} rows: matched in {:.1} s, matched and written in {whole:.1} s, {:.0} rows a second; {} facts added, {} the same",
            draft.rows.len(),
            matching.as_secs_f64(),
            draft.rows.len() as f64 / whole,
            intake.added(),
            intake.same
        );
    }
}
