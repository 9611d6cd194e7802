//! How cells look.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, FormatUnderline};

/// The height of a line of words in Arial 10.
pub const LINE_IN_PIXELS: u32 = 17;
/// The same in points, with which Excel measures rows.
pub const LINE: f64 = 12.75;

/// The one colour
pub const ACCENT: Color = Color::RGB(0x12_43_6D);
const FAINT: Color = Color::RGB(0x4D_54_5C);

/// The looks of cells.
pub struct Styles {
    /// The title of the report
    pub title: Format,
    /// The protective marking
    pub marking: Format,
    /// A label beside its value
    pub label: Format,
    /// What explains
    pub faint: Format,
    /// A link to another sheet
    pub link: Format,
    /// The heading of a column
    pub column: Format,
    /// A paragraph on the first sheet
    pub words: Format,
    /// Words
    pub text: Format,
    /// Words that stay words when somebody edits the cell
    pub guarded: Format,
    /// A date
    pub date: Format,
    /// A number
    pub number: Format,
    /// A number that stands near its label
    pub count: Format,
}

impl Styles {
    /// Makes them.
    pub fn new() -> Styles {
        let top = || base().set_align(FormatAlign::Top);
        let text = || top().set_text_wrap().set_align(FormatAlign::Left);
        let ruled = |look: Format| {
            look.set_border_bottom(FormatBorder::Thin)
                .set_border_bottom_color(Color::RGB(0xC8_CD_D3))
        };
        let label = || text().set_bold();
        Styles {
            title: top().set_bold().set_font_size(16).set_font_color(ACCENT),
            marking: label(),
            label: ruled(label()),
            faint: text().set_font_color(FAINT),
            link: ruled(text())
                .set_font_color(ACCENT)
                .set_underline(FormatUnderline::Single),
            column: label()
                .set_align(FormatAlign::Bottom)
                .set_background_color(Color::RGB(0xE6_EC_F2))
                .set_border_bottom(FormatBorder::Thin)
                .set_border_bottom_color(ACCENT),
            words: text(),
            text: ruled(text()),
            guarded: ruled(text()).set_quote_prefix(),
            date: ruled(text()).set_num_format("d mmmm yyyy"),
            number: ruled(top()).set_align(FormatAlign::Right).set_indent(1),
            count: ruled(text()),
        }
    }
}

/// Returns the look that all others are made of. Excel and LibreOffice have Arial, or one that is as wide.
pub fn base() -> Format {
    Format::new().set_font_name("Arial").set_font_size(10)
}
