//! The corpus taken into a register: everything once, a second time nothing, and back again.

use annexe::domain::body::{BodyKind, NewBody};
use annexe::domain::draft::{Draft, Question};
use annexe::import::{self, Found};
use annexe::store::{Answers, Change, Intake, Meta, Store};
use chrono::{NaiveDate, TimeZone, Utc};

use super::samples;

fn meta() -> Meta {
    Meta {
        at: Utc.with_ymd_and_hms(2026, 11, 24, 9, 30, 0).unwrap(),
        by: "tester".to_owned(),
        why: None,
        command: "test".to_owned(),
    }
}

/// A report of the corpus, its questions answered.
struct Taken {
    store: Store,
    draft: Draft,
    answers: Answers,
}

impl Taken {
    fn intake(&self) -> Intake {
        self.store.match_draft(&self.draft, &self.answers).unwrap()
    }

    /// Answers every question as somebody might who only wants it in.
    fn answered(draft: Draft) -> Self {
        let answers = Answers {
            today: NaiveDate::from_ymd_opt(2026, 11, 24),
            ..Answers::default()
        };
        let store = Store::in_memory(&meta()).unwrap();
        let mut taken = Taken {
            store,
            draft,
            answers,
        };
        for _ in 0..200 {
            let Some(question) = taken.intake().questions.into_iter().next() else {
                return taken;
            };
            taken.answer(&question);
        }
        panic!(
            "{}: {:?}",
            taken.draft.source.name,
            taken.intake().questions
        );
    }

    fn answer(&mut self, question: &Question) {
        let (flag, value) = question.answer.split_once(' ').unwrap();
        let value = value.trim_matches('"');
        let someone = "Fenmarsh PDU";
        match flag {
            "annexe" => self.add_body(question.answer.split('"').nth(1).unwrap()),
            "--published" => self.answers.published = "2023-03-01".parse().ok(),
            "--kind" => self.answers.kind = "core".parse().ok(),
            "--body" => {
                self.add_body(someone);
                self.answers.body = Some(someone.to_owned());
            }
            "--inspection" => {
                self.add_body(someone);
                self.answers.body = Some(someone.to_owned());
                self.answers.published = "2023-03-01".parse().ok();
            }
            "--addressee" => {
                self.add_body(someone);
                self.answers.addressee = Some(someone.to_owned());
            }
            "--previous" => self.answers.previous = Some(self.add_earlier()),
            "--leave-out" => self.answers.leave_out.push(question.place.clone()),
            "--is" => self
                .answers
                .is
                .push((question.place.clone(), "new".to_owned())),
            "--map" => {
                let (word, means) = value.rsplit_once('=').unwrap();
                let means = if question.answer.contains("not-graded") || means == "some" {
                    "some"
                } else {
                    means
                };
                self.answers.map.push((word.to_owned(), means.to_owned()));
            }
            _ => panic!("{question:?}"),
        }
    }

    fn add_body(&self, name: &str) {
        let new = NewBody {
            name: name.to_owned(),
            kind: BodyKind::Other,
            member_kind: None,
            parent_id: None,
            valid_from: NaiveDate::from_ymd_opt(2000, 1, 1),
            valid_to: None,
            aliases: Vec::new(),
        };
        // It may be there already: another question asked for it.
        let _ = self.store.change(&meta(), |change| change.add_body(&new));
    }

    /// An inspection that is here, from which the items of an annexe may come.
    fn add_earlier(&self) -> String {
        let facts = annexe::domain::inspection::InspectionFacts {
            published_on: "2020-01".parse().ok(),
            ..annexe::domain::inspection::InspectionFacts::of_kind(
                annexe::domain::inspection::InspectionKind::Core,
            )
        };
        let code = "earlier-2020";
        self.store
            .change(&meta(), |change| {
                change.add_inspection(code, None, &facts, None)
            })
            .unwrap();
        code.to_owned()
    }
}

/// Everything that a register says of publications.
fn told(store: &Store) -> String {
    let inspections = store.inspections().unwrap();
    let told = inspections.iter().map(|inspection| {
        format!(
            "{inspection:?} {:?} {:?} {:?}",
            store.recommendations(inspection.id).unwrap(),
            store.reprinted_at(inspection.id).unwrap(),
            store.sources_of(inspection.id).unwrap(),
        )
    });
    told.collect()
}

#[test]
fn every_report_of_the_corpus_comes_in_once_and_goes_out_whole() {
    let mut count = 0;
    for sample in samples() {
        let Ok(Found::Report(draft)) = import::read(&sample.bytes, &sample.name) else {
            continue;
        };
        let taken = Taken::answered(*draft);
        let before = told(&taken.store);
        let intake = taken.intake();
        let written = taken
            .store
            .change(&meta(), |change: &Change<'_>| change.write_intake(&intake))
            .unwrap_or_else(|why| panic!("{}: {why}", sample.name));
        let change = written.change.expect("a report adds something");
        let again = taken.intake();
        assert!(again.adds_nothing(), "{}: {again:?}", sample.name);
        assert_eq!(again.questions, [], "{}", sample.name);
        taken
            .store
            .change(&meta(), |open: &Change<'_>| open.undo(change))
            .unwrap();
        assert_eq!(told(&taken.store), before, "{}", sample.name);
        count += 1;
    }
    assert!(count >= 40, "{count} reports");
}
