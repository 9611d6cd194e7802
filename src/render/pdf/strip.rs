//! Strips: what stands across a page and is moved as a whole.
//!
//! A strip knows where its marks stand below its own top; where the strip itself stands is
//! the business of `pages`. All measures are in points, downwards.

use super::lines::Line;
use super::tags::Tag;

/// The colours of a page. None carries a meaning that words do not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// Words
    Black,
    /// Words that stand back
    Grey,
    /// Headings, bars, the rule under the head of a table
    Accent,
    /// Hairlines
    Pale,
}

/// What is drawn.
#[derive(Clone, Debug)]
pub enum Mark {
    /// A line of words in a size
    Words(Line, f32),
    /// A rectangle of a width: a rule or a bar
    Block(f32),
}

/// One mark and its place in a strip.
#[derive(Clone, Debug)]
pub struct Item {
    /// From the left margin
    pub x: f32,
    /// From the top of the strip
    pub top: f32,
    /// How high it is
    pub height: f32,
    /// What is drawn
    pub mark: Mark,
    /// In which colour
    pub ink: Ink,
    /// What it is part of; nothing where it only adorns
    pub tag: Option<Tag>,
}

/// What stands across a page and is moved as a whole.
#[derive(Clone, Debug, Default)]
pub struct Strip {
    /// The gap above it, which is left out at the head of a page
    pub above: f32,
    /// How high it is
    pub height: f32,
    /// What stands in it
    pub items: Vec<Item>,
    /// Whether it must not be the last on its page
    pub stays_with_next: bool,
    /// Which of the table heads is repeated above it at the head of a page
    pub head: Option<usize>,
    /// What says, above a part of it on a further page, what goes on there
    pub goes_on: Option<(Line, f32)>,
    /// Its heading, if readers jump to it
    pub bookmark: Option<String>,
}

/// The gap above the words that say what goes on.
const NOTE: f32 = 3.0;

/// How high a line of a size is.
pub fn line_height(size: f32) -> f32 {
    size * 1.32
}

impl Strip {
    /// Adds lines below each other; returns how far down they reach.
    pub fn write(
        &mut self,
        lines: Vec<Line>,
        place: (f32, f32),
        look: Look,
        tag: Option<Tag>,
    ) -> f32 {
        let (x, mut top) = place;
        for line in lines {
            let x = match look.right {
                Some(width) => x + width - line.width * look.size,
                None => x,
            };
            self.items.push(Item {
                x,
                top,
                height: line_height(look.size),
                mark: Mark::Words(line, look.size),
                ink: look.ink,
                tag,
            });
            top += line_height(look.size);
        }
        self.height = self.height.max(top);
        top
    }

    /// Adds a rectangle that only adorns.
    pub fn block(&mut self, place: (f32, f32), size: (f32, f32), ink: Ink) {
        self.items.push(Item {
            x: place.0,
            top: place.1,
            height: size.1,
            mark: Mark::Block(size.0),
            ink,
            tag: None,
        });
        self.height = self.height.max(place.1 + size.1);
    }

    /// Parts a strip that is higher than a page between its lines.
    ///
    /// The first part is as high as `first`, the others as `others`.
    pub fn parts(self, first: f32, others: f32) -> Vec<Strip> {
        let again = self.goes_on.clone();
        let note = again
            .as_ref()
            .map_or(0.0, |(_, size)| line_height(*size) + NOTE);
        let cuts = self.cuts(first, others - note);
        let mut parts: Vec<Strip> = (0..cuts.len())
            .map(|at| Strip {
                above: if at == 0 { self.above } else { 0.0 },
                head: self.head,
                bookmark: self.bookmark.clone().filter(|_| at == 0),
                stays_with_next: self.stays_with_next && at + 1 == cuts.len(),
                ..Strip::note(again.as_ref().filter(|_| at > 0))
            })
            .collect();
        for item in self.items {
            let part = cuts.partition_point(|cut| *cut <= item.top) - 1;
            let shift = cuts[part] - if part > 0 { note } else { 0.0 };
            parts[part].height = parts[part].height.max(item.top + item.height - shift);
            let top = item.top - shift;
            parts[part].items.push(Item { top, ..item });
        }
        parts
    }

    /// Returns how high its first line is.
    pub fn least(&self) -> f32 {
        let bottoms = self.items.iter().map(|item| item.top + item.height);
        bottoms.reduce(f32::min).unwrap_or(self.height)
    }

    /// Begins a further part with the words that say what goes on there.
    fn note(words: Option<&(Line, f32)>) -> Strip {
        let mut strip = Strip::default();
        if let Some((line, size)) = words {
            strip.write(
                vec![line.clone()],
                (0.0, 0.0),
                Look::of(*size, Ink::Grey),
                None,
            );
        }
        strip
    }

    /// Returns where the parts begin.
    fn cuts(&self, first: f32, others: f32) -> Vec<f32> {
        let mut tops: Vec<(f32, f32)> = self
            .items
            .iter()
            .map(|item| (item.top, item.top + item.height))
            .collect();
        tops.sort_by(|one, other| one.0.total_cmp(&other.0));
        let mut cuts = vec![0.0];
        let (mut start, mut room) = (cuts[0], first);
        for (top, bottom) in tops {
            if bottom - start > room && top > start {
                cuts.push(top);
                (start, room) = (top, others);
            }
        }
        cuts
    }
}

/// How words look.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// Their size
    pub size: f32,
    /// Their colour
    pub ink: Ink,
    /// The width of the column at whose right they stand; to the left without one
    pub right: Option<f32>,
}

impl Look {
    /// Words to the left.
    pub fn of(size: f32, ink: Ink) -> Look {
        Look {
            size,
            ink,
            right: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strip(tops: &[f32]) -> Strip {
        let mut strip = Strip::default();
        for top in tops {
            strip.block((0.0, *top), (1.0, 10.0), Ink::Black);
        }
        strip
    }

    #[test]
    fn a_strip_is_parted_between_its_lines_and_keeps_all_of_them() {
        // Two columns of lines, the second shorter, as the cells of one row.
        let parts = strip(&[0.0, 10.0, 20.0, 30.0, 40.0, 0.0, 10.0, 20.0]).parts(25.0, 30.0);
        let counts: Vec<usize> = parts.iter().map(|part| part.items.len()).collect();
        assert_eq!(counts, [4, 4]);
        let tops: Vec<f32> = parts[1].items.iter().map(|item| item.top).collect();
        assert_eq!(tops, [0.0, 10.0, 20.0, 0.0]);
        assert_eq!((parts[0].height, parts[1].height), (20.0, 30.0));
    }

    #[test]
    fn a_further_part_says_what_goes_on_there() {
        let mut tall = strip(&[0.0, 10.0, 20.0]);
        tall.goes_on = Some((Line::default(), 10.0));
        let parts = tall.parts(10.0, 24.0);
        assert_eq!(parts.len(), 3, "the words take room");
        assert!(matches!(parts[1].items[0].mark, Mark::Words(..)));
        assert!(parts[1].items[1].top >= line_height(10.0));
    }

    #[test]
    fn a_line_that_is_higher_than_the_room_has_a_part_of_its_own() {
        assert_eq!(strip(&[0.0, 10.0]).parts(1.0, 1.0).len(), 2);
        assert_eq!(Strip::default().parts(1.0, 1.0).len(), 1);
    }
}
