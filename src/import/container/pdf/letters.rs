//! What a glyph of a PDF says, as text: ligatures taken apart, the bullets of symbol fonts.

/// What one character of a font's map stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Letter {
    /// White space of any kind
    Space,
    /// A mark without width
    Nothing,
    /// A character that is printed
    Printed(char),
    /// Several: a ligature
    Ligature(&'static str),
    /// The map does not say what is printed
    Unknown,
}

/// Bullets and arrows that symbol fonts keep in the private use area.
const SYMBOLS: [(char, char); 14] = [
    ('\u{F0B7}', '•'),
    ('\u{F0A7}', '▪'),
    ('\u{F06E}', '■'),
    ('\u{F06C}', '●'),
    ('\u{F071}', '□'),
    ('\u{F0A8}', '□'),
    ('\u{F06F}', '□'),
    ('\u{F0D8}', '➢'),
    ('\u{F0FC}', '✓'),
    ('\u{F0E0}', '→'),
    ('\u{F02D}', '–'),
    ('\u{F0BE}', '—'),
    ('\u{F076}', '▪'),
    ('\u{F0B0}', '°'),
];

/// Reads a character of a font's map. Ligatures are taken apart as NFKC does; nothing else is
/// changed by it, or the printed words would not stay.
pub(super) fn letter(c: char) -> Letter {
    match c {
        '\u{FB00}' => Letter::Ligature("ff"),
        '\u{FB01}' => Letter::Ligature("fi"),
        '\u{FB02}' => Letter::Ligature("fl"),
        '\u{FB03}' => Letter::Ligature("ffi"),
        '\u{FB04}' => Letter::Ligature("ffl"),
        '\u{FB05}' | '\u{FB06}' => Letter::Ligature("st"),
        '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{202A}'..='\u{202E}' => {
            Letter::Nothing
        }
        '\t' | '\n' | '\r' => Letter::Space,
        c if c.is_whitespace() => Letter::Space,
        '\u{E000}'..='\u{F8FF}' => {
            let known = SYMBOLS.iter().find(|(private, _)| *private == c);
            known.map_or(Letter::Unknown, |&(_, symbol)| Letter::Printed(symbol))
        }
        '\u{FFFD}' => Letter::Unknown,
        c if c.is_control() => Letter::Unknown,
        c => Letter::Printed(c),
    }
}

/// Reads a character of a font of symbols, whose map often gives the code and not the sign.
pub(super) fn symbol(c: char, font: &str) -> Option<char> {
    let font = font.to_ascii_lowercase();
    if font.contains("wingdings") {
        return match c {
            '§' | 'v' => Some('▪'),
            'Ø' => Some('➢'),
            'ü' => Some('✓'),
            'n' => Some('■'),
            'l' => Some('●'),
            'q' | 'o' | '¨' => Some('□'),
            _ => None,
        };
    }
    (font.contains("symbol") && c == '·').then_some('•')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ligatures_are_taken_apart_and_nothing_else_is_changed() {
        assert_eq!(letter('\u{FB03}'), Letter::Ligature("ffi"));
        for kept in ['²', '…', '½', '–', 'é', '\u{AD}', '\u{2010}'] {
            assert_eq!(letter(kept), Letter::Printed(kept));
        }
        assert_eq!(letter('\u{A0}'), Letter::Space);
    }

    #[test]
    fn the_bullets_of_symbol_fonts_are_bullets() {
        assert_eq!(letter('\u{F0B7}'), Letter::Printed('•'));
        assert_eq!(symbol('§', "ABCDEF+Wingdings-Regular"), Some('▪'));
        assert_eq!(symbol('§', "Verdana"), None);
        assert_eq!(letter('\u{F123}'), Letter::Unknown);
    }
}
