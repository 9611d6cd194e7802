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
fn twenty_thousand_reasons_are_read_with_a_meaning_and_refused_without() {
    const MANY: usize = 20_000;
    let rows = (1..=MANY).map(|row| format!("{row},Not agreed,word {row}\n"));
    let tracker = tracker(&format!("Rec,Answer,Reason\n{}", rows.collect::<String>()));
    let columns = "[columns]\nnumber = \"Rec\"\nanswer = \"Answer\"\nreason = \"Reason\"\n";
    let words = (1..=MANY).map(|word| format!("\"word {word}\" = \"policy\"\n"));
    let read = |words: String| {
        let text = format!("{columns}[reason]\n{words}");
        let mapping = Mapping::from_toml(&text, "tracker.toml").unwrap();
        tracker.read(&mapping, Said::default(), &mut |_| {})
    };
    let draft = read(words.collect()).unwrap();
    assert_eq!((draft.rows.len(), draft.questions.len()), (MANY, 0));
    // So many words without a meaning are no reasons.
    let refused = read(String::new());
    assert!(matches!(refused, Err(Misfit::Words { .. })), "{refused:?}");
}

#[test]
fn a_row_of_ten_thousand_cells_is_no_header() {
    let wide = "Action,".repeat(10_000);
    let tracker = tracker(&format!("{wide}\n").repeat(50));
    assert_eq!(tracker.propose(), None);
}
