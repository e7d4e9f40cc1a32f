//! `exercices`, dans un dépôt minuscule où un faux cargo « compile » les
//! programmes que le test lui donne : chaque façon de mal finir a le sien.

use super::common::{Repository, check, fake_program, kill, stderr, wait_for};
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

const MANIFEST: &str = "titre = \"Un essai\"\nminutes = 5\npage = \"a/b\"\n\n[depart]\nrejet = \"natif\"\nmessage = \"m\"\n";
const TESTS: &str = "use super::*;\n\n/// Cela marche.\npub fn marche() {}\n";
pub const PASSES: &str = r#"echo '{"complete":true,"states":7,"rank":0,"failure":null}'"#;
/// Une exploration complète ou non, qui trouve un interblocage.
pub fn deadlock(complete: bool) -> String {
    format!(
        r#"echo '{{"complete":{complete},"states":9,"rank":2,"failure":{{"kind":"deadlock","stdout":"","panicked":[],
        "blocked":[],"schedule":{{"steps":[{{"thread":"main","line":1,"kind":"spawn"}}]}}}}}}'"#
    )
}

/// Un banc dont tous les cas passent, et un autre qui voit une faute au cas c.
pub const JUDGES: &str = r#"echo '{"cas":"a","secondes":0.5,"echec":null}'"#;
pub const CUTS: &str = r#"case "$*" in
*"--cas c"*) echo '{"cas":"c","secondes":0.5,"echec":{"panne":"un câble coupé","attendu":"une sortie","vu":"rien"}}'; exit 1 ;;
*) echo '{"cas":"a","secondes":0.5,"echec":null}' ;;
esac"#;

/// Une minute : qui l'attend n'a pas de limite.
const FOREVER: &str = "exec sleep 60";

pub struct Exercises {
    pub repository: Repository,
    pub folder: PathBuf,
}

impl Exercises {
    /// Un exercice, dont le programme natif et le modèle sont ces scripts.
    pub fn new(native: &str, model: &str) -> Self {
        let repository = Repository::new();
        let folder = repository.root.join("exercices/01_essai");
        fs::create_dir_all(&folder).unwrap();
        for (name, text) in [
            ("exercice.toml", MANIFEST),
            ("depart.rs", "// départ\n"),
            ("tests.rs", TESTS),
        ] {
            fs::write(folder.join(name), text).unwrap();
        }
        fs::write(repository.root.join("Cargo.lock"), "version = 4\n").unwrap();
        let programs = repository.root.join("faux");
        fake_program(&programs, "natif", native);
        fake_program(&programs, "modele", model);
        fake_program(
            &programs,
            "cargo",
            &format!(
                "mkdir -p \"$CARGO_TARGET_DIR/debug\"\n\
                 cp \"{}/$(basename \"$(dirname \"$4\")\")\" \"$CARGO_TARGET_DIR/debug/\"",
                programs.display()
            ),
        );
        Self { repository, folder }
    }

    /// Un exercice à deux paliers, dont le serveur est jugé par ce banc.
    pub fn with_server(bench: &str) -> Self {
        let exercises = Self::new("exit 0", PASSES);
        let manifest = MANIFEST.replace(
            "\n\n[depart]",
            "\nserveur = \"serveurs/essai/main.rs\"\n\n[depart]",
        );
        let levels = "\n[[palier]]\nnom = \"un\"\ntitre = \"le premier\"\ncas = [\"a\", \"b\"]\n\n\
                      [[palier]]\nnom = \"deux\"\ntitre = \"le second\"\ncas = [\"c\"]\n";
        let tests = "use super::*;\n\n/// Un.\npub fn un_marche() {}\n\n/// Deux.\npub fn deux_marche() {}\n";
        let server = "//! Un serveur\n#[path = \"../commun.rs\"]\nmod commun;\n\
                      #[path = \"../../exercices/01_essai/solution.rs\"]\nmod salon;\nfn main() {}\n";
        let folder = exercises.repository.root.join("serveurs/essai");
        fs::create_dir_all(&folder).unwrap();
        fs::create_dir_all(exercises.repository.root.join("outils/banc-web")).unwrap();
        fs::write(exercises.folder.join("exercice.toml"), manifest + levels).unwrap();
        fs::write(exercises.folder.join("tests.rs"), tests).unwrap();
        fs::write(folder.join("main.rs"), server).unwrap();
        let programs = exercises.repository.root.join("faux");
        fake_program(&programs, "votre_salon", "echo \"servi à $1\"");
        fake_program(&programs, "banc-web", bench);
        exercises
    }

    fn command(&self, arguments: &[&str]) -> Command {
        self.xtask(&[&["exercices"], arguments].concat())
    }

    /// `xtask` avec ces arguments, et le faux cargo.
    pub fn xtask(&self, arguments: &[&str]) -> Command {
        let mut command = self.repository.xtask(arguments);
        command.env("CARGO", self.repository.root.join("faux/cargo"));
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.folder.join(name)).unwrap()
    }
}

#[test]
fn un_exercice_resolu_rend_0_et_la_liste_le_montre() {
    let exercises = Exercises::new("exit 0", PASSES);
    check(
        &exercises.run(&[]),
        0,
        &["✗ 01  Un essai", "Aucun résolu sur 1"],
    );
    let solved = ["✓ 1.", "✓ 2.", "✓ 3.", "7 états", "Exercice 01 résolu"];
    check(&exercises.run(&["1"]), 0, &solved);
    assert_eq!(exercises.read("exercice.rs"), "// départ\n");
    check(
        &exercises.run(&[]),
        0,
        &["✓ 01  Un essai", "1 résolu sur 1"],
    );
    fs::write(exercises.folder.join("exercice.rs"), "// autre\n").unwrap();
    check(&exercises.run(&[]), 0, &["✗ 01  Un essai", "à vérifier"]);
}

#[test]
fn ce_qui_ne_compile_pas_garde_le_message_de_rustc() {
    let exercises = Exercises::new("", "");
    let root = exercises.repository.root.display().to_string();
    fake_program(
        &exercises.repository.root.join("faux"),
        "cargo",
        &format!(
            "echo \"error[E0425]: cannot find value\n --> {}/exercices/01_essai/exercice.rs:3:5\nerror: could not compile \\`natif\\`\" >&2; exit 101",
            root
        ),
    );
    let expected = [
        "✗ 1. Il ne compile pas",
        "error[E0425]",
        "--> exercices/01_essai/exercice.rs:3:5",
    ];
    let text = check(&exercises.run(&["01"]), 1, &expected);
    assert!(
        !text.contains(&root) && !text.contains("could not compile"),
        "{text}"
    );
    check(&exercises.run(&[]), 0, &["ne compile pas"]);
}

#[test]
fn ce_que_cargo_refuse_pour_lui_meme_n_est_pas_la_faute_du_lecteur() {
    let exercises = Exercises::new("", "");
    let fake = exercises.repository.root.join("faux");
    fake_program(&fake, "cargo", "echo 'error: no space left' >&2; exit 101");
    check(
        &exercises.run(&["01"]),
        2,
        &["ce n'est pas votre fichier", "no space left"],
    );
    let mut absent = exercises.command(&["01"]);
    let output = absent.env("CARGO", fake.join("absent")).output().unwrap();
    check(&output, 2, &["est introuvable", "installez Rust"]);
}

#[test]
fn une_verification_qui_echoue_ou_bavarde_est_dite() {
    for (native, expected) in [
        ("echo 'left: 1' >&2; exit 101", "left: 1"),
        ("exec yes", "elle écrit sans fin"),
        ("kill -SEGV $$", "elle s'arrête brutalement"),
    ] {
        let exercises = Exercises::new(native, PASSES);
        let expected = [
            "✓ 1.",
            "✗ 2.",
            "marche : Cela marche.",
            expected,
            "Pas encore",
        ];
        check(&exercises.run(&["01"]), 1, &expected);
        check(&exercises.run(&[]), 0, &["✗ 01  Un essai", "échoue"]);
    }
}

#[test]
fn une_verification_sans_fin_est_arretee() {
    let start = Instant::now();
    let exercises = Exercises::new(FOREVER, PASSES);
    check(
        &exercises.run(&["01", "--limite", "1"]),
        1,
        &[
            "✗ 2.",
            "elle ne finit pas : arrêtée au bout de 1 s",
            "exercices 01 --suivre",
        ],
    );
    assert!(start.elapsed() < Duration::from_secs(50));
}

#[test]
fn un_echec_rare_est_raconte_et_mene_au_pas_a_pas() {
    let verdict = r#"{"complete":true,"states":9,"rank":2,"failure":{"kind":"deadlock","stdout":"","panicked":[],
        "blocked":[{"thread":"main","line":1,"action":{"kind":"yield"},"reasons":[{"kind":"not_woken"}]}],
        "schedule":{"steps":[{"thread":"main","line":1,"kind":"spawn"}]}}}"#;
    let model = format!("echo '{{\"version\":1}}' > \"$3\"\ncat <<'FIN'\n{verdict}\nFIN");
    let exercises = Exercises::new("exit 0", &model);
    let root = &exercises.repository.root;
    fs::create_dir_all(root.join("book/html")).unwrap();
    fs::write(root.join("book/html/index.html"), "").unwrap();
    let expected = [
        "✗ 3. Il passait par chance",
        "1. main      exercice.rs:1   lancer un fil",
        "| // départ",
        "Interblocage",
        "http://localhost:3000/exercices/01_essai.html#pas=exercices/01_essai::@2",
    ];
    check(&exercises.run(&["01"]), 1, &expected);
    let scripts = ["target/livre/site", "book/html"].map(|folder| {
        let folder = root.join(folder);
        folder.join("genere/graphes/exercices/01_essai.js")
    });
    for script in &scripts {
        assert_eq!(
            fs::read_to_string(script).unwrap(),
            "(window.courseGraphs ??= {})[\"exercices/01_essai\"] = \
             {\"lines\":[\"\"],\"title\":\"Un essai (votre fichier)\",\"version\":1};\n"
        );
    }
    // Un graphe ne survit pas à l'échec qu'il montre.
    fake_program(&root.join("faux"), "modele", PASSES);
    check(&exercises.run(&["01"]), 0, &["✓ 3."]);
    for script in &scripts {
        let nothing = "(window.courseGraphs ??= {})[\"exercices/01_essai\"] = null;\n";
        assert_eq!(fs::read_to_string(script).unwrap(), nothing);
    }
}

/// Bloquée pour de vrai, une vérification ne dit rien d'elle : l'explorateur
/// raconte comment elle en est arrivée là.
#[test]
fn un_echec_natif_est_raconte_aussi() {
    let model = deadlock(true);
    let exercises = Exercises::new("exit 101", &model);
    let expected = [
        "✗ 2.",
        "Comment cela arrive",
        "lancer un fil",
        "Interblocage",
    ];
    check(&exercises.run(&["01"]), 1, &expected);
    check(&exercises.run(&[]), 0, &["échoue\n"]);

    let todo = Exercises::new("echo 'not yet implemented: x' >&2; exit 101", &model);
    let output = todo.run(&["01"]);
    check(&output, 1, &["not yet implemented: x"]);
    assert!(!String::from_utf8_lossy(&output.stdout).contains("Comment cela arrive"));
}

/// Trop d'exécutions ne rejettent rien : ce qui n'est pas prouvé le dit.
#[test]
fn une_exploration_incomplete_et_sans_echec_passe_sans_etre_prouvee() {
    let model = r#"echo '{"complete":false,"states":200001,"rank":0,"failure":null}'"#;
    let exercises = Exercises::new("exit 0", model);
    let expected = [
        "✓ 3. Rien de ce qui a été suivi ne les met en échec (200001 états",
        "ce n'est pas une preuve",
        "marche : il y a trop d'exécutions pour les suivre toutes (200001 états",
        "Exercice 01 résolu, sans être prouvé",
    ];
    check(&exercises.run(&["01"]), 0, &expected);
    let list = exercises.run(&[]);
    check(&list, 0, &["✓ 01  Un essai", "sans preuve", "1 résolu"]);
}

/// Mais un échec, lui, est vu.
#[test]
fn un_echec_vu_avant_une_borne_rejette() {
    let model = deadlock(false);
    let exercises = Exercises::new("exit 0", &model);
    let expected = ["✗ 3. Il passait par chance", "Interblocage"];
    check(&exercises.run(&["01"]), 1, &expected);
}

/// Un fichier qui lit l'heure n'est exploré que si le temps passe dans l'ordre.
#[test]
fn un_fichier_qui_lit_l_heure_est_suivi_en_temps_ordonne() {
    let model = format!(
        "case \"$*\" in *--ordered*) {PASSES} ;; *) echo 'pas sans horloge' >&2; exit 2 ;; esac"
    );
    let exercises = Exercises::new("exit 0", &model);
    check(
        &exercises.run(&["01"]),
        1,
        &["✗ 3. Ses", "pas sans horloge"],
    );
    let source = "use std::time::Instant;\n";
    fs::write(exercises.folder.join("exercice.rs"), source).unwrap();
    let expected = ["7 états", "votre fichier lit l'heure", "sans être prouvé"];
    check(&exercises.run(&["01"]), 0, &expected);
}

/// Une vérification qui mesure une durée n'est pas lancée pour de vrai.
#[test]
fn ce_qui_n_est_qu_explore_n_est_pas_execute() {
    let exercises = Exercises::new("exit 101", PASSES);
    let manifest = MANIFEST.replace(
        "\n\n[depart]",
        "\ntemps_ordonne = [\"marche\"]\nseulement_explorees = [\"marche\"]\n\n[depart]",
    );
    fs::write(exercises.folder.join("exercice.toml"), manifest).unwrap();
    check(&exercises.run(&["01"]), 0, &["✓ 3.", "7 états"]);
}

#[test]
fn une_exploration_qui_n_aboutit_pas_n_est_jamais_une_reussite() {
    for (model, expected) in [
        (
            "echo 'un fil calcule sans fin' >&2; exit 3",
            "un fil calcule sans fin",
        ),
        ("exec yes", "écrit sans fin"),
    ] {
        let exercises = Exercises::new("exit 0", model);
        check(&exercises.run(&["01"]), 1, &["✗ 3. Ses", expected]);
    }
}

#[test]
fn ce_que_le_modele_ne_connait_pas_est_dit_avec_sa_ligne() {
    let exercises = Exercises::new("exit 0", PASSES);
    fs::write(exercises.folder.join("exercice.rs"), "\nuse std::fs;\n").unwrap();
    let expected = [
        "✗ 3.",
        "`std::fs` n'est pas modélisé",
        "exercices/01_essai/exercice.rs:2",
    ];
    check(&exercises.run(&["01"]), 1, &expected);
}

#[test]
fn un_exercice_a_paliers_finit_derriere_de_vraies_connexions() {
    let exercises = Exercises::with_server(JUDGES);
    let solved = [
        "✓ 2. Palier 1, le premier. Sa vérification passe, dans tous les entrelacements (7 états",
        "✓ 3. Palier 2, le second. ",
        "✓ 4. Derrière de vraies connexions, les 3 cas du banc passent (1 s).",
        "Exercice 01 résolu.",
        "cargo xtask exercices 01 --servir",
    ];
    check(&exercises.run(&["01"]), 0, &solved);
    // Le fichier du lecteur a pris la place de la solution, et d'elle seule.
    let root = &exercises.repository.root;
    let main = fs::read_to_string(root.join("target/exercices/votre_salon/src/main.rs")).unwrap();
    let reader = format!("#[path = {:?}]", exercises.folder.join("exercice.rs"));
    let shared = format!("#[path = {:?}]", root.join("serveurs/essai/../commun.rs"));
    assert!(main.contains(&reader) && main.contains(&shared), "{main}");
    assert!(!main.contains("solution.rs"), "{main}");
}

#[test]
fn une_faute_que_le_banc_voit_se_dit_en_trois_phrases() {
    let exercises = Exercises::with_server(CUTS);
    let expected = [
        "✓ 3.",
        "✗ 4. Derrière de vraies connexions, le palier 2, le second, ne tient pas.",
        "panne   : un câble coupé",
        "attendu : une sortie",
        "vu      : rien",
        "juger --programme target/debug/votre_salon --cas 'c'",
        "Tient déjà, derrière elles aussi : le premier.",
        "Pas encore",
    ];
    check(&exercises.run(&["01"]), 1, &expected);
    let list = ["✗ 01  Un essai", "échoue derrière des connexions"];
    check(&exercises.run(&[]), 0, &list);
}

/// Les paliers qui précèdent l'échec sont dits tenir, et ceux qui le suivent ne
/// sont pas jugés.
#[test]
fn un_palier_qui_echoue_dit_ce_qui_tient() {
    let exercises = Exercises::with_server(JUDGES);
    let fake = exercises.repository.root.join("faux");
    let native = "case $1 in deux_*) echo raison >&2; exit 101 ;; esac";
    fake_program(&fake, "natif", native);
    let expected = [
        "✓ 2. Palier 1, le premier. Sa vérification passe",
        "✗ 3. Palier 2, le second. Une vérification ne passe pas.",
        "deux_marche : Deux.",
        "raison",
    ];
    let text = check(&exercises.run(&["01"]), 1, &expected);
    assert!(!text.contains("connexions"), "{text}");

    fake_program(&fake, "natif", "exit 0");
    let model = format!("case $1 in */un_*) {} ;; esac", deadlock(true));
    fake_program(&fake, "modele", &model);
    let expected = [
        "✗ 2. Palier 1, le premier. Il passait par chance",
        "Interblocage",
    ];
    check(&exercises.run(&["01"]), 1, &expected);
}

#[test]
fn un_salon_se_sert_et_le_dit() {
    let exercises = Exercises::with_server(JUDGES);
    let expected = [
        "pas encore vérifié",
        "Votre salon est ouvert",
        "http://127.0.0.1:",
        "servi à 127.0.0.1:",
    ];
    check(&exercises.run(&["01", "--servir"]), 0, &expected);
    let other = Exercises::new("exit 0", PASSES);
    check(&other.run(&["01", "--servir"]), 2, &["n'a pas de serveur"]);
    check(
        &exercises.run(&["01", "--servir", "--suivre"]),
        2,
        &["ne vont pas ensemble"],
    );
}

#[test]
fn remettre_le_depart_garde_le_travail() {
    let exercises = Exercises::new("exit 0", PASSES);
    fs::write(exercises.folder.join("exercice.rs"), "// à moi\n").unwrap();
    check(
        &exercises.run(&["01", "--recommencer"]),
        0,
        &["sauvegardes/exercice-1.rs"],
    );
    assert_eq!(exercises.read("exercice.rs"), "// départ\n");
    assert_eq!(exercises.read("sauvegardes/exercice-1.rs"), "// à moi\n");
}

#[test]
fn le_programme_attend_les_pieces_qui_lui_manquent() {
    let exercises = Exercises::new("exit 0", PASSES);
    let folder = exercises.repository.root.join("exercices/programme");
    fs::create_dir(&folder).unwrap();
    let main = "#[path = \"../01_essai/solution.rs\"]\nmod essai;\nfn main() {}\n";
    fs::write(folder.join("main.rs"), main).unwrap();
    check(
        &exercises.run(&["programme", "a"]),
        1,
        &["il manque", "01 : Un essai"],
    );

    fake_program(
        &exercises.repository.root.join("faux"),
        "programme",
        "echo \"$@\"",
    );
    check(&exercises.run(&["01"]), 0, &[]);
    check(&exercises.run(&["programme", "a b", "c"]), 0, &["a b c\n"]);
    let main = exercises
        .repository
        .root
        .join("target/exercices/programme/src/main.rs");
    let text = fs::read_to_string(main).unwrap();
    assert!(text.contains("exercices/01_essai/exercice.rs"), "{text}");
    check(&exercises.run(&["01", "a"]), 2, &["« a » est en trop"]);
}

#[test]
fn un_mauvais_usage_rend_2() {
    let exercises = Exercises::new("", "");
    check(
        &exercises.run(&["7"]),
        2,
        &["il n'y a pas d'exercice « 7 »", "01_essai"],
    );
    check(
        &exercises.run(&["--suivre"]),
        2,
        &["il manque « <EXERCICE> »"],
    );
    check(
        &exercises.run(&["01", "--suivre", "--recommencer"]),
        2,
        &["ne vont pas ensemble"],
    );
}

#[test]
fn une_interruption_ne_laisse_aucun_processus() {
    let exercises = Exercises::new("echo $$ > pid; exec sleep 60", PASSES);
    let mut xtask = exercises
        .command(&["01"])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let file = exercises.repository.root.join("pid");
    let pid = wait_for(|| {
        fs::read_to_string(&file)
            .ok()
            .filter(|text| text.ends_with('\n'))
    });
    kill("-TERM", &xtask.id().to_string());
    let status = wait_for(|| xtask.try_wait().unwrap());
    assert_eq!(status.code(), Some(130));
    assert!(stderr(&xtask.wait_with_output().unwrap()).contains("Interrompu."));
    assert!(!kill("-0", pid.trim()), "la vérification tourne encore");
}

#[test]
fn watch_reverifie_a_chaque_enregistrement_et_s_arrete_sur_demande() {
    let exercises = Exercises::new("echo x >> passages; sleep 1; exit 0", PASSES);
    let shown = exercises.repository.root.join("affiche");
    let mut xtask = exercises
        .command(&["01", "--suivre"])
        .stdout(fs::File::create(&shown).unwrap())
        .spawn()
        .unwrap();
    let passages = || {
        let text = fs::read_to_string(exercises.repository.root.join("passages"));
        text.map_or(0, |text| text.lines().count())
    };
    wait_for(|| (passages() == 1).then_some(()));
    // La vérification dure encore : l'enregistrement n'est pas perdu.
    for expected in 2..=3 {
        let text = format!("// version {expected}\n");
        fs::write(exercises.folder.join("exercice.rs"), text).unwrap();
        wait_for(|| (passages() == expected).then_some(()));
    }
    let waits = || {
        let shown = fs::read_to_string(&shown).unwrap();
        shown.matches("En attente").count()
    };
    wait_for(|| (waits() == 3).then_some(()));
    kill("-TERM", &xtask.id().to_string());
    assert_eq!(wait_for(|| xtask.try_wait().unwrap()).code(), Some(0));
}
