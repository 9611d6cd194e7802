//! Tables over several pages: the same columns go on, a repeated head goes, a row that a page
//! parted is one.

use super::printed::Printed;

/// Joins the tables that a page break parted, and numbers all tables of the file.
pub(super) fn joined(lines: Vec<Printed>) -> Vec<Printed> {
    let mut joiner = Joiner::default();
    for line in lines {
        joiner.add(line);
    }
    joiner.out
}

#[derive(Default)]
struct Joiner {
    out: Vec<Printed>,
    /// How many tables there were
    number: usize,
    /// The table of the last row, as its page numbers it
    own: usize,
    head: Vec<String>,
    /// The page on which the last table goes on, as its columns say
    over: usize,
}

impl Joiner {
    fn add(&mut self, mut line: Printed) {
        let Some((table, cells)) = line.row.take() else {
            if !self.ends_a_cell(&line) {
                self.out.push(line);
            }
            return;
        };
        let before = self
            .out
            .last()
            .and_then(|last| Some((last.page, last.row.as_ref()?)));
        let alike = before.is_some_and(|(page, (_, above))| {
            self.own != table && page != line.page && above.len() == cells.len()
        });
        let goes_on = alike || before.is_some() && self.own == table;
        let parted = before.is_some_and(|(page, _)| page != line.page);
        if alike {
            self.over = line.page;
        }
        self.own = table;
        let rest = parted && self.over == line.page && is_rest(&cells);
        if goes_on && parted && (cells == self.head || rest && add_rest(&mut self.out, &cells)) {
            return;
        }
        if !goes_on {
            self.number += 1;
            self.head = cells.clone();
        }
        line.row = Some((self.number, cells));
        self.out.push(line);
    }

    /// A line at the top of a page that ends the sentence of a row's first cell, and is no wider.
    fn ends_a_cell(&mut self, line: &Printed) -> bool {
        let Some(last) = self.out.last_mut().filter(|last| last.page != line.page) else {
            return false;
        };
        let narrow = last.second.is_some_and(|second| line.right < second);
        let cell = last.row.as_mut().and_then(|(_, cells)| cells.first_mut());
        let Some(cell) = cell.filter(|cell| !cell.ends_with(['.', '?', '!', '%'])) else {
            return false;
        };
        let ends = narrow && line.begins.is_none() && line.text.starts_with(char::is_lowercase);
        if ends {
            cell.push(' ');
            cell.push_str(&line.text);
        }
        ends
    }
}

/// A row whose first cell is empty, right after a page break, is the rest of the row before.
fn is_rest(cells: &[String]) -> bool {
    cells.first().is_some_and(String::is_empty)
}

fn add_rest(out: &mut [Printed], cells: &[String]) -> bool {
    let Some(last) = out.last_mut() else {
        return false;
    };
    let Some((_, above)) = &mut last.row else {
        return false;
    };
    for (above, rest) in above
        .iter_mut()
        .zip(cells)
        .filter(|(_, rest)| !rest.is_empty())
    {
        let sentence = rest.starts_with(char::is_lowercase);
        let gap = if above.is_empty() {
            ""
        } else if sentence {
            " "
        } else {
            "\n"
        };
        above.push_str(gap);
        above.push_str(rest);
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(page: usize, table: usize, cells: [&str; 2]) -> Printed {
        Printed {
            page,
            row: Some((table, cells.map(str::to_owned).to_vec())),
            ..Printed::default()
        }
    }

    #[test]
    fn a_table_goes_on_over_a_page_without_its_head() {
        let lines = vec![
            row(1, 11, ["Action", "Owner"]),
            row(1, 11, ["train staff", "Head of"]),
            row(2, 21, ["Action", "Owner"]),
            row(2, 21, ["", "unit"]),
            row(2, 21, ["measure it", "Head"]),
            row(2, 22, ["a", "b"]),
        ];
        let rows: Vec<_> = joined(lines)
            .into_iter()
            .map(|line| line.row.unwrap())
            .collect();
        let shown: Vec<String> = rows
            .iter()
            .map(|(table, cells)| format!("{table} {}", cells.join("|")))
            .collect();
        assert_eq!(
            shown,
            [
                "1 Action|Owner",
                "1 train staff|Head of unit",
                "1 measure it|Head",
                "2 a|b"
            ]
        );
    }
}
