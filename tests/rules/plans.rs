//! Rule 8: originals that a plan item restates.

use annexe::domain::closure::Decision;
use annexe::domain::inspection::InspectionKind;
use annexe::domain::progress::Progress;
use annexe::domain::standing::State;

use crate::register::Register;

const DAY: &str = "2025-01-01";
const ORIGINAL: &str = "crc-2019/1";
const RESTATED: &str = "plan-2021/1";

/// An item to the CRC, restated for its successor by a plan of October 2021.
fn restated() -> Register {
    let register = Register::new();
    register.inspection("crc-2019", "Fenland CRC", "2019-06");
    register.recommend(ORIGINAL, &["Fenland CRC"]);
    register.plan("plan-2021", "Fenland region", "2021-10");
    register.recommend(RESTATED, &["Fenland region"]);
    register.restates(RESTATED, ORIGINAL);
    register
}

/// The same, and a plan of 2023 that restates the plan item.
fn restated_twice() -> Register {
    let register = restated();
    register.plan("plan-2023", "Fenland region", "2023-02");
    register.recommend("plan-2023/1", &["Fenland region"]);
    register.restates("plan-2023/1", RESTATED);
    register
}

fn grade(register: &Register, item: &str, on: &str, progress: Progress) {
    let code = format!("fenland-{on}");
    register.inspection(&code, "Fenland region", on);
    register.mark(&code, item, progress);
}

#[test]
fn an_original_is_carried_from_the_plans_publication() {
    let register = restated();
    let stands = |on| register.stands(ORIGINAL, on);
    assert_eq!(stands("2021-10-30").state, State::Outstanding);
    assert_eq!(stands("2021-10-30").carried_by, None);
    assert_eq!(stands("2021-10-31").state, State::Carried);
    assert_eq!(stands("2021-10-31").carried_by.as_deref(), Some(RESTATED));
    assert_eq!(register.outstanding("Fenland region", DAY), [RESTATED]);
}

#[test]
fn an_original_is_carried_until_the_plan_item_is_withdrawn() {
    let register = restated();
    register.decide(RESTATED, "2022-09-01", Decision::Withdrawn);
    assert_eq!(register.state(ORIGINAL, "2022-08-31"), State::Carried);
    assert_eq!(register.state(ORIGINAL, "2022-09-01"), State::Outstanding);
    assert_eq!(register.outstanding("Fenland region", DAY), [ORIGINAL]);
}

#[test]
fn a_plan_item_that_is_closed_for_another_reason_still_carries() {
    let register = restated();
    register.close(RESTATED, "2022-09-01");
    assert_eq!(register.state(ORIGINAL, DAY), State::Carried);
}

#[test]
fn a_draft_plan_carries_nothing() {
    let register = restated();
    register.publication(
        "plan-2022",
        InspectionKind::Plan,
        Some("Downs region"),
        None,
    );
    register.recommend("plan-2022/1", &["Downs region"]);
    register.inspection("downs-2019", "Downs region", "2019-06");
    register.recommend("downs-2019/1", &["Downs region"]);
    register.restates("plan-2022/1", "downs-2019/1");
    assert_eq!(register.state("downs-2019/1", DAY), State::Outstanding);
}

#[test]
fn an_original_is_carried_for_the_holders_that_the_plan_is_addressed_to() {
    let register = Register::new();
    register.inspection("lacy-2022", "Lacy PDU", "2022-05");
    register.recommend("lacy-2022/1", &["Lacy PDU"]);
    register.plan("plan-2024", "Lacy North PDU", "2024-02");
    register.recommend("plan-2024/1", &["Lacy North PDU"]);
    register.restates("plan-2024/1", "lacy-2022/1");
    let state = |holder| register.stands_under(holder, "lacy-2022/1", DAY).state;
    assert_eq!(state("Lacy North PDU"), State::Carried);
    assert_eq!(state("Lacy South PDU"), State::Outstanding);
    assert_eq!(
        register.outstanding("Fenland region", DAY),
        ["lacy-2022/1", "plan-2024/1"]
    );
    let north = "Lacy North PDU";
    assert_eq!(register.outstanding(north, DAY), ["plan-2024/1"]);
}

#[test]
fn a_plan_addressed_to_a_predecessor_carries_for_who_took_over() {
    let register = Register::new();
    register.inspection("lacy-2022", "Lacy PDU", "2022-05");
    register.recommend("lacy-2022/1", &["Lacy PDU"]);
    register.plan("plan-2023", "Lacy PDU", "2023-02");
    register.recommend("plan-2023/1", &["Lacy PDU"]);
    register.restates("plan-2023/1", "lacy-2022/1");
    let stands = register.stands_under("Lacy South PDU", "lacy-2022/1", DAY);
    assert_eq!(stands.state, State::Carried);
}

#[test]
fn what_settles_the_plan_item_settles_the_original() {
    let register = restated();
    grade(&register, RESTATED, "2022-03", Progress::Sufficient);
    for item in [RESTATED, ORIGINAL] {
        assert_eq!(register.state(item, DAY), State::Sufficient, "{item}");
    }
    grade(&register, RESTATED, "2024-03", Progress::None);
    assert_eq!(register.state(RESTATED, DAY), State::Outstanding);
    assert_eq!(register.state(ORIGINAL, DAY), State::Carried);
}

#[test]
fn what_settles_the_plan_item_at_a_part_settles_neither() {
    let register = restated();
    register.inspection("holt-2022", "Holt PDU", "2022-03");
    register.mark("holt-2022", RESTATED, Progress::Sufficient);
    assert_eq!(register.state(RESTATED, DAY), State::Outstanding);
    assert_eq!(register.state(ORIGINAL, DAY), State::Carried);
}

#[test]
fn what_settles_the_original_leaves_the_plan_item() {
    let register = restated();
    grade(&register, ORIGINAL, "2022-03", Progress::Sufficient);
    assert_eq!(register.state(ORIGINAL, DAY), State::Sufficient);
    assert_eq!(register.state(RESTATED, DAY), State::Outstanding);
}

#[test]
fn a_withdrawn_plan_item_settles_its_original_no_more() {
    let register = restated();
    register.decide(RESTATED, "2022-09-01", Decision::Withdrawn);
    grade(&register, RESTATED, "2023-03", Progress::Sufficient);
    assert_eq!(register.state(ORIGINAL, DAY), State::Outstanding);
}

#[test]
fn what_settled_an_original_before_the_plan_was_withdrawn_stays() {
    let register = restated();
    grade(&register, RESTATED, "2022-03", Progress::Sufficient);
    register.decide(RESTATED, "2022-09-01", Decision::Withdrawn);
    assert_eq!(register.state(ORIGINAL, DAY), State::Sufficient);
}

#[test]
fn a_later_plan_carries_and_settles_what_an_earlier_one_restated() {
    let register = restated_twice();
    assert_eq!(register.state(ORIGINAL, DAY), State::Carried);
    assert_eq!(register.state(RESTATED, DAY), State::Carried);
    assert_eq!(register.outstanding("Fenland region", DAY), ["plan-2023/1"]);
    grade(&register, "plan-2023/1", "2024-03", Progress::Sufficient);
    for item in ["plan-2023/1", RESTATED, ORIGINAL] {
        assert_eq!(register.state(item, DAY), State::Sufficient, "{item}");
    }
}

#[test]
fn a_later_plan_settles_for_a_predecessor_that_neither_plan_names() {
    let register = restated_twice();
    grade(&register, "plan-2023/1", "2024-03", Progress::Sufficient);
    assert_eq!(
        register.lines("Fenland CRC", DAY),
        ["Own crc-2019/1 sufficient under Fenland region"]
    );
}

#[test]
fn a_plan_item_that_is_withdrawn_breaks_the_chain() {
    let register = restated_twice();
    register.decide(RESTATED, "2023-09-01", Decision::Withdrawn);
    grade(&register, "plan-2023/1", "2024-03", Progress::Sufficient);
    assert_eq!(register.state(ORIGINAL, DAY), State::Outstanding);
}

#[test]
fn one_plan_item_may_carry_several_and_several_may_carry_one() {
    let register = restated();
    register.recommend("crc-2019/2", &["Fenland CRC"]);
    register.restates(RESTATED, "crc-2019/2");
    register.recommend("plan-2021/2", &["Fenland region"]);
    register.restates("plan-2021/2", ORIGINAL);
    register.decide(RESTATED, "2022-09-01", Decision::Withdrawn);
    let original = register.stands(ORIGINAL, DAY);
    assert_eq!(original.carried_by.as_deref(), Some("plan-2021/2"));
    assert_eq!(register.state("crc-2019/2", DAY), State::Outstanding);
}

#[test]
fn only_a_plan_restates() {
    let register = restated();
    register.inspection("fenland-2022", "Fenland region", "2022-05");
    register.recommend("fenland-2022/1", &["Fenland region"]);
    register.inspection("fenland-2020", "Fenland region", "2020-05");
    register.recommend("fenland-2020/1", &["Fenland region"]);
    let refused = register.try_restate("fenland-2022/1", "fenland-2020/1");
    assert!(refused.is_err_and(|error| error.to_string().contains("is no plan")));
    assert_eq!(register.state("fenland-2020/1", DAY), State::Outstanding);
}

#[test]
fn a_plan_restates_only_what_was_asked_before_it() {
    let register = restated();
    register.inspection("fenland-2025", "Fenland region", "2025-05");
    register.recommend("fenland-2025/1", &["Fenland region"]);
    let refused = register.try_restate(RESTATED, "fenland-2025/1");
    assert!(refused.is_err_and(|error| error.to_string().contains("cannot restate it")));
}

#[test]
fn what_turns_out_to_be_no_plan_carries_nothing() {
    let register = restated();
    assert_eq!(register.state(ORIGINAL, DAY), State::Carried);
    register.is_no_plan("plan-2021");
    assert_eq!(register.state(ORIGINAL, DAY), State::Outstanding);
    assert_eq!(register.stands(RESTATED, DAY).since, "2021-10");
}

#[test]
fn age_runs_from_the_oldest_original_that_is_linked() {
    let register = restated();
    register.inspection("crc-2017", "Fenland CRC", "2017-06");
    register.recommend("crc-2017/1", &["Fenland CRC"]);
    register.restates(RESTATED, "crc-2017/1");
    assert_eq!(register.stands(RESTATED, DAY).since, "2017-06");
}

#[test]
fn age_runs_from_the_originals_of_an_earlier_plan() {
    let register = restated_twice();
    assert_eq!(register.stands("plan-2023/1", DAY).since, "2019-06");
}

#[test]
fn age_runs_through_plans_only() {
    let register = restated_twice();
    register.is_no_plan("plan-2021");
    assert_eq!(register.stands("plan-2023/1", DAY).since, "2021-10");
}

#[test]
fn age_runs_through_an_earlier_plan_from_its_publication() {
    let register = restated();
    register.plan("plan-2021-2", "Fenland region", "2021-10-05");
    register.recommend("plan-2021-2/1", &["Fenland region"]);
    register.restates("plan-2021-2/1", RESTATED);
    let since = |on| register.stands("plan-2021-2/1", on).since;
    assert_eq!(since("2021-10-30"), "2021-10-05 at least");
    assert_eq!(since("2021-10-31"), "2019-06");
}

#[test]
fn a_plan_item_without_originals_is_that_old_at_least() {
    let register = restated_twice();
    register.recommend("plan-2021/2", &["Fenland region"]);
    let since = |item| register.stands(item, DAY).since;
    assert_eq!(since("plan-2021/2"), "2021-10 at least");
    register.recommend("plan-2023/2", &["Fenland region"]);
    register.restates("plan-2023/2", "plan-2021/2");
    assert_eq!(since("plan-2023/2"), "2021-10 at least");
    assert_eq!(since(ORIGINAL), "2019-06");
}
