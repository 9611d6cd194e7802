//! Fields: an instruction and its result, of which only the result is read.

/// One field that is open.
#[derive(Clone, Debug, Default)]
struct Field {
    instruction: String,
    in_result: bool,
}

/// The fields that are open, from the outermost.
#[derive(Clone, Debug, Default)]
pub(super) struct Fields {
    open: Vec<Field>,
}

/// No document nests fields as deep.
const DEEPEST: usize = 50;

impl Fields {
    /// Takes a sign of a field: its beginning, the border to its result, its end.
    pub fn sign(&mut self, kind: Option<&str>) {
        match kind {
            Some("begin") if self.open.len() < DEEPEST => self.open.push(Field::default()),
            Some("separate") => {
                if let Some(field) = self.open.last_mut() {
                    field.in_result = true;
                }
            }
            Some("end") => {
                self.open.pop();
            }
            _ => {}
        }
    }

    /// Adds words of an instruction.
    pub fn instruct(&mut self, words: &str) {
        if let Some(field) = self.open.last_mut().filter(|field| !field.in_result) {
            field.instruction.push_str(words);
        }
    }

    /// Tells whether words that come now are shown.
    pub fn are_shown(&self) -> bool {
        self.open.iter().all(|field| field.in_result)
    }

    /// Tells whether words that come now are entries of the contents.
    pub fn in_contents(&self) -> bool {
        let contents = |field: &Field| {
            let first = field
                .instruction
                .split_whitespace()
                .next()
                .unwrap_or_default();
            field.in_result && first.eq_ignore_ascii_case("TOC")
        };
        self.open.iter().any(contents)
    }

    /// Ends a paragraph: an instruction that is not finished has lost its end, and would hide the
    /// rest of the document.
    pub fn end_paragraph(&mut self) {
        self.open.retain(|field| field.in_result);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_result_of_a_field_is_shown_and_its_instruction_is_not() {
        let mut fields = Fields::default();
        fields.sign(Some("begin"));
        fields.instruct(" TOC \\o");
        assert!(!fields.are_shown());
        fields.sign(Some("separate"));
        assert!(fields.are_shown() && fields.in_contents());
        fields.sign(Some("begin"));
        fields.instruct("PAGEREF");
        assert!(!fields.are_shown());
        fields.end_paragraph();
        assert!(fields.are_shown() && fields.in_contents());
        fields.sign(Some("end"));
        assert!(!fields.in_contents());
    }
}
