//! What is larger than anything that is read is refused, each with its sentence, before it is parsed.

use annexe::import;

fn refused(bytes: &[u8], name: &str) -> String {
    import::read(bytes, name).unwrap_err().to_string()
}

#[test]
fn a_file_of_more_than_100_mb_is_refused() {
    let bytes = vec![b'a'; 101 * 1024 * 1024];
    for name in ["a.txt", "a.csv"] {
        let said = format!("{name} is too large: 101 MB, and the limit is 100 MB");
        assert_eq!(refused(&bytes, name), said);
    }
}

#[test]
fn a_table_of_more_than_200_000_rows_is_refused() {
    let header = "Report,Rec no,Action\n";
    let rows = |count: usize| header.to_owned() + &"Fenmarsh PDU,1,Write\n".repeat(count - 1);
    assert!(import::read(rows(200_000).as_bytes(), "a.csv").is_ok());
    let said = refused(rows(200_001).as_bytes(), "a.csv");
    assert!(said.starts_with("a.csv is too large: "), "{said}");
    assert!(said.contains("200,000 rows"), "{said}");
}

#[test]
fn a_cell_of_more_than_1_mb_is_refused() {
    let words = "more words ".repeat(100_000);
    let table = format!("Report,Rec no,Action\nFenmarsh PDU,1,{words}\n");
    let said = refused(table.as_bytes(), "a.csv");
    assert_eq!(
        said,
        "a.csv is too large: one of its cells holds more than 1 MB of words"
    );
}

/// A PDF whose pages are empty.
#[cfg(feature = "pdf")]
fn empty_pages(count: usize) -> Vec<u8> {
    let pages: String = (3..count + 3)
        .map(|number| format!("{number} 0 R "))
        .collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Count {count} /Kids [{pages}] >>"),
    ];
    let page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>".to_owned();
    objects.resize(count + 2, page);
    let mut file = "%PDF-1.4\n".to_owned();
    let mut places = String::new();
    for (number, object) in (1..).zip(&objects) {
        places += &format!("{:010} 00000 n \n", file.len());
        file += &format!("{number} 0 obj\n{object}\nendobj\n");
    }
    let (start, size) = (file.len(), objects.len() + 1);
    file += &format!("xref\n0 {size}\n0000000000 65535 f \n{places}trailer\n");
    file += &format!("<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n");
    file.into_bytes()
}

#[cfg(feature = "pdf")]
#[test]
fn a_pdf_of_more_than_3000_pages_is_refused() {
    assert_eq!(
        refused(&empty_pages(3_001), "a.pdf"),
        "a.pdf is too large: 3001 pages, and the limit is 3000"
    );
    let fewer = refused(&empty_pages(3), "a.pdf");
    assert!(!fewer.contains("the limit"), "{fewer}");
}
