//! Rules 2 to 4: when a finding counts, and what a grade settles.

use annexe::domain::progress::Progress;
use annexe::domain::response::Answer;
use annexe::domain::standing::State;

use crate::register::Register;

const DAY: &str = "2025-01-01";

/// A report about Fenmarsh PDU with one item to its region.
fn asked_of_the_region() -> Register {
    let register = Register::new();
    register.inspection("fenmarsh-2022", "Fenmarsh PDU", "2022-05");
    register.recommend("fenmarsh-2022/1", &["Fenland region"]);
    register
}

/// An item to Lacy PDU, which was split in July 2023.
fn asked_before_the_split() -> Register {
    let register = Register::new();
    register.inspection("lacy-2022", "Lacy PDU", "2022-05");
    register.recommend("lacy-2022/1", &["Lacy PDU"]);
    register
}

#[test]
fn a_grade_at_a_part_changes_nothing_for_the_whole() {
    let register = asked_of_the_region();
    register.inspection("holt-2023", "Holt PDU", "2023-03");
    register.mark("holt-2023", "fenmarsh-2022/1", Progress::Sufficient);
    let stands = register.stands("fenmarsh-2022/1", DAY);
    assert_eq!(stands.state, State::Outstanding);
    assert_eq!(stands.grade, None);
    assert_eq!(stands.at_parts, ["sufficient progress (at Holt PDU)"]);
}

#[test]
fn no_progress_at_a_part_reopens_nothing_of_a_settled_whole() {
    let register = asked_of_the_region();
    register.inspection("fenland-2023", "Fenland region", "2023-03");
    register.mark("fenland-2023", "fenmarsh-2022/1", Progress::Sufficient);
    register.inspection("holt-2024", "Holt PDU", "2024-03");
    register.mark("holt-2024", "fenmarsh-2022/1", Progress::None);
    let stands = register.stands("fenmarsh-2022/1", DAY);
    assert_eq!(stands.state, State::Sufficient);
    assert_eq!(stands.at_parts, ["no progress (at Holt PDU)"]);
}

#[test]
fn no_progress_at_a_part_reopens_nothing_that_was_closed() {
    let register = asked_of_the_region();
    register.close("fenmarsh-2022/1", "2023-03-01");
    register.inspection("holt-2024", "Holt PDU", "2024-03");
    register.mark("holt-2024", "fenmarsh-2022/1", Progress::None);
    assert_eq!(register.state("fenmarsh-2022/1", DAY), State::Closed);
}

#[test]
fn the_newest_grade_at_each_part_is_shown_with_its_place() {
    let register = asked_of_the_region();
    for (code, body, on, progress) in [
        ("holt-2023", "Holt PDU", "2023-03", Progress::None),
        ("holt-2024", "Holt PDU", "2024-03", Progress::Some),
        ("fenmarsh-2024", "Fenmarsh PDU", "2024-04", Progress::None),
    ] {
        register.inspection(code, body, on);
        register.mark(code, "fenmarsh-2022/1", progress);
    }
    assert_eq!(
        register.stands("fenmarsh-2022/1", DAY).at_parts,
        [
            "some progress (at Holt PDU)",
            "no progress (at Fenmarsh PDU)"
        ]
    );
}

#[test]
fn a_grade_at_the_addressee_settles() {
    let register = asked_of_the_region();
    register.inspection("fenland-2023", "Fenland region", "2023-03");
    register.mark("fenland-2023", "fenmarsh-2022/1", Progress::Sufficient);
    let stands = register.stands("fenmarsh-2022/1", DAY);
    assert_eq!(stands.state, State::Sufficient);
    assert_eq!(stands.at_parts, Vec::<String>::new());
}

#[test]
fn a_grade_at_a_body_above_the_addressee_settles() {
    let register = asked_of_the_region();
    register.inspection("fens-2023", "Fens Service", "2023-03");
    register.mark("fens-2023", "fenmarsh-2022/1", Progress::Sufficient);
    assert_eq!(register.state("fenmarsh-2022/1", DAY), State::Sufficient);
}

#[test]
fn a_grade_beside_the_addressee_does_not_settle() {
    let register = asked_of_the_region();
    register.inspection("downs-2023", "Downs region", "2023-03");
    register.mark("downs-2023", "fenmarsh-2022/1", Progress::Sufficient);
    assert_eq!(register.state("fenmarsh-2022/1", DAY), State::Outstanding);
}

#[test]
fn an_inspection_of_no_one_body_settles_everywhere() {
    let register = asked_before_the_split();
    register.recommend("lacy-2022/2", &["Fens Service"]);
    register.thematic("staffing-2024", "2024-03");
    register.mark("staffing-2024", "lacy-2022/1", Progress::Sufficient);
    register.mark("staffing-2024", "lacy-2022/2", Progress::Sufficient);
    assert_eq!(register.state("lacy-2022/2", DAY), State::Sufficient);
    for part in ["Lacy North PDU", "Lacy South PDU"] {
        let stands = register.stands_under(part, "lacy-2022/1", DAY);
        assert_eq!(stands.state, State::Sufficient, "{part}");
    }
}

#[test]
fn a_successors_grade_settles_for_that_successor_only() {
    let register = asked_before_the_split();
    register.inspection("lacy-north-2024", "Lacy North PDU", "2024-03");
    register.mark("lacy-north-2024", "lacy-2022/1", Progress::Sufficient);
    let north = register.stands_under("Lacy North PDU", "lacy-2022/1", DAY);
    let south = register.stands_under("Lacy South PDU", "lacy-2022/1", DAY);
    assert_eq!(north.state, State::Sufficient);
    assert_eq!(south.state, State::Outstanding);
    assert_eq!(south.at_parts, ["sufficient progress (at Lacy North PDU)"]);
}

#[test]
fn a_grade_before_the_split_settles_for_every_successor() {
    let register = asked_before_the_split();
    register.inspection("lacy-2023", "Lacy PDU", "2023-03");
    register.mark("lacy-2023", "lacy-2022/1", Progress::Sufficient);
    for part in ["Lacy North PDU", "Lacy South PDU"] {
        let stands = register.stands_under(part, "lacy-2022/1", DAY);
        assert_eq!(stands.state, State::Sufficient, "{part}");
    }
}

#[test]
fn a_grade_above_one_body_on_the_line_settles() {
    let register = Register::new();
    register.inspection("crc-2018", "Fenland CRC", "2018-03");
    register.recommend("crc-2018/1", &["Fenland CRC"]);
    register.inspection("fens-2023", "Fens Service", "2023-03");
    register.mark("fens-2023", "crc-2018/1", Progress::Sufficient);
    let stands = register.stands_under("Fenland region", "crc-2018/1", DAY);
    assert_eq!(stands.state, State::Sufficient);
}

#[test]
fn a_draft_counts_nowhere_until_it_is_published() {
    let register = asked_of_the_region();
    register.draft("fenland-2023", "Fenland region");
    register.recommend("fenland-2023/1", &["Fenland region"]);
    register.mark("fenland-2023", "fenmarsh-2022/1", Progress::Sufficient);
    assert_eq!(
        register.all_lines(DAY),
        ["Own fenmarsh-2022/1 outstanding"],
        "neither its item nor its grade"
    );
    register.publish("fenland-2023", "2024-03-05");
    assert_eq!(
        register.all_lines("2024-03-04"),
        ["Own fenmarsh-2022/1 outstanding"]
    );
    assert_eq!(
        register.all_lines("2024-03-05"),
        [
            "Own fenmarsh-2022/1 sufficient",
            "Own fenland-2023/1 outstanding"
        ]
    );
}

#[test]
fn what_a_draft_says_of_an_item_does_not_list_it_at_the_draft_body() {
    let register = Register::new();
    register.inspection("fenland-2022", "Fenland region", "2022-05");
    register.recommend("fenland-2022/1", &["Fenland region"]);
    register.draft("holt-2023", "Holt PDU");
    register.mark("holt-2023", "fenland-2022/1", Progress::None);
    assert_eq!(register.lines("Holt PDU", DAY), Vec::<String>::new());
}

#[test]
fn a_partial_date_counts_from_its_last_day() {
    let register = asked_of_the_region();
    register.inspection("fenland-2023", "Fenland region", "2023");
    register.mark("fenland-2023", "fenmarsh-2022/1", Progress::Sufficient);
    let state = |on| register.state("fenmarsh-2022/1", on);
    assert_eq!(register.all_lines("2022-05-30"), Vec::<String>::new());
    assert_eq!(state("2022-05-31"), State::Outstanding);
    assert_eq!(state("2023-12-30"), State::Outstanding);
    assert_eq!(state("2023-12-31"), State::Sufficient);
}

#[test]
fn a_closure_and_an_answer_of_a_month_count_from_its_last_day() {
    let register = asked_of_the_region();
    register.answer("fenmarsh-2022/1", None, "2022-08", Answer::NotAgreed);
    register.close("fenmarsh-2022/1", "2022-11");
    let stands = |on| register.stands("fenmarsh-2022/1", on);
    assert!(!stands("2022-08-30").not_agreed);
    assert!(stands("2022-08-31").not_agreed);
    assert_eq!(stands("2022-11-29").state, State::Outstanding);
    assert_eq!(stands("2022-11-30").state, State::Closed);
}
