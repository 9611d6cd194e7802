//! Each format that a program reads is written, read back, and says the same as JSON.

mod board;
mod docx;
mod html;
mod paper;
#[cfg(feature = "pdf")]
mod pdf;
mod tool;
mod xlsx;
