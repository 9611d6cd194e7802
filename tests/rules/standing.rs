//! Rule 5: what is outstanding, and what reopens it.

use annexe::domain::closure::Decision;
use annexe::domain::progress::Progress;
use annexe::domain::response::Answer;
use annexe::domain::standing::State;

use crate::register::Register;

const DAY: &str = "2025-01-01";
const ITEM: &str = "fenmarsh-2022/1";

fn one_item() -> Register {
    let register = Register::new();
    register.inspection("fenmarsh-2022", "Fenmarsh PDU", "2022-05");
    register.recommend(ITEM, &["Fenmarsh PDU"]);
    register
}

/// An inspection of Fenmarsh PDU that grades the item.
fn graded(register: &Register, code: &str, on: &str, progress: Progress) {
    register.inspection(code, "Fenmarsh PDU", on);
    register.mark(code, ITEM, progress);
}

#[test]
fn none_some_and_never_graded_stay_outstanding() {
    let register = one_item();
    assert_eq!(register.state(ITEM, DAY), State::Outstanding);
    graded(&register, "fenmarsh-2023", "2023-03", Progress::None);
    assert_eq!(register.state(ITEM, DAY), State::Outstanding);
    graded(&register, "fenmarsh-2024", "2024-03", Progress::Some);
    let stands = register.stands(ITEM, DAY);
    assert_eq!(stands.state, State::Outstanding);
    assert!(!stands.reopened, "it was never settled");
}

#[test]
fn a_finding_without_a_grade_decides_nothing() {
    let register = one_item();
    graded(&register, "fenmarsh-2023", "2023-03", Progress::Sufficient);
    graded(&register, "fenmarsh-2024", "2024-03", Progress::NotGraded);
    let stands = register.stands(ITEM, DAY);
    assert_eq!(stands.state, State::Sufficient);
    assert_eq!(stands.grade, Some(Progress::Sufficient));
}

#[test]
fn the_newest_grade_counts_by_date_of_publication_not_of_entry() {
    let register = one_item();
    graded(&register, "fenmarsh-2024", "2024-03", Progress::Sufficient);
    graded(&register, "fenmarsh-2023", "2023-03", Progress::None);
    assert_eq!(register.state(ITEM, "2024-01-01"), State::Outstanding);
    assert_eq!(register.state(ITEM, DAY), State::Sufficient);
}

#[test]
fn of_two_grades_of_one_day_the_one_entered_last_counts() {
    let register = one_item();
    graded(&register, "a-2024", "2024-03-05", Progress::Sufficient);
    graded(&register, "b-2024", "2024-03-05", Progress::None);
    assert_eq!(register.state(ITEM, DAY), State::Outstanding);
    graded(&register, "c-2024", "2024-03-05", Progress::Sufficient);
    assert_eq!(register.state(ITEM, DAY), State::Sufficient);
}

#[test]
fn a_later_none_reopens_what_was_sufficient_visibly() {
    let register = one_item();
    graded(&register, "fenmarsh-2023", "2023-03", Progress::Sufficient);
    graded(&register, "fenmarsh-2024", "2024-03", Progress::None);
    let stands = register.stands(ITEM, DAY);
    assert_eq!((stands.state, stands.reopened), (State::Outstanding, true));
}

#[test]
fn a_later_none_reopens_what_was_closed_visibly() {
    let register = one_item();
    register.close(ITEM, "2023-03-01");
    assert_eq!(register.state(ITEM, DAY), State::Closed);
    graded(&register, "fenmarsh-2024", "2024-03", Progress::Some);
    let stands = register.stands(ITEM, DAY);
    assert_eq!((stands.state, stands.reopened), (State::Outstanding, true));
}

#[test]
fn on_the_same_day_the_closure_stands() {
    let register = one_item();
    register.close(ITEM, "2024-03-05");
    graded(&register, "fenmarsh-2024", "2024-03-05", Progress::None);
    assert_eq!(register.state(ITEM, DAY), State::Closed);
}

#[test]
fn a_closure_after_a_grade_stands() {
    let register = one_item();
    graded(&register, "fenmarsh-2023", "2023-03", Progress::None);
    register.close(ITEM, "2023-09-01");
    assert_eq!(register.state(ITEM, "2023-08-31"), State::Outstanding);
    assert_eq!(register.state(ITEM, "2023-09-01"), State::Closed);
}

#[test]
fn what_a_grade_reopened_is_later_sufficient_not_closed() {
    let register = one_item();
    register.close(ITEM, "2022-09-01");
    graded(&register, "fenmarsh-2023", "2023-03", Progress::None);
    graded(&register, "fenmarsh-2024", "2024-03", Progress::Sufficient);
    assert_eq!(register.state(ITEM, DAY), State::Sufficient);
}

#[test]
fn what_was_closed_can_be_taken_up_again() {
    let register = one_item();
    register.close(ITEM, "2023-03-01");
    register.decide(ITEM, "2023-09-01", Decision::Reopened);
    assert_eq!(register.state(ITEM, "2023-08-31"), State::Closed);
    let stands = register.stands(ITEM, "2023-09-01");
    assert_eq!((stands.state, stands.reopened), (State::Outstanding, true));
}

#[test]
fn what_was_not_agreed_stays_outstanding() {
    let register = one_item();
    register.answer(ITEM, None, "2022-08-01", Answer::NotAgreed);
    let stands = register.stands(ITEM, DAY);
    assert_eq!(
        (stands.state, stands.not_agreed),
        (State::Outstanding, true)
    );
}

#[test]
fn the_newest_answer_counts() {
    let register = one_item();
    register.answer(ITEM, None, "2023-08-01", Answer::Agreed);
    register.answer(ITEM, None, "2022-08-01", Answer::NotAgreed);
    assert!(register.stands(ITEM, "2023-01-01").not_agreed);
    assert!(!register.stands(ITEM, DAY).not_agreed);
}
