//! The `annexe` command.
fn main() {}
