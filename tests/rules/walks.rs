//! Walks over trees and successions end, whatever circles the facts form.

use annexe::domain::body::{Bodies, Body, BodyId, BodyKind, Succession};
use annexe::domain::inspection::InspectionKind;
use annexe::domain::progress::Progress;
use annexe::domain::scope::{Asked, Scope};
use annexe::domain::standing::{Carrier, Found, Item, Judge, Lives, State};

use crate::register::{date, day};

const DAY: &str = "2025-01-01";

fn body(id: BodyId, parent_id: Option<BodyId>) -> Body {
    Body {
        id,
        name: format!("Body {id}"),
        kind: BodyKind::Other,
        member_kind: None,
        parent_id,
        valid_from: None,
        valid_to: Some(day("2020-01-01")),
        aliases: Vec::new(),
    }
}

fn succession(predecessor_id: BodyId, successor_id: BodyId) -> Succession {
    Succession {
        predecessor_id,
        successor_id,
        took_over_on: day("2020-01-01"),
        note: None,
    }
}

fn item(recommendation_id: i64) -> Item {
    Item {
        recommendation_id,
        reference: format!("a/{recommendation_id}"),
        words: "do it".to_owned(),
        addressee: 1,
        code: "a".to_owned(),
        inspected: Some(1),
        kind: InspectionKind::Plan,
        published: date("2018-03"),
    }
}

fn carrier(recommendation_id: i64) -> Carrier {
    Carrier {
        recommendation_id,
        reference: format!("a/{recommendation_id}"),
        addressees: vec![1],
    }
}

#[test]
fn bodies_above_one_another_end_the_walk() {
    let list = vec![
        body(1, Some(3)),
        body(2, Some(1)),
        body(3, Some(2)),
        body(4, Some(1)),
    ];
    let bodies = Bodies::new(list, Vec::new());
    assert_eq!(bodies.above(1), [3, 2]);
    assert_eq!(bodies.above(4), [1, 3, 2]);
    assert_eq!(bodies.below(2), [1, 2, 3, 4].into());
    let asked = Asked {
        body: Some(4),
        exact: false,
    };
    assert_eq!(Scope::new(&bodies, asked, day(DAY)).above, [1, 2, 3].into());
}

#[test]
fn bodies_that_replaced_one_another_keep_their_items() {
    let successions = vec![succession(1, 2), succession(2, 1)];
    let bodies = Bodies::new(vec![body(1, None), body(2, None)], successions);
    assert_eq!(bodies.holders(1, day(DAY)), [1].into());
    assert_eq!(bodies.line(1, 2, day(DAY)), [1, 2].into());
    assert_eq!(bodies.predecessors(1), [2].into());
}

#[test]
fn plan_items_that_restate_one_another_are_judged() {
    let bodies = Bodies::new(vec![body(1, None)], Vec::new());
    let mut lives = Lives::default();
    lives.of_mut(1).carriers.push(carrier(2));
    lives.of_mut(2).carriers.push(carrier(1));
    lives.of_mut(2).findings.push(Found {
        finding_id: 1,
        only_for: None,
        inspected: Some(1),
        code: "b".to_owned(),
        published: date("2019-03"),
        progress: Progress::Sufficient,
    });
    let judge = Judge {
        bodies: &bodies,
        day: day(DAY),
        lives: &lives,
    };
    assert_eq!(judge.standing(&item(1), 1).state, State::Sufficient);
    assert_eq!(judge.standing(&item(2), 1).state, State::Sufficient);
}
