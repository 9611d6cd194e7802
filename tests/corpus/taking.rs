//! Taking the corpus into a register.
