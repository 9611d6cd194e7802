//! The walk through suggested repeats: one key each, each answer recorded at once.
#![cfg(unix)]

mod terminal;

use terminal::{CTRL_C, Register};

const WORDS: [&str; 3] = [
    "read every assessment before it is signed",
    "keep a list of reviews that are late",
    "agree with the courts which reports are wanted",
];

/// Two reports in which the same three demands are made.
fn register() -> Register {
    let register = Register::new();
    for published in ["2023-05-02", "2025-05-02"] {
        for words in WORDS {
            let code = format!("fenmarsh-{}", &published[..4]);
            let known = register.done(&["inspection", "list", "--format", "csv"]);
            let new = [
                "add",
                "--body",
                "Fenmarsh",
                "--kind",
                "core",
                "--published",
                published,
            ];
            let here = ["add", "--inspection", &code];
            let at = if known.contains(&code) {
                &here[..]
            } else {
                &new[..]
            };
            let one = ["--to", "Fenmarsh", "--words", words];
            register.done(&[at, &one].concat());
        }
    }
    register
}

fn log(register: &Register) -> String {
    register.done(&["log", "--most", "3", "--format", "csv"])
}

#[test]
fn one_key_each_links_parts_skips_and_leaves() {
    let register = register();
    let mut walk = register.walk(&["suggest", "repeats", "--walk"]);
    walk.see("1 of 3: fenmarsh-2025/3 repeats fenmarsh-2023/3?")
        .see("the same words; both asked of Fenmarsh PDU")
        .answer(
            "The same demand made again? (y yes, link them, n no repeat, s skip, q leave) › ",
            "x",
        )
        .press("Y")
        .see("Linked: fenmarsh-2025/3 repeats fenmarsh-2023/3 (#l1)")
        .answer("2 of 3: fenmarsh-2025/2 repeats fenmarsh-2023/2?", "n")
        .see("Recorded: fenmarsh-2025/2 does not repeat fenmarsh-2023/2; it is not suggested")
        .answer("3 of 3: fenmarsh-2025/1 repeats fenmarsh-2023/1?", "s")
        .ends();
    let said = log(&register);
    assert!(
        said.contains("linked: fenmarsh-2025/3 repeats fenmarsh-2023/3"),
        "{said}"
    );
    assert!(
        said.contains("fenmarsh-2025/2 does not repeat fenmarsh-2023/2"),
        "{said}"
    );
    let left = register.done(&["suggest", "repeats", "--format", "csv"]);
    assert_eq!(left.matches(",again,").count(), 1, "{left}");
    assert!(
        left.contains("fenmarsh-2025/1,fenmarsh-2023/1,100"),
        "{left}"
    );
}

#[test]
fn leaving_by_any_key_that_leaves_records_nothing_more() {
    let register = register();
    let before = log(&register);
    for leave in ["q", "\u{1b}", CTRL_C] {
        let mut walk = register.walk(&["suggest", "repeats", "--walk", "--most", "2"]);
        walk.see("1 of 2").answer("q leave) › ", leave).ends();
        assert_eq!(log(&register), before);
    }
}
