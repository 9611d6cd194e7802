//! The words of totals: what sums up the rows of a list is none of them.

use crate::domain::words::folded;

/// How surely words head a sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sum {
    /// They say nothing else: `Total`, `Number of actions`
    Surely,
    /// They say of what: `Total Fenmarsh PDU`; a demand may begin so, too
    Perhaps,
}

/// What begins a sum.
const BEGINS: [&str; 10] = [
    "grand total",
    "overall total",
    "sub total",
    "subtotal",
    "totals",
    "total",
    "number of",
    "no of",
    "count",
    "sum",
];

/// What may follow without saying more than what is counted.
const COUNTED: [&str; 32] = [
    "of",
    "all",
    "for",
    "by",
    "in",
    "this",
    "sheet",
    "list",
    "number",
    "no",
    "open",
    "closed",
    "complete",
    "completed",
    "outstanding",
    "overdue",
    "progress",
    "not",
    "started",
    "actions",
    "action",
    "recommendations",
    "recommendation",
    "recs",
    "rows",
    "items",
    "cases",
    "records",
    "entries",
    "status",
    "rag",
    "count",
];

impl Sum {
    /// Tells whether words head a sum. `Count the visits` does not.
    pub(super) fn of(words: &str) -> Option<Sum> {
        if words.len() > 60 {
            return None;
        }
        let words = folded(words);
        let (begin, rest) = BEGINS
            .iter()
            .find_map(|begin| Some((*begin, words.strip_prefix(begin)?)))?;
        if !(rest.is_empty() || rest.starts_with(' ')) {
            return None;
        }
        let is_said =
            |word: &str| COUNTED.contains(&word) || word.bytes().all(|byte| byte.is_ascii_digit());
        if rest.split_whitespace().all(is_said) {
            return Some(Sum::Surely);
        }
        begin.contains("total").then_some(Sum::Perhaps)
    }
}

/// Tells whether words are a figure, or one with the name of what is counted: `40 actions`, `Green: 12`.
pub(super) fn is_count(words: &str) -> bool {
    let is_figure = |part: &&str| {
        part.chars()
            .all(|c| c.is_ascii_digit() || ".,%/£-–".contains(c))
    };
    let parts: Vec<&str> = words.split_whitespace().collect();
    let named = parts.len() <= 3 && words.len() <= 30 && !words.contains('/');
    parts.iter().all(is_figure)
        || named && (parts.first().is_some_and(is_figure) || parts.last().is_some_and(is_figure))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_head_a_sum_surely_perhaps_or_not() {
        for words in [
            "Total",
            "TOTALS:",
            "Sub-total",
            "Grand total of all actions",
            "No. of rows",
            "Count",
            "Sum of recommendations",
        ] {
            assert_eq!(Sum::of(words), Some(Sum::Surely), "{words}");
        }
        for words in ["Total Fenmarsh PDU", "Total number of visits to be made"] {
            assert_eq!(Sum::of(words), Some(Sum::Perhaps), "{words}");
        }
        for words in [
            "Count the visits",
            "Sum up what was learned",
            "Totally new",
            "Summary",
            "",
        ] {
            assert_eq!(Sum::of(words), None, "{words}");
        }
    }

    #[test]
    fn counts_have_a_figure_and_few_words() {
        for words in ["40", "12,345.68", "40 actions", "Green: 12", "50%"] {
            assert!(is_count(words), "{words}");
        }
        for words in ["31/03/2027 at last", "Head of PDU", "write to 40 people"] {
            assert!(!is_count(words), "{words}");
        }
    }
}
