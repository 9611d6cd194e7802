//! Things that are joined in pairs, and so in chains.

/// Which of some things hang together.
#[derive(Clone, Debug)]
pub struct Chains {
    above: Vec<usize>,
}

impl Chains {
    /// Takes so many things, none joined to another.
    pub fn of(count: usize) -> Chains {
        Chains {
            above: (0..count).collect(),
        }
    }

    /// Returns the one that stands for all that a thing hangs together with.
    pub fn first_of(&mut self, mut at: usize) -> usize {
        while self.above[at] != at {
            self.above[at] = self.above[self.above[at]];
            at = self.above[at];
        }
        at
    }

    /// Joins two things. Returns false where they hang together already.
    pub fn join(&mut self, one: usize, other: usize) -> bool {
        let (one, other) = (self.first_of(one), self.first_of(other));
        // The lower one stands for both, so that the order of joining does not tell.
        self.above[one.max(other)] = one.min(other);
        one != other
    }

    /// Returns for each thing the one that stands for its chain.
    pub fn firsts(&mut self) -> Vec<usize> {
        (0..self.above.len()).map(|at| self.first_of(at)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_joined_over_others_hangs_together() {
        let mut chains = Chains::of(5);
        assert!(chains.join(3, 4) && chains.join(4, 1) && !chains.join(1, 3));
        assert_eq!(chains.firsts(), [0, 1, 2, 1, 1]);
    }
}
