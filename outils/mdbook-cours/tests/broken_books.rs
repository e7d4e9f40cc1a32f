//! Un livre cassé ne se construit pas : le préprocesseur s'arrête sur un
//! échec, dit le fichier et la ligne, et rien de ce qui était déjà construit
//! n'est touché.
//!
//! Chaque livre est vérifié deux fois : par le préprocesseur seul, avec
//! l'entrée que mdBook lui donne, puis par une vraie construction de mdBook,
//! qui lance ce préprocesseur.

#![cfg(unix)]

use mdbook_driver::MDBook;
use mdbook_driver::config::Config;
use mdbook_html::HtmlHandlebars;
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;
use testing::assert_contains;

const PREPROCESSOR: &str = env!("CARGO_BIN_EXE_mdbook-cours");
/// Le préprocesseur, dont la sortie d'erreur va dans un fichier : mdBook
/// laisserait ces messages se mêler à ceux des tests.
const SCRIPT: &str = "preprocesseur.sh";
const STDERR: &str = "erreurs.txt";

const BOOK_TOML: &str = concat!(
    "\
[book]
title = \"Essai\"

[output.html]
theme = \"target/livre/theme\"

[output.site]
command = \"'",
    env!("CARGO_BIN_EXE_mdbook-cours"),
    "' site\"

[preprocessor.cours]
command = \"sh preprocesseur.sh\"
before = [\"links\"]
"
);

/// La ligne de chaque directive compte : les messages la donnent.
const PAGE: &str = "\
# Une page

> [!NOTE]
> Un encadré.

{{#listing c/a}}

{{#refus c/b}}

```text
{{#include ../listings/c/a.go:corps}}
```

```mermaid
flowchart TB
accTitle: Un canal
accDescr: A envoie à B.
A --> B
```
";

const HEALTHY: &[(&str, &str)] = &[
    ("book.toml", BOOK_TOML),
    (
        "src/SUMMARY.md",
        "- [Une page](page.md)\n- [Autre](autre.md)\n",
    ),
    ("src/page.md", PAGE),
    ("src/autre.md", "# Autre\n"),
    (
        "listings/c/a.rs",
        "//! Un titre\n\nfn main() {\n    println!(\"a\");\n}\n",
    ),
    (
        "listings/c/a.go",
        "package main\n\n// ANCHOR: corps\nfunc main() {\n\tprintln(\"a\")\n}\n\n// ANCHOR_END: corps\n",
    ),
    ("listings/c/a.sortie", "a\n"),
    (
        "listings/c/a.graphe.json",
        r#"{ "version": 2, "program": "c/a", "source": "//! Un titre\n\nfn main() {\n    println!(\"a\");\n}\n",
            "time": "arbitrary", "reduced": [], "complete": true,
            "counts": { "states": 1, "edges": 0, "outcomes": 1, "paths": "1" },
            "outcomes": [{ "kind": "exit", "label": "✓ Fin normale", "stdout": "a\n", "blocked": [], "panicked": [],
                "paths": "1", "state": 0, "schedule": [] }],
            "events": [], "threads": [], "objects": [], "outputs": ["a\n"],
            "states": [{ "t": [], "o": [], "out": 0, "end": 0 }], "edges": [] }"#,
    ),
    ("listings/c/refus/b.rs", "//! Un refus\n\nfn main() { x }\n"),
    (
        "listings/c/refus/b.stderr",
        "error[E0425]: cannot find value `x`\n",
    ),
];

/// Ce qu'une construction réussie remplace.
const BUILT: [&str; 5] = [
    "book/html/index.html",
    "target/livre/theme/index.hbs",
    "target/livre/theme/book.js",
    "book/html/genere/listings/c/a.rs",
    "book/html/genere/listings/c/a.go",
];
const OLD: &str = "ce qui était là avant";

/// Un livre jetable.
struct TestBook(TempDir);

impl TestBook {
    /// Un livre sain, déjà construit une fois.
    fn healthy() -> Self {
        let built = BUILT.map(|file| (file, OLD));
        let book = Self(testing::tree(HEALTHY.iter().copied().chain(built)));
        let script = format!("exec '{PREPROCESSOR}' \"$@\" 2>>{STDERR}\n");
        book.write(SCRIPT, &script);
        book
    }

    fn root(&self) -> &Path {
        self.0.path()
    }

    fn write(&self, file: &str, contents: &str) {
        let path = self.root().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, contents).unwrap();
    }

    fn remove(&self, file: &str) {
        fs::remove_file(self.root().join(file)).unwrap();
    }

    fn read(&self, file: &str) -> String {
        fs::read_to_string(self.root().join(file)).unwrap()
    }

    /// Remplace `from`, qui doit y être, dans `file`.
    fn replace(&self, file: &str, from: &str, to: &str) {
        let text = self.read(file);
        assert!(text.contains(from), "{file} ne contient pas « {from} »");
        self.write(file, &text.replace(from, to));
    }

    /// Le préprocesseur seul, avec l'entrée que lui donne mdBook.
    fn preprocess(&self) -> Output {
        let mut config = Config::from_disk(self.root().join("book.toml")).unwrap();
        config
            .set("preprocessor", BTreeMap::<String, String>::new())
            .unwrap();
        config.build.use_default_preprocessors = false;
        let book = MDBook::load_with_config(self.root(), config).unwrap();
        let (book, mut context) = book.preprocess_book(&HtmlHandlebars::new()).unwrap();
        context.config = Config::from_disk(self.root().join("book.toml")).unwrap();
        preprocessor(&serde_json::to_vec(&(context, book)).unwrap())
    }

    /// Une construction complète, telle que `mdbook build`.
    fn build(&self) -> Result<(), String> {
        MDBook::load(self.root())
            .and_then(|book| book.build())
            .map_err(|error| format!("{error:#}"))
    }

    fn built(&self) -> Vec<String> {
        BUILT.iter().map(|file| self.read(file)).collect()
    }
}

/// Lance le préprocesseur avec `input` sur son entrée.
fn preprocessor(input: &[u8]) -> Output {
    let mut child = Command::new(PREPROCESSOR)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn un_livre_sain_se_construit_et_remplace_l_ancien() {
    let book = TestBook::healthy();
    let output = book.preprocess();
    assert!(output.status.success(), "{}", stderr(&output));
    assert_eq!(stderr(&output), "");
    let page = String::from_utf8(output.stdout).unwrap();
    assert_contains(&page, &["Programme 1.1"]);

    assert_eq!(book.build(), Ok(()));
    assert_eq!(book.read(STDERR), "");
    for (file, contents) in BUILT.iter().zip(book.built()) {
        assert_ne!(contents, OLD, "{file} n'a pas été reconstruit");
    }
}

/// Fait de la page « Autre » celle d'un exercice.
fn with_exercise(book: &TestBook) {
    book.write("src/autre.md", "{{#exercice 01_essai}}\n");
    let manifest = "titre = \"Autre\"\nminutes = 15\npage = \"page\"\n\n[depart]\nrejet = \"natif\"\nmessage = \"m\"\n";
    for (file, contents) in [
        ("exercice.toml", manifest),
        (
            "enonce.md",
            "# Autre\n\nTexte.\n\n> [!NOTE]\n> Énoncé.\n\n> [!RETENIR]\n> Fin.\n",
        ),
        ("indices.md", "Le premier.\n\n---\n\nLe second.\n"),
        ("depart.rs", "// au départ\n"),
        ("tests.rs", "// vérifications\n"),
        ("solution.rs", "//! Un commentaire.\n\n// la réponse\n"),
    ] {
        book.write(&format!("exercices/01_essai/{file}"), contents);
    }
}

#[test]
fn un_exercice_est_une_page_dont_la_solution_se_cache() {
    let book = TestBook::healthy();
    with_exercise(&book);
    assert_eq!(book.build(), Ok(()));
    let page = book.read("book/html/autre.html");
    assert_contains(
        &page,
        &[
            "Exercice\u{a0}: environ 15\u{a0}minutes",
            "// au départ",
            "// vérifications",
            "<summary>Indice 1</summary>",
            "<summary>Indice 2</summary>",
            "Un commentaire.",
            "// la réponse",
        ],
    );
    assert!(!page.contains("[!NOTE]") && !page.contains("{{#"), "{page}");

    book.replace("book.toml", "before =", "solutions = false\nbefore =");
    assert_eq!(book.build(), Ok(()));
    let page = book.read("book/html/autre.html");
    assert_contains(&page, &["<summary>Indice 2</summary>"]);
    for hidden in ["Un commentaire.", "// la réponse"] {
        assert!(!page.contains(hidden), "{page}");
        let printed = book.read("book/html/print.html");
        assert!(!printed.contains(hidden), "{printed}");
    }
}

#[test]
fn un_enonce_fautif_est_dit_avec_sa_ligne() {
    refused(
        |book| {
            with_exercise(book);
            book.replace("exercices/01_essai/enonce.md", "[!NOTE]", "[!REMARQUE]");
        },
        &["\n  exercices/01_essai/enonce.md:5: ", "REMARQUE"],
    );
    refused(
        |book| {
            with_exercise(book);
            book.remove("exercices/01_essai/indices.md");
        },
        &["\n  exercices/01_essai/indices.md: "],
    );
    refused(
        |book| {
            with_exercise(book);
            book.write("src/autre.md", "# Autre\n\n{{#exercice 01_essai}}\n");
        },
        &["\n  src/autre.md:3: ", "doit être seul dans sa page"],
    );
}

/// Casse un livre sain par `damage` ; tout doit alors le refuser, et le
/// message contenir chacun des `expected`.
#[track_caller]
fn refused(damage: impl Fn(&TestBook), expected: &[&str]) {
    let book = TestBook::healthy();
    damage(&book);

    let output = book.preprocess();
    let message = stderr(&output);
    assert_eq!(output.status.code(), Some(1), "{message}");
    assert_eq!(output.stdout, b"", "un livre cassé ne rend rien");
    let count = message.lines().next().unwrap_or_default();
    assert!(
        count.starts_with("mdbook-cours : ") && count.ends_with(" dans le livre"),
        "{message}"
    );
    for part in expected {
        assert!(message.contains(part), "« {part} » manque dans {message}");
    }

    let failure = book.build().expect_err("mdBook construit un livre cassé");
    assert_contains(&failure, &["\"cours\""]);
    assert_eq!(book.read(STDERR), message);
    assert_eq!(book.built(), [OLD; 5], "un livre cassé a été écrit");
}

#[test]
fn reglage_inconnu_ou_impossible() {
    // Seul mdBook donne ses réglages au préprocesseur.
    for (setting, expected) in [
        ("solution = false", "« preprocessor.cours.solution »"),
        ("solutions = \"non\"", "attendu true"),
    ] {
        let book = TestBook::healthy();
        book.write("book.toml", &format!("{BOOK_TOML}{setting}\n"));
        book.build().expect_err("mdBook construit un livre cassé");
        let message = book.read(STDERR);
        assert_contains(&message, &["\n  book.toml:13: "]);
        assert!(message.contains(expected), "{message}");
        assert_eq!(book.built(), [OLD; 5], "un livre cassé a été écrit");
    }
}

#[test]
fn plan_et_bilan_parlent_de_tout_le_livre() {
    let book = TestBook::healthy();
    book.replace(
        "src/page.md",
        "{{#refus c/b}}",
        "{{#refus c/b}}\n\n> [!NOTER]\n> Un mot.",
    );
    book.write(
        "src/autre.md",
        "# Autre\n\n{{#progres}}\n\n{{#plan_de_seance}}\n",
    );
    assert_eq!(book.build(), Ok(()));
    let page = book.read("book/html/autre.html");
    assert_contains(
        &page,
        &[
            "<a href=\"page.html\">Une page</a>",
            "<a href=\"autre.html\">Autre</a>",
            "cargo run --bin a",
            "Un mot.",
        ],
    );
    let files = fs::read_dir(book.root().join("book/html/genere")).unwrap();
    let data = files
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .find(|name| name.starts_with("lessons-"))
        .unwrap();
    assert!(page.contains(&data), "{page}");
    let data = book.read(&format!("book/html/genere/{data}"));
    assert_contains(&data, &["\"id\":\"page\""]);
}

/// Un graphe absent n'arrête pas la construction : la page dit qu'il manque.
#[test]
fn programme_sans_graphe() {
    let book = TestBook::healthy();
    book.remove("listings/c/a.graphe.json");
    let output = book.preprocess();
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(stderr(&output).starts_with("attention : "));
    let page = String::from_utf8(output.stdout).unwrap();
    assert!(
        page.contains("stepper-missing") && !page.contains("<listing-stepper"),
        "{page}"
    );
}

/// Un site publié ne montre rien de périmé ; chez le lecteur, qui vient de changer
/// le programme, la construction va au bout.
#[test]
fn graphe_perime_dans_un_site_publie() {
    let damage = |book: &TestBook| {
        book.replace("listings/c/a.rs", "println!(\"", "println!(\"autre ");
        book.replace("src/page.md", "Un encadré.", "{{#graphe c/a etats}}");
    };
    let at_home = TestBook::healthy();
    damage(&at_home);
    let output = at_home.preprocess();
    assert!(output.status.success(), "{}", stderr(&output));

    refused(
        |book| {
            damage(book);
            book.replace(
                "book.toml",
                "[preprocessor.cours]",
                "[preprocessor.cours]\nadresse = \"https://exemple.fr/\"",
            );
        },
        &[
            "\n  src/page.md:4: listings/c/a.rs a changé depuis son exploration",
            "\n  src/page.md:6: listings/c/a.rs a changé depuis son exploration",
            "cargo xtask explore --recrire",
        ],
    );
}

/// Un quiz sain de quatre questions, montré par la page.
fn with_quiz(book: &TestBook) {
    let mistake =
        |form: &str| format!("[[question.erreur]]\nreponses = [\"{form}\"]\npourquoi = \"Non.\"\n");
    let question = |nom: &str| {
        format!(
            "[[question]]\nnom = \"{nom}\"\ngenre = \"texte\"\nenonce = \"Quoi ?\"\npassage = \"#une-page\"\n\
             explication = \"Ceci.\"\naccepte = [\"ceci\"]\n{}{}",
            mistake("cela"),
            mistake("rien")
        )
    };
    let quiz = ["un", "deux", "trois", "quatre"].map(question).concat();
    book.write("src/page.quiz.toml", &quiz);
    let page = book.read("src/page.md");
    book.write("src/page.md", &format!("{page}\n{{{{#quiz}}}}\n"));
}

#[test]
fn un_livre_sain_a_un_quiz() {
    let book = TestBook::healthy();
    with_quiz(&book);
    assert_eq!(book.build(), Ok(()));
    let page = book.read("book/html/index.html");
    assert_eq!(page.matches("class=\"quiz-question\"").count(), 4, "{page}");
}

#[test]
fn quiz_mal_montre() {
    for (from, to, expected) in [
        ("{{#quiz}}", "{{#quiz page}}", "ne prend pas d'argument"),
        ("{{#quiz}}", "- {{#quiz}}", "seul sur sa ligne"),
        (
            "{{#quiz}}",
            "{{#quiz}}\n\n{{#quiz}}",
            "une page en a un seul",
        ),
    ] {
        refused(
            |book| {
                with_quiz(book);
                book.replace("src/page.md", from, to);
            },
            &["\n  src/page.md:", expected],
        );
    }
}

#[test]
fn une_entree_qui_n_est_pas_celle_de_mdbook_est_refusee() {
    for input in ["", "bonjour", "{}", "[1, 2]"] {
        let output = preprocessor(input.as_bytes());
        let message = stderr(&output);
        assert_eq!(output.status.code(), Some(1), "{input} : {message}");
        assert_eq!(output.stdout, b"", "{input}");
        assert!(
            message.starts_with("mdbook-cours : l'entrée n'est pas celle que mdBook donne"),
            "{input} : {message}"
        );
    }
}

/// Un test par façon de casser le livre : son nom, les dégâts, et ce que doit dire le
/// message.
macro_rules! refusals {
    ($($(#[$doc:meta])* $name:ident: |$book:ident| $damage:expr => [$($expected:expr),+ $(,)?];)+) => {
        $($(#[$doc])* #[test]
        fn $name() {
            refused(|$book| $damage, &[$($expected),+]);
        })+
    };
}

refusals! {
    plan_et_bilan_mal_ecrits: |book|
        book.write("src/autre.md", "# Autre\n\n{{#plan_de_seance c}}\n\nUn {{#progres}}\n") => [
        "\n  src/autre.md:3: « {{#plan_de_seance}} » ne prend pas d'argument",
        "\n  src/autre.md:5: « {{#progres}} » doit être seul sur sa ligne",
    ];

    programme_rust_absent: |book| book.remove("listings/c/a.rs") =>
        ["\n  src/page.md:6: ", "il manque listings/c/a.rs"];

    programme_go_absent: |book| {
        book.remove("listings/c/a.go");
        book.replace("src/page.md", "a.go:corps", "a.rs");
    } => ["\n  src/page.md:6: ", "il manque listings/c/a.go"];

    sortie_absente: |book| book.remove("listings/c/a.sortie") =>
        ["\n  src/page.md:6: ", "il manque listings/c/a.sortie"];

    sortie_vide: |book| book.write("listings/c/a.sortie", "") =>
        ["\n  src/page.md:6: listings/c/a.sortie:1: ", "est vide"];

    fin_inconnue: |book| book.write("listings/c/a.sortie", "a\n--- ou ---\n--- bloqué ---\n") => [
        "\n  src/page.md:6: listings/c/a.sortie:3: ",
        "« --- bloqué --- » n'annonce rien de connu",
        "`--- interblocage ---`",
    ];

    message_d_un_refus_absent: |book| book.remove("listings/c/refus/b.stderr") =>
        ["\n  src/page.md:8: il manque listings/c/refus/b.stderr", "TRYBUILD=overwrite"];

    message_d_un_refus_sans_erreur: |book| book.write("listings/c/refus/b.stderr", "warning: non\n") =>
        ["\n  src/page.md:8: ", "aucune erreur"];

    graphe_absent: |book| {
        book.remove("listings/c/a.graphe.json");
        book.replace("src/page.md", "Un encadré.", "{{#graphe c/a etats}}");
    } => [
        "\n  src/page.md:4: ",
        "il manque listings/c/a.graphe.json",
        "cargo xtask explore --recrire",
    ];

    graphe_illisible: |book| {
        book.write("listings/c/a.graphe.json", "{\n{");
        book.replace("src/page.md", "Un encadré.", "{{#graphe c/a etats}}");
    } => ["\n  src/page.md:4: listings/c/a.graphe.json:2: "];

    mission_non_prouvee: |book|
        book.write("listings/c/a.mission.toml", "texte = \"Affichez b.\"\nsortie = \"b\\n\"\n") =>
        ["\n  src/page.md:6: listings/c/a.mission.toml:2: aucune issue prouvée"];

    mission_seule: |book| book.write("listings/c/z.mission.toml", "") =>
        ["listings/c/z.mission.toml est seul"];

    directive_inconnue: |book| book.replace("src/page.md", "{{#listing c/a}}", "{{#liste c/a}}") =>
        ["\n  src/page.md:6: directive inconnue « liste »", "listing"];

    directive_que_mdbook_seul_connait: |book|
        book.replace("src/page.md", "Un encadré.", "{{#title Non}}") =>
        ["\n  src/page.md:4: directive inconnue « title »"];

    directive_mal_formee: |book|
        book.replace("src/page.md", "{{#listing c/a}}", "{{#listing c/a") =>
        ["\n  src/page.md:6: directive mal formée"];

    directive_sans_nom: |book| book.replace("src/page.md", "Un encadré.", "Un {{# encadré.") =>
        ["\n  src/page.md:4: directive mal formée"];

    directive_qui_n_est_pas_seule_sur_sa_ligne: |book|
        book.replace("src/page.md", "{{#refus c/b}}", "- {{#refus c/b}}") =>
        ["\n  src/page.md:8: ", "seul sur sa ligne"];

    directive_qui_ne_prend_pas_d_argument: |book|
        book.replace("src/page.md", "{{#listing c/a}}", "{{#chapitres c}}") =>
        ["\n  src/page.md:6: ", "ne prend pas d'argument : retirez « c »"];

    reference_mal_formee: |book|
        book.replace("src/page.md", "{{#listing c/a}}", "{{#listing a}}") =>
        ["\n  src/page.md:6: « a » ne désigne pas un listing"];

    fichier_inclus_absent: |book| book.replace("src/page.md", "a.go:corps", "absent.go") =>
        ["\n  src/page.md:11: ", "c/absent.go » n'existe pas"];

    ancre_incluse_absente: |book| book.replace("src/page.md", "a.go:corps", "a.go:absente") =>
        ["\n  src/page.md:11: l'ancre « absente »", "ANCHOR: absente"];

    /// mdBook n'appelle pas le préprocesseur sur ce qu'il inclut : la directive
    /// resterait telle quelle dans la page.
    directive_dans_un_fichier_inclus: |book|
        book.replace("listings/c/a.go", "println(\"a\")", "// {{#listing c/a}}") =>
        ["\n  src/page.md:11: ", "c/a.go » contient la directive « {{#listing c/a}} »"];

    programme_trop_long: |book| {
        let body = "    // Une ligne.\n".repeat(39);
        book.write(
            "listings/c/a.rs",
            &format!("//! T\n\nfn main() {{\n{body}}}\n"),
        );
    } => ["\n  src/page.md:6: listings/c/a.rs: 41 lignes affichées, 40 au plus"];

    programme_trop_large: |book| {
        let wide = format!("// {}", "x".repeat(74));
        book.replace("listings/c/a.rs", "    println!(\"a\");", &wide);
    } => ["\n  src/page.md:6: listings/c/a.rs:4: 77 colonnes, 76 au plus"];

    deux_programmes_de_meme_nom: |book| {
        for extension in ["rs", "go", "sortie"] {
            let text = book.read(&format!("listings/c/a.{extension}"));
            book.write(&format!("listings/d/a.{extension}"), &text);
        }
    } => ["\n  listings: deux listings portent le nom « a » : c/a et d/a"];

    encadre_d_une_sorte_inconnue: |book| book.replace("src/page.md", "[!NOTE]", "[!REMARQUE]") =>
        ["\n  src/page.md:3: encadré inconnu « [!REMARQUE] »", "RETENIR"];

    diagramme_sans_titre: |book| book.replace("src/page.md", "accTitle: Un canal\n", "") =>
        ["\n  src/page.md:14: ", "accTitle"];

    diagramme_sans_description: |book|
        book.replace("src/page.md", "accDescr: A envoie à B.", "accDescr:") =>
        ["\n  src/page.md:14: ", "accDescr"];

    quiz_absent: |book| {
        with_quiz(book);
        book.remove("src/page.quiz.toml");
    } => ["\n  src/page.quiz.toml: le quiz de la page manque"];

    quiz_fautif: |book| {
        with_quiz(book);
        book.replace(
            "src/page.quiz.toml",
            "nom = \"deux\"\n",
            "nom = \"deux\"\nnote = 3\n",
        );
        book.replace("src/page.quiz.toml", "nom = \"trois\"\n", "nom = \"un\"\n");
    } => [
        "\n  src/page.quiz.toml:16: question « deux » : clé inconnue ou de trop ici : `note`",
        "\n  src/page.quiz.toml:28: question « un » : ce nom est déjà celui d'une autre question",
    ];

    passage_d_un_quiz_absent: |book| {
        with_quiz(book);
        book.replace("src/page.quiz.toml", "#une-page", "#ailleurs");
    } => ["\n  src/page.quiz.toml:5: question « un » : le passage « #ailleurs »", "une-page"];

    toutes_les_erreurs_du_livre_sont_dites_a_la_fois: |book| {
        book.remove("listings/c/a.sortie");
        book.replace("src/page.md", "a.go:corps", "absent.go");
        book.replace("src/page.md", "[!NOTE]", "[!REMARQUE]");
        book.write("src/autre.md", "# Autre\n\n{{#sondage c/a}}\n");
    } => [
        "mdbook-cours : 4 erreurs dans le livre\n",
        "\n  src/page.md:3: ",
        "\n  src/page.md:6: ",
        "\n  src/page.md:11: ",
        "\n  src/autre.md:3: directive inconnue « sondage »",
    ];
}
