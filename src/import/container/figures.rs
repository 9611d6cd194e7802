//! The forms in which a list writes its numbers.

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// `3`
    Decimal,
    /// `03`
    TwoFigures,
    /// `c`, after `z` `aa`
    SmallLetter,
    /// `C`
    Letter,
    /// `iii`
    SmallRoman,
    /// `III`
    Roman,
    /// `3rd`
    Ordinal,
    /// `Three`
    Word,
    /// A sign and no number
    Bullet,
    /// Nothing
    Nothing,
}

impl Form {
    /// Returns the form by its name in the file; an unknown one is written in figures.
    pub fn of(name: &str) -> Form {
        match name {
            "decimalZero" => Form::TwoFigures,
            "lowerLetter" => Form::SmallLetter,
            "upperLetter" => Form::Letter,
            "lowerRoman" => Form::SmallRoman,
            "upperRoman" => Form::Roman,
            "ordinal" => Form::Ordinal,
            "cardinalText" => Form::Word,
            "bullet" => Form::Bullet,
            "none" => Form::Nothing,
            _ => Form::Decimal,
        }
    }

    /// Writes a number.
    pub fn write(self, number: u32) -> String {
        match self {
            Form::Decimal => number.to_string(),
            Form::TwoFigures => format!("{number:02}"),
            Form::SmallLetter => letters(number).to_lowercase(),
            Form::Letter => letters(number),
            Form::SmallRoman => roman(number).to_lowercase(),
            Form::Roman => roman(number),
            Form::Ordinal => ordinal(number),
            Form::Word => word(number),
            Form::Bullet | Form::Nothing => String::new(),
        }
    }
}

/// `A` to `Z`, then `AA`, `BB`.
pub(super) fn letters(number: u32) -> String {
    let Some(at) = number.checked_sub(1) else {
        return "0".to_owned();
    };
    let letter = char::from(b'A' + (at % 26) as u8);
    let times = (at / 26 + 1).min(10) as usize;
    std::iter::repeat_n(letter, times).collect()
}

/// `I` to `MMM…`; beyond that in figures.
pub(super) fn roman(number: u32) -> String {
    if number == 0 || number > 4999 {
        return number.to_string();
    }
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut left = number;
    let mut out = String::new();
    for (value, sign) in SIGNS {
        while left >= value {
            out.push_str(sign);
            left -= value;
        }
    }
    out
}

fn ordinal(number: u32) -> String {
    let ending = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

fn word(number: u32) -> String {
    const WORDS: [&str; 12] = [
        "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven",
        "Twelve",
    ];
    let at = (number as usize).checked_sub(1);
    let word = at.and_then(|at| WORDS.get(at));
    word.map_or_else(|| number.to_string(), |word| (*word).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_in_every_form() {
        for (form, number, written) in [
            ("decimal", 12, "12"),
            ("decimalZero", 3, "03"),
            ("lowerLetter", 28, "bb"),
            ("upperLetter", 3, "C"),
            ("lowerRoman", 14, "xiv"),
            ("upperRoman", 1994, "MCMXCIV"),
            ("ordinal", 22, "22nd"),
            ("cardinalText", 7, "Seven"),
            ("chicago", 4, "4"),
            ("none", 4, ""),
        ] {
            assert_eq!(Form::of(form).write(number), written, "{form}");
        }
        assert_eq!(Form::Letter.write(0), "0");
    }
}
