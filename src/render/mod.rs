//! The formats: each writes any [`Document`](crate::document::Document).
