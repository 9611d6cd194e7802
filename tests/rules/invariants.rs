//! What holds in every register, tried on small random ones.

use std::collections::{BTreeMap, BTreeSet};

use annexe::domain::body::{Body, BodyId, BodyKind};
use annexe::domain::progress::Progress;
use annexe::domain::scope::Heading;
use annexe::domain::standing::{Standing, State};
use annexe::store::{Line, Survey};
use chrono::NaiveDate;
use proptest::prelude::*;

use crate::register::{Register, date, day};
use crate::story::{BODIES, stories};

const END: &str = "2025-01-01";

/// A standing's recommendation, addressee and holder.
type Key = (i64, BodyId, BodyId);

fn key(line: &Line<'_>) -> Key {
    (
        line.item.recommendation_id,
        line.item.addressee,
        line.standing.holder,
    )
}

fn standings<'l>(lines: &'l [Line<'_>]) -> BTreeMap<Key, &'l Standing<'l>> {
    lines
        .iter()
        .map(|line| (key(line), &line.standing))
        .collect()
}

fn ask(register: &Register, body: Option<&str>, on: NaiveDate) -> Survey {
    register.survey(body, false, &on.to_string())
}

/// Everything that can be said of every standing, without the register's own numbers.
fn all_that_stands(register: &Register, on: NaiveDate) -> Vec<String> {
    let survey = ask(register, None, on);
    let told = |line: &Line<'_>| format!("{:?} {:?} {:?}", line.item, line.standing, line.heading);
    survey.lines().iter().map(told).collect()
}

/// The living bodies that nothing stands above, and the ended ones that nobody replaced:
/// together they show everything.
fn topmost_and_unreplaced(survey: &Survey, on: NaiveDate) -> Vec<String> {
    let bodies = &survey.bodies;
    let shows = |body: &&Body| match body.has_ended(on) {
        true => bodies.successors(body.id, on).is_empty(),
        false => body.parent_id.is_none(),
    };
    let all = bodies.all().iter().filter(shows);
    all.map(|body| body.name.clone()).collect()
}

fn outstanding_that_counts(survey: &Survey) -> BTreeSet<Key> {
    survey
        .lines()
        .iter()
        .filter(|line| line.heading.counts() && line.standing.state == State::Outstanding)
        .map(key)
        .collect()
}

fn some_day() -> impl Strategy<Value = NaiveDate> {
    prop::sample::select(vec![
        "2019-03-30",
        "2021-06-25",
        "2021-06-26",
        "2022-05-31",
        "2023-07-01",
        "2024-02-28",
        END,
    ])
    .prop_map(day)
}

fn progress() -> impl Strategy<Value = Progress> {
    prop::sample::select(Progress::ALL.to_vec())
}

fn config() -> ProptestConfig {
    // Each case makes a register or two; `PROPTEST_CASES=1000` looks further.
    let asked = std::env::var("PROPTEST_CASES").ok();
    ProptestConfig {
        cases: asked.and_then(|cases| cases.parse().ok()).unwrap_or(12),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_standing_is_listed_once_and_is_the_same_whoever_asks(story in stories(), on in some_day()) {
        let register = story.told();
        let whole = ask(&register, None, on);
        let whole_lines = whole.lines();
        let all = standings(&whole_lines);
        prop_assert_eq!(all.len(), whole_lines.len());
        for body in BODIES {
            let survey = ask(&register, Some(body), on);
            let lines = survey.lines();
            let of_body = standings(&lines);
            prop_assert_eq!(of_body.len(), lines.len(), "{} lists one twice", body);
            for (key, standing) in of_body {
                prop_assert_eq!(Some(&standing), all.get(&key), "{} sees it otherwise", body);
            }
        }
    }

    #[test]
    fn what_counts_for_a_body_is_addressed_to_or_held_by_it_or_those_below(story in stories(), on in some_day()) {
        let register = story.told();
        for body in BODIES {
            let survey = ask(&register, Some(body), on);
            let below = survey.bodies.below(register.id(body));
            let is_a_unit = |id: &BodyId| survey.bodies.get(*id).kind == BodyKind::Pdu;
            for line in survey.lines().iter().filter(|line| line.heading.counts()) {
                let is_theirs = below.contains(&line.item.addressee) || below.contains(&line.standing.holder);
                let is_asked_of_all = line.heading == Heading::AskedOfAll
                    && line.item.addressee == register.id("All PDUs")
                    && survey.scope.about.iter().any(is_a_unit);
                prop_assert!(is_theirs || is_asked_of_all, "{} counts {}", body, line.item.reference);
            }
        }
    }

    #[test]
    fn everything_published_stands_under_somebody_and_nothing_else_does(story in stories(), on in some_day()) {
        let register = story.told();
        let survey = ask(&register, None, on);
        let shown: BTreeSet<(String, BodyId)> = survey
            .items
            .iter()
            .map(|item| (item.reference.clone(), item.addressee))
            .collect();
        let held: BTreeSet<(String, BodyId)> = survey
            .lines()
            .iter()
            .map(|line| (line.item.reference.clone(), line.item.addressee))
            .collect();
        let published: BTreeSet<(String, BodyId)> = story
            .published_by(on)
            .into_iter()
            .map(|(reference, body)| (reference, register.id(body)))
            .collect();
        prop_assert_eq!(&held, &published);
        prop_assert_eq!(&shown, &published);
    }

    #[test]
    fn the_topmost_and_the_unreplaced_together_count_what_the_whole_register_counts(story in stories(), on in some_day()) {
        let register = story.told();
        let whole = ask(&register, None, on);
        let together: BTreeSet<Key> = topmost_and_unreplaced(&whole, on)
            .iter()
            .flat_map(|body| outstanding_that_counts(&ask(&register, Some(body), on)))
            .collect();
        prop_assert_eq!(outstanding_that_counts(&whole), together);
    }

    #[test]
    fn what_happens_after_a_day_changes_nothing_as_at_that_day(story in stories(), on in some_day()) {
        let (all, until) = (story.told(), story.told_until(on));
        prop_assert_eq!(all_that_stands(&all, on), all_that_stands(&until, on));
    }

    #[test]
    fn a_grade_at_a_unit_changes_no_item_that_never_was_its_own(story in stories(), at_holt in progress()) {
        let register = story.told();
        let holt = register.id("Holt PDU");
        let states = || -> Vec<(Key, State)> {
            let survey = ask(&register, None, day(END));
            let took_over = |holder| survey.bodies.taken_over(holder, day(END)).contains(&holt);
            let lines = survey.lines();
            let others = lines.iter().filter(|line| !took_over(line.standing.holder));
            others.map(|line| (key(line), line.standing.state)).collect()
        };
        let before = states();
        register.inspection("holt-2024", "Holt PDU", "2024-12-31");
        for (reference, _) in story.published_by(day(END)) {
            // A joint item comes twice: it is marked already.
            let _ = register.try_mark("holt-2024", &reference, None, at_holt);
        }
        prop_assert_eq!(before, states());
    }

    #[test]
    fn the_newest_grade_decides_by_date_then_by_entry(grades in prop::collection::vec((2018..2021i32, progress()), 0..6)) {
        let register = Register::new();
        register.inspection("fenmarsh-2017", "Fenmarsh PDU", "2017");
        register.recommend("fenmarsh-2017/1", &["Fenmarsh PDU"]);
        for (n, (year, progress)) in grades.iter().enumerate() {
            let code = format!("fenmarsh-{n}");
            register.inspection(&code, "Fenmarsh PDU", &year.to_string());
            register.mark(&code, "fenmarsh-2017/1", *progress);
        }
        let graded = grades.iter().filter(|(_, progress)| progress.is_grade());
        // Of equals, the last one is the greatest.
        let newest = graded.max_by_key(|(year, _)| date(&year.to_string()).last_day());
        let stands = register.stands("fenmarsh-2017/1", END);
        prop_assert_eq!(stands.grade, newest.map(|(_, progress)| *progress));
        prop_assert_eq!(stands.state == State::Sufficient, stands.grade == Some(Progress::Sufficient));
    }
}
