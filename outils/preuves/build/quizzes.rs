//! Les programmes écrits dans les quiz.

use crate::{copies, watch};
use entrelacs_import::import;
use quiz::{Kind, Quiz, Source};
use std::path::{Path, PathBuf};

/// Les programmes écrits dans les quiz du livre `root`, sauf ceux que seul rustc
/// juge ; chacun devient un fichier sous `out`.
///
/// # Panics
///
/// Si un quiz ne se lit pas, ou si un programme ne s'explore pas : avec le
/// fichier, la ligne et la question.
pub fn programs(root: &Path, out: &Path) -> Vec<(String, PathBuf)> {
    let quizzes = Quiz::all(root).unwrap_or_else(|errors| {
        let errors: Vec<String> = errors.iter().map(ToString::to_string).collect();
        panic!("\n\n{}\n", errors.join("\n"))
    });
    let mut found = Vec::new();
    let mut errors = Vec::new();
    for quiz in quizzes {
        watch(&root.join(&quiz.file));
        for question in &quiz.questions {
            let Some(program) = &question.program else {
                continue;
            };
            let Source::Here(text) = &program.source else {
                continue;
            };
            if question.kind == Kind::Compiles {
                continue;
            }
            if let Err(refusals) = import(&text.text, &[]) {
                errors.extend(refusals.iter().map(|refusal| {
                    format!(
                        "{}:{}: question « {} » : {}",
                        quiz.file,
                        text.line + refusal.line - 1,
                        question.name,
                        refusal.message
                    )
                }));
                continue;
            }
            let path = out.join(&program.name).with_extension("rs");
            copies::write(&path, &text.text);
            found.push((program.name.clone(), path));
        }
    }
    assert!(errors.is_empty(), "\n\n{}\n", errors.join("\n"));
    found
}
