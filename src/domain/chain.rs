//! One demand over the years: the recommendations that links say repeat each other.

use std::collections::{HashMap, HashSet};

use super::chains::Chains;
use super::link::LinkKind;
use super::repeat::Made;

/// A demand that was made more than once: the places of its recommendations, in order of date.
pub type Chain = Vec<usize>;

/// Returns the demands that were made more than once, the first made first.
///
/// `made` is in order of date. What a plan restates connects its item with what is asked again of it;
/// the item itself is no time at which the demand was made where what it restates is here (rule 8).
pub fn chains(made: &[Made], links: &[(i64, LinkKind, i64)]) -> Vec<Chain> {
    let places: HashMap<i64, usize> = made
        .iter()
        .enumerate()
        .map(|(at, made)| (made.id, at))
        .collect();
    let placed = |&(from, kind, to): &(i64, LinkKind, i64)| {
        Some((*places.get(&from)?, kind, *places.get(&to)?))
    };
    let mut joined = Chains::of(made.len());
    let (mut repeated, mut copies) = (HashSet::new(), HashSet::new());
    for (from, kind, to) in links.iter().filter_map(placed) {
        match kind {
            LinkKind::Repeats => repeated.insert(from),
            LinkKind::Restates => made[from].is_plan && copies.insert(from),
            LinkKind::Supersedes | LinkKind::RefersTo => continue,
        };
        joined.join(from, to);
    }
    let firsts = joined.firsts();
    let asked_again: HashSet<usize> = repeated.into_iter().map(|at| firsts[at]).collect();
    let mut order: Vec<usize> = Vec::new();
    let mut chains: HashMap<usize, Chain> = HashMap::new();
    for (at, first) in firsts.into_iter().enumerate() {
        if asked_again.contains(&first) && !copies.contains(&at) {
            let chain = chains.entry(first).or_default();
            if chain.is_empty() {
                order.push(first);
            }
            chain.push(at);
        }
    }
    let chains = order.iter().filter_map(|first| chains.remove(first));
    chains.filter(|chain| chain.len() > 1).collect()
}
