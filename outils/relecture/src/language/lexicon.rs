//! Le dictionnaire français de Hunspell, et ce qu'il dit d'un texte.

use super::word_list;
use super::words::{after_elision, allows_elision, is_free, words};
use crate::text::Document;
use std::collections::{BTreeSet, HashMap};
use std::path::PathBuf;
use std::sync::LazyLock;
use std::{env, fs};

/// Le dictionnaire qui a servi à écrire la liste des mots du livre, tel qu'il
/// se nomme.
pub const REFERENCE: &str = "“CLASSIQUE” v7.0";

/// Les dossiers où Hunspell range ses dictionnaires : Debian, puis d'autres
/// distributions, puis macOS.
const DIRECTORIES: [&str; 6] = [
    "/usr/share/hunspell",
    "/usr/share/myspell",
    "/usr/share/myspell/dicts",
    "/usr/local/share/hunspell",
    "/opt/homebrew/share/hunspell",
    "/Library/Spelling",
];
const NAMES: [&str; 3] = ["fr", "fr_FR", "fr-classique"];

/// Le dictionnaire de cette machine, s'il y en a un.
pub static INSTALLED: LazyLock<Option<Lexicon>> = LazyLock::new(Lexicon::find);

/// Un dictionnaire français.
pub struct Lexicon {
    dictionary: spellbook::Dictionary,
    is_reference: bool,
}

/// Ce que le dictionnaire et la liste disent des textes.
pub struct Spelling {
    /// Les mots inconnus, chacun après sa place, « fichier:ligne ».
    pub unknown: Vec<(String, String)>,
    /// Les mots et les citations de la liste qui ont servi.
    pub listed: BTreeSet<&'static str>,
}

impl Lexicon {
    /// `DICPATH`, variable de Hunspell, ajoute des dossiers.
    fn find() -> Option<Self> {
        let given = env::var_os("DICPATH").unwrap_or_default();
        let (affixes, words) = env::split_paths(&given)
            .chain(DIRECTORIES.map(PathBuf::from))
            .flat_map(|directory| NAMES.map(|name| directory.join(name)))
            .map(|stem| (stem.with_extension("aff"), stem.with_extension("dic")))
            .find(|(affixes, words)| affixes.is_file() && words.is_file())?;
        let read = |path: &PathBuf| {
            fs::read_to_string(path).unwrap_or_else(|error| panic!("{} : {error}", path.display()))
        };
        // Hunspell coupe un mot au trait d'union et au point ; ici, c'est l'affaire
        // de `judge`.
        let rules = read(&affixes) + "\nBREAK 0\n";
        let dictionary = spellbook::Dictionary::new(&rules, &read(&words))
            .unwrap_or_else(|error| panic!("{} : {error}", affixes.display()));
        Some(Self {
            dictionary,
            is_reference: rules.contains(REFERENCE),
        })
    }

    /// Vrai si c'est le dictionnaire [`REFERENCE`].
    pub fn is_reference(&self) -> bool {
        self.is_reference
    }

    /// Vrai si `text`, mot ou citation, se passe de la liste.
    pub fn admits(&self, text: &str) -> bool {
        words(text).all(|(_, word)| self.judge(word, &[]).unknown.is_empty())
    }

    /// Vrai si `word` est dans le dictionnaire.
    fn has(&self, word: &str) -> bool {
        self.dictionary.check(word)
    }

    /// Les mots du dictionnaire proches de `word`.
    pub fn suggest(&self, word: &str) -> Vec<String> {
        let mut near = Vec::new();
        self.dictionary.suggest(word, &mut near);
        near.iter()
            .map(|word| word.replace('’', "'"))
            .filter(|word| self.admits(word))
            .take(4)
            .collect()
    }

    /// Relit `documents`, avec les mots de `list` en plus.
    pub fn spelling(&self, documents: &[Document], list: &[&'static str]) -> Spelling {
        let mut verdicts: HashMap<&str, Verdict> = HashMap::new();
        let mut spelling = Spelling {
            unknown: Vec::new(),
            listed: BTreeSet::new(),
        };
        for document in documents {
            spelling.listed.extend(&document.quotes);
            for passage in document.prose.iter().chain(&document.strings) {
                for (start, word) in words(&passage.text) {
                    let verdict = verdicts
                        .entry(word)
                        .or_insert_with(|| self.judge(word, list));
                    spelling.listed.extend(&verdict.listed);
                    for unknown in &verdict.unknown {
                        let place = format!("{}:{}", document.path, passage.line_at(start));
                        spelling.unknown.push((place, (*unknown).to_owned()));
                    }
                }
            }
        }
        spelling
    }

    /// Juge `word` entier, sinon sans son élision, sinon partie par partie.
    fn judge<'a>(&self, word: &'a str, list: &[&'static str]) -> Verdict<'a> {
        let mut verdict = Verdict::default();
        if let Some(listed) = word_list::entry(list, word) {
            // Un mot de la liste que le dictionnaire connaît ne sert pas.
            verdict.listed.extend((!self.has(word)).then_some(listed));
            return verdict;
        }
        let rest = after_elision(word);
        if rest.is_some_and(|rest| !allows_elision(rest)) {
            // Hunspell admet `l'canal`.
            verdict.unknown.push(word);
            return verdict;
        }
        if is_free(word) || self.has(word) {
            return verdict;
        }
        if word.contains('.') {
            // Du code, sauf si chaque côté est du français.
            let is_french = |part: &str| !is_free(part) && self.has(part);
            if word.split('.').all(is_french) {
                verdict.unknown.push(word);
            }
            return verdict;
        }
        let parts: Vec<&str> = match rest {
            Some(rest) => vec![rest],
            None => word.split('-').filter(|part| !part.is_empty()).collect(),
        };
        if parts == [word] {
            verdict.unknown.push(word);
            return verdict;
        }
        for part in parts {
            let part = self.judge(part, list);
            verdict.unknown.extend(part.unknown);
            verdict.listed.extend(part.listed);
        }
        verdict
    }
}

/// Ce que valent les parties d'un mot.
#[derive(Default)]
struct Verdict<'a> {
    unknown: Vec<&'a str>,
    listed: Vec<&'static str>,
}

#[cfg(test)]
mod tests {
    use super::INSTALLED;

    const LIST: [&str; 3] = ["async", "mutex", "Rust"];

    #[track_caller]
    fn expect(word: &str, unknown: &[&str]) {
        if let Some(lexicon) = INSTALLED.as_ref() {
            assert_eq!(lexicon.judge(word, &LIST).unknown, unknown, "{word}");
        }
    }

    #[test]
    fn le_francais_est_admis() {
        let words = "canaux Les œuvre l'interblocage jusqu'à aujourd'hui quelqu'un voyez-vous a-t-il \
                     rendez-vous celui-ci qu'est-ce CANAL L qu jusqu lorsqu 32-bits WaitGroup";
        for word in words.split(' ') {
            expect(word, &[]);
        }
    }

    #[test]
    fn la_liste_est_admise() {
        for word in ["mutex", "Mutex", "Rust", "l'async", "mutex-là"] {
            expect(word, &[]);
        }
    }

    #[test]
    fn une_faute_est_nommee_seule() {
        expect("cannal", &["cannal"]);
        expect("l'canal", &["l'canal"]);
        expect("l'erreure", &["erreure"]);
        expect("voyez-vouss", &["vouss"]);
        expect("noeud", &["noeud"]);
        expect("rust", &["rust"]);
    }

    #[test]
    fn un_point_sans_espace_est_une_faute_entre_deux_mots_francais() {
        expect("fin.Ensuite", &["fin.Ensuite"]);
        for code in ["wg.Done", "book.toml", "listing.rs"] {
            expect(code, &[]);
        }
    }
}
