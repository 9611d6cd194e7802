//! The formats with pages and sheets, read back by other programs.

#[cfg(feature = "pdf")]
mod pdf;
