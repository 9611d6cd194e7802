//! The body of a document from its first element to its last: paragraphs, tables, what is between.

use super::super::Refused;
use super::super::flow::{Flow, Paragraph};
use super::fields::Fields;
use super::paragraph::{Begun, Sheet, Shown};
use super::properties::{self, RunLook};
use super::remarks::{Remark, Remarks};
use super::xml::{Element, Next, Owner, Xml};

/// What an element is that is open, so that its end is understood.
enum Open {
    Paragraph,
    /// A run, and how the words around it look
    Run(Shown),
    Words,
    Instruction,
    /// A field written as one element
    Field,
    Table,
    Cell,
    TextBox,
    /// A content control; whether it shows only what one may write there
    Control(bool),
    /// One thing in several forms; whether one of them has been read
    Alternatives(bool),
    Other,
}

/// The body while it is read.
pub(super) struct Body<'a> {
    xml: Xml<'a>,
    sheet: Sheet,
    pub flow: Flow,
    pub remarks: Remarks,
    fields: Fields,
    open: Vec<Open>,
    paragraphs: Vec<Begun>,
    shown: Shown,
    /// Words of a paragraph whose end was deleted: the next one goes on with them
    carried: Option<Begun>,
}

impl<'a> Body<'a> {
    /// Begins to read the main part of a document.
    pub fn new(part: &'a str, sheet: Sheet) -> Self {
        Body {
            xml: Xml::new(part),
            sheet,
            flow: Flow::default(),
            remarks: Remarks::default(),
            fields: Fields::default(),
            open: Vec::new(),
            paragraphs: Vec::new(),
            shown: Shown::default(),
            carried: None,
        }
    }

    /// Reads it to its end.
    pub fn read(&mut self) -> Result<(), Refused> {
        while let Some(next) = self.xml.next()? {
            match next {
                Next::Begin(element) => self.begin(&element)?,
                Next::End => self.end(),
                Next::Text(words) => self.text(&words),
            }
        }
        self.release();
        Ok(())
    }

    fn text(&mut self, words: &str) {
        match self.open.last() {
            Some(Open::Words) => self.words(words),
            Some(Open::Instruction) => self.fields.instruct(words),
            _ => {}
        }
    }

    /// Adds words to the paragraph, as they are shown.
    fn words(&mut self, words: &str) {
        if !self.fields.are_shown() {
            return;
        }
        let shown = self.shown;
        if shown.hidden || shown.struck {
            if !words.trim().is_empty() {
                self.remark(if shown.struck {
                    Remark::Struck
                } else {
                    Remark::Hidden
                });
                self.paragraph().hidden = true;
            }
            return;
        }
        let in_contents = self.fields.in_contents();
        let paragraph = self.paragraph();
        paragraph.in_contents |= in_contents;
        match shown.raised {
            true => paragraph.words.add_raised(words, shown.bold),
            false => paragraph.words.add(words, shown.bold),
        }
    }

    /// Returns the paragraph being read; words outside any begin one.
    fn paragraph(&mut self) -> &mut Begun {
        if self.paragraphs.is_empty() {
            self.paragraphs.push(Begun::default());
        }
        self.paragraphs.last_mut().expect("one was pushed")
    }

    fn remark(&mut self, remark: Remark) {
        self.remarks.add(remark, self.flow.place());
    }

    fn begin(&mut self, element: &Element) -> Result<(), Refused> {
        let open = match element.owner {
            Owner::Word => self.begin_word(element)?,
            Owner::Math if element.name.starts_with("oMath") => {
                self.remark(Remark::Formula);
                self.pass_over()?
            }
            Owner::Compatibility => self.begin_alternative(&element.name)?,
            Owner::Math | Owner::Other => Some(Open::Other),
        };
        self.open.extend(open);
        Ok(())
    }

    /// Passes over an element, of which nothing is left open then.
    fn pass_over(&mut self) -> Result<Option<Open>, Refused> {
        self.xml.skip()?;
        Ok(None)
    }

    /// Of one thing in several forms the first is read.
    fn begin_alternative(&mut self, name: &str) -> Result<Option<Open>, Refused> {
        if name == "AlternateContent" {
            return Ok(Some(Open::Alternatives(false)));
        }
        let read = match self.open.last_mut() {
            Some(Open::Alternatives(read)) => std::mem::replace(read, true),
            _ => false,
        };
        match read {
            true => self.pass_over(),
            false => Ok(Some(Open::Other)),
        }
    }

    /// Begins an element of the words; nothing where it was read to its end.
    fn begin_word(&mut self, element: &Element) -> Result<Option<Open>, Refused> {
        match element.name.as_str() {
            "p" => self.begin_paragraph(),
            "r" => return Ok(Some(self.begin_run())),
            "t" => return Ok(Some(Open::Words)),
            "instrText" => return Ok(Some(Open::Instruction)),
            "fldSimple" => {
                self.fields.sign(Some("begin"));
                self.fields
                    .instruct(element.attribute("instr").unwrap_or_default());
                self.fields.sign(Some("separate"));
                return Ok(Some(Open::Field));
            }
            "tbl" => {
                self.flow.begin_table();
                return Ok(Some(Open::Table));
            }
            "tr" => self.flow.begin_row(),
            "tc" => {
                self.flow.begin_cell(1, 1);
                return Ok(Some(Open::Cell));
            }
            "txbxContent" => {
                self.flow.begin_aside();
                return Ok(Some(Open::TextBox));
            }
            "sdt" => return Ok(Some(Open::Control(false))),
            _ => return self.begin_other(element),
        }
        Ok(Some(match element.name.as_str() {
            "p" => Open::Paragraph,
            _ => Open::Other,
        }))
    }

    /// Begins what is beside the words: properties, changes, signs.
    fn begin_other(&mut self, element: &Element) -> Result<Option<Open>, Refused> {
        match element.name.as_str() {
            "pPr" | "rPr" | "trPr" | "tcPr" | "sdtPr" => return self.properties(&element.name),
            "sdtContent" if self.is_placeholder() => return self.pass_over(),
            "del" | "moveFrom" => {
                self.remark(Remark::Changes);
                return self.pass_over();
            }
            "ins" | "moveTo" => self.remark(Remark::Changes),
            "altChunk" | "subDoc" => self.remark(Remark::Inserted),
            "commentReference" => self.remark(Remark::Comments),
            "drawing" | "pict" | "object" => self.remarks.pictures = true,
            "hyperlink" => self.paragraph().linked = true,
            "fldChar" => self.fields.sign(element.attribute("fldCharType")),
            // Readings of characters, settings of sections and of tables are no words.
            "sectPr" | "tblPr" | "tblGrid" | "tblPrEx" | "rt" | "sdtEndPr" => {
                return self.pass_over();
            }
            name => self.sign(name, element),
        }
        Ok(Some(Open::Other))
    }

    /// Adds a character that is written as an element.
    fn sign(&mut self, name: &str, element: &Element) {
        let page = matches!(element.attribute("type"), Some("page" | "column"));
        match name {
            "tab" | "ptab" => self.words("\t"),
            "noBreakHyphen" => self.words("-"),
            "br" if page
                && self
                    .paragraphs
                    .last()
                    .is_none_or(|begun| begun.words.is_empty()) => {}
            "br" | "cr" if self.fields.are_shown() && !self.shown.hidden => {
                self.paragraph().words.break_line();
            }
            "sym" => {
                let sign = symbol(element);
                self.words(&sign.to_string());
            }
            _ => {}
        }
    }

    /// Reads properties to their end.
    fn properties(&mut self, name: &str) -> Result<Option<Open>, Refused> {
        match name {
            "pPr" => {
                let look = properties::paragraph(&mut self.xml)?;
                if look.changed {
                    self.remark(Remark::Changes);
                }
                self.paragraph().look = look;
                self.shown = self.shown_as(&RunLook::default());
            }
            "rPr" => {
                let look = properties::run(&mut self.xml)?;
                self.shown = self.shown_as(&look);
            }
            "sdtPr" => {
                let shows = properties::shows_placeholder(&mut self.xml)?;
                if let Some(Open::Control(placeholder)) = self.open.last_mut() {
                    *placeholder = shows;
                }
            }
            _ => self.row_or_cell(name)?,
        }
        Ok(None)
    }

    fn row_or_cell(&mut self, name: &str) -> Result<(), Refused> {
        let look = properties::cell(&mut self.xml)?;
        if look.changed {
            self.remark(Remark::Changes);
        }
        if look.before > 0 {
            self.flow.skip_columns(look.before);
        }
        if look.columns > 1 {
            self.flow.widen_cell(look.columns - 1);
        }
        match (look.deleted, name) {
            (true, "trPr") => self.flow.drop_row(),
            (true, _) => self.flow.drop_cell(),
            _ => {}
        }
        Ok(())
    }

    fn shown_as(&self, run: &RunLook) -> Shown {
        let style = self
            .paragraphs
            .last()
            .and_then(|begun| begun.look.style.as_deref());
        self.sheet.shown(run, style)
    }

    fn is_placeholder(&self) -> bool {
        matches!(self.open.last(), Some(Open::Control(true)))
    }

    fn begin_paragraph(&mut self) {
        self.paragraphs.push(Begun::default());
        self.shown = self.shown_as(&RunLook::default());
    }

    fn begin_run(&mut self) -> Open {
        let around = self.shown;
        self.shown = self.shown_as(&RunLook::default());
        Open::Run(around)
    }

    fn end(&mut self) {
        match self.open.pop() {
            Some(Open::Paragraph) => self.end_paragraph(),
            Some(Open::Run(around)) => self.shown = around,
            Some(Open::Field) => self.fields.sign(Some("end")),
            Some(Open::Table) => self.flow.end_table(false),
            Some(Open::Cell) => {
                self.release();
                self.flow.release_asides();
            }
            Some(Open::TextBox) => {
                self.release();
                self.flow.end_aside();
                self.paragraph().boxed = true;
            }
            _ => {}
        }
    }

    fn end_paragraph(&mut self) {
        self.fields.end_paragraph();
        let Some(mut begun) = self.paragraphs.pop() else {
            return;
        };
        if let Some(mut carried) = self.carried.take() {
            carried.words.append(std::mem::take(&mut begun.words));
            begun.words = carried.words;
        }
        let box_alone = begun.boxed && begun.words.is_empty();
        let mut rests = box_alone;
        match begun.look.end_deleted {
            true => self.carried = Some(begun),
            false => {
                let finished = self.sheet.finished(begun);
                rests |= finished.as_ref().is_some_and(Paragraph::is_complete);
                self.flow.paragraph_if(finished);
            }
        }
        // A box stands beside its paragraph: between a heading and its list, or a title and the
        // name that it announces, it would be read as a part of them.
        if rests && self.paragraphs.is_empty() {
            self.flow.release_asides();
        }
    }

    /// Lets words go that wait for a paragraph which does not come.
    fn release(&mut self) {
        if let Some(carried) = self.carried.take() {
            self.flow.paragraph_if(self.sheet.finished(carried));
        }
    }
}

/// A sign of a font of symbols: boxes and ticks as themselves, any other a bullet.
fn symbol(element: &Element) -> char {
    let code = element
        .attribute("char")
        .and_then(|code| u32::from_str_radix(code, 16).ok());
    match code.unwrap_or(0) & 0xFF {
        0x6F | 0xA8 => '☐',
        0x78 | 0xFD | 0xFE => '☒',
        0xFC => '✓',
        0x2D => '–',
        0xE0 => '→',
        _ => '•',
    }
}
