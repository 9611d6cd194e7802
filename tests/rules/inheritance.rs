//! Rule 7: under whom an item stands after a succession.

use annexe::domain::body::BodyKind;
use annexe::domain::progress::Progress;

use crate::register::{Register, SPLIT_ON};

const DAY: &str = "2025-01-01";
const NOTHING: [&str; 0] = [];

fn london() -> Register {
    let register = Register::new();
    register.inspection("london-crc-2018", "London CRC", "2018-03");
    register.recommend("london-crc-2018/1", &["London CRC"]);
    register
}

#[test]
fn a_region_shows_what_it_inherited_from_the_day_of_the_succession() {
    let register = london();
    let inherited = ["Inherited london-crc-2018/1 outstanding under London region"];
    assert_eq!(register.lines("London region", DAY), inherited);
    assert_eq!(register.lines("London region", "2021-06-26"), inherited);
    assert_eq!(register.lines("London region", "2021-06-25"), NOTHING);
}

#[test]
fn before_the_succession_an_item_stands_under_the_predecessor_alone() {
    let register = london();
    register.inspection("london-crc-2019", "London CRC", "2019-03");
    register.mark("london-crc-2019", "london-crc-2018/1", Progress::Some);
    assert_eq!(register.lines("London region", "2020-01-01"), NOTHING);
    assert_eq!(
        register.lines("London CRC", "2020-01-01"),
        ["Own london-crc-2018/1 outstanding"]
    );
}

#[test]
fn an_ended_predecessor_shows_its_item_with_its_holder() {
    assert_eq!(
        london().lines("London CRC", DAY),
        ["Own london-crc-2018/1 outstanding under London region"]
    );
}

#[test]
fn an_item_is_inherited_over_several_steps() {
    let register = Register::new();
    register.inspection("wales-crc-2018", "Wales CRC", "2018-03");
    register.recommend("wales-crc-2018/1", &["Wales CRC"]);
    let holder_at = |on| register.all_lines(on);
    assert_eq!(
        holder_at("2019-11-30"),
        ["Own wales-crc-2018/1 outstanding"]
    );
    assert_eq!(
        holder_at("2019-12-01"),
        ["Inherited wales-crc-2018/1 outstanding under NPS Wales division"]
    );
    let two_steps = ["Inherited wales-crc-2018/1 outstanding under Wales region"];
    assert_eq!(holder_at("2021-06-26"), two_steps);
    assert_eq!(register.lines("Wales region", DAY), two_steps);
    assert_eq!(register.lines("NPS Wales division", DAY), NOTHING);
}

#[test]
fn a_grade_half_way_along_the_line_settles_for_the_last_holder() {
    let register = Register::new();
    register.inspection("wales-crc-2018", "Wales CRC", "2018-03");
    register.recommend("wales-crc-2018/1", &["Wales CRC"]);
    register.inspection("nps-wales-2020", "NPS Wales division", "2020-03");
    register.mark("nps-wales-2020", "wales-crc-2018/1", Progress::Sufficient);
    assert_eq!(
        register.lines("Wales region", DAY),
        ["Inherited wales-crc-2018/1 sufficient under Wales region"]
    );
}

#[test]
fn a_split_bodys_item_stands_under_both_successors_and_once_in_the_total() {
    let register = Register::new();
    register.inspection("lacy-2022", "Lacy PDU", "2022-05");
    register.recommend("lacy-2022/1", &["Lacy PDU"]);
    let (north, south) = (
        "Inherited lacy-2022/1 outstanding under Lacy North PDU",
        "Inherited lacy-2022/1 outstanding under Lacy South PDU",
    );
    assert_eq!(
        register.lines("Fenland region", "2023-06-30"),
        ["Below lacy-2022/1 outstanding"]
    );
    assert_eq!(register.lines("Fenland region", SPLIT_ON), [north, south]);
    assert_eq!(register.lines("Lacy North PDU", DAY), [north]);
    assert_eq!(register.lines("Lacy South PDU", DAY), [south]);
    for body in ["Fenland region", "Lacy North PDU", "Lacy South PDU"] {
        assert_eq!(register.outstanding(body, DAY), ["lacy-2022/1"], "{body}");
    }
}

#[test]
fn what_is_settled_for_one_successor_stays_outstanding_in_the_total() {
    let register = Register::new();
    register.inspection("lacy-2022", "Lacy PDU", "2022-05");
    register.recommend("lacy-2022/1", &["Lacy PDU"]);
    register.inspection("north-2024", "Lacy North PDU", "2024-03");
    register.mark("north-2024", "lacy-2022/1", Progress::Sufficient);
    assert_eq!(register.outstanding("Lacy North PDU", DAY), NOTHING);
    assert_eq!(register.outstanding("Fenland region", DAY), ["lacy-2022/1"]);
}

#[test]
fn an_ended_body_that_nobody_replaced_keeps_its_items() {
    let register = Register::new();
    register.living("Gone CRC", BodyKind::Crc, None, "2014-06-01", "2020-01-01");
    register.inspection("gone-2018", "Gone CRC", "2018-03");
    register.recommend("gone-2018/1", &["Gone CRC"]);
    assert_eq!(register.all_lines(DAY), ["Own gone-2018/1 outstanding"]);
}

#[test]
fn a_body_that_lives_on_shares_its_items_with_who_took_over_in_part() {
    let register = Register::new();
    register.succeed("Holt PDU", "Chalk PDU", "2024-01-01");
    register.inspection("holt-2022", "Holt PDU", "2022-05");
    register.recommend("holt-2022/1", &["Holt PDU"]);
    let inherited = ["Inherited holt-2022/1 outstanding under Chalk PDU"];
    assert_eq!(register.lines("Chalk PDU", DAY), inherited);
    assert_eq!(
        register.all_lines(DAY),
        ["Own holt-2022/1 outstanding", inherited[0]]
    );
}
