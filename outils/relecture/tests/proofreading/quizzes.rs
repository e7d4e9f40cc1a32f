//! Les quiz instruisent : chaque page a le sien, qui ne se devine pas, ne répète pas ce
//! que la page montre, et ne demande pas ce qui vient plus tard.

use quiz::Quiz;
use relecture::pages::{Page, page};
use relecture::quizzes::{guesses, repeats, shown, taught};
use testing::{fail_if_any, root};
use xtask::summary::Summary;

/// Ce qu'une habitude peut gagner au plus, sur 100.
const MAX_GAIN: f64 = 45.0;

fn quizzes() -> Vec<Quiz> {
    Quiz::all(root()).unwrap_or_else(|errors| panic!("{errors:#?}"))
}

#[test]
fn chaque_page_de_cours_a_son_quiz() {
    fail_if_any(&shown::check(&page::summary(), &page::pages(), root()));
}

#[test]
fn repondre_sans_lire_ne_rapporte_pas() {
    let gains = guesses::gains(&quizzes());
    let mut errors = Vec::new();
    for (habit, gain) in &gains {
        println!("{gain} : {habit}");
        if gain.percent() > MAX_GAIN {
            errors.push(format!("{habit} : {gain}, {MAX_GAIN} % au plus"));
        }
    }
    assert!(gains.len() > 10, "{gains:?}");
    fail_if_any(&errors);
}

#[test]
fn aucune_question_ne_repete_un_programme() {
    let listings = root().join("listings");
    fail_if_any(&repeats::check(&quizzes(), &page::pages(), &listings));
}

#[test]
fn rien_n_est_demande_avant_d_avoir_ete_dit() {
    let pages = page::pages();
    let text = page::summary().text;
    let summary = Summary { text };
    let in_order: Vec<&Page> = summary
        .entries()
        .filter_map(|entry| {
            let file = format!("src/{}.md", entry.page);
            pages.iter().find(|page| page.file == file)
        })
        .collect();
    let glossary = pages
        .iter()
        .find(|page| page.file == "src/annexes/glossaire.md");
    let glossary = &glossary.expect("le livre a un glossaire").text;
    let listings = root().join("listings");
    fail_if_any(&taught::check(&quizzes(), &in_order, glossary, &listings));
}
