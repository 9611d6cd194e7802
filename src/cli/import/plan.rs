//! An action plan or a tracker on its way into the register.

use annexe::domain::plan_draft::PlanDraft;
use anyhow::{Result, bail};

use super::Import;
use crate::cli::session::Session;

impl Import {
    /// Shows what a plan would add and change and, where it is wanted, writes it.
    pub(super) fn plan(&self, _session: &Session, plan: &PlanDraft) -> Result<()> {
        bail!(
            "{} is an action plan, which this version does not read",
            plan.source.name
        )
    }
}
