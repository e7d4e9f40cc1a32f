//! Ce qu'on écrit couramment en Rust : pris tel quel, avec toutes ses issues, ou
//! refusé avec la ligne et le remède.

use entrelacs::{Config, Error, OutcomeKind, Program, TimeModel, explore};
use entrelacs_corpus::{check, program};
use std::collections::BTreeSet;

use OutcomeKind::{Deadlock, Exit};

fn courant(name: &str) -> &'static Program {
    program(&format!("courant/{name}"))
}

#[track_caller]
fn check_in(time: TimeModel, name: &str, expected: &[(OutcomeKind, &str)]) {
    let config = Config {
        time,
        ..Config::default()
    };
    check::proved(courant(name), &config, expected);
}

#[track_caller]
fn check(name: &str, expected: &[&str]) {
    let expected: Vec<_> = expected.iter().map(|stdout| (Exit, *stdout)).collect();
    check_in(TimeModel::Arbitrary, name, &expected);
}

#[track_caller]
fn check_refused(name: &str, expected_line: u32, expected: &str) {
    match explore(courant(name), &Config::default()) {
        Err(Error::Unsupported { line, message }) => {
            let found = (line, message.as_str());
            assert_eq!(found, (expected_line, expected), "{name}");
        }
        Err(error) => panic!("{name} : {error}"),
        Ok(_) => panic!("{name} : accepté"),
    }
}

#[test]
fn les_proprietaires_d_un_trait() {
    check(
        "arc_dyn_trait",
        &["clic : A\nclic : B\n", "clic : B\nclic : A\n"],
    );
    check("arc_mutex_dyn", &["miaou 2\n"]);
    check("arc_dyn_fn", &["11 2\n"]);
    check("arc_dyn_detruit", &["[\"fil\", \"main\"]\n"]);
    check("self_arc", &["1\n"]);
    check("arc_make_mut", &["2 3\n"]);
}

#[test]
fn les_variables_static() {
    check("static_dans_fonction", &["[0, 1]\n"]);
    check("static_tableau", &["[0, 1, 0]\n"]);
    check("statics_partout", &["[1, 2] 2 12 2\n"]);
    check("const_fn", &["2\n"]);
    check("tableau_constant", &["2\n"]);
}

/// Une `static` de fonction ou de macro a son nom dans ce qu'on raconte.
#[test]
fn une_static_de_fonction_a_son_nom() {
    let statics = (courant("statics_partout").statics)();
    let names: BTreeSet<_> = statics.iter().map(|area| (area.name, area.line)).collect();
    let names: Vec<_> = names.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, ["APPELS", "DERNIER", "NOMS", "SUIVANT", "TOTAL"]);
}

#[test]
fn la_sortie() {
    check("sortie_videe", &["ab\n", "ba\n"]);
    let together = "un\nencore un\ndeux\n";
    check(
        "sortie_tenue",
        &[
            &format!("entre ?\n{together}"),
            &format!("{together}entre ?\n"),
        ],
    );
    check_in(TimeModel::Arbitrary, "sortie_gardee", &[(Deadlock, "")]);
}

#[test]
fn les_crochets_de_panique() {
    check(
        "crochet",
        &["panique : aïe\ntémoin détruit\ntrue\npanique : ?\nSome(7)\n"],
    );
    check_refused(
        "crochet_trop_fort",
        8,
        "un crochet de panique ne peut qu'afficher",
    );
}

#[test]
fn les_variables_d_un_fil() {
    check("locale_detruite", &["fin de fil\ntrue\n"]);
    check_refused(
        "locale_a_portee",
        9,
        "la destruction d'une variable `thread_local!` fait ici une opération dans un fil d'une portée : rien ne dit si \
         elle a lieu avant la fin de la portée ; lancez ce fil par `thread::spawn`",
    );
}

#[test]
fn le_texte_du_programme() {
    check("attribut_clippy", &[""]);
    check("attribut_rustfmt", &["ok\n"]);
    check("interprete", &["a\n"]);
    check("chemin_crate", &["7\n"]);
    check("u64_max", &["3\n"]);
}

#[test]
fn les_tables() {
    check("inventaire", &["3\n"]);
    check_refused(
        "table_parcourue",
        7,
        "l'ordre d'une `HashMap` change d'une exécution à l'autre : écrivez `BTreeMap`",
    );
}

#[test]
fn les_canaux() {
    check("jamais_le_meme", &[""]);
    check_refused(
        "reception_dans_envoi",
        8,
        "entre le choix d'un envoi par `select!` et cet envoi, le fil fait une autre opération : calculez la valeur \
         à envoyer avant le `select!`",
    );
}

#[test]
fn le_temps_demande_une_horloge() {
    let advice = "`Instant::now` n'a de sens qu'avec une horloge : explorez avec `--ordonne`";
    check_refused("temps_ecoule", 6, advice);
    check_refused("fenetre_glissante", 15, advice);
    check_in(
        TimeModel::Ordered,
        "temps_ecoule",
        &[(Exit, "20 ms\nassez : true\n")],
    );
    check_in(
        TimeModel::Ordered,
        "fenetre_glissante",
        &[(Exit, "2 acceptées\n")],
    );
    check_in(TimeModel::Ordered, "tic", &[(Exit, "tic\ntic\nfini\n")]);
}

#[test]
fn un_objet_pris_d_une_const_est_refuse() {
    check_refused(
        "objet_de_const",
        8,
        "cet objet vient d'une `const`, qui en fait une copie à chaque emploi : créez-le par `new` là où il sert, ou \
         faites-en une `static`",
    );
}

/// Un affichage qui change d'une exécution à l'autre, à ordre égal, est refusé.
#[test]
fn ce_qui_change_d_une_execution_a_l_autre_ne_s_affiche_pas() {
    check_refused(
        "numeros_de_fils",
        10,
        "le numéro d'un fil (`ThreadId`) dépend de l'ordre des lancements : ce programme en affiche, et un autre fil \
         que `main` en lance ; nommez plutôt les fils par `thread::Builder`",
    );
    check(
        "numeros_dans_l_ordre",
        &["Thread { id: ThreadId(1), name: Some(\"main\"), .. }\nThreadId(2)\nThreadId(3)\n"],
    );
    let address = "ce qui s'affiche contient une adresse, qui change d'une exécution à l'autre : affichez un nom ou \
                   un numéro";
    check_refused("adresse_affichee", 8, address);
    check_refused("fonction_affichee", 7, address);
    check_refused(
        "portee_affichee",
        7,
        "l'affichage d'une portée dit combien de ses fils vivent, ce qui change d'une exécution à l'autre : ôtez-le",
    );
}

/// La copie compilée n'est pas le fichier du lecteur.
#[test]
fn le_fichier_affiche_est_celui_du_lecteur() {
    check("fichier_affiche", &["src/main.rs:7:44\ntrue src/main.rs\n"]);
}

#[test]
fn ce_que_la_preuve_suppose_est_dit() {
    for (name, weak_orderings, addresses) in [
        ("peterson_relaxed", true, false),
        ("ordre_des_adresses", false, true),
        ("static_dans_fonction", true, false),
        ("statics_partout", false, false),
        ("inventaire", false, false),
    ] {
        let program = courant(name);
        assert_eq!(
            (program.weak_orderings, program.addresses),
            (weak_orderings, addresses),
            "{name}"
        );
    }
    check("peterson_relaxed", &["2\n"]);
    check("ordre_des_adresses", &["3\n3\n"]);
}
