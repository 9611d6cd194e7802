//! Each format that a program reads is written, read back, and says the same as JSON.

mod board;
mod html;
mod tool;
mod xlsx;
