//! Which row is above, and what a row is.

use super::*;

#[test]
fn what_a_person_leaves_out_is_still_the_row_above() {
    let table = "Report,Rec no,Action,Owner,Target date\n\
        Fenmarsh PDU,1,write,Head,31/03/2027\n\
        Saltmere region,2,call,Deputy,30/04/2027\n\
        ,,visit,as above,ditto\n";
    let draft = read(table, &["row 3"]);
    assert_eq!(
        told(&draft),
        [
            "Fenmarsh PDU | 1 | write | Head | 2027-03-31",
            "Saltmere region | 2 | visit | Deputy | 2027-04-30"
        ]
    );
    // A cell that is left out stands above the next row all the same.
    let draft = read(table, &["D3", "E3"]);
    assert_eq!(
        told(&draft)[1..],
        [
            "Saltmere region | 2 | call",
            "Saltmere region | 2 | visit | Deputy | 2027-04-30"
        ]
    );
}

#[test]
fn what_is_doubted_above_is_doubted_below_and_each_can_be_left_out() {
    let table = "Report,Rec no,Action,Owner,Target date\n\
        Fenmarsh PDU,1,write,Head,31/02/2027\n\
        Fenmarsh PDU,2,call,Deputy,ditto\n";
    let asked = |leave_out: &[&str]| questions(&read(table, leave_out));
    let doubt = |place: &str| format!("{place}: `31/02/2027` cannot be read as a date");
    assert_eq!(asked(&[]), [doubt("E2"), doubt("E3")]);
    assert_eq!(asked(&["E2"]), [doubt("E3")]);
    assert_eq!(asked(&["E2", "E3"]), [""; 0]);
}

#[test]
fn a_revised_date_may_be_as_above() {
    let table = "Report,Rec no,Action,Owner,Target date,Revised date,Revised date 2\n\
        Fenmarsh PDU,1,write,Head,31/03/2027,30/04/2027,31/05/2027\n\
        Fenmarsh PDU,2,call,Head,31/03/2027,ditto,30/06/2027\n";
    let draft = read(table, &[]);
    assert_eq!(questions(&draft), [""; 0]);
    assert_eq!(
        told(&draft)[1],
        "Fenmarsh PDU | 2 | call | Head | 2027-03-31 | 2027-04-30 | 2027-06-30"
    );
}

#[test]
fn numbered_actions_in_one_cell_are_parted_and_that_is_said() {
    let table = "Report,Rec no,Action no,Action,Owner,Status\n\
        Fenmarsh PDU,1,,\"1. Write to all teams.\n2. Visit each office\nonce a year.\",\"Head of PDU\nTeam manager\",in progress\n\
        Fenmarsh PDU,2,,1. Call. 2. Ask.,Head,not started\n\
        Fenmarsh PDU,3,3.1,1. Call. 2. Ask.,Head,not started\n\
        Fenmarsh PDU,4,,\"1. Call.\n2. Ask.\n3. Tell.\",\"Head\nDeputy\",not started\n\
        Fenmarsh PDU,5,,\"Call:\n• by day\n• by night\",Head,not started\n";
    let draft = read(table, &[]);
    assert_eq!(
        told(&draft),
        [
            "Fenmarsh PDU | 1 | Write to all teams. | Head of PDU | in progress | Visit each office once a year. | Team manager | in progress",
            "Fenmarsh PDU | 2 | Call. | Head | not started | Ask. | Head | not started",
            "Fenmarsh PDU | 3 | 1. Call. 2. Ask. | Head | not started",
            "Fenmarsh PDU | 4 | Call. | not started | Ask. | not started | Tell. | not started",
            "Fenmarsh PDU | 5 | Call:\n• by day\n• by night | Head | not started"
        ]
    );
    let notes = notes(&draft);
    for noted in [
        "D2: 2 numbered actions in one cell are parted; the dates and the status of the row are said of each",
        "D4: 2 numbered actions in one cell are kept as one",
        "E5: 2 owners do not go with 3 actions: none is taken",
    ] {
        assert!(notes.iter().any(|note| note == noted), "{notes:#?}");
    }
}

#[test]
fn totals_are_none_of_the_list_and_demands_that_begin_like_them_are() {
    let table = "Recommendation,Report,Action,Owner,Cases\n\
        Count the visits,Fenmarsh PDU,write,Head,3\n\
        Total number of visits to be made,Fenmarsh PDU,call,Head,4\n\
        Total number of visits to be made,,,,4\n\
        Count of actions,,,,2\n\
        Number of actions,,,,Green: 2\n";
    let draft = read(table, &[]);
    assert_eq!(draft.rows.len(), 3);
    let tally = draft.tally.as_ref().unwrap();
    assert_eq!(tally.left_out[0].places, ["row 5", "row 6"]);
    let noted = "row 4: the row may hold totals, and is read as one of the list".to_owned();
    assert!(notes(&draft).contains(&noted), "{:#?}", notes(&draft));
}

#[test]
fn a_column_of_hundreds_of_words_is_no_status() {
    let table = |different: usize| {
        let rows = (0..500).map(|row| {
            let word = row % different;
            format!("Fenmarsh PDU,{row},write {row},word {word}\n")
        });
        "Report,Rec no,Action,Status\n".to_owned() + &rows.collect::<String>()
    };
    let proposed = tracker(&table(40)).propose().unwrap().mapping;
    assert_eq!(proposed.heading(Field::Status), Some("Status"));
    let read = |different: usize| {
        let said = Said::default();
        tracker(&table(different)).read(&proposed, said, &mut |_| {})
    };
    assert!(read(40).is_ok());
    assert_eq!(
        read(300).unwrap_err().to_string(),
        "the mapping reads `Status` as status, and it holds more than 200 different words that are none, such as `word 0`, `word 1`: read it as update, or leave it out"
    );
    let proposed = tracker(&table(300)).propose().unwrap().mapping;
    assert_eq!(proposed.heading(Field::Status), None);
    assert_eq!(proposed.heading(Field::Update), Some("Status"));
}

#[test]
fn what_stands_above_the_list_says_which_report_is_answered_and_of_which_day() {
    let table = "Action plan: Fenmarsh PDU\nReport: An inspection of Fenmarsh PDU\nReport published: May 2025\n\
        Action plan submitted: 15 June 2025\n\nNo.,Recommendation,Action,Owner,Date\n\
        1,see people at home,write,Head,31/03/2027\n,,call,Head,30/04/2027\n\
        2,fill the posts,advertise,Head,TBC\n3,tell the court,write,Head,30/06/2027\n";
    let draft = read(table, &[]);
    let answers = draft.answers.as_ref().map(|read| read.value.as_str());
    assert_eq!(answers, Some("An inspection of Fenmarsh PDU"));
    let said_on = draft.said_on.as_ref().map(|read| read.value.to_string());
    assert_eq!(said_on.as_deref(), Some("2025-06-15"));
    assert_eq!(
        told(&draft)[..2],
        [
            "1 | see people at home | write | Head | 2027-03-31",
            "1 | see people at home | call | Head | 2027-04-30"
        ]
    );
}

#[test]
fn what_a_merged_cell_says_is_said_of_each_action_beside_it() {
    let mut tracker = tracker(
        "Report,Rec no,Action,Owner,Target date,Status,Comments\n\
        Fenmarsh PDU,1,write,Head,31/03/2027,in progress,Drafted\n\
        Fenmarsh PDU,1,call,,,,\n\
        Fenmarsh PDU,1,,,,,Asked again\n",
    );
    let merged = |column| sheet::Merged {
        top: 2,
        bottom: 4,
        left: column,
        right: column,
    };
    tracker.workbook.sheets[0].merged = (3..=5).map(merged).collect();
    let mapping = tracker.propose().unwrap().mapping;
    let draft = tracker
        .read(&mapping, Said::default(), &mut |_| {})
        .unwrap();
    assert_eq!(questions(&draft), [""; 0]);
    assert_eq!(
        told(&draft),
        [
            "Fenmarsh PDU | 1 | write | Head | 2027-03-31 | in progress",
            "Fenmarsh PDU | 1 | call | Head | 2027-03-31 | in progress",
            "Fenmarsh PDU | 1"
        ]
    );
    let notes = notes(&draft);
    for noted in [
        "row 3: what merged cells say of the actions above is said of 1 row below, too",
        "G4: not taken: a comment beside no action",
    ] {
        assert!(notes.iter().any(|note| note == noted), "{notes:#?}");
    }
}
