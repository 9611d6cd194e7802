//! Sheets that no person made: each is read in a moment, or these tests do not end.

use super::*;

fn tracker(table: &str) -> Tracker {
    let found = crate::import::read(table.as_bytes(), "tracker.csv");
    let Ok(crate::import::Found::Tracker(tracker)) = found else {
        panic!("{found:?}")
    };
    *tracker
}

#[test]
fn twenty_thousand_reasons_are_read_with_and_without_a_meaning() {
    const MANY: usize = 20_000;
    let rows = (1..=MANY).map(|row| format!("{row},Not agreed,word {row}\n"));
    let tracker = tracker(&format!("Rec,Answer,Reason\n{}", rows.collect::<String>()));
    let columns = "[columns]\nnumber = \"Rec\"\nanswer = \"Answer\"\nreason = \"Reason\"\n";
    let words = (1..=MANY).map(|word| format!("\"word {word}\" = \"policy\"\n"));
    for (words, questions) in [(words.collect(), 0), (String::new(), MANY)] {
        let text = format!("{columns}[reason]\n{words}");
        let mapping = Mapping::from_toml(&text, "tracker.toml").unwrap();
        let draft = tracker
            .read(&mapping, Said::default(), &mut |_| {})
            .unwrap();
        assert_eq!((draft.rows.len(), draft.questions.len()), (MANY, questions));
    }
}

#[test]
fn a_row_of_ten_thousand_cells_is_no_header() {
    let wide = "Action,".repeat(10_000);
    let tracker = tracker(&format!("{wide}\n").repeat(50));
    assert_eq!(tracker.propose(), None);
}
