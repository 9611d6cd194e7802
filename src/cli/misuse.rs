//! What a person did that cannot be: a flag that is missing, a value that is none, a prompt that was left.

/// Something that a flag would have said and no terminal could be asked for.
#[derive(Debug, thiserror::Error)]
#[error("{0} is missing (not a terminal, so not asking)")]
pub struct Missing(pub &'static str);

/// The person left a prompt; nothing was written.
#[derive(Debug, thiserror::Error)]
#[error("left; nothing was written")]
pub struct Left;

/// A misuse that is found out only here.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Misused(pub String);
