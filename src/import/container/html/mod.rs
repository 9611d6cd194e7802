//! Web pages: saved as they are, with their pictures beside them, or in one file (mht).
//!
//! Read is what a reader of the page sees of its text; the site around it is not.

mod encoding;
mod furniture;
mod guard;
mod links;
mod lists;
pub(super) mod mhtml;
mod remarks;
mod spaces;
mod survey;
mod tags;
mod walk;

use scraper::{Html, Selector};

use super::{Refused, Text, note};
use crate::domain::draft::DraftNote;
use survey::Survey;
use walk::Walk;

/// Reads the bytes of a web page.
pub(super) fn read(bytes: &[u8]) -> Result<Text, Refused> {
    let (page, said, found_at) = page(bytes)?;
    let parsed = Html::parse_document(&guard::tamed(&page)?);
    let survey = Survey::of(&parsed);
    let mut walk = Walk::new(&survey);
    walk.over(&parsed);
    let Walk { flow, remarks, .. } = walk;
    let lines = flow.lines().map_err(Refused::too_long)?;
    if lines.is_empty() {
        return Err(Refused::unreadable(
            "holds no text: it is a page that a script fills; save it from a browser, or as PDF",
        ));
    }
    let said: Option<DraftNote> = said.map(|words| note(words, ""));
    Ok(Text {
        lines,
        notes: said.into_iter().chain(remarks.notes()).collect(),
        address: address(&parsed).or(found_at).or_else(|| saved_from(&page)),
    })
}

/// Decodes the page; what is said of its encoding, and where it was found.
fn page(bytes: &[u8]) -> Result<(String, Option<String>, Option<String>), Refused> {
    if !mhtml::is_saved(bytes) {
        let (page, said) = encoding::decoded(bytes);
        return Ok((page, said, None));
    }
    let Some(saved) = mhtml::page(bytes) else {
        return Err(Refused::unreadable(
            "is a saved web page without the page in it; save it again",
        ));
    };
    let (page, said) = encoding::decoded_as(&saved.page, saved.charset.as_deref());
    Ok((
        page,
        said,
        saved.address.filter(|address| is_address(address)),
    ))
}

/// The address that a page says it has.
fn address(page: &Html) -> Option<String> {
    let find = |selector: &str, attribute: &str| {
        let selector = Selector::parse(selector).ok()?;
        let element = page.select(&selector).next()?;
        let address = element.value().attr(attribute)?.trim();
        is_address(address).then(|| address.to_owned())
    };
    find("link[rel~=canonical]", "href").or_else(|| find("meta[property='og:url']", "content"))
}

/// A browser that saves a page writes where it was found: `<!-- saved from url=(0027)https://… -->`.
fn saved_from(page: &str) -> Option<String> {
    let start = page.get(..2048).unwrap_or(page);
    let (_, rest) = start.split_once("saved from url=(")?;
    let (_, rest) = rest.split_once(')')?;
    let address = rest.split([' ', '-', '\n']).next().unwrap_or_default();
    let address = rest.split(" -->").next().map_or(address, str::trim);
    is_address(address).then(|| address.to_owned())
}

fn is_address(address: &str) -> bool {
    (address.starts_with("https://") || address.starts_with("http://"))
        && address.len() < 500
        && !address.contains(char::is_whitespace)
}
