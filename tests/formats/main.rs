//! The formats that other programs open: each written from one invented paper, and read back.

mod docx;
mod paper;
