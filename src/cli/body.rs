//! `annexe body`: units and organisations, their lives, and who replaced whom.

use annexe::domain::amendment::sentence;
use annexe::domain::body::{BodyKind, NewBody, Succession};
use annexe::domain::partial_date::PartialDate;
use annexe::report;
use annexe::store::BodyEdit;
use anyhow::{Result, bail};
use chrono::NaiveDate;
use clap::{Args, Subcommand};

use super::message::message;
use super::misuse::Misused;
use super::output::Printing;
use super::prompt;
use super::session::Session;

/// See and add units and organisations: PDUs, regions, HMPPS, former CRCs and divisions
#[derive(Args)]
#[command(after_help = "\
Examples:
  annexe body show HFKCW
  annexe body replaced-by \"Salford PDU\" \"Salford and Trafford PDU\" --on 2025-04-28")]
pub struct BodyCommand {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    List(List),
    Show(Show),
    Add(Add),
    Edit(Edit),
    Alias(Alias),
    ReplacedBy(ReplacedBy),
}

/// List the tree of units and organisations
#[derive(Args)]
#[command(after_help = "\
Examples:
  annexe body list
  annexe body list --as-at 2020-01-01 --format csv")]
struct List {
    /// Those that existed on this day [default: all, former ones too]
    #[arg(long, value_name = "DATE")]
    as_at: Option<PartialDate>,
    #[command(flatten)]
    printing: Printing,
}

/// Show one: its names, its life, what lies above and below it, predecessors and successors
#[derive(Args)]
#[command(after_help = "\
Examples:
  annexe body show KSS
  annexe body show \"London CRC\"")]
struct Show {
    /// A name or alias
    name: String,
    #[command(flatten)]
    printing: Printing,
}

/// Add a unit or organisation
#[derive(Args)]
#[command(after_help = "\
Examples:
  annexe body add \"Fenmarsh PDU\" --kind pdu --parent \"East of England region\" --from 2026-04-01
  annexe body add \"Probation regions\" --kind group --members region")]
struct Add {
    /// Its name in full
    name: String,
    /// pdu, region, national, department, crc, nps-division, trust, group or other
    #[arg(long, value_name = "KIND")]
    kind: Option<BodyKind>,
    /// What it lies below
    #[arg(long, value_name = "NAME")]
    parent: Option<String>,
    /// Its first day
    #[arg(long, value_name = "DAY")]
    from: Option<PartialDate>,
    /// The first day on which it is no more
    #[arg(long, value_name = "DAY")]
    until: Option<PartialDate>,
    /// Of a group: of which kind its members are
    #[arg(long, value_name = "KIND")]
    members: Option<BodyKind>,
    /// Another name; may be given several times
    #[arg(long, value_name = "NAME")]
    alias: Vec<String>,
}

/// Correct a unit or organisation
#[derive(Args)]
#[command(after_help = "\
Examples:
  annexe body edit \"Fenmarsh PDU\" --until 2027-04-01
  annexe body edit \"Fenmarsh PDU\" --parent \"East Midlands region\" --why \"Was recorded wrongly\"

A unit that moves to another region is a new one that replaces it: annexe body replaced-by")]
struct Edit {
    /// A name or alias
    name: String,
    /// A new name in full
    #[arg(long, value_name = "NAME")]
    rename: Option<String>,
    /// pdu, region, national, department, crc, nps-division, trust or other
    #[arg(long, value_name = "KIND")]
    kind: Option<BodyKind>,
    /// What it lies below
    #[arg(long, value_name = "NAME")]
    parent: Option<String>,
    /// Its first day
    #[arg(long, value_name = "DAY")]
    from: Option<PartialDate>,
    /// The first day on which it is no more
    #[arg(long, value_name = "DAY")]
    until: Option<PartialDate>,
}

/// Add another name for a unit or organisation
#[derive(Args)]
#[command(after_help = "\
Examples:
  annexe body alias \"Kent, Surrey and Sussex region\" \"KSS probation region\"
  annexe body alias HFKCW \"West London boroughs PDU\"")]
struct Alias {
    /// A name or alias
    name: String,
    /// The further name
    alias: String,
}

/// Record that one unit or organisation took over from another on a day
#[derive(Args)]
#[command(after_help = "\
Examples:
  annexe body replaced-by \"Tameside PDU\" \"Stockport and Tameside PDU\" --on 2025-04-28
  annexe body replaced-by \"Fenmarsh PDU\" \"Saltmere PDU\" --on 2026-04-01 --in-part

From that day its recommendations stand under the new one. The old one ends that day,
unless --in-part says that it goes on.")]
struct ReplacedBy {
    /// The one that was replaced
    old: String,
    /// The one that took over
    new: String,
    /// The first day of the new one
    #[arg(long, value_name = "DAY")]
    on: PartialDate,
    /// The old one goes on with a part of its work
    #[arg(long)]
    in_part: bool,
    /// How: merged, split, renamed …
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
}

impl BodyCommand {
    pub fn run(&self, session: &Session) -> Result<()> {
        match &self.verb {
            Verb::List(list) => {
                let day = list.as_at.map(PartialDate::last_day);
                list.printing
                    .print(session, report::bodies(&session.read_or_empty()?, day)?)
            }
            Verb::Show(show) => {
                let store = session.read_or_empty()?;
                let id = store.bodies()?.find(&show.name)?.id;
                show.printing.print(session, report::body(&store, id)?)
            }
            Verb::Add(add) => add.run(session),
            Verb::Edit(edit) => edit.run(session),
            Verb::Alias(alias) => alias.run(session),
            Verb::ReplacedBy(replaced) => replaced.run(session),
        }
    }
}

impl Add {
    fn run(&self, session: &Session) -> Result<()> {
        let store = session.write("body add")?;
        let bodies = store.bodies()?;
        let kind = prompt::or_ask(self.kind, || {
            let shown = BodyKind::ALL.map(BodyKind::for_people);
            Ok(BodyKind::ALL[prompt::choice(session, "--kind", "What is it", &shown)?])
        })?;
        let new = NewBody {
            name: self.name.trim().to_owned(),
            kind,
            member_kind: self.members,
            parent_id: self
                .parent
                .as_deref()
                .map(|parent| bodies.find(parent))
                .transpose()?
                .map(|parent| parent.id),
            valid_from: self.from.map(|date| full_day("--from", date)).transpose()?,
            valid_to: self
                .until
                .map(|date| full_day("--until", date))
                .transpose()?,
            aliases: self.alias.clone(),
        };
        store.change(&session.meta("body add"), |change| {
            change.said(format!("added {} ({})", new.name, kind.for_people()));
            change.add_body(&new)
        })?;
        message(&format!("Added {} ({})", new.name, kind.for_people()));
        Ok(())
    }
}

impl Edit {
    fn run(&self, session: &Session) -> Result<()> {
        let store = session.write_existing()?;
        let bodies = store.bodies()?;
        let body = bodies.find(&self.name)?;
        let edit = BodyEdit {
            name: self.rename.clone(),
            kind: self.kind,
            parent_id: self
                .parent
                .as_deref()
                .map(|parent| bodies.find(parent))
                .transpose()?
                .map(|parent| parent.id),
            valid_from: self.from.map(|date| full_day("--from", date)).transpose()?,
            valid_to: self
                .until
                .map(|date| full_day("--until", date))
                .transpose()?,
        };
        if edit == BodyEdit::default() {
            bail!(Misused(
                "nothing to correct was given; name what with a flag, such as --until".to_owned()
            ));
        }
        let changed = store.change(&session.meta("body edit"), |change| {
            let differences = change.edit_body(body.id, &edit)?;
            change.said(sentence(&format!("corrected {}", body.name), &differences));
            Ok(())
        })?;
        let said = if changed.change.is_some() {
            "Corrected"
        } else {
            "Nothing to correct in"
        };
        message(&format!("{said} {}", body.name));
        Ok(())
    }
}

impl Alias {
    fn run(&self, session: &Session) -> Result<()> {
        let store = session.write("body alias")?;
        let bodies = store.bodies()?;
        let body = bodies.find(&self.name)?;
        let alias = self.alias.trim();
        store.change(&session.meta("body alias"), |change| {
            change.said(format!("{} is also called {alias}", body.name));
            change.add_alias(body.id, alias)
        })?;
        message(&format!("{} is also called {alias}", body.name));
        Ok(())
    }
}

impl ReplacedBy {
    fn run(&self, session: &Session) -> Result<()> {
        let store = session.write("body replaced-by")?;
        let bodies = store.bodies()?;
        let (old, new) = (bodies.find(&self.old)?, bodies.find(&self.new)?);
        let day = full_day("--on", self.on)?;
        let succession = Succession {
            predecessor_id: old.id,
            successor_id: new.id,
            took_over_on: day,
            note: self.note.clone(),
        };
        store.change(&session.meta("body replaced-by"), |change| {
            change.said(format!(
                "{} was replaced by {} on {day}",
                old.name, new.name
            ));
            change.add_succession(&succession)?;
            if old.valid_to.is_none() && !self.in_part {
                change.edit_body(
                    old.id,
                    &BodyEdit {
                        valid_to: Some(day),
                        ..BodyEdit::default()
                    },
                )?;
            }
            Ok(())
        })?;
        let shared = if self.in_part {
            ", which goes on with a part of its work"
        } else {
            ""
        };
        message(&format!(
            "From {} on, what was asked of {} stands under {}{shared}",
            PartialDate::Day(day).for_people(),
            old.name,
            new.name
        ));
        Ok(())
    }
}

/// Lives and successions are full days.
fn full_day(flag: &str, date: PartialDate) -> Result<NaiveDate> {
    match date {
        PartialDate::Day(day) => Ok(day),
        PartialDate::Month(..) | PartialDate::Year(_) => {
            bail!(Misused(format!(
                "{flag} {date} is not a full day; write 2026-04-01"
            )))
        }
    }
}
