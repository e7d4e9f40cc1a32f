//! Le français du livre est correct : ni faute d'orthographe, ni faute de
//! typographie, dans les pages, leurs quiz, le README et ses suites, les commentaires du code et ce
//! qu'affichent les listings.
//!
//! Un mot juste que le dictionnaire français ne connaît pas s'ajoute à
//! `outils/relecture/dictionnaire.txt`. Les mots inconnus, prêts à y être
//! collés :
//!
//! ```sh
//! cargo test -p relecture --test proofreading 2>&1 | sed -n '/^Mots inconnus/,/^$/p'
//! ```

use relecture::language::lexicon::{self, Lexicon, Spelling};
use relecture::language::typography::{self, prose_faults};
use relecture::language::vocabulary::{self, CHOICES, GLOSSARY};
use relecture::language::word_list::{self as list, LIST};
use relecture::text::{DOCUMENTS, Document, Passage};
use std::collections::HashMap;
use std::sync::LazyLock;
use testing::{fail_if_any, in_parallel, skip};

/// Combien de mots inconnus un échec corrige : chercher des mots proches prend
/// une seconde.
const WITH_SUGGESTIONS: usize = 4;
/// Les fils qui cherchent des mots proches.
const WORKERS: usize = 2;

/// Le dictionnaire français et ce qu'il dit des textes ; sans lui, passe la
/// vérification.
fn spelling() -> Option<(&'static Lexicon, &'static Spelling)> {
    static SPELLING: LazyLock<Option<Spelling>> = LazyLock::new(|| {
        let lexicon = lexicon::INSTALLED.as_ref()?;
        Some(lexicon.spelling(&DOCUMENTS, &LIST))
    });
    let found = lexicon::INSTALLED.as_ref().zip(SPELLING.as_ref());
    if found.is_none() {
        skip(
            "dictionnaire français absent",
            "installez hunspell-fr, ou donnez par DICPATH le dossier de fr.aff et fr.dic",
        );
    }
    found
}

#[test]
fn chaque_mot_est_dans_le_dictionnaire_ou_dans_la_liste() {
    let Some((lexicon, spelling)) = spelling() else {
        return;
    };
    let unknown = list::sorted(spelling.unknown.iter().map(|(_, word)| word.as_str()));
    let first = &unknown[..unknown.len().min(WITH_SUGGESTIONS)];
    let near = in_parallel(WORKERS, first, |word| lexicon.suggest(word).join(", "));
    let near: HashMap<&str, String> = first.iter().copied().zip(near).collect();

    let mut errors: Vec<String> = spelling
        .unknown
        .iter()
        .map(|(place, word)| {
            let near = match near.get(word.as_str()).map(String::as_str) {
                None => String::new(),
                Some("") => " ; aucun mot proche".to_owned(),
                Some(near) => format!(" ; proches : {near}"),
            };
            format!("{place} : « {word} » n'est pas dans le dictionnaire{near}")
        })
        .collect();
    if !errors.is_empty() {
        errors.push(format!(
            "Mots inconnus, à corriger ou à ajouter à {} :\n{}",
            list::PATH,
            unknown.join("\n")
        ));
    }
    fail_if_any(&errors);
}

#[test]
fn chaque_mot_de_la_liste_sert() {
    let Some((_, spelling)) = spelling() else {
        return;
    };
    let unused = LIST.iter().filter(|word| !spelling.listed.contains(*word));
    fail_if_any(
        &unused
            .map(|word| format!("{} : « {word} » ne sert plus, retirez-le", list::PATH))
            .collect::<Vec<_>>(),
    );
}

/// D'un dictionnaire à l'autre, les mots admis changent : seul celui qui a
/// servi à écrire la liste peut en juger.
#[test]
fn aucun_mot_de_la_liste_n_est_dans_le_dictionnaire() {
    let Some((lexicon, _)) = spelling() else {
        return;
    };
    if !lexicon.is_reference() {
        skip(
            &format!("dictionnaire autre que {}", lexicon::REFERENCE),
            "installez hunspell-fr-classical",
        );
        return;
    }
    let is_french = |line: &str| {
        let block = Passage::new(1, line);
        lexicon.admits(line) && block.is_none_or(|block| prose_faults(&block).is_empty())
    };
    let known = LIST.iter().filter(|line| is_french(line));
    fail_if_any(
        &known
            .map(|word| format!("{} : « {word} » est du français, retirez-le", list::PATH))
            .collect::<Vec<_>>(),
    );
}

#[test]
fn la_liste_est_triee_et_sans_doublon() {
    fail_if_any(&list::disorder(&LIST));
}

#[test]
fn la_typographie_est_francaise() {
    let mut errors = Vec::new();
    for document in DOCUMENTS.iter() {
        let faults = typography::faults(document).into_iter();
        errors.extend(faults.map(|(line, fault)| format!("{}:{line} : {fault}", document.path)));
    }
    fail_if_any(&errors);
}

/// Les mots abandonnés ne reviennent pas, et le glossaire garde ceux qui les
/// remplacent.
#[test]
fn un_mot_pour_chaque_chose() {
    let mut errors = Vec::new();
    for document in DOCUMENTS.iter() {
        let faults = vocabulary::faults(document).into_iter();
        errors.extend(faults.map(|(line, fault)| format!("{}:{line} : {fault}", document.path)));
    }
    let glossary = DOCUMENTS.iter().find(|document| document.path == GLOSSARY);
    let glossary = glossary.map_or("", |document| document.source.as_str());
    let missing = CHOICES
        .iter()
        .filter(|choice| !glossary.contains(&format!("**{}**", choice.entry)));
    errors.extend(missing.map(|choice| format!("{GLOSSARY} : « {} » n'y est pas", choice.entry)));
    fail_if_any(&errors);
}

/// Un parcours qui ne trouverait rien ferait réussir tous les autres tests.
#[test]
fn les_textes_sont_tous_parcourus() {
    for part in ["src/SUMMARY.md", "listings/synchronisation/rendez_vous.go"] {
        assert!(
            DOCUMENTS.iter().any(|document| document.path == part),
            "{part} n'est pas parcouru"
        );
    }
    let texts = |texts: fn(&Document) -> &[Passage]| -> Vec<&str> {
        DOCUMENTS
            .iter()
            .flat_map(texts)
            .map(|block| block.text.as_str())
            .collect()
    };
    let prose = texts(|document| &document.prose);
    for title in [
        "Sommaire",
        "Un rendez-vous : le signal de fin passe par un canal sans tampon",
        "Un canal fermé ne fait pas attendre.",
    ] {
        assert!(prose.contains(&title), "« {title} » n'est pas vu");
    }
    let strings = texts(|document| &document.strings);
    assert!(strings.contains(&"Travail en cours..."), "chaînes non vues");
}
