//! `annexe generate`: a register of any size that is made up, for benchmarks and tests.

use std::path::{Path, PathBuf};

use annexe::domain::partial_date::PartialDate;
use annexe::error::Error;
use annexe::invented::{self, Invented, Wanted};
use annexe::store::Store;
use anyhow::{Context, Result, bail};
use clap::Args;

use super::message::message;
use super::misuse::Misused;
use super::output::write_new;
use super::session::Session;

/// Make a new register with invented recommendations, for benchmarks and tests
#[derive(Args)]
#[command(after_help = "\
Examples:
  annexe generate --recommendations 2000 --seed 1
  annexe generate --recommendations 500 --seed 7 --rewordings 40 --output repeats.db

It is always a new file; your own register is not touched. Units, reports and answers are invented,
and the same number, seed and day make the same facts. With --rewordings a list of the pairs is
written beside it, repeats.db-rewordings.csv, and one of what each recommendation demands,
whatever its words, repeats.db-demands.csv: by chance many demand the same.")]
pub struct Generate {
    /// How many recommendations, up to 1,000,000
    #[arg(long, value_name = "NUMBER")]
    recommendations: usize,

    /// A number that chance begins with
    #[arg(long, value_name = "NUMBER")]
    seed: u64,

    /// The last day of which anything is known
    #[arg(long, value_name = "DATE", default_value = "2026-11-24")]
    as_at: PartialDate,

    /// How many pairs of recommendations demand the same in other words
    #[arg(long, value_name = "NUMBER", default_value_t = 0)]
    rewordings: usize,

    /// The file to make [default: generated-NUMBER-SEED.db]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl Generate {
    pub fn run(&self, session: &Session) -> Result<()> {
        let wanted = self.wanted()?;
        let file = self.file();
        let pairs = with_ending(&file, "-rewordings.csv");
        let demands = with_ending(&file, "-demands.csv");
        refuse_existing(&file)?;
        if wanted.rewordings > 0 {
            refuse_existing(&pairs)?;
            refuse_existing(&demands)?;
        }
        let invented = make(session, &wanted, &file)?;
        message(&said(&invented, &file));
        if wanted.rewordings > 0 {
            write_new(&pairs, listed(&invented).as_bytes(), false, session)?;
            write_new(&demands, demanded(&invented).as_bytes(), false, session)?;
        }
        Ok(())
    }

    fn wanted(&self) -> Result<Wanted> {
        let count = self.recommendations;
        if !(1..=invented::MOST).contains(&count) {
            bail!(Misused(format!(
                "--recommendations {count}: write a number from 1 to {}",
                invented::MOST
            )));
        }
        if self.rewordings > count / 4 {
            bail!(Misused(format!(
                "--rewordings {}: at most a quarter of the recommendations can be the first of a pair",
                self.rewordings
            )));
        }
        let as_at = self.as_at.last_day();
        if as_at < invented::earliest() {
            bail!(Misused(format!(
                "--as-at {as_at}: write a day from {} on",
                invented::earliest()
            )));
        }
        Ok(Wanted {
            recommendations: count,
            seed: self.seed,
            as_at,
            rewordings: self.rewordings,
        })
    }

    fn file(&self) -> PathBuf {
        let named = || format!("generated-{}-{}.db", self.recommendations, self.seed).into();
        self.output.clone().unwrap_or_else(named)
    }
}

/// Makes the register under another name and moves it to its place when it is whole.
fn make(session: &Session, wanted: &Wanted, file: &Path) -> Result<Invented> {
    let partial = with_ending(file, &format!(".{}.part", std::process::id()));
    let made = fill(session, wanted, &partial).and_then(|invented| {
        refuse_existing(file)?;
        std::fs::rename(&partial, file)
            .with_context(|| format!("cannot write {}", file.display()))?;
        Ok(invented)
    });
    if made.is_err() {
        // What cannot be removed stands in nobody's way.
        let _ = std::fs::remove_file(&partial);
    }
    made
}

/// Fills a new register; it is closed before it moves.
fn fill(session: &Session, wanted: &Wanted, partial: &Path) -> Result<Invented> {
    let meta = session.meta("generate");
    if !Store::create(partial, &meta)? {
        refuse_existing(partial)?;
    }
    let store = Store::open_to_write(partial)?;
    Ok(invented::invent(&store, &meta, wanted)?)
}

fn refuse_existing(file: &Path) -> Result<()> {
    if file.exists() {
        bail!(Error::Conflict(format!(
            "{} exists; an invented register is a file of its own: name a new one with --output",
            file.display()
        )));
    }
    Ok(())
}

fn with_ending(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

fn said(invented: &Invented, file: &Path) -> String {
    let Invented {
        inspections,
        recommendations,
        findings,
        pairs,
        demands: _,
    } = invented;
    let pairs = match pairs.len() {
        0 => String::new(),
        count => format!("; {count} reworded"),
    };
    format!(
        "Made up {recommendations} recommendations of {inspections} inspections and {findings} findings{pairs}. Try: annexe report outstanding --register \"{}\"",
        file.display()
    )
}

/// Returns what each recommendation demands as CSV.
fn demanded(invented: &Invented) -> String {
    let mut list = "reference,demand\n".to_owned();
    for demanded in &invented.demands {
        list.push_str(&format!("{},{}\n", demanded.reference, demanded.demand));
    }
    list
}

/// Returns the pairs as CSV. References are letters, digits and hyphens: nothing needs quotes.
fn listed(invented: &Invented) -> String {
    let mut list = "first,second\n".to_owned();
    for pair in &invented.pairs {
        list.push_str(&format!("{},{}\n", pair.first, pair.second));
    }
    list
}
