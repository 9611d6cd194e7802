//! Finding recommendations and findings by their words.

use rusqlite::named_params;

use super::Store;
use crate::domain::words::folded;
use crate::error::Result;

/// A text that holds the words that were searched for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The recommendation that was found, or that the finding is about
    pub reference: String,
    /// Where the words stand: `recommendation`, `finding`, `reprint`
    pub stands_in: String,
    /// The inspection that wrote them
    pub code: String,
    /// The text
    pub words: String,
}

impl Store {
    /// Returns every text that holds words that begin as those of a query do, folded, in any order; the newest inspection first.
    pub fn search(&self, query: &str) -> Result<Vec<Hit>> {
        let wanted = folded(query);
        let wanted: Vec<String> = wanted
            .split(' ')
            .filter(|word| !word.is_empty())
            .map(|word| format!(" {word}"))
            .collect();
        let sql = "SELECT i.code || '/' || r.number AS reference, 'recommendation' AS stands_in, i.code, r.words,
                          i.published_last AS day, r.inspection_id AS inspection, r.position
                     FROM recommendation r JOIN inspection i ON i.id = r.inspection_id
                    UNION ALL
                   SELECT i.code || '/' || r.number, 'finding', j.code, f.words, j.published_last, f.inspection_id, r.position
                     FROM finding f
                     JOIN finding_item m ON m.finding_id = f.id
                     JOIN recommendation r ON r.id = m.recommendation_id
                     JOIN inspection i ON i.id = r.inspection_id
                     JOIN inspection j ON j.id = f.inspection_id
                    UNION ALL
                   SELECT i.code || '/' || r.number, 'reprint', j.code, p.words, j.published_last, p.inspection_id, r.position
                     FROM reprint p
                     JOIN recommendation r ON r.id = p.recommendation_id AND r.words <> p.words
                     JOIN inspection i ON i.id = r.inspection_id
                     JOIN inspection j ON j.id = p.inspection_id
                    ORDER BY day DESC, inspection, position";
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query(named_params! {})?;
        let mut hits = Vec::new();
        while let Some(row) = rows.next()? {
            let words: String = row.get("words")?;
            let text = format!(" {}", folded(&words));
            if wanted.iter().all(|word| text.contains(word.as_str())) {
                let (reference, stands_in, code) = (
                    row.get("reference")?,
                    row.get("stands_in")?,
                    row.get("code")?,
                );
                hits.push(Hit {
                    reference,
                    stands_in,
                    code,
                    words,
                });
            }
        }
        Ok(hits)
    }
}
