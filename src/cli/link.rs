//! `annexe link`: what a person says two recommendations have to do with each other.

use annexe::domain::link::{LinkEnd, LinkKind, NewLink};
use annexe::store::Named;
use anyhow::{Result, bail};
use clap::Args;

use super::message::message;
use super::misuse::Misused;
use super::session::Session;

/// Link two recommendations: one repeats, restates, supersedes or refers to the other
#[derive(Args)]
#[command(after_help = "\
Examples:
  annexe link hfkcw-2022/10 repeats west-kent-2022/3
  annexe link kss-plan-2021/1 restates kss-crc-2019/2

A plan item that restates a recommendation carries it: it stands in the totals in its place.
A link that supersedes changes nothing by itself; `annexe close REF --superseded-by REF` does both.")]
pub struct LinkTwo {
    /// The recommendation that repeats, restates, supersedes or refers
    from: String,
    /// repeats, restates, supersedes or refers-to
    kind: LinkKind,
    /// The other recommendation; refers-to may name an alert
    to: String,
}

impl LinkTwo {
    pub fn run(&self, session: &Session) -> Result<()> {
        let store = session.write_existing()?;
        let from = store.recommendation_called(&self.from)?;
        let (to, name) = match store.called(&self.to)? {
            Named::Recommendation(other) => (LinkEnd::Recommendation(other.id), other.reference()),
            Named::Alert(inspection, id) if self.kind == LinkKind::RefersTo => {
                (LinkEnd::Alert(id), format!("{}/alert", inspection.code))
            }
            Named::Alert(..)
            | Named::Action(_)
            | Named::Finding(_)
            | Named::Closure(..)
            | Named::Beside(..) => {
                bail!(Misused(format!(
                    "`{}` cannot be linked so; a link leads to a recommendation (refers-to also to an alert)",
                    self.to
                )))
            }
        };
        let said = format!("{} {} {name}", from.reference(), self.kind);
        let linked = store.change(&session.meta("link"), |change| {
            change.said(format!("linked: {said}"));
            change.add_link(&NewLink {
                from_id: from.id,
                kind: self.kind,
                to,
            })
        })?;
        message(&format!("Linked: {said} (#l{})", linked.value));
        Ok(())
    }
}
