//! The blocks of a report's text: what the extraction of its words damaged is mended where the
//! form is plain (a lost first number, a word broken by a tab, a paragraph broken by a page).

/// Words of one look.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// The words; of the mark of a footnote its number
    pub text: String,
    /// Whether they are bold
    pub bold: bool,
    /// Whether they are in italics
    pub italic: bool,
    /// Whether they are underlined as a link
    pub link: bool,
    /// Whether they stand raised: `st` of `1st`
    pub raised: bool,
    /// Whether they are the mark of a footnote
    pub mark: bool,
}

/// The words of a block.
pub type Words = Vec<Run>;

/// One block of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading and its level, from 1
    Heading(u8, Words),
    /// A paragraph
    Paragraph(Words),
    /// An item of a numbered list with its number
    Item(u32, Words),
    /// A bullet and how deep it is nested, from 0; in a numbered item from 1
    Bullet(u8, Words),
    /// A table by rows and cells; every row has as many cells
    Table(Vec<Vec<Words>>),
    /// A line of the contents with its page, if that is printed
    Contents(Words, Option<String>),
    /// A footnote with its mark
    Footnote(String, Words),
    /// The header or footer of a page
    Running(Words),
}

/// Returns the words of a block without the marks of footnotes.
pub fn plain(words: &[Run]) -> String {
    let texts = words.iter().filter(|run| !run.mark);
    texts.map(|run| run.text.as_str()).collect()
}

/// Takes the text of a report apart.
pub fn blocks(text: &str) -> Vec<Block> {
    let raw = raw_blocks(text);
    let marked = raw.iter().any(|raw| raw.words.starts_with("# "));
    let contents = match marked {
        true => Vec::new(),
        false => titles_in_contents(&raw),
    };
    let mut blocks: Vec<Block> = Vec::new();
    let mut in_contents = false;
    for raw in raw {
        // Without marks for headings the contents end with the last line that has a tab.
        let listed = in_contents && (marked || raw.words.contains('\t'));
        let block = block(&raw, &contents, listed);
        match (&block, blocks.last_mut()) {
            (Block::Table(rows), Some(Block::Table(before))) if raw.joins => {
                before.extend(rows.clone());
            }
            _ => blocks.push(block),
        }
        match blocks.last() {
            Some(Block::Heading(_, words)) => in_contents = plain(words).trim() == "Contents",
            Some(Block::Contents(..)) => {}
            _ => in_contents = false,
        }
    }
    restore_first_numbers(&mut blocks);
    let mut blocks = rejoined(blocks);
    blocks.iter_mut().for_each(square);
    blocks
}

/// Lines that belong together, as they stand in the text.
struct Raw {
    words: String,
    /// Whether no blank line stands before it
    joins: bool,
}

fn raw_blocks(text: &str) -> Vec<Raw> {
    let mut raw: Vec<Raw> = Vec::new();
    let mut joins = false;
    for line in text.lines() {
        let line = line.trim_end_matches([' ', '\r']);
        if line.trim().is_empty() {
            joins = false;
            continue;
        }
        let begins =
            !joins || line.contains('\t') || bullet(line).is_some() || number(line).is_some();
        let row_before = raw.last().is_some_and(|last| last.words.contains('\t'));
        match raw.last_mut() {
            Some(last) if !begins && !row_before && !last.words.starts_with('#') => {
                last.words.push(' ');
                last.words.push_str(line.trim());
            }
            _ => raw.push(Raw {
                words: line.to_owned(),
                joins,
            }),
        }
        joins = true;
    }
    raw
}

/// Titles that a contents page lists, to know headings that have no mark of their own.
fn titles_in_contents(raw: &[Raw]) -> Vec<String> {
    let start = raw.iter().position(|raw| is_contents(&raw.words));
    let entries = raw.iter().skip(start.map_or(raw.len(), |at| at + 1));
    entries
        .take_while(|raw| raw.words.contains('\t'))
        .filter_map(|raw| raw.words.split('\t').next())
        .map(|title| title.trim().to_owned())
        .collect()
}

fn is_contents(words: &str) -> bool {
    words.trim_matches(['#', '*', ' ']) == "Contents"
}

fn block(raw: &Raw, contents: &[String], in_contents: bool) -> Block {
    let line = raw.words.trim_matches(' ');
    if let Some(rest) = line.strip_prefix('#') {
        let deeper = rest.bytes().take_while(|&byte| byte == b'#').count();
        let words = words(rest.trim_start_matches('#').trim());
        return Block::Heading((deeper + 1).clamp(1, 4) as u8, without_bold(words));
    }
    let is_title = contents.iter().any(|title| title == line.trim());
    if is_contents(line) || is_title {
        return Block::Heading(1, words(line));
    }
    if in_contents {
        return contents_entry(line);
    }
    if line.contains('\t') {
        return Block::Table(vec![cells(&raw.words)]);
    }
    if line.starts_with("Inspection of probation services:") {
        return Block::Running(words(line));
    }
    if let Some((mark, rest)) = footnote(line) {
        return Block::Footnote(mark, words(&rest));
    }
    if let Some((number, rest)) = number(line) {
        return Block::Item(number, words(rest));
    }
    if let Some(rest) = bullet(line) {
        return Block::Bullet(0, words(rest));
    }
    match unmarked_heading(line) {
        Some(level) => Block::Heading(level, words(line)),
        None => Block::Paragraph(words(line)),
    }
}

/// A line of the contents: what stands before the page is its title, however it is broken.
fn contents_entry(line: &str) -> Block {
    let parts: Vec<&str> = line.split('\t').map(str::trim).collect();
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let page = parts.last().map(|last| plain(&words(last)));
    let page = page.filter(|page| page.chars().all(|c| c.is_ascii_digit()));
    let title = match page {
        Some(_) => &parts[..parts.len() - 1],
        None => &parts,
    };
    Block::Contents(words(&title.join(" ")), page)
}

/// Headings of a text that marks none.
fn unmarked_heading(line: &str) -> Option<u8> {
    let numbered = line.split(' ').next().is_some_and(|first| {
        let parts: Vec<&str> = first.trim_end_matches('.').split('.').collect();
        parts.len() == 2 && parts.iter().all(|part| part.parse::<u8>().is_ok())
    });
    match line {
        _ if numbered && line.len() < 60 => Some(2),
        "Strengths:" | "Areas for improvement:" => Some(4),
        _ if line.ends_with("should:") && line.len() < 100 && !line.starts_with('*') => Some(3),
        _ => None,
    }
}

fn bullet(line: &str) -> Option<&str> {
    let line = line.trim_start();
    line.strip_prefix("- ").or_else(|| line.strip_prefix("• "))
}

/// An item's number, with the mark of a bullet before it or without.
fn number(line: &str) -> Option<(u32, &str)> {
    let line = bullet(line).unwrap_or(line.trim_start());
    let (number, rest) = line.split_once(". ")?;
    (number.len() <= 3).then_some(())?;
    Some((number.parse().ok()?, rest))
}

/// A footnote's mark and its words.
fn footnote(line: &str) -> Option<(String, String)> {
    let line = one_way_to_raise(line.trim_start());
    let rest = line.strip_prefix("<sup>")?;
    let (mark, rest) = rest.split_once("</sup>")?;
    let digits = mark.trim_end_matches(|c: char| !c.is_ascii_digit());
    let number: String = digits.chars().take_while(char::is_ascii_digit).collect();
    // `<sup>10 2011</sup> census`: the words after the mark are words.
    let glued = digits[number.len()..].trim();
    (!number.is_empty()).then(|| (number, format!("{glued}{rest}").trim().to_owned()))
}

/// Cells between tabs; a word that a tab broke is mended (`Ove<tab>rall`).
fn cells(line: &str) -> Vec<Words> {
    let mut cells: Vec<String> = line
        .split('\t')
        .map(|cell| cell.trim().to_owned())
        .collect();
    while cells.last().is_some_and(String::is_empty) {
        cells.pop();
    }
    let broken = cells.len() > 2
        && (1..5).contains(&cells[0].len())
        && cells[0].chars().all(char::is_alphabetic)
        && cells[1].starts_with(char::is_lowercase);
    if broken {
        let left = cells.remove(0);
        let twice = left
            .chars()
            .last()
            .is_some_and(|last| cells[0].starts_with(last));
        let right = &cells[0][usize::from(twice)..];
        cells[0] = format!("{left}{right}");
    }
    cells.iter().map(|cell| words(cell)).collect()
}

/// Every row of a table gets as many cells.
fn square(block: &mut Block) {
    if let Block::Table(rows) = block {
        let most = rows.iter().map(Vec::len).max().unwrap_or(0);
        rows.iter_mut().for_each(|row| row.resize(most, Vec::new()));
    }
}

/// A bullet right before the item 2 is the item 1, whose number was lost.
fn restore_first_numbers(blocks: &mut [Block]) {
    for at in 1..blocks.len() {
        let after_bullet = at < 2 || !matches!(blocks[at - 2], Block::Bullet(..) | Block::Item(..));
        if let (Block::Bullet(0, words), Block::Item(2, _), true) =
            (&blocks[at - 1], &blocks[at], after_bullet)
        {
            blocks[at - 1] = Block::Item(1, words.clone());
        }
    }
}

/// A paragraph that a page broke goes on after the footnotes and the header of the page.
fn rejoined(blocks: Vec<Block>) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::new();
    for block in blocks {
        if let Block::Paragraph(words) = &block
            && plain(words).starts_with(char::is_lowercase)
        {
            let off_page =
                |block: &Block| matches!(block, Block::Footnote(..) | Block::Running(..));
            let before = out.iter_mut().rev().find(|block| !off_page(block));
            if let Some(Block::Paragraph(open) | Block::Bullet(_, open)) = before
                && plain(open).ends_with(char::is_alphanumeric)
            {
                open.push(Run {
                    text: " ".to_owned(),
                    ..Run::default()
                });
                open.extend(words.clone());
                continue;
            }
        }
        out.push(block);
    }
    out
}

fn without_bold(words: Words) -> Words {
    let plain = |run| Run { bold: false, ..run };
    words.into_iter().map(plain).collect()
}

/// Marks of footnotes are written in four ways; afterwards in one: `<sup>2</sup>`.
fn one_way_to_raise(text: &str) -> String {
    let text = text.replace("<sup>&</sup>lt;sup>", "<sup>");
    let mut out = String::new();
    let mut rest = text.as_str();
    while let Some(at) = rest.find(['$', '¹', '²', '³', '⁰', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'])
    {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let length = latex(rest).unwrap_or_else(|| raised(rest));
        let digits: String = rest[..length].chars().filter_map(digit).collect();
        match length {
            0 => {
                out.push('$');
                rest = &rest[1..];
            }
            _ => {
                out.push_str(&format!("<sup>{digits}</sup>"));
                rest = &rest[length..];
            }
        }
    }
    out + rest
}

fn latex(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('$')?;
    let end = inside.find('$')?;
    (inside[..end].contains('^') && end < 30).then_some(end + 2)
}

fn raised(text: &str) -> usize {
    let signs = text
        .chars()
        .take_while(|&c| c != '$' && !c.is_ascii() && digit(c).is_some());
    signs.map(char::len_utf8).sum()
}

fn digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        '¹' => Some('1'),
        '²' => Some('2'),
        '³' => Some('3'),
        '⁰' => Some('0'),
        '⁴'..='⁹' => char::from_digit(c as u32 - '⁰' as u32, 10),
        _ => None,
    }
}

/// Words with the marks of Markdown and HTML turned into looks.
pub fn words(text: &str) -> Words {
    let text = one_way_to_raise(text.trim());
    let mut words: Words = Vec::new();
    let mut look = Run::default();
    let mut rest = text.as_str();
    while !rest.is_empty() {
        let (sign, length) = sign(rest, &look);
        match sign {
            Sign::Text => {
                add(&mut words, &look, &rest[..length]);
            }
            Sign::Entity(word) => add(&mut words, &look, word),
            Sign::Nothing => {}
            Sign::Bold => look.bold = !look.bold,
            Sign::Italic => look.italic = !look.italic,
            Sign::Link(on) => look.link = on,
            Sign::Raised(inside) => {
                let mark = inside.chars().all(|c| c.is_ascii_digit());
                let run = Run {
                    text: inside.to_owned(),
                    raised: !mark,
                    mark,
                    ..look.clone()
                };
                words.push(run);
            }
        }
        rest = &rest[length..];
    }
    words
}

fn add(words: &mut Words, look: &Run, text: &str) {
    match words.last_mut() {
        Some(last)
            if (last.bold, last.italic, last.link) == (look.bold, look.italic, look.link)
                && !last.mark
                && !last.raised =>
        {
            last.text.push_str(text);
        }
        _ => words.push(Run {
            text: text.to_owned(),
            ..look.clone()
        }),
    }
}

enum Sign<'a> {
    Text,
    Nothing,
    Entity(&'static str),
    Bold,
    Italic,
    Link(bool),
    Raised(&'a str),
}

/// What a text begins with, and how long that is.
fn sign<'a>(text: &'a str, look: &Run) -> (Sign<'a>, usize) {
    for (begins, sign) in [
        ("**", Sign::Bold),
        ("\\*", Sign::Entity("*")),
        ("\\_", Sign::Entity("_")),
        ("&amp;", Sign::Entity("&")),
        ("&lt;", Sign::Entity("<")),
        ("&gt;", Sign::Entity(">")),
        ("<u>", Sign::Link(true)),
        ("</u>", Sign::Link(false)),
        ("</a>", Sign::Link(false)),
        ("<b>", Sign::Bold),
        ("</b>", Sign::Bold),
        ("<i>", Sign::Italic),
        ("</i>", Sign::Italic),
    ] {
        if text.starts_with(begins) {
            // Two asterisks after a question are printed ones, not the mark of bold words.
            let printed = begins == "**" && text.len() == 2 && !look.bold;
            return match printed {
                true => (Sign::Text, 2),
                false => (sign, begins.len()),
            };
        }
    }
    if let Some(inside) = text.strip_prefix("<sup>")
        && let Some(end) = inside.find("</sup>")
    {
        return (Sign::Raised(&inside[..end]), end + 11);
    }
    if text.starts_with("<a ")
        && let Some(end) = text.find('>')
    {
        return (Sign::Link(true), end + 1);
    }
    if text.starts_with("<sup>") || text.starts_with("</sup>") {
        return (Sign::Nothing, text.find('>').map_or(1, |end| end + 1));
    }
    if let Some(after) = text.strip_prefix('*')
        && (look.italic || after.starts_with(char::is_alphanumeric))
    {
        return (Sign::Italic, 1);
    }
    let first = text.chars().next().map_or(1, char::len_utf8);
    let next = text[first..].find(['*', '\\', '&', '<']);
    (Sign::Text, next.map_or(text.len(), |next| first + next))
}
