//! The lines of all pages in one flow: where paragraphs begin, what is a heading, labels joined
//! to their words, footnotes put behind the paragraph that they interrupt.

use std::collections::HashMap;

use super::cells;
use super::printed::{Printed, Role};
use crate::domain::words::begins_compound;
use crate::import::container::line::{Line, Row};

/// What the text of a file looks like in general.
#[derive(Debug, Default)]
pub(super) struct Look {
    /// The size of most of the text
    pub body: f32,
    /// The usual distance of lines by size, in half points
    pitch: HashMap<i32, f32>,
    /// Where the text begins on pages of odd and of even number
    margin: [f32; 2],
}

impl Look {
    /// Looks over all lines, but for those that are left out.
    pub fn of(lines: &[Printed]) -> Look {
        Look {
            body: commonest(lines.iter().map(|line| (line.size, line.text.len()))),
            pitch: pitches(lines),
            margin: [margin(lines, 0), margin(lines, 1)],
        }
    }

    /// The distance of two lines of a paragraph in this size.
    fn pitch(&self, size: f32) -> f32 {
        let known = self.pitch.get(&half_points(size)).copied();
        known.unwrap_or(1.2 * size)
    }
}

fn half_points(value: f32) -> i32 {
    (value * 2.0).round() as i32
}

/// Returns the value that has the most weight, in steps of half a point.
fn commonest(values: impl Iterator<Item = (f32, usize)>) -> f32 {
    let mut weights: HashMap<i32, usize> = HashMap::new();
    for (value, weight) in values {
        *weights.entry(half_points(value)).or_insert(0) += weight;
    }
    let most = weights
        .into_iter()
        .max_by_key(|&(value, weight)| (weight, -value));
    most.map_or(0.0, |(value, _)| value as f32 / 2.0)
}

fn pitches(lines: &[Printed]) -> HashMap<i32, f32> {
    let mut gaps: HashMap<i32, Vec<(f32, usize)>> = HashMap::new();
    for pair in lines.windows(2) {
        let gap = pair[1].baseline - pair[0].baseline;
        let size = pair[1].size;
        let alike = half_points(size) == half_points(pair[0].size) && pair[0].page == pair[1].page;
        if alike && (0.8 * size..2.2 * size).contains(&gap) {
            gaps.entry(half_points(size)).or_default().push((gap, 1));
        }
    }
    gaps.into_iter()
        .map(|(size, gaps)| (size, commonest(gaps.into_iter())))
        .collect()
}

/// The place where most pages of a parity begin.
fn margin(lines: &[Printed], parity: usize) -> f32 {
    let mut lefts: HashMap<usize, f32> = HashMap::new();
    for line in lines.iter().filter(|line| line.page % 2 == parity) {
        let left = lefts.entry(line.page).or_insert(f32::MAX);
        *left = left.min(line.left);
    }
    commonest(lefts.into_values().map(|left| (left, 1)))
}

/// Makes the lines of a text of the lines of its pages.
pub(super) fn lines(mut printed: Vec<Printed>, look: &Look) -> Vec<Line> {
    give_labels_their_words(&mut printed, look);
    join_soft_hyphens(&mut printed);
    let mut flow = Flow::default();
    for line in printed {
        flow.add(line, look);
    }
    flow.finish(look)
}

#[derive(Default)]
struct Flow {
    out: Vec<Line>,
    held: Vec<Printed>,
    last: Option<Printed>,
}

impl Flow {
    fn add(&mut self, mut line: Printed, look: &Look) {
        if line.role == Role::Footnote {
            self.held.push(line);
            return;
        }
        if is_heading(&line, look) {
            line.role = Role::Heading;
        }
        let Some(last) = &self.last else {
            self.push(line, look);
            return;
        };
        let begins = begins(last, &line, look);
        let heading = last.role == Role::Heading && line.role == Role::Heading;
        let joins = heading && !begins && !is_forced(last, &line);
        if begins || cells::begins_item(&line.text) {
            self.let_go(look);
        }
        if joins {
            self.join(line);
            return;
        }
        if begins {
            self.blank();
        }
        self.push(line, look);
    }

    /// A heading that is broken over lines is one line.
    fn join(&mut self, line: Printed) {
        if let Some(out) = self.out.last_mut() {
            out.text = format!("{} {}", out.text, line.text);
            out.bold &= line.bold;
        }
        self.last = Some(line);
    }

    fn push(&mut self, line: Printed, look: &Look) {
        self.out.push(plain(&line, look));
        self.last = Some(line);
    }

    fn blank(&mut self) {
        if self.out.last().is_some_and(|last| !last.is_blank()) {
            let place = self.out.last().map_or(String::new(), Line::place);
            self.out.push(Line::new(place, ""));
        }
    }

    /// Lets the footnotes go that were held back while a paragraph went on.
    fn let_go(&mut self, look: &Look) {
        let mut held = std::mem::take(&mut self.held).into_iter().peekable();
        if held.peek().is_none() {
            return;
        }
        for line in held {
            if line.mark.is_some() || line.begins == Some(true) {
                self.blank();
            }
            self.out.push(plain(&line, look));
        }
        self.blank();
    }

    fn finish(mut self, look: &Look) -> Vec<Line> {
        self.let_go(look);
        while self.out.last().is_some_and(Line::is_blank) {
            self.out.pop();
        }
        for (at, line) in self.out.iter_mut().enumerate() {
            line.number = at + 1;
        }
        self.out
    }
}

fn plain(line: &Printed, look: &Look) -> Line {
    let place = format!("{}:{}", line.page, line.number);
    let indent = (line.left - look.margin[line.page % 2]) / (0.5 * look.body.max(1.0));
    let base = match &line.row {
        Some((table, cells)) => Line::of_row(
            place,
            Row {
                table: *table,
                cells: cells.clone(),
            },
        ),
        None => Line::new(place, line.text.trim()),
    };
    Line {
        indent: indent.round().clamp(0.0, 500.0) as usize,
        heading: line.role == Role::Heading,
        bold: line.bold,
        footnote: line.role == Role::Footnote,
        ..base
    }
}

/// Without tags a heading is what is set larger than the text.
fn is_heading(line: &Printed, look: &Look) -> bool {
    let larger = line.size > 1.14 * look.body && line.begins.is_none();
    line.role == Role::Heading || larger && line.row.is_none() && line.text.len() < 160
}

/// Tells whether the end of a line is meant: the next word would have found room on it.
fn is_forced(last: &Printed, line: &Printed) -> bool {
    line.begins.is_none() && last.ends_early(line)
}

/// Tells whether a paragraph begins with a line.
fn begins(last: &Printed, line: &Printed, look: &Look) -> bool {
    if let (Some((table, _)), Some((other, _))) = (&last.row, &line.row) {
        return table != other;
    }
    if let Some(begins) = line.begins {
        return begins || last.role == Role::Heading && line.role != Role::Heading;
    }
    if last.row.is_some() || line.row.is_some() {
        return true;
    }
    let resized = (line.size - last.size).abs() > 0.08 * last.size.max(line.size);
    if resized || is_weight_changed(last, line) {
        return true;
    }
    let gap = line.baseline - last.baseline;
    if line.page != last.page || gap < 0.0 {
        return begins_elsewhere(last, line);
    }
    if gap > 1.3 * look.pitch(line.size) {
        return true;
    }
    let tabbed = last.text.contains('\t') || line.text.contains('\t');
    let small = line.text.starts_with(char::is_lowercase);
    if small || tabbed || cells::begins_item(&line.text) {
        return false;
    }
    let ended = last.text.ends_with(['.', '?', '!', ':', ';']);
    let item = cells::begins_item(&last.text);
    let moved = (line.left - last.left).abs() > line.size && !item && ended;
    last.ends_early(line) || moved
}

/// Bold words end where the line ends that they are a heading of.
fn is_weight_changed(last: &Printed, line: &Printed) -> bool {
    last.bold != line.bold && last.ends_early(line)
}

/// Tells whether a paragraph begins at the top of a page or column, or goes on there.
fn begins_elsewhere(last: &Printed, line: &Printed) -> bool {
    let small = line.text.starts_with(char::is_lowercase);
    let ended = last.text.ends_with(['.', '?', '!', ':']);
    !small && !cells::begins_item(&line.text) && (ended || last.ends_early(line))
}

/// Numbers and bullets on a line of their own are joined to the words beside or below them.
fn give_labels_their_words(lines: &mut Vec<Printed>, look: &Look) {
    for at in 0..lines.len() {
        if !is_label(&lines[at].text) || lines[at].row.is_some() {
            continue;
        }
        let label = lines[at].clone();
        let above = at
            .checked_sub(1)
            .filter(|&above| is_beside(&lines[above], &label, look, 0.75));
        let below = Some(at + 1).filter(|&below| {
            lines
                .get(below)
                .is_some_and(|line| is_beside(&label, line, look, 1.7))
        });
        if let Some(beside) = above.or(below) {
            let line = &mut lines[beside];
            line.text = format!("{} {}", label.text, line.text);
            line.left = line.left.min(label.left);
            lines[at].text.clear();
        }
    }
    lines.retain(|line| !line.text.is_empty());
}

fn is_label(text: &str) -> bool {
    let bullet = matches!(
        text,
        "•" | "●" | "▪" | "■" | "◦" | "□" | "·" | "➢" | "–" | "o"
    );
    bullet || cells::numbered(text).is_some_and(str::is_empty)
}

/// Tells whether the second line stands within so many lines' distance of the first, and takes a label.
fn is_beside(first: &Printed, second: &Printed, look: &Look, reach: f32) -> bool {
    let gap = second.baseline - first.baseline;
    let near = first.page == second.page && gap >= 0.0 && gap < reach * look.pitch(first.size);
    let free = |line: &Printed| {
        line.row.is_none() && line.role != Role::Footnote && !cells::begins_item(&line.text)
    };
    near && free(first) && free(second)
}

/// A soft hyphen or U+2010 at the end of a line joins without a hyphen, unless the file sets
/// every hyphen as one: then it is judged with the others.
fn join_soft_hyphens(lines: &mut [Printed]) {
    const SOFT: [char; 2] = ['\u{AD}', '\u{2010}'];
    let inside = |line: &Printed| line.text.trim_end_matches(SOFT).contains(SOFT);
    let for_all = lines.iter().any(inside);
    for at in 0..lines.len() {
        if !lines[at].text.contains(SOFT) {
            continue;
        }
        let ends = lines[at].text.ends_with(SOFT);
        let half = lines[at].text.trim_end_matches(SOFT);
        let half = half
            .rsplit(|c: char| !c.is_alphanumeric() && c != '-')
            .next();
        let compound = half.is_some_and(begins_compound);
        let next_is_line = lines.get(at + 1).is_some_and(|next| next.row.is_none());
        let joins = ends && !for_all && !compound && next_is_line;
        if joins {
            let next = std::mem::take(&mut lines[at + 1].text);
            let (word, rest) = next.split_once(' ').unwrap_or((next.as_str(), ""));
            lines[at].text.pop();
            lines[at].text.push_str(word);
            lines[at + 1].text = rest.to_owned();
        }
        let line = &mut lines[at];
        line.text = line.text.replace('\u{AD}', "-");
        if ends && !joins {
            line.text = format!("{}-", line.text.trim_end_matches(['\u{2010}', '-']));
        }
    }
}
