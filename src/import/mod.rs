//! Reading what people have: bytes into lines with their place, lines into a draft.
