//! References as a person types them: `west-kent-2022/11`, `west/11.2`, `#f41`.
//!
//! Whether they name something, and what a shortened code stands for, the register says.

use std::fmt;
use std::str::FromStr;

/// The kinds of dated facts that a handle names, each by a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fact {
    /// `f`: a finding
    Finding,
    /// `c`: a closure or a reopening
    Closure,
    /// `r`: a response
    Response,
    /// `t`: a target date or its revision
    Target,
    /// `u`: an update
    Update,
    /// `e`: an escalation
    Escalation,
    /// `v`: a piece of evidence
    Evidence,
    /// `l`: a link
    Link,
}

impl Fact {
    /// Every kind of fact.
    pub const ALL: [Fact; 8] = [
        Fact::Finding,
        Fact::Closure,
        Fact::Response,
        Fact::Target,
        Fact::Update,
        Fact::Escalation,
        Fact::Evidence,
        Fact::Link,
    ];

    /// Returns the letter of its handles.
    pub fn letter(self) -> char {
        match self {
            Fact::Finding => 'f',
            Fact::Closure => 'c',
            Fact::Response => 'r',
            Fact::Target => 't',
            Fact::Update => 'u',
            Fact::Escalation => 'e',
            Fact::Evidence => 'v',
            Fact::Link => 'l',
        }
    }
}

/// The name of one dated fact: `#f41`, a letter and the number of its row; typed also `f41`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Handle {
    /// What sort of fact it is
    pub fact: Fact,
    /// The number of its row
    pub row: i64,
}

impl Handle {
    /// Returns it as it is written in a command: without the mark, which a shell takes for a comment.
    pub fn typed(self) -> String {
        format!("{}{}", self.fact.letter(), self.row)
    }
}

impl fmt::Display for Handle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}{}", self.fact.letter(), self.row)
    }
}

/// What a typed reference says. The code may be shortened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Typed {
    /// `west-kent-2022/11`
    Recommendation {
        /// The inspection's code
        code: String,
        /// The number
        number: String,
    },
    /// `west-kent-2022/11.2`: an action under a recommendation
    Action {
        /// The inspection's code
        code: String,
        /// The recommendation's number
        number: String,
        /// The action's number
        action: i64,
    },
    /// `hfkcw-2022/alert`, `hfkcw-2022/alert-2`
    Alert {
        /// The inspection's code
        code: String,
        /// The alert's number, from 1
        alert: i64,
    },
    /// `hfkcw-2022/alert.1`: what was announced under an alert
    AlertAction {
        /// The inspection's code
        code: String,
        /// The alert's number, from 1
        alert: i64,
        /// The action's number
        action: i64,
    },
    /// `#f41` or `f41`, or `west-kent-2022/11#f41`
    Fact {
        /// What the fact is said to belong to
        within: Option<Box<Typed>>,
        /// The fact
        handle: Handle,
    },
}

impl fmt::Display for Typed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Typed::Recommendation { code, number } => write!(f, "{code}/{number}"),
            Typed::Action {
                code,
                number,
                action,
            } => write!(f, "{code}/{number}.{action}"),
            Typed::Alert { code, alert: 1 } => write!(f, "{code}/alert"),
            Typed::Alert { code, alert } => write!(f, "{code}/alert-{alert}"),
            Typed::AlertAction {
                code,
                alert,
                action,
            } => {
                let code = code.clone();
                let alert = *alert;
                write!(f, "{}.{action}", Typed::Alert { code, alert })
            }
            Typed::Fact { within, handle } => match within {
                Some(within) => write!(f, "{within}{handle}"),
                None => handle.fmt(f),
            },
        }
    }
}

/// A text that is no reference.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not a reference; write west-kent-2022/11 (an action: west-kent-2022/11.2, an alert: hfkcw-2022/alert, a fact that `show` prints: #f41)"
)]
pub struct NotAReference(pub String);

impl FromStr for Handle {
    type Err = NotAReference;

    fn from_str(text: &str) -> Result<Self, NotAReference> {
        let read = || {
            let text = text.trim();
            // A shell takes a bare `#f41` for a comment: the mark may be left out.
            let mut rest = text.strip_prefix('#').unwrap_or(text).chars();
            let letter = rest.next()?.to_ascii_lowercase();
            let fact = Fact::ALL.into_iter().find(|fact| fact.letter() == letter)?;
            let row = positive(rest.as_str())?;
            Some(Handle { fact, row })
        };
        read().ok_or_else(|| NotAReference(text.trim().to_owned()))
    }
}

impl FromStr for Typed {
    type Err = NotAReference;

    fn from_str(text: &str) -> Result<Self, NotAReference> {
        let text = text.trim();
        let read = match text.find('#') {
            Some(at) => read_fact(&text[..at], &text[at..]),
            None => read_item(text).or_else(|| read_fact("", text)),
        };
        read.ok_or_else(|| NotAReference(text.to_owned()))
    }
}

/// Tells whether a typed code, whole or shortened, fits a code: its beginning (`west`), or
/// the beginnings of its first and some further parts in their order (`west-2022`, `w-k`).
pub fn fits(typed_code: &str, code: &str) -> bool {
    let typed = typed_code.to_lowercase();
    if typed.is_empty() {
        return false;
    }
    if code.starts_with(&typed) {
        return true;
    }
    let mut parts = code.split('-');
    let mut typed_parts = typed.split('-');
    let begins = |part: &str, typed: &str| !typed.is_empty() && part.starts_with(typed);
    let first = parts.next().zip(typed_parts.next());
    first.is_some_and(|(part, typed)| begins(part, typed))
        && typed_parts.all(|typed| parts.any(|part| begins(part, typed)))
}

/// Returns the codes that a typed one stands for: itself where it is one, else all that it fits.
pub fn fitting<'a>(typed_code: &str, codes: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let fitting: Vec<&str> = codes
        .into_iter()
        .filter(|code| fits(typed_code, code))
        .collect();
    let itself = fitting
        .iter()
        .copied()
        .find(|code| code.eq_ignore_ascii_case(typed_code));
    itself.map_or(fitting, |code| vec![code])
}

fn read_fact(before: &str, handle: &str) -> Option<Typed> {
    let handle = handle.parse().ok()?;
    let within = match before.trim() {
        "" => None,
        item => Some(Box::new(read_item(item)?)),
    };
    Some(Typed::Fact { within, handle })
}

fn read_item(text: &str) -> Option<Typed> {
    let (code, item) = text.split_once('/')?;
    let code = code.trim().to_lowercase();
    if !super::code::is_code(&code) {
        return None;
    }
    let (number, action) = match item.trim().split_once('.') {
        Some((number, action)) => (number, Some(positive(action)?)),
        None => (item.trim(), None),
    };
    match (alert_number(number), action) {
        (Some(alert), None) => Some(Typed::Alert { code, alert }),
        (Some(alert), Some(action)) => Some(Typed::AlertAction {
            code,
            alert,
            action,
        }),
        (None, action) => read_number(code, number, action),
    }
}

fn read_number(code: String, number: &str, action: Option<i64>) -> Option<Typed> {
    let number = number.to_owned();
    if number.is_empty() || super::code::number_for_reference(&number) != number {
        return None;
    }
    Some(match action {
        Some(action) => Typed::Action {
            code,
            number,
            action,
        },
        None => Typed::Recommendation { code, number },
    })
}

/// Returns the number of an alert: 1 of `alert`, 2 of `alert-2`.
fn alert_number(item: &str) -> Option<i64> {
    let item = item.to_ascii_lowercase();
    match item.strip_prefix("alert")? {
        "" => Some(1),
        further => positive(further.strip_prefix('-')?),
    }
}

/// Returns a number from 1 written in digits alone.
fn positive(digits: &str) -> Option<i64> {
    let is_plain = digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|number| is_plain && *number > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_person_types_is_read_and_shown_alike() {
        for text in [
            "west-kent-2022/11",
            "west-kent-2022/11.2",
            "west-kent-2022/4-2",
            "west-kent-2022/R14",
            "hfkcw-2022/alert",
            "hfkcw-2022/alert-2",
            "hfkcw-2022/alert.1",
            "hfkcw-2022/alert-2.3",
            "west/11",
            "#f41",
            "west-kent-2022/11#f41",
            "hfkcw-2022/alert.1#u7",
        ] {
            assert_eq!(text.parse::<Typed>().unwrap().to_string(), text);
        }
        assert_eq!(
            " West-Kent-2022/11.2 ".parse(),
            Ok(Typed::Action {
                code: "west-kent-2022".to_owned(),
                number: "11".to_owned(),
                action: 2,
            })
        );
        for typed in ["f41", " F41 "] {
            assert_eq!(typed.parse::<Typed>().unwrap().to_string(), "#f41");
        }
        assert_eq!(
            "west/11#V3".parse::<Typed>().unwrap().to_string(),
            "west/11#v3"
        );
    }

    #[test]
    fn what_is_no_reference_is_refused_with_an_example() {
        for text in [
            "",
            "/",
            "west",
            "west/",
            "/11",
            "west/11.",
            "west/11.0",
            "west/11.x",
            "west/11.2.3",
            "west/1 1",
            "#",
            "f",
            "x41",
            "f0",
            "#f",
            "#f0",
            "#f-1",
            "#f+1",
            "#x1",
            "#f41x",
            "west#f41",
            "a.b/1",
            "west/11#",
            "west/11#é",
            "#f99999999999999999999",
        ] {
            let error = text.parse::<Typed>().unwrap_err();
            assert!(error.to_string().contains("west-kent-2022/11"), "{text}");
        }
    }

    #[test]
    fn every_fact_has_a_letter_of_its_own() {
        for fact in Fact::ALL {
            let handle = Handle { fact, row: 41 };
            assert_eq!(handle.to_string().parse(), Ok(handle));
        }
    }

    #[test]
    fn a_code_may_be_shortened_from_its_beginning() {
        for typed in [
            "west-kent-2022",
            "west",
            "West",
            "w-k",
            "west-2022",
            "west-kent",
            "w-2",
        ] {
            assert!(fits(typed, "west-kent-2022"), "{typed}");
        }
        for typed in [
            "",
            "wk",
            "kent",
            "2022",
            "west-kent-2023",
            "kent-west",
            "west--2022",
            "west-22",
            "-west",
        ] {
            assert!(!fits(typed, "west-kent-2022"), "{typed}");
        }
    }

    #[test]
    fn a_whole_code_stands_for_itself_alone() {
        let codes = ["west-kent-2022", "west-kent-2022-2", "west-sussex-2022"];
        assert_eq!(fitting("west-kent-2022", codes), ["west-kent-2022"]);
        assert_eq!(fitting("west-kent", codes).len(), 2);
        assert_eq!(fitting("west-s", codes), ["west-sussex-2022"]);
    }
}
