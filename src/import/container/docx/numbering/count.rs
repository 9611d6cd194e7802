//! The numbers of lists while a document is read.

use std::collections::{HashMap, HashSet};

use super::super::super::figures::Form;
use super::{LEVELS, Level, Lists};

/// The number that each level of each kind of list has reached.
#[derive(Debug, Default)]
pub(in super::super) struct Counters {
    /// By kind: lists of one kind go on with each other's numbers
    reached: HashMap<u32, [Option<u32>; LEVELS]>,
    /// Lists and levels whose own first number has been taken
    started: HashSet<(u32, usize)>,
}

/// What stands before a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) enum Marker {
    /// A bullet
    Bullet,
    /// A number as printed: `3.`
    Number(String),
}

impl Counters {
    /// Counts a paragraph of a list and returns what stands before it; nothing where the list is
    /// unknown or shows nothing.
    pub fn count(&mut self, lists: &Lists, list: u32, level: usize) -> Option<Marker> {
        let level = level.min(LEVELS - 1);
        let shape = lists.level(list, level)?;
        let kind = lists.lists.get(&list)?.kind?;
        let own_start = lists.lists.get(&list)?.starts.get(&level).copied();
        let first_of_list = own_start.is_some() && self.started.insert((list, level));
        let reached = self.reached.entry(kind).or_default();
        reached[level] = Some(match (reached[level], own_start) {
            (_, Some(start)) if first_of_list => start,
            (Some(last), _) => last.saturating_add(1),
            (None, Some(start)) => start,
            (None, None) => shape.start,
        });
        for (deeper, number) in reached.iter_mut().enumerate().skip(level + 1) {
            if restarts(lists.level(list, deeper), deeper, level) {
                *number = None;
            }
        }
        let reached = *reached;
        self.marker(lists, list, shape, &reached)
    }

    fn marker(
        &self,
        lists: &Lists,
        list: u32,
        shape: &Level,
        reached: &[Option<u32>; LEVELS],
    ) -> Option<Marker> {
        match shape.form {
            Form::Bullet => return Some(Marker::Bullet),
            Form::Nothing if !shape.text.contains('%') => {
                let text = shape.text.trim().to_owned();
                return (!text.is_empty()).then_some(Marker::Number(text));
            }
            _ => {}
        }
        let number = |at: usize| {
            let level = lists.level(list, at);
            let start = level.map_or(1, |level| level.start);
            let form = level.map_or(Form::Decimal, |level| level.form);
            let form = match (shape.legal, form) {
                (true, Form::Bullet | Form::Nothing) => form,
                (true, _) => Form::Decimal,
                (false, form) => form,
            };
            form.write(reached[at].unwrap_or(start))
        };
        let text = filled(&shape.text, number);
        (!text.is_empty()).then_some(Marker::Number(text))
    }
}

/// A level starts again after any level above it, unless it says after which.
fn restarts(deeper: Option<&Level>, at: usize, counted: usize) -> bool {
    match deeper.and_then(|level| level.restart) {
        Some(0) => false,
        Some(after) => counted < after.min(at),
        None => true,
    }
}

/// Fills the numbers of levels in: `%1.%2`.
fn filled(text: &str, number: impl Fn(usize) -> String) -> String {
    let mut out = String::new();
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        let level = characters.peek().and_then(|c| c.to_digit(10));
        match (c, level) {
            ('%', Some(level @ 1..=9)) => {
                out.push_str(&number(level as usize - 1));
                characters.next();
            }
            _ => out.push(c),
        }
    }
    out.trim().to_owned()
}
