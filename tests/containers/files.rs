//! Files of other programs, each with what it must say in a file beside it: documents and pages of
//! LibreOffice, a document in the parts and the manner in which Word writes, a page of a site.

use std::fmt::Write;
use std::path::PathBuf;

use annexe::domain::draft::Draft;
use annexe::import::read_report;

/// What a draft says, a fact a line, with its places.
fn said(draft: &Draft) -> String {
    let publication = &draft.publication;
    let mut out = format!(
        "body {:?}\ntitle {:?}\npublished {:?}\naddress {:?}\noverall {:?} {:?}\n",
        publication.body.as_ref().map_or("", |body| &body.value),
        publication.facts.title.as_deref().unwrap_or_default(),
        publication
            .facts
            .published_on
            .map(|date| date.to_string())
            .unwrap_or_default(),
        publication.address.as_deref().unwrap_or_default(),
        publication.facts.rating.map_or("", |rating| rating.words()),
        publication
            .facts
            .score
            .map(|score| score.to_string())
            .unwrap_or_default(),
    );
    for read in &draft.ratings {
        let rating = &read.value;
        let name = rating.name.as_deref().unwrap_or_default();
        writeln!(
            out,
            "rating {} {name} {} ({})",
            rating.standard, rating.rating, read.place
        )
        .unwrap();
    }
    for item in &draft.recommendations {
        let number = item.printed_number.as_deref().unwrap_or("-");
        let words = item.words.replace('\n', " / ");
        writeln!(
            out,
            "{number} {:?} {words} ({})",
            item.addressees, item.place
        )
        .unwrap();
    }
    for question in &draft.questions {
        writeln!(out, "question {}: {}", question.place, question.words).unwrap();
    }
    for note in &draft.notes {
        writeln!(out, "note {}: {}", note.place, note.words).unwrap();
    }
    out
}

#[test]
fn files_of_other_programs_say_what_stands_beside_them() {
    let mut count = 0;
    for folder in ["docx", "html"] {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
            .join("tests/data")
            .join(folder);
        for file in std::fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            let is_beside = |ending| ending == "expected" || ending == "truth";
            if path.extension().is_some_and(is_beside) {
                continue;
            }
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            let beside = path.with_file_name(format!("{name}.expected"));
            if !beside.exists() && path.with_extension("truth").exists() {
                continue; // The corpus judges it.
            }
            let draft = read_report(&std::fs::read(&path).unwrap(), &name).unwrap();
            if std::env::var("EXPECTED").is_ok_and(|how| how == "overwrite") {
                std::fs::write(&beside, said(&draft)).unwrap();
            }
            let expected = std::fs::read_to_string(&beside)
                .unwrap()
                .replace("\r\n", "\n");
            assert_eq!(said(&draft), expected, "{name}");
            count += 1;
        }
    }
    assert!(count >= 5, "{count} files");
}
