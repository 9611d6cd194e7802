//! Rule 6: whose an item is, and under which heading it is listed.

use annexe::domain::body::BodyKind;
use annexe::domain::progress::Progress;

use crate::register::{Register, UNIFIED_ON};

const DAY: &str = "2025-01-01";
const KSS: &str = "Kent, Surrey and Sussex region";
const NOTHING: [&str; 0] = [];

#[test]
fn each_standing_is_listed_once_under_the_first_heading_that_fits() {
    let register = Register::new();
    register.inspection("crc-2018", "Fenland CRC", "2018-03");
    register.recommend("crc-2018/1", &["Fenland CRC"]);
    register.inspection("fenmarsh-2022", "Fenmarsh PDU", "2022-05");
    for (reference, to) in [
        ("fenmarsh-2022/1", "Fenmarsh PDU"),
        ("fenmarsh-2022/2", "Fenland region"),
        ("fenmarsh-2022/3", "All PDUs"),
        ("fenmarsh-2022/4", "Fens Service"),
        ("fenmarsh-2022/5", "Downs region"),
        ("fenmarsh-2022/6", "Downs region"),
    ] {
        register.recommend(reference, &[to]);
    }
    register.inspection("holt-2023", "Holt PDU", "2023-03");
    for number in 1..=5 {
        let reference = format!("fenmarsh-2022/{number}");
        register.mark("holt-2023", &reference, Progress::NotGraded);
    }
    register.mark("holt-2023", "crc-2018/1", Progress::None);
    assert_eq!(
        register.lines("Fenland region", DAY),
        [
            "Inherited crc-2018/1 outstanding under Fenland region",
            "Below fenmarsh-2022/1 outstanding",
            "Own fenmarsh-2022/2 outstanding",
            "AskedOfAll fenmarsh-2022/3 outstanding",
            "GradedHere fenmarsh-2022/4 outstanding",
            "GradedHere fenmarsh-2022/5 outstanding",
        ]
    );
}

#[test]
fn what_was_asked_of_bodies_above_in_reports_about_it_stands_apart() {
    let register = Register::new();
    register.inspection("fenmarsh-2022", "Fenmarsh PDU", "2022-05");
    register.recommend("fenmarsh-2022/1", &["Fenland region"]);
    register.recommend("fenmarsh-2022/2", &["Fens Service"]);
    register.inspection("chalk-2022", "Chalk PDU", "2022-05");
    register.recommend("chalk-2022/1", &["Fens Service"]);
    let lines = register.lines("Fenmarsh PDU", DAY);
    assert_eq!(
        lines,
        [
            "AskedAbove fenmarsh-2022/1 outstanding",
            "AskedAbove fenmarsh-2022/2 outstanding"
        ]
    );
    assert_eq!(register.outstanding("Fenmarsh PDU", DAY), NOTHING);
    assert_eq!(
        register.outstanding("Fenland region", DAY),
        ["fenmarsh-2022/1"]
    );
}

#[test]
fn what_was_asked_of_a_body_above_that_has_ended_still_stands_apart() {
    let register = Register::new();
    let from = ("2004-06-01", "2017-04-01");
    let kind = BodyKind::National;
    register.living("Old Fens Service", kind, None, from.0, from.1);
    register.succeed("Old Fens Service", "Fens Service", "2017-04-01");
    register.inspection("crc-2016", "Fenland CRC", "2016-09");
    register.recommend("crc-2016/1", &["Old Fens Service"]);
    assert_eq!(
        register.lines("Fenland region", DAY),
        ["AskedAbove crc-2016/1 outstanding under Fens Service"]
    );
}

#[test]
fn what_was_graded_at_a_unit_is_shown_there_and_does_not_count() {
    let register = Register::new();
    register.plan("kent-plan-2021", KSS, "2021");
    register.recommend("kent-plan-2021/1", &[KSS]);
    register.inspection("west-kent-2022", "West Kent PDU", "2022-05");
    register.mark("west-kent-2022", "kent-plan-2021/1", Progress::None);
    assert_eq!(
        register.lines("West Kent PDU", DAY),
        ["GradedHere kent-plan-2021/1 outstanding"]
    );
    assert_eq!(register.outstanding("West Kent PDU", DAY), NOTHING);
    assert_eq!(register.lines("East Kent PDU", DAY), NOTHING);
    let part = "no progress (at West Kent PDU)";
    assert_eq!(register.stands("kent-plan-2021/1", DAY).at_parts, [part]);
}

#[test]
fn what_was_graded_at_a_predecessor_is_shown_from_the_succession_on() {
    let register = Register::new();
    register.inspection("downs-2017", "Downs region", "2017-03");
    register.recommend("downs-2017/1", &["Downs region"]);
    register.inspection("crc-2018", "Fenland CRC", "2018-03");
    register.mark("crc-2018", "downs-2017/1", Progress::None);
    let graded = ["GradedHere downs-2017/1 outstanding"];
    assert_eq!(register.lines("Fenland region", UNIFIED_ON), graded);
    assert_eq!(register.lines("Fenland region", "2021-06-25"), NOTHING);
    assert_eq!(register.lines("Fenland CRC", "2021-06-25"), graded);
}

#[test]
fn exact_leaves_what_is_addressed_to_the_body_itself() {
    let register = Register::new();
    register.inspection("crc-2018", "Fenland CRC", "2018-03");
    register.recommend("crc-2018/1", &["Fenland CRC"]);
    register.inspection("fenmarsh-2022", "Fenmarsh PDU", "2022-05");
    register.recommend("fenmarsh-2022/1", &["Fenmarsh PDU"]);
    register.recommend("fenmarsh-2022/2", &["Fenland region"]);
    register.recommend("fenmarsh-2022/3", &["All PDUs"]);
    register.recommend("fenmarsh-2022/4", &["Fens Service"]);
    assert_eq!(
        register.exact_lines("Fenland region", DAY),
        ["Own fenmarsh-2022/2 outstanding"]
    );
}

#[test]
fn a_group_asks_all_that_were_members_at_publication() {
    let register = Register::new();
    register.thematic("staffing-2022", "2022-05");
    register.recommend("staffing-2022/1", &["All PDUs"]);
    let asked = ["AskedOfAll staffing-2022/1 outstanding"];
    for member in ["Fenmarsh PDU", "Fenland region", "Fens Service"] {
        assert_eq!(register.lines(member, DAY), asked, "{member}");
        assert_eq!(register.outstanding(member, DAY), ["staffing-2022/1"]);
    }
    assert_eq!(register.lines("Lacy PDU", DAY), asked, "it lived then");
    let heirs = register.lines("Lacy North PDU", DAY);
    assert_eq!(heirs, asked, "it took over from a member");
    let kind = BodyKind::Pdu;
    register.living("New PDU", kind, None, "2024-01-01", "");
    assert_eq!(register.lines("New PDU", DAY), NOTHING, "it came later");
}

#[test]
fn a_group_asks_nobody_of_another_kind() {
    let register = Register::new();
    register.thematic("staffing-2019", "2019-05");
    register.recommend("staffing-2019/1", &["All PDUs"]);
    assert_eq!(register.lines("Fenland CRC", "2020-01-01"), NOTHING);
}

#[test]
fn a_groups_item_stands_once_under_the_group_where_no_body_is_asked_for() {
    let register = Register::new();
    register.thematic("staffing-2022", "2022-05");
    register.recommend("staffing-2022/1", &["All PDUs"]);
    let once = ["AskedOfAll staffing-2022/1 outstanding"];
    assert_eq!(register.all_lines(DAY), once);
    assert_eq!(
        register.lines("All PDUs", DAY),
        ["Own staffing-2022/1 outstanding"]
    );
}

#[test]
fn a_grade_at_one_member_does_not_settle_a_groups_item() {
    let register = Register::new();
    register.thematic("staffing-2022", "2022-05");
    register.recommend("staffing-2022/1", &["All PDUs"]);
    register.inspection("holt-2023", "Holt PDU", "2023-03");
    register.mark("holt-2023", "staffing-2022/1", Progress::Sufficient);
    assert_eq!(register.outstanding("Holt PDU", DAY), ["staffing-2022/1"]);
}

#[test]
fn an_ended_body_shows_its_items_only_when_it_is_named() {
    let register = Register::new();
    let (kind, region) = (BodyKind::Pdu, Some("Fenland region"));
    register.living("Gone PDU", kind, region, UNIFIED_ON, "2024-01-01");
    register.inspection("gone-2022", "Gone PDU", "2022-05");
    register.recommend("gone-2022/1", &["Gone PDU"]);
    let below = ["Below gone-2022/1 outstanding"];
    assert_eq!(register.lines("Fenland region", "2023-12-31"), below);
    assert_eq!(register.lines("Fenland region", "2024-01-01"), NOTHING);
    assert_eq!(
        register.lines("Gone PDU", DAY),
        ["Own gone-2022/1 outstanding"]
    );
}
