//! Every command explains itself in one line and two examples.

mod sample;

use sample::{annexe, said};

fn help(path: &[String]) -> String {
    let output = annexe(&std::env::temp_dir())
        .env("COLUMNS", "100")
        .arg("help")
        .args(path)
        .output()
        .unwrap();
    assert!(output.status.success(), "{path:?}: {}", said(&output));
    String::from_utf8(output.stdout).unwrap()
}

/// Returns the names under `Commands:`; a continued description stands further right.
fn commands(help: &str) -> Vec<String> {
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    listed
        .take_while(|line| !line.is_empty())
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next().map(str::to_owned))
        .collect()
}

/// Returns every command with its words: `inspection`, `inspection add`.
fn all_commands() -> Vec<Vec<String>> {
    let mut found = Vec::new();
    let mut open = vec![Vec::new()];
    while let Some(path) = open.pop() {
        for name in commands(&help(&path)) {
            let below = [&path[..], &[name]].concat();
            found.push(below.clone());
            open.push(below);
        }
    }
    found
}

#[test]
fn every_command_has_one_line_and_two_examples() {
    let all = all_commands();
    assert!(all.len() > 25, "{all:?}");
    for path in all {
        let help = help(&path);
        let about = help.split("\n\n").next().unwrap().replace('\n', " ");
        assert!(
            !about.is_empty() && !about.ends_with('.'),
            "{path:?}: {about}"
        );
        assert!(about.len() <= 100, "{path:?}: {about}");
        let called = format!("  annexe {}", path.join(" "));
        let examples = help.split("Examples:").nth(1).unwrap_or_default();
        let count = examples
            .lines()
            .filter(|line| line.starts_with(&called))
            .count();
        assert!(count >= 2, "{path:?} has {count} examples");
    }
}

#[test]
fn every_topic_has_two_examples() {
    for topic in ["dates", "scale", "filters", "exit-codes"] {
        let help = help(&[topic.to_owned()]);
        let examples = help.split("Examples:").nth(1).unwrap_or_default();
        assert!(examples.matches("  annexe ").count() >= 2, "{topic}");
    }
}
