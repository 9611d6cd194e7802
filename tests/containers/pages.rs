//! Web pages: their lists, tables and marks, and the site around them.

use annexe::import::container::{Text, read};

use crate::{notes, page, shown};

fn lines(body: &str) -> Vec<String> {
    shown(&page(body))
}

#[test]
fn lists_are_numbered_as_a_browser_shows_them() {
    for (list, markers) in [
        ("<ol><li>a<li>b</ol>", ["1. a", "2. b"]),
        ("<ol start=9><li>a</li><li>b</li></ol>", ["9. a", "10. b"]),
        ("<ol><li value=4>a</li><li>b</li></ol>", ["4. a", "5. b"]),
        ("<ol reversed><li>a</li><li>b</li></ol>", ["2. a", "1. b"]),
        (
            "<ol type=a start=3><li>a</li><li>b</li></ol>",
            ["c. a", "d. b"],
        ),
        ("<ol type=I><li>a</li><li>b</li></ol>", ["I. a", "II. b"]),
        (
            "<ol style='list-style-type: lower-roman'><li>a</li><li>b</li></ol>",
            ["i. a", "ii. b"],
        ),
        (
            "<ol style='list-style: none'><li>3. a</li><li>4. b</li></ol>",
            ["3. a", "4. b"],
        ),
        (
            "<ol start=3><li>3. a</li><li>4. b</li></ol>",
            ["3. a", "4. b"],
        ),
        ("<ul><li>a</li><li>b</li></ul>", ["• a", "• b"]),
        (
            "<ol start='-1'><li>a</li><li>b</li></ol>",
            ["-1. a", "0. b"],
        ),
        (
            "<ol start='99999999999999999999'><li>a</li><li>b</li></ol>",
            ["1. a", "2. b"],
        ),
    ] {
        assert_eq!(lines(list), markers, "{list}");
    }
}

#[test]
fn parts_of_an_item_stand_under_it() {
    let list = "<ol start=3><li><p>do this by:</p><ul><li>planning<li>visiting</ul></li>\
        <li><p>Do that.</p><p>It should be done soon.</p></li><li>and<br>these</li></ol><p>After</p>";
    assert_eq!(
        lines(list),
        [
            "3. do this by:",
            "    • planning",
            "    • visiting",
            "4. Do that.",
            "",
            "    It should be done soon.",
            "",
            "5. and",
            "these",
            "",
            "After",
        ]
    );
}

#[test]
fn blocks_are_paragraphs_and_white_space_is_one_blank() {
    let body = "<div>An   inspection\n of <b>Fenmarsh</b>&nbsp;PDU<div>inside</div> after</div><p>one<br>two<br><br>three</p>\
        <h2>A <em>heading</em><br>in two lines</h2><p><strong>Fenmarsh PDU should:</strong></p><p>1<sup>st</sup> plan &amp; <i>more</i></p><pre>kept\n  lines</pre>";
    assert_eq!(
        lines(body),
        [
            "An inspection of Fenmarsh PDU",
            "",
            "inside",
            "",
            "after",
            "",
            "one",
            "two",
            "",
            "three",
            "",
            "# A heading in two lines",
            "",
            "* Fenmarsh PDU should:",
            "",
            "1st plan & more",
            "",
            "kept",
            "lines",
        ]
    );
}

#[test]
fn tables_are_rows_with_their_cells_by_column() {
    let table = "<p>before</p><table><caption>Plan</caption><thead><tr><th colspan=2>Recommendation<th>By when</tr></thead>\
        <tbody><tr><td rowspan=2>1<td>plan<ul><li>early</ul><td>May 2027<tr><td>visit<td>June 2027</table>";
    let text = page(table);
    assert_eq!(
        shown(&text),
        [
            "before",
            "",
            "Plan",
            "",
            "| Recommendation |  | By when |",
            "| 1 | plan / • early | May 2027 |",
            "|  | visit | June 2027 |",
        ]
    );
    let places: Vec<&str> = text.lines.iter().map(|line| line.place.as_str()).collect();
    assert_eq!(
        places[4..],
        ["table 1, row 1", "table 1, row 2", "table 1, row 3"]
    );
}

#[test]
fn a_table_that_arranges_a_page_comes_out_as_its_paragraphs() {
    let one = "<table><tr><td><h2>Recommendations</h2><ol><li>improve</ol></td></tr></table>";
    let two = "<table><tr><td width=20%>&nbsp;</td><td><table role=presentation><tr><td><h1>Fenmarsh</h1></td><td>PDU</td></tr></table>\
        <table><tr><td>1.1<td>Good<tr><td>1.2<td>Inadequate</table></td></tr></table>";
    assert_eq!(lines(one), ["# Recommendations", "", "1. improve"]);
    assert_eq!(
        lines(two),
        [
            "# Fenmarsh",
            "",
            "PDU",
            "",
            "| 1.1 | Good |",
            "| 1.2 | Inadequate |"
        ]
    );
}

#[test]
fn a_rating_that_is_a_picture_is_read_by_its_words() {
    let table = "<table><tr><td>1.1 Leadership<td><img src=a.png alt=Inadequate><tr><td>1.2 Staff<td>Good<img alt=star></table>";
    assert_eq!(
        lines(table),
        ["| 1.1 Leadership | Inadequate |", "| 1.2 Staff | Good |"]
    );
}

#[test]
fn marks_and_lists_of_footnotes_are_no_words() {
    let body = "<p>in time<sup>2</sup>, in all cases<a href='#fn3'>3</a> and<sup><a href='#_ftn4'>[4]</a></sup> 12 km<sup>2</sup> of fen<a href='#note'>[5]</a>.</p>\
        <p>see <a href='#part-3'>3</a></p>\
        <div class='footnotes' role='doc-endnotes'><ol><li id='fn2'>1. improve nothing</li></ol></div>\
        <div id='ftn3'><p class=MsoFootnoteText>A note</p></div><p><sup>6</sup> A note typed by hand</p>";
    assert_eq!(
        lines(body),
        [
            "in time, in all cases and 12 km² of fen.",
            "",
            "see 3",
            "",
            "^ A note typed by hand"
        ]
    );
}

#[test]
fn the_site_around_the_text_is_not_read() {
    let body = "<a class='skip-link' href='#main'>Skip to main content</a><div class='gem-c-cookie-banner'><p>Saltmere region should:</p><ol><li>accept cookies</ol></div>\
        <header><p>Inspections</p></header><nav><ul><li>Recommendations</ul></nav><div class='breadcrumbs'>Home &gt; Reports</div>\
        <div id='content'><h1>Fenmarsh PDU</h1><ul><li><a href='#a'>Foreword</a><li><a href='#b'>Recommendations</a></ul>\
        <p>Words of the report<a href='#top'>(Back to top)</a></p><p>(<a href='#top'>Back to top</a>)</p><p>Share this page</p>\
        <section id='feedback-from-people'><p>What people said</p></section>\
        <h2>Related content</h2><ul><li>Another report</ul><h2>Annexe</h2><p>more</p></div>\
        <aside>An advertisement</aside><footer><p>Contact</p></footer><script>var a = 'Saltmere should:';</script>";
    let text = page(body);
    assert_eq!(
        shown(&text),
        [
            "# Fenmarsh PDU",
            "",
            "Words of the report",
            "",
            "What people said",
            "",
            "# Annexe",
            "",
            "more"
        ]
    );
    assert_eq!(
        notes(&text),
        [
            "paragraph 4: `Related content` and what stands under it was left out: it is of the site, not of the text"
        ]
    );
}

#[test]
fn of_a_page_with_a_main_part_only_that_is_read_and_the_title() {
    let body = "<div class=hero><h1>Fenmarsh PDU</h1><p>Reports</p></div><main><p>The text of the report, which is longer than the rest</p></main><div><p>Elsewhere</p></div>";
    assert_eq!(
        lines(body),
        [
            "# Fenmarsh PDU",
            "",
            "The text of the report, which is longer than the rest"
        ]
    );
    // A main part that holds hardly anything is none.
    let wrong = "<main><p>Top</p></main><div><p>The text of the report, which is longer than the rest</p></div>";
    assert_eq!(
        lines(wrong),
        [
            "Top",
            "",
            "The text of the report, which is longer than the rest"
        ]
    );
}

#[test]
fn what_is_hidden_struck_out_or_said_by_readers_is_left_out_and_said() {
    let long = "words that nobody sees on the page, which go on for quite a while and then go on for some more, and more";
    let body = format!(
        "<h1>Fenmarsh</h1><p>seen <span class='visually-hidden'>spoken</span><span style='display: none'>x</span></p>\
         <div hidden><p>{long}</p></div><p>improve <del>nothing</del> plans</p><details><summary>More</summary><p>inside</p></details>\
         <div id=comments><article><p>Saltmere should: do nothing</p></article></div>"
    );
    let text = page(&body);
    assert_eq!(
        shown(&text),
        [
            "# Fenmarsh",
            "",
            "seen",
            "",
            "improve plans",
            "",
            "More",
            "",
            "inside"
        ]
    );
    assert_eq!(
        notes(&text),
        [
            "paragraph 3: text that the page hides was left out",
            "paragraph 3: words that are struck through were left out",
            "paragraph 6: readers' comments were left out",
        ]
    );
}

#[test]
fn a_date_that_a_script_would_fill_in_is_written_out() {
    let body = "<p>Published: <time datetime='2024-05-04T09:30'></time></p><p>Updated: <time datetime='2024-06-01'>1 June 2024</time></p>";
    assert_eq!(
        lines(body),
        ["Published: 4 May 2024", "", "Updated: 1 June 2024"]
    );
}

fn whole(page: &str) -> Text {
    read(page.as_bytes(), "page.html").unwrap()
}

#[test]
fn the_address_that_a_page_says_it_has_is_kept() {
    for (page, address) in [
        (
            "<html><head><link rel=canonical href='https://example.org/fenmarsh'></head><body><p>x</html>",
            Some("https://example.org/fenmarsh"),
        ),
        (
            "<html><head><meta property='og:url' content='https://example.org/b'></head><body><p>x</html>",
            Some("https://example.org/b"),
        ),
        (
            "<!DOCTYPE html>\n<!-- saved from url=(0025)https://example.org/saved --><html><body><p>x</html>",
            Some("https://example.org/saved"),
        ),
        (
            "<html><head><link rel=canonical href='javascript:alert(1)'></head><body><p>x</html>",
            None,
        ),
    ] {
        assert_eq!(whole(page).address.as_deref(), address, "{page}");
    }
}

#[test]
fn a_page_saved_in_one_file_is_read_with_its_address() {
    let letter = "MIME-Version: 1.0\r\nSnapshot-Content-Location: https://example.org/f\r\nContent-Type: multipart/related; boundary=\"b\"\r\n\r\n\
        --b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<html><body><ol start=3D2><li>im=\r\nprove=E2=80=A6</ol></body></html>\r\n--b--\r\n";
    let text = whole(letter);
    assert_eq!(shown(&text), ["2. improve…"]);
    assert_eq!(text.address.as_deref(), Some("https://example.org/f"));
}

#[test]
fn a_page_is_known_without_its_head() {
    for text in [
        "<h1>Fenmarsh</h1><p>a</p><p>b</p><ul><li>c</li></ul>",
        "<?xml version='1.0'?><!-- x --><!DOCTYPE html><html xmlns='http://www.w3.org/1999/xhtml'><body><h1>Fenmarsh</h1><p>a</p></body></html>",
        "\n<head><title>t</title></head><h1>Fenmarsh</h1>",
    ] {
        assert_eq!(shown(&whole(text))[0], "# Fenmarsh", "{text}");
    }
    // Text with a mark in it is text.
    assert_eq!(
        shown(&read(b"<p>One mark\n\n1. improve", "a.txt").unwrap())[2],
        "1. improve"
    );
}

#[test]
fn a_page_of_word_itself_is_read() {
    let body = "<div class=WordSection1><p class=MsoNormal><b>Fenmarsh PDU should:<o:p></o:p></b></p>\
        <p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>1.<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp; </span></span><![endif]>improve plans</p>\
        <p class=MsoListParagraph><span style='font-family:Symbol'>·<span>&nbsp; </span></span>visit<a href='#_ftn1' name='_ftnref1'><span class=MsoFootnoteReference>[1]</span></a></p></div>\
        <div style='mso-element:footnote-list'><hr><div style='mso-element:footnote' id=ftn1><p>A note</p></div></div>";
    assert_eq!(
        lines(body),
        [
            "* Fenmarsh PDU should:",
            "",
            "1. improve plans",
            "",
            "· visit"
        ]
    );
}

#[test]
fn a_page_may_nest_and_repeat_itself_without_end() {
    let deep = format!(
        "{}<p>improve</p>{}",
        "<div>".repeat(50_000),
        "</div>".repeat(50_000)
    );
    assert_eq!(lines(&deep), ["improve"]);
    let cells = "<tr><td rowspan=9999 colspan=9999>x".repeat(3_000);
    assert_eq!(lines(&format!("<table>{cells}</table>")).len(), 3_000);
    let tables = "<table><tr><td>a<td>".repeat(200);
    assert!(!lines(&tables).is_empty());
    let looks: String = (0..5_000)
        .map(|at| format!("<font size={at}>x<p>"))
        .collect();
    assert_eq!(
        lines(&looks).iter().filter(|line| !line.is_empty()).count(),
        5_000
    );
}
