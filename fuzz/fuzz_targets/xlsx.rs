//! A sheet of an Excel workbook, and behind a line `---` its shared strings.

#![no_main]

use annexe_fuzz::{packed, parted, tracked};
use libfuzzer_sys::fuzz_target;

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

fuzz_target!(|bytes: &[u8]| {
    let (sheet, strings) = parted(bytes);
    let relation = |id: &str, kind: &str, target: &str| {
        format!(r#"<Relationship Id="{id}" Type="{OFFICE}/{kind}" Target="{target}"/>"#)
    };
    let rels = format!("<Relationships>{}</Relationships>", relation("r1", "officeDocument", "xl/workbook.xml"));
    let book_rels = format!(
        "<Relationships>{}{}</Relationships>",
        relation("r1", "worksheet", "worksheets/sheet1.xml"),
        relation("r2", "sharedStrings", "sharedStrings.xml")
    );
    let book = r#"<workbook xmlns:r="r"><sheets><sheet name="Open" sheetId="1" r:id="r1"/></sheets></workbook>"#;
    let file = packed(&[
        ("_rels/.rels", rels.as_bytes()),
        ("xl/_rels/workbook.xml.rels", book_rels.as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet),
        ("xl/sharedStrings.xml", strings),
    ]);
    tracked(&file, "fuzzed.xlsx");
});
