//! How files hold their lines: bytes in, lines with their place out. What the lines
//! mean is not known here.

mod columns;
pub mod line;
mod marks;
pub mod text;
