//! A matched draft written: what was previewed, nothing more and nothing less.

use std::collections::HashMap;

use rusqlite::named_params;

use super::{Earlier, EarlierEntry, Entry, Intake, Outcome};
use crate::domain::draft::{DraftAlert, DraftFinding, Source};
use crate::domain::finding::{Covered, NewFinding};
use crate::domain::link::{LinkEnd, LinkKind, NewLink};
use crate::domain::progress::Progress;
use crate::domain::recommendation::{Cited, NewRecommendation};
use crate::error::{Error, Result};
use crate::store::{Change, InspectionEdit, NewAlert, NewAlertAction, Printed};

impl Change<'_> {
    /// Writes what a preview showed. Returns the number of the inspection.
    ///
    /// # Errors
    /// When a question is open.
    pub fn write_intake(&self, intake: &Intake) -> Result<i64> {
        if let Some(question) = intake.questions.first() {
            return Err(Error::Refused(format!(
                "{} ({})",
                question.words, question.answer
            )));
        }
        let inspection = self.write_publication(intake)?;
        let has_a_source = !self.sources_of(inspection)?.is_empty();
        let is_a_reprint = has_a_source && matches!(intake.outcome, Outcome::Here(_));
        let source = self.add_source_of(inspection, &intake.source, is_a_reprint)?;
        if let Some(address) = &intake.address {
            self.add_source_of(
                inspection,
                &Source {
                    name: address.clone(),
                    sha256: None,
                },
                false,
            )?;
        }
        self.set_ratings(inspection, &cited_by(source, &intake.ratings))?;
        self.set_key_questions(inspection, &cited_by(source, &intake.key_questions))?;
        let mut written = HashMap::new();
        for (place, entry) in intake.entries.iter().enumerate() {
            written.insert(place, self.write_entry(inspection, entry, source)?);
        }
        if let Some(alert) = &intake.alert {
            self.write_alert(inspection, alert, source)?;
        }
        self.link_to_alert(inspection, intake, &written)?;
        for earlier in &intake.earlier {
            self.write_earlier(inspection, earlier, source)?;
        }
        for note in intake.notes.iter().filter(|_| !intake.source_is_known) {
            let about = note.about.and_then(|place| written.get(&place)).copied();
            self.add_note(inspection, about, &note.words, source, &note.place)?;
        }
        self.keep_mappings(&intake.mappings)?;
        self.said(said(intake));
        Ok(inspection)
    }

    fn write_publication(&self, intake: &Intake) -> Result<i64> {
        let Some(here) = intake.outcome.inspection() else {
            return self.add_inspection(&intake.code, intake.body_id, &intake.facts, None);
        };
        if here.facts != intake.facts || here.body_id != intake.body_id {
            let edit = InspectionEdit {
                body_id: intake.body_id,
                ..InspectionEdit::all_of(&intake.facts)
            };
            self.edit_inspection(here.id, &edit)?;
        }
        if matches!(intake.outcome, Outcome::KnownThrough(_)) {
            self.is_known_itself(here.id)?;
        }
        Ok(here.id)
    }

    fn write_entry(&self, inspection_id: i64, entry: &Entry, source_id: i64) -> Result<i64> {
        if let Some(here) = entry.here {
            if entry.rewords {
                let cited = Cited {
                    source_id,
                    place: entry.place.clone(),
                };
                self.amend_words(here, &entry.words, Some(&cited))?;
            }
            return Ok(here);
        }
        self.add_recommendation(&NewRecommendation {
            inspection_id,
            number: entry.number.clone(),
            position: entry.position,
            printed_number: entry.printed_number.clone(),
            words: entry.words.clone(),
            addressees: entry.addressees.clone(),
            cited: Some(Cited {
                source_id,
                place: entry.place.clone(),
            }),
        })
    }

    fn write_alert(&self, inspection_id: i64, alert: &DraftAlert, source_id: i64) -> Result<i64> {
        let DraftAlert {
            words,
            concerns,
            responses,
            place,
        } = alert;
        self.add_alert(&NewAlert {
            inspection_id,
            words: words.clone(),
            concerns: concerns
                .iter()
                .map(|concern| (concern.value.clone(), concern.place.clone()))
                .collect(),
            responses: responses
                .iter()
                .map(|response| NewAlertAction {
                    words: response.words.clone(),
                    said: response
                        .state
                        .and_then(|state| state.parse().ok())
                        .zip(response.said_on),
                    place: response.place.clone(),
                })
                .collect(),
            cited: Some(Cited {
                source_id,
                place: place.clone(),
            }),
        })
    }

    /// Links the new recommendations that name the alert to it.
    fn link_to_alert(
        &self,
        inspection_id: i64,
        intake: &Intake,
        written: &HashMap<usize, i64>,
    ) -> Result<()> {
        let Some(alert) = self.alert_of(inspection_id, 1)? else {
            return Ok(());
        };
        for (place, entry) in intake.entries.iter().enumerate() {
            let names_it = entry.words.to_lowercase().contains("organisational alert");
            if names_it && entry.here.is_none() {
                let (kind, to) = (LinkKind::RefersTo, LinkEnd::Alert(alert));
                self.add_link(&NewLink {
                    from_id: written[&place],
                    kind,
                    to,
                })?;
            }
        }
        Ok(())
    }

    fn write_earlier(&self, printed_in: i64, earlier: &Earlier, source_id: i64) -> Result<()> {
        let inspection = match &earlier.here {
            Some(here) => here.id,
            None => self.add_inspection(
                &earlier.code,
                earlier.body_id,
                &earlier.facts,
                Some(printed_in),
            )?,
        };
        for item in &earlier.entries {
            let recommendation = self.write_entry(inspection, &item.entry, source_id)?;
            let cited = Cited {
                source_id,
                place: item.entry.place.clone(),
            };
            if !item.reprint_is_known {
                self.add_reprint(printed_in, recommendation, &item.entry.words, &cited)?;
            }
            self.write_finding(printed_in, recommendation, item, source_id)?;
        }
        Ok(())
    }

    fn write_finding(
        &self,
        inspection_id: i64,
        recommendation_id: i64,
        item: &EarlierEntry,
        source_id: i64,
    ) -> Result<()> {
        let Some(DraftFinding {
            words,
            progress,
            printed_progress,
            place,
        }) = &item.finding
        else {
            return Ok(());
        };
        self.add_finding(&NewFinding {
            inspection_id,
            words: words.clone(),
            progress: progress.unwrap_or(Progress::NotGraded),
            printed_progress: printed_progress.clone(),
            remark: None,
            covers: vec![Covered {
                recommendation_id,
                body_id: None,
            }],
            cited: Some(Cited {
                source_id,
                place: place.clone(),
            }),
        })?;
        Ok(())
    }

    /// Keeps what a person said foreign words mean, for the next import.
    pub(super) fn keep_mappings(&self, mappings: &[(String, String, String)]) -> Result<()> {
        for (field, word, means) in mappings {
            let id = self.next_id("mapping")?;
            let sql = "INSERT INTO mapping (id, field, word, means) VALUES (:id, :field, :word, :means)
                       ON CONFLICT (field, word) DO UPDATE SET means = excluded.means WHERE means <> excluded.means";
            self.connection.prepare_cached(sql)?.execute(
                named_params! { ":id": id, ":field": field, ":word": word, ":means": means },
            )?;
        }
        Ok(())
    }
}

fn cited_by<T: Clone>(source_id: i64, printed: &[Printed<T>]) -> Vec<Printed<T>> {
    let place = |printed: &Printed<T>| {
        printed
            .cited
            .as_ref()
            .map(|cited| cited.place.clone())
            .unwrap_or_default()
    };
    let cited = |printed: &Printed<T>| {
        Some(Cited {
            source_id,
            place: place(printed),
        })
    };
    printed
        .iter()
        .map(|printed| Printed {
            value: printed.value.clone(),
            cited: cited(printed),
        })
        .collect()
}

fn said(intake: &Intake) -> String {
    let mut parts = Vec::new();
    let mut count = |number: usize, one: &str, several: &str| {
        if number > 0 {
            parts.push(format!(
                "{number} {}",
                if number == 1 { one } else { several }
            ));
        }
    };
    count(
        intake.new_recommendations(),
        "recommendation",
        "recommendations",
    );
    count(
        intake.reworded(),
        "recommendation now in the report's own words",
        "recommendations now in the report's own words",
    );
    count(intake.new_findings(), "finding", "findings");
    count(intake.ratings.len(), "rating", "ratings");
    count(intake.key_questions.len(), "key question", "key questions");
    count(
        usize::from(intake.alert.is_some()),
        "organisational alert",
        "organisational alerts",
    );
    let parts = if parts.is_empty() {
        "where else it is printed".to_owned()
    } else {
        parts.join(", ")
    };
    format!(
        "imported {} from {}: {parts}",
        intake.code, intake.source.name
    )
}
