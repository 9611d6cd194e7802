//! Rule 9: recommendations to several addressees.

use annexe::domain::progress::Progress;
use annexe::domain::response::Answer;
use annexe::domain::standing::State;
use annexe::error::Error;

use crate::register::Register;

const DAY: &str = "2025-01-01";
const ITEM: &str = "fens-2022/1";
const NOTHING: [&str; 0] = [];

/// One item to two regions, and later inspections of each.
fn joint() -> Register {
    let register = Register::new();
    register.thematic("fens-2022", "2022-05");
    register.recommend(ITEM, &["Fenland region", "Downs region"]);
    register.inspection("fenland-2023", "Fenland region", "2023-03");
    register.thematic("courts-2024", "2024-03");
    register
}

#[test]
fn it_is_outstanding_while_any_standing_is() {
    let register = joint();
    register.mark("fenland-2023", ITEM, Progress::Sufficient);
    assert_eq!(register.outstanding("Fens Service", DAY), [ITEM]);
    assert_eq!(register.outstanding("Downs region", DAY), [ITEM]);
    assert_eq!(register.outstanding("Fenland region", DAY), NOTHING);
    register.mark("courts-2024", ITEM, Progress::Sufficient);
    assert_eq!(register.outstanding("Fens Service", DAY), NOTHING);
}

#[test]
fn it_counts_once() {
    let register = joint();
    assert_eq!(register.lines("Fens Service", DAY).len(), 2);
    assert_eq!(register.outstanding("Fens Service", DAY), [ITEM]);
}

#[test]
fn a_finding_that_names_one_addressee_settles_for_that_one() {
    let register = joint();
    register.mark_for("Downs region", "courts-2024", ITEM, Progress::Sufficient);
    let state = |holder| register.stands_under(holder, ITEM, DAY).state;
    assert_eq!(state("Downs region"), State::Sufficient);
    assert_eq!(state("Fenland region"), State::Outstanding);
}

#[test]
fn a_finding_that_names_one_addressee_lists_that_one_only_where_it_was_graded() {
    let register = joint();
    register.inspection("holt-2023", "Holt PDU", "2023-03");
    register.mark_for("Fenland region", "holt-2023", ITEM, Progress::None);
    let listed = register.survey(Some("Holt PDU"), false, DAY);
    let holders: Vec<_> = listed.lines().iter().map(|l| l.standing.holder).collect();
    assert_eq!(holders, [register.id("Fenland region")]);
}

#[test]
fn an_answer_that_names_one_addressee_holds_for_that_one() {
    let register = joint();
    register.answer(ITEM, None, "2022-08-01", Answer::Agreed);
    let downs = Some("Downs region");
    register.answer(ITEM, downs, "2022-09-01", Answer::NotAgreed);
    let not_agreed = |holder| register.stands_under(holder, ITEM, DAY).not_agreed;
    assert!(not_agreed("Downs region"));
    assert!(!not_agreed("Fenland region"));
}

#[test]
fn a_closure_holds_for_all() {
    let register = joint();
    register.close(ITEM, "2023-01-01");
    assert_eq!(register.outstanding("Fens Service", DAY), NOTHING);
}

#[test]
fn a_grade_reopens_what_was_closed_where_it_settles() {
    let register = joint();
    register.close(ITEM, "2023-01-01");
    register.mark("fenland-2023", ITEM, Progress::None);
    let state = |holder| register.stands_under(holder, ITEM, DAY).state;
    assert_eq!(state("Fenland region"), State::Outstanding);
    assert_eq!(state("Downs region"), State::Closed);
}

#[test]
fn one_inspection_never_marks_both_for_all_and_for_one() {
    let register = joint();
    let mark = |body| register.try_mark("courts-2024", ITEM, body, Progress::Some);
    mark(Some("Downs region")).unwrap();
    assert!(matches!(mark(None), Err(Error::Conflict(_))));
    assert!(matches!(
        mark(Some("Downs region")),
        Err(Error::Conflict(_))
    ));
    mark(Some("Fenland region")).unwrap();
}
