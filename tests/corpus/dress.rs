//! A sample of text in the dress of a web page: paragraphs, lists, tables, as a browser saves them.

/// Sets the lines of a sample as a page. Lines that go on are one paragraph; numbered items and
/// bullets are lists, rows between bars or with tabs are tables.
pub fn page(text: &str) -> String {
    let mut page = Page::default();
    for line in text.lines() {
        page.line(line);
    }
    page.close(0);
    format!(
        "<!DOCTYPE html>\n<html lang=\"en-GB\"><head><meta charset=\"utf-8\"><title>Sample</title></head>\n\
         <body>\n{}</body></html>\n",
        page.out
    )
}

#[derive(Default)]
struct Page {
    out: String,
    /// What is open: `p`, `ol`, `ul`, `table`
    open: Vec<&'static str>,
    /// The words of the line before, empty after a blank one
    before: String,
    /// The number of the last item
    last: u32,
}

impl Page {
    fn line(&mut self, raw: &str) {
        let line = raw.trim();
        if line.is_empty() {
            self.before.clear();
            if matches!(self.open.last(), Some(&"p" | &"table")) {
                self.close(0);
            }
            return;
        }
        if line.starts_with('|') && line.ends_with('|') {
            self.bars(line);
        } else if line.contains('\t') {
            self.row(line.split('\t').filter(|cell| !cell.is_empty()));
        } else if let Some((number, words)) = numbered(line) {
            self.item(number, words);
        } else if let Some(words) = line.strip_prefix(['•', '■', '●']) {
            self.bullet(words.trim());
        } else if self.goes_on(line) {
            self.out.push(' ');
            self.out.push_str(&escaped(line));
        } else {
            self.close(0);
            self.begin("p", "<p>");
            self.out.push_str(&escaped(line));
        }
        self.before = line.to_owned();
    }

    /// A line goes on with the one before where that is long, or where it begins small.
    fn goes_on(&self, line: &str) -> bool {
        let first = line.split(' ').next().unwrap_or_default();
        if first.len() <= 5 && first.ends_with(['.', ')']) {
            return false;
        }
        let wrapped = self.before.chars().count() >= 70 && !self.before.ends_with(':');
        !self.open.is_empty()
            && self.open.last() != Some(&"table")
            && !self.before.is_empty()
            && (wrapped || line.starts_with(char::is_lowercase) && !self.before.ends_with(':'))
    }

    fn item(&mut self, number: u32, words: &str) {
        match self.open.first() {
            Some(&"ol") if number == self.last + 1 => self.close(1),
            _ => {
                self.close(0);
                self.begin("ol", &format!("<ol start=\"{number}\">"));
            }
        }
        self.begin("li", "<li>");
        self.last = number;
        self.out.push_str(&escaped(words));
    }

    fn bullet(&mut self, words: &str) {
        // A bullet behind an item that announces parts is nested in it.
        let nested = self.open.first() == Some(&"ol");
        let depth = if nested { 2 } else { 0 };
        match self.open.get(depth) {
            Some(&"ul") => self.close(depth + 1),
            _ => {
                self.close(depth.min(self.open.len()));
                self.begin("ul", "<ul>");
            }
        }
        self.begin("li", "<li>");
        self.out.push_str(&escaped(words));
    }

    fn bars(&mut self, line: &str) {
        let inside = &line[1..line.len() - 1];
        if !inside.chars().all(|c| matches!(c, '-' | '|' | ':' | ' ')) {
            self.row(inside.split('|'));
        }
    }

    fn row<'a>(&mut self, cells: impl Iterator<Item = &'a str>) {
        if self.open != ["table"] {
            self.close(0);
            self.begin("table", "<table>");
        }
        self.out.push_str("<tr>");
        for cell in cells {
            let paragraphs = cell.trim().split("<br>");
            let set = |words: &str| format!("<p>{}</p>", escaped(words));
            let words: String = paragraphs.map(set).collect();
            self.out.push_str(&format!("<td>{words}</td>"));
        }
        self.out.push_str("</tr>\n");
    }

    fn begin(&mut self, name: &'static str, tag: &str) {
        self.out.push_str(tag);
        self.open.push(name);
    }

    fn close(&mut self, depth: usize) {
        while self.open.len() > depth {
            let name = self.open.pop().expect("there is one");
            self.out.push_str(&format!("</{name}>\n"));
        }
    }
}

/// Parts `3. words`; of words only, a number alone is none.
fn numbered(line: &str) -> Option<(u32, &str)> {
    let (number, words) = line.split_once(". ")?;
    let words = words.trim();
    Some((number.parse().ok().filter(|&number| number < 1000)?, words))
        .filter(|_| !words.is_empty())
}

fn escaped(words: &str) -> String {
    let words = words.trim().trim_start_matches('#').trim();
    words
        .replace("**", "")
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
