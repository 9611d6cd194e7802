//! Which strip stands on which page.

use super::strip::Strip;

/// Of a strip that is higher than a page, at least this much is kept with what is above it.
const LEAST_PART: f32 = 64.0;

/// A strip in its place.
pub struct Placed {
    /// From the top of the room of the page
    pub top: f32,
    /// What stands there
    pub strip: Strip,
    /// Whether it was there before: the head of a table on a further page
    pub is_repeated: bool,
}

/// The pages, and the one that is being filled.
struct Pages<'a> {
    done: Vec<Vec<Placed>>,
    page: Vec<Placed>,
    top: f32,
    room: f32,
    heads: &'a [Strip],
}

/// Shares strips out to pages.
///
/// A strip is whole unless it is higher than a page; what must stay with the next does; above
/// a strip at the head of a page stands the head of its table.
pub fn pages(strips: Vec<Strip>, heads: &[Strip], room: f32) -> Vec<Vec<Placed>> {
    let mut pages = Pages {
        done: Vec::new(),
        page: Vec::new(),
        top: 0.0,
        room,
        heads,
    };
    let needs = needs(&strips, room);
    for (strip, need) in strips.into_iter().zip(needs) {
        pages.place(strip, need);
    }
    pages.turn();
    pages.done
}

/// Returns for each strip how much room it takes with all that must stay with it.
fn needs(strips: &[Strip], room: f32) -> Vec<f32> {
    let mut needs = vec![0.0; strips.len()];
    for (at, strip) in strips.iter().enumerate().rev() {
        let height = if strip.height > room - LEAST_PART {
            strip.height.min(LEAST_PART)
        } else {
            strip.height
        };
        let next = needs.get(at + 1).zip(strips.get(at + 1));
        needs[at] = match next.filter(|_| strip.stays_with_next) {
            Some((need, next)) if strip.height + next.above + need <= room => {
                strip.height + next.above + need
            }
            _ => height,
        };
    }
    needs
}

impl Pages<'_> {
    fn place(&mut self, strip: Strip, need: f32) {
        let above = if self.top > 0.0 { strip.above } else { 0.0 };
        let fits = |height: f32| self.top + above + height <= self.room;
        if self.top > 0.0 && (!fits(need) || self.may_turn_for(&strip) && !fits(strip.height)) {
            self.turn();
            self.repeat_head(&strip);
        } else {
            self.top += above;
        }
        if self.top + strip.height <= self.room {
            self.push(strip);
        } else {
            self.part(strip);
        }
    }

    /// Tells whether a strip is whole on the next page, and leaves nothing behind that must
    /// stay with it.
    fn may_turn_for(&self, strip: &Strip) -> bool {
        let head = self.head_of(strip).map_or(0.0, |head| head.height);
        let last = self.page.last();
        head + strip.height <= self.room && !last.is_some_and(|placed| placed.strip.stays_with_next)
    }

    /// Places a strip that is higher than a page, part by part.
    fn part(&mut self, strip: Strip) {
        let head = self.head_of(&strip).map_or(0.0, |head| head.height);
        // What has no line that fits here is left whole.
        if self.top > head && strip.least() > self.room - self.top {
            self.turn();
            self.repeat_head(&strip);
        }
        let parts = strip.parts(self.room - self.top, self.room - head);
        for (at, part) in parts.into_iter().enumerate() {
            if at > 0 {
                self.turn();
                self.repeat_head(&part);
            }
            self.push(part);
        }
    }

    fn push(&mut self, strip: Strip) {
        let top = self.top;
        self.top += strip.height;
        self.page.push(Placed {
            top,
            strip,
            is_repeated: false,
        });
    }

    fn turn(&mut self) {
        self.done.push(std::mem::take(&mut self.page));
        self.top = 0.0;
    }

    fn repeat_head(&mut self, strip: &Strip) {
        if let Some(head) = self.head_of(strip).cloned() {
            self.push(head);
            if let Some(placed) = self.page.last_mut() {
                placed.is_repeated = true;
            }
        }
    }

    /// Returns the head of the table that a strip is a row of, unless it would fill the page.
    fn head_of(&self, strip: &Strip) -> Option<&Strip> {
        let head = self.heads.get(strip.head?)?;
        (head.height < self.room / 3.0).then_some(head)
    }
}

#[cfg(test)]
mod tests {
    use super::super::strip::Ink;
    use super::*;

    fn strip(height: f32) -> Strip {
        let mut strip = Strip::default();
        strip.block((0.0, 0.0), (1.0, height), Ink::Black);
        strip
    }

    fn row(height: f32) -> Strip {
        Strip {
            head: Some(0),
            ..strip(height)
        }
    }

    fn heading(height: f32) -> Strip {
        Strip {
            stays_with_next: true,
            above: 10.0,
            ..strip(height)
        }
    }

    /// Lines of ten points.
    fn tall(lines: usize) -> Strip {
        let mut strip = Strip {
            head: Some(0),
            ..Strip::default()
        };
        for line in 0..lines {
            strip.block((0.0, line as f32 * 10.0), (1.0, 10.0), Ink::Black);
        }
        strip
    }

    /// The heights on each page, with a star for what is repeated.
    fn heights(strips: Vec<Strip>, room: f32) -> Vec<Vec<String>> {
        let head = strip(20.0);
        let shared = pages(strips, &[head], room);
        let bottom = |placed: &Placed| placed.top + placed.strip.height;
        assert!(shared.iter().flatten().all(|placed| bottom(placed) <= room));
        let height = |placed: &Placed| {
            let star = if placed.is_repeated { "*" } else { "" };
            format!("{}{star}", placed.strip.height)
        };
        shared
            .iter()
            .map(|page| page.iter().map(height).collect())
            .collect()
    }

    #[test]
    fn rows_are_whole_and_the_head_of_the_table_stands_on_every_page() {
        let head = Strip {
            stays_with_next: true,
            ..strip(20.0)
        };
        let rows = vec![head, row(150.0), row(150.0), row(100.0)];
        assert_eq!(
            heights(rows, 300.0),
            [vec!["20", "150"], vec!["20*", "150", "100"]]
        );
    }

    #[test]
    fn a_heading_stands_with_its_introduction_and_the_first_row() {
        let head = Strip {
            stays_with_next: true,
            ..strip(20.0)
        };
        let strips = vec![strip(200.0), heading(20.0), heading(30.0), head, row(60.0)];
        assert_eq!(
            heights(strips, 300.0),
            [vec!["200"], vec!["20", "30", "20", "60"]]
        );
    }

    #[test]
    fn a_row_higher_than_a_page_goes_on_under_the_head_of_its_table() {
        let head = Strip {
            stays_with_next: true,
            ..strip(20.0)
        };
        let shared = heights(vec![strip(100.0), head, tall(80), row(30.0)], 300.0);
        assert_eq!(shared[0], ["100", "20", "180"]);
        assert_eq!(shared[1], ["20*", "280"]);
        assert_eq!(shared[2], ["20*", "280"]);
        assert_eq!(shared[3], ["20*", "60", "30"]);
    }

    #[test]
    fn a_row_as_high_as_a_page_begins_a_page_where_no_heading_would_be_left_alone() {
        assert_eq!(
            heights(vec![row(50.0), row(270.0)], 300.0)[1],
            ["20*", "270"]
        );
        let led = heights(vec![heading(50.0), tall(27)], 300.0);
        assert_eq!(led, [vec!["50", "250"], vec!["20*", "20"]]);
    }

    #[test]
    fn what_stays_together_and_is_higher_than_a_page_is_parted_all_the_same() {
        let long = heights(vec![heading(200.0), heading(200.0), row(250.0)], 300.0);
        assert_eq!(long.concat().len(), 4, "{long:?}");
        assert_eq!(heights(vec![], 300.0), [Vec::<String>::new()]);
    }
}
