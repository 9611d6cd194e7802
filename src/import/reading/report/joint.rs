//! Where a joint heading names two bodies.

use super::names::{is_body, is_one_of, words};

/// Takes `the` off the front of a name that follows another one.
fn bare(name: &str) -> &str {
    let name = name.trim().trim_end_matches(',');
    name.strip_prefix("the ").unwrap_or(name).trim()
}

/// Splits a joint heading at `and` and commas where every part looks like a body;
/// otherwise the name is left whole, because regions and units have such names too.
pub(super) fn split_joint(name: &str) -> Vec<String> {
    let name = name.trim();
    let joints = joints(name);
    // A comma alone joins nothing: `Director, Saltmere region` is one name.
    let listed = joints
        .iter()
        .any(|&(at, length)| &name[at..at + length] != ", ");
    let parts = (listed && joints.len() <= 8)
        .then(|| parted(name, 0, &joints))
        .flatten();
    match parts {
        Some(parts) if parts.len() > 1 => parts.into_iter().map(str::to_owned).collect(),
        _ => vec![name.to_owned()],
    }
}

/// Parts a name into bodies, the finest way that leaves no part without its own word.
fn parted<'a>(name: &'a str, from: usize, joints: &[(usize, usize)]) -> Option<Vec<&'a str>> {
    for (index, &(at, length)) in joints.iter().enumerate() {
        let left = bare(&name[from..at]);
        if !stands_alone(left) {
            continue;
        }
        if let Some(rest) = parted(name, at + length, &joints[index + 1..]) {
            return Some([vec![left], rest].concat());
        }
    }
    let whole = bare(&name[from..]);
    stands_alone(whole).then(|| vec![whole])
}

/// Names that have `and` inside them.
const WHOLE: [&str; 11] = [
    "prison and probation",
    "prisons and probation",
    "police and crime",
    "courts and tribunals",
    "courts & tribunals",
    "health and social",
    "improvement and disparities",
    "children and famil",
    "fire and rescue",
    "crime and justice",
    "performance and quality",
];

/// Returns where a name may be joined, with the length of what joins.
fn joints(name: &str) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    for joint in [", and ", " and ", ", ", " & ", " together with ", " / "] {
        found.extend(name.match_indices(joint).map(|(at, _)| (at, joint.len())));
    }
    found.sort_by_key(|&(at, length)| (at, std::cmp::Reverse(length)));
    let lower = name.to_lowercase();
    let inside = |at: usize| {
        WHOLE.iter().any(|whole| {
            lower
                .match_indices(whole)
                .any(|(start, _)| start < at && at < start + whole.len())
        })
    };
    let mut end = 0;
    found.retain(|&(at, length)| {
        let kept = at >= end && !inside(at);
        if kept {
            end = at + length;
        }
        kept
    });
    found
}

/// Words that make the end of a body's name: a part that has none is no body of its own.
const ENDS: [&str; 52] = [
    "office",
    "divisions",
    "regions",
    "pdus",
    "pdu",
    "crc",
    "nps",
    "hmpps",
    "moj",
    "noms",
    "yos",
    "yot",
    "yjs",
    "yjb",
    "hmcts",
    "nhs",
    "region",
    "division",
    "service",
    "company",
    "companies",
    "crcs",
    "trust",
    "trusts",
    "board",
    "boards",
    "council",
    "councils",
    "police",
    "government",
    "agency",
    "inspectorate",
    "commissioner",
    "commissioners",
    "manager",
    "managers",
    "director",
    "directors",
    "authority",
    "authorities",
    "constable",
    "constables",
    "forces",
    "courts",
    "partnership",
    "partnerships",
    "services",
    "providers",
    "prisons",
    "commission",
    "ofsted",
    "estyn",
];

fn stands_alone(part: &str) -> bool {
    let last = words(part).last().unwrap_or_default();
    let opens = words(part)
        .find(|word| !word.eq_ignore_ascii_case("the"))
        .unwrap_or_default();
    let department = [
        "Ministry",
        "Department",
        "Secretary",
        "College",
        "Office",
        "NHS",
        "HM",
        "Care",
    ]
    .contains(&opens)
        && part.contains(' ');
    let named = is_body(part) || is_class(part);
    named && (is_one_of(&ENDS, last) || department) && !is_one_of(&["service"], part)
}

/// A class in small letters, behind another name: `health boards`.
fn is_class(part: &str) -> bool {
    let count = words(part).count();
    let alone = [
        "providers",
        "prisons",
        "police",
        "courts",
        "regions",
        "councils",
    ]
    .contains(&part);
    alone
        || (2..=4).contains(&count)
            && part.ends_with('s')
            && words(part).all(|word| word.starts_with(char::is_lowercase))
            && is_body(&crate::domain::words::capitalised(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_joint_heading_is_split_only_between_two_bodies() {
        for (name, parts) in [
            (
                "The Fen CRC and National Probation Service",
                vec!["The Fen CRC", "National Probation Service"],
            ),
            (
                "Kent, Surrey and Sussex region",
                vec!["Kent, Surrey and Sussex region"],
            ),
            ("Camden and Islington PDU", vec!["Camden and Islington PDU"]),
            (
                "HM Prison and Probation Service",
                vec!["HM Prison and Probation Service"],
            ),
            (
                "Her Majesty's Prison and Probation Service and the Ministry of Justice",
                vec![
                    "Her Majesty's Prison and Probation Service",
                    "Ministry of Justice",
                ],
            ),
            (
                "The Ministry of Justice, HMPPS and the Youth Justice Board",
                vec!["The Ministry of Justice", "HMPPS", "Youth Justice Board"],
            ),
            ("Hale, Wick and Marsh PDU", vec!["Hale, Wick and Marsh PDU"]),
            (
                "The Ministry of Justice, HM Prison and Probation Service and the Home Office",
                vec![
                    "The Ministry of Justice",
                    "HM Prison and Probation Service",
                    "Home Office",
                ],
            ),
            (
                "Regional Probation Director, Saltmere region",
                vec!["Regional Probation Director, Saltmere region"],
            ),
            (
                "Department of Health and Social Care",
                vec!["Department of Health and Social Care"],
            ),
        ] {
            assert_eq!(split_joint(name), parts, "{name}");
        }
    }
}
