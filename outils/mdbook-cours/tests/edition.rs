//! Le livre dont seules les pages changées sont refaites est celui que l'on
//! referait tout entier.

use mdbook_cours::Edition;
use mdbook_preprocessor::config::Config;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use testing::{root, times};
use walkdir::WalkDir;

/// Une copie de ce dont le livre est fait.
fn copy() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for part in ["book.toml", "exercices", "listings", "src", "theme"] {
        for entry in WalkDir::new(root().join(part)) {
            let entry = entry.unwrap();
            let to = dir.path().join(entry.path().strip_prefix(root()).unwrap());
            match entry.file_type().is_dir() {
                true => fs::create_dir_all(to).unwrap(),
                false => fs::copy(entry.path(), to).map(drop).unwrap(),
            }
        }
    }
    dir
}

/// Les réglages du livre `root`, rendu dans `folder`.
fn config(root: &Path, folder: &str) -> Config {
    let mut config = Config::from_disk(root.join("book.toml")).unwrap();
    config.set("build.build-dir", folder).unwrap();
    config.set("preprocessor.cours.genere", "genere").unwrap();
    config.set("output.html.theme", "genere/theme").unwrap();
    config
}

/// Ce que contient le dossier `pages`, hors de ce qui peut retarder.
fn contents(pages: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let files = WalkDir::new(pages).into_iter().map(|entry| entry.unwrap());
    files
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let name = entry.path().strip_prefix(pages).unwrap().to_owned();
            (name, fs::read(entry.path()).unwrap())
        })
        .filter(|(name, _)| {
            name != Path::new("print.html") && !name.starts_with("genere/recherche")
        })
        .collect()
}

/// Les pages que l'on écrit.
fn sources(root: &Path) -> Vec<PathBuf> {
    let src = WalkDir::new(root.join("src")).sort_by_file_name();
    src.into_iter()
        .map(|entry| entry.unwrap().into_path())
        .filter(|path| path.extension().is_some_and(|it| it == "md"))
        .filter(|path| !path.ends_with("SUMMARY.md") && !path.ends_with("404.md"))
        // Celle d'un exercice n'a que son nom : l'énoncé est ailleurs.
        .filter(|path| !fs::read_to_string(path).unwrap().contains("{{#exercice "))
        .collect()
}

/// Un changement tiré au hasard, tel qu'un auteur en enregistre un.
fn edit(root: &Path, random: &mut fastrand::Rng) -> String {
    let pages = sources(root);
    let page = &pages[random.usize(..pages.len())];
    let text = fs::read_to_string(page).unwrap();
    // Long, il change aussi le temps de lecture, que d'autres pages disent.
    let words = random.choice([3, 400]).unwrap();
    let paragraph = "\n\nUn paragraphe `de plus`. ".to_owned() + &"encore ".repeat(words) + "\n";
    let edited = match text.find("\n## ") {
        Some(section) => format!("{}{paragraph}{}", &text[..section], &text[section..]),
        None => text + &paragraph,
    };
    fs::write(page, edited).unwrap();
    page.strip_prefix(root).unwrap().display().to_string()
}

#[test]
fn les_pages_refaites_sont_celles_du_livre_refait_en_entier() {
    let seed = fastrand::u64(..);
    let mut random = fastrand::Rng::with_seed(seed);
    let dir = copy();
    let root = dir.path();
    let mut last = Edition::new(root, config(root, "livre/0")).unwrap();
    assert!(last.whole);
    for step in 1..=times(1, 3) {
        let edited = edit(root, &mut random);
        let next = last
            .next(root, config(root, &format!("livre/{step}")))
            .unwrap_or_else(|error| panic!("{edited} (graine {seed}) : {error:#}"));
        assert!(!next.whole, "{edited} : tout a été refait (graine {seed})");
        let whole = Edition::new(root, config(root, "livre/entier")).unwrap();
        let (ours, truth) = (contents(&next.pages), contents(&whole.pages));
        let names = |files: &BTreeMap<PathBuf, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
        assert_eq!(names(&ours), names(&truth), "{edited} (graine {seed})");
        for (name, text) in &truth {
            assert!(
                &ours[name] == text,
                "{} n'est pas à jour après {edited} (graine {seed})",
                name.display()
            );
        }
        last = next;
    }
}

#[test]
fn un_sommaire_ou_un_style_qui_change_refait_tout() {
    let dir = testing::tree([
        (
            "book.toml",
            "[output.html]\n\n[preprocessor.cours]\nstyles = [\"s.css\"]\n\n[output.site]\n",
        ),
        ("s.css", "a { color: red; }\n"),
        ("src/SUMMARY.md", "- [A](a.md)\n- [B](b.md)\n"),
        ("src/a.md", "# A\n"),
        ("src/b.md", "# B\n"),
    ]);
    let root = dir.path();
    fs::create_dir_all(root.join("listings")).unwrap();
    let mut rank = 0;
    let mut next = |last: &Edition| {
        rank += 1;
        last.next(root, config(root, &format!("livre/{rank}")))
            .unwrap()
    };
    let first = Edition::new(root, config(root, "livre/0")).unwrap();
    fs::write(root.join("src/b.md"), "# B\n\nsuite\n").unwrap();
    let second = next(&first);
    assert!(!second.whole);
    fs::write(root.join("s.css"), "a { color: blue; }\n").unwrap();
    let third = next(&second);
    assert!(third.whole);
    fs::write(root.join("src/SUMMARY.md"), "- [B](b.md)\n- [A](a.md)\n").unwrap();
    assert!(next(&third).whole);
}
