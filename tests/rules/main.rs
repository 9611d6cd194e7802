//! The rules of standing, scope and inheritance, each tried on a small register.
//! Units and inspections are invented; only successions of public record are real.

mod grades;
mod inheritance;
mod invariants;
mod joint;
mod movement;
mod plans;
mod register;
mod repeats;
mod since;
mod standing;
mod story;
mod themes;
mod undo;
mod walks;
mod whose;
