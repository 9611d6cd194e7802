//! A tracker read at a terminal: its columns confirmed, its words given their meaning, the mapping kept.
#![cfg(unix)]

mod terminal;

use terminal::{DOWN, ENTER, Register};

const TRACKER: &str = "Fenmarsh PDU: live list\nUpdated 31 October 2026\n\n\
Report,Rec no,Agreed action,Owner,Lead,Target date,RAG\n\
\"Fenmarsh PDU, May 2025\",1,Read ten a month,Quality team,Head of PDU,31/03/2027,Green\n\
\"Fenmarsh PDU, May 2025\",1,Read every one,Quality team,Head of PDU,30/06/27,Done\n";

/// A register with one recommendation to Fenmarsh PDU, and a tracker beside it.
fn with_a_tracker() -> (Register, String, String) {
    let register = Register::new();
    let body = ["--body", "Fenmarsh PDU", "--kind", "core"];
    let add = ["add", "--published", "2025-05-20", "--to", "Fenmarsh PDU"];
    let words = ["--words", "read every assessment before it is signed"];
    register.done(&[&add[..], &body, &words].concat());
    let tracker = register.path.with_file_name("tracker.csv");
    std::fs::write(&tracker, TRACKER).unwrap();
    let mapping = tracker.with_extension("toml");
    (
        register,
        tracker.display().to_string(),
        mapping.display().to_string(),
    )
}

#[test]
fn the_columns_are_corrected_and_confirmed_and_the_mapping_is_kept() {
    let (register, tracker, mapping) = with_a_tracker();
    let mut walk = register.walk(&["import", &tracker]);
    walk.see("owner")
        .answer("Are these the columns?", &[DOWN, DOWN, ENTER].concat())
        .answer("What is to be corrected?", "owner: \r")
        .answer("Which column holds", "Lead\r")
        .see("`Lead` is now read as owner")
        .see("`Owner` is no longer read as owner; that column is left out")
        .answer("Are these the columns?", &[ENTER, DOWN, ENTER].concat())
        .answer(
            "What does `Done` mean?",
            &[DOWN, DOWN, DOWN, ENTER].concat(),
        )
        .answer(
            "What does `Green` mean?",
            &[ENTER, DOWN, DOWN, ENTER].concat(),
        )
        .answer("Is it of the years after 2000?", "y")
        .answer("Keep the mapping for the next import in", ENTER)
        .see("Written to")
        .see("Facts added")
        .press("q")
        .answer("Write this to the register?", ENTER)
        .see("2 actions, 2 updates");
    walk.ends();
    let actions = register.done(&["action", "list", "--format", "csv"]);
    assert!(
        actions.contains("fenmarsh-2025/1.1,Read ten a month,Head of PDU"),
        "{actions}"
    );
    assert!(actions.contains("2027-06-30"), "{actions}");
    let kept = std::fs::read_to_string(&mapping).unwrap();
    assert!(
        kept.contains("owner = \"Lead\"") && kept.contains("\"Done\" = \"completed\""),
        "{kept}"
    );

    let mut walk = register.walk(&["import", &tracker]);
    walk.see("has all the columns of tracker.csv")
        .answer("Read it by this mapping?", ENTER)
        .see("nothing to add");
    walk.ends();

    let again = register.run(&["import", &tracker, "--mapping", &mapping, "--apply"]);
    let said = String::from_utf8_lossy(&again.stderr).into_owned();
    assert!(
        again.status.success() && said.contains("nothing to add"),
        "{said}"
    );
}
