//! How files hold their lines: bytes in, lines with their place out. What the lines
//! mean is not known here.

pub mod text;

mod columns;
mod marks;
