//! Ce dont un fil se souvient est sa mémoire, exactement : un fil qui a oublié se
//! fusionne, un fil qui se souvient jamais. La vérité de chaque programme, trouvée
//! sans l'explorateur ; et ce qui n'a pas de fin est incomplet, jamais prouvé.

use entrelacs::{Config, Exploration, Identity, OutcomeKind, Program, TimeModel};
use entrelacs_corpus::check::{self, Found, explored, found};
use entrelacs_corpus::{bounds, program};
use std::collections::BTreeSet;

use OutcomeKind::{Deadlock, Exit, Panic};

/// Faux où l'identité d'un fil peut n'être que son histoire : on y fusionne moins,
/// et une exploration peut y rester incomplète.
fn is_exact() -> bool {
    Identity::Memory.here() == Identity::Memory
}

fn own(name: &str) -> &'static Program {
    program(&format!("memoire/{name}"))
}

/// Assez d'états pour ce qui n'a pas de fin : davantage n'apprendrait rien.
fn few_states() -> Config {
    Config {
        max_states: 4_000,
        ..Config::default()
    }
}

/// Exactement ces issues, prouvées.
#[track_caller]
fn proved(program: &'static Program, expected: &[(OutcomeKind, &str)]) -> Exploration {
    if is_exact() {
        return check::proved(program, &Config::default(), expected);
    }
    let exploration = explored(program, &Config::default());
    let (found, expected) = (found(&exploration), check::set(expected));
    assert!(found.is_subset(&expected), "{} : {found:#?}", program.name);
    assert!(!exploration.is_complete() || found == expected);
    exploration
}

/// Exactement ces fins normales, prouvées.
#[track_caller]
fn ends(name: &str, expected: &[&str]) {
    let expected: Vec<_> = expected.iter().map(|stdout| (Exit, *stdout)).collect();
    proved(own(name), &expected);
}

/// La même chose, en pas plus que ce nombre d'états.
#[track_caller]
fn proved_within(max_states: usize, program: &'static Program, expected: &[(OutcomeKind, &str)]) {
    let states = proved(program, expected).graph().state_count();
    assert!(
        !is_exact() || states <= max_states,
        "{} : {states} états, {max_states} au plus",
        program.name
    );
}

/// Ce qui n'a pas de fin : incomplet, et aucune boucle n'est dite sans issue.
#[track_caller]
fn incomplete(program: &'static Program, config: &Config) -> Found {
    let exploration = explored(program, config);
    assert!(!exploration.is_complete(), "{} : prouvé", program.name);
    let found = found(&exploration);
    for (kind, _) in &found {
        assert!(
            matches!(kind, Exit | Panic),
            "{} : {found:#?}",
            program.name
        );
    }
    found
}

#[test]
fn qui_sonde_puis_compte_finit_toujours_pareil() {
    ends("sondage", &["3\n"]);
    ends("sondage_par_select", &["3\n"]);
    ends("sondage_avec_delai", &["3\n"]);
    ends("tickets", &[""]);
    ends("drapeau_bref", &["2\n", "3\n"]);
    ends("attente_active", &["fini\n"]);
}

#[test]
fn un_compteur_ne_se_souvient_que_de_son_tour() {
    proved_within(2_198, own("compteur_10"), &[(Exit, "20\n")]);
    proved_within(2_949, bounds::program("compteur_30"), &[(Exit, "60\n")]);
    proved_within(30_809, bounds::program("compteur_100"), &[(Exit, "200\n")]);
    proved_within(148, bounds::program("ajouts_10"), &[(Exit, "20\n")]);
    proved(bounds::program("producteurs_10"), &[(Exit, "1090\n")]);
}

#[test]
fn deux_mille_tours_ne_donnent_jamais_une_somme_fausse() {
    let exploration = explored(bounds::program("compteur_1000"), &few_states());
    let right = Found::from([(Exit, "2000\n".to_owned())]);
    let found = found(&exploration);
    assert!(found.is_subset(&right), "{found:#?}");
    assert!(!exploration.is_complete() || found == right);
}

/// De deux à vingt : chaque fil ajoute dix fois un à ce qu'il a lu.
#[test]
fn toutes_les_mises_a_jour_perdues() {
    let sums: Vec<String> = (2..=20).map(|sum| format!("{sum}\n")).collect();
    let expected: Vec<_> = sums.iter().map(|sum| (Exit, sum.as_str())).collect();
    proved_within(25_000, bounds::program("mise_a_jour_perdue_10"), &expected);
}

/// Les ordres de cinq annonces, tous, et rien d'autre.
#[test]
fn cinq_philosophes_annoncent_dans_tous_les_ordres() {
    let exploration = explored(
        bounds::program("philosophes_qui_annoncent"),
        &Config::default(),
    );
    assert!(!is_exact() || exploration.is_complete());
    let found = found(&exploration);
    assert!(found.iter().all(|(kind, _)| *kind == Exit), "{found:#?}");
    let sorted = |stdout: &str| {
        let mut lines: Vec<_> = stdout.lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    let lines: BTreeSet<_> = found.iter().map(|(_, stdout)| sorted(stdout)).collect();
    assert_eq!(lines.len(), 1, "{lines:#?}");
    let line = lines.first().unwrap();
    assert_eq!(line.iter().collect::<BTreeSet<_>>().len(), 5, "{line:#?}");
    if is_exact() {
        assert_eq!(found.len(), 120);
    }
}

#[test]
fn deux_valeurs_que_leur_texte_ne_distingue_pas() {
    ends("debug_qui_cache", &["azerty\n", "qwerty\n"]);
    ends("fuite", &["1\n", "2\n"]);
    ends("meme_adresse", &["true\n", "false\n"]);
}

#[test]
fn ce_qu_un_verrou_contient() {
    ends(
        "contenu_repris",
        &["[0, 1, 2, 9, 8]\n", "[0, 2, 1, 9, 8]\n"],
    );
    let contents = [
        ([0, 1], [0, 1]),
        ([0, 1], [1, 0]),
        ([0, 1], [1, 2]),
        ([0, 2], [0, 1]),
        ([0, 2], [0, 2]),
        ([0, 2], [1, 0]),
        ([0, 2], [1, 2]),
        ([0, 2], [2, 0]),
        ([0, 2], [2, 1]),
        ([1, 0], [1, 0]),
        ([1, 0], [1, 2]),
        ([1, 2], [1, 0]),
        ([1, 2], [1, 2]),
        ([2, 0], [0, 1]),
        ([2, 0], [0, 2]),
        ([2, 0], [1, 0]),
        ([2, 0], [1, 2]),
        ([2, 0], [2, 0]),
        ([2, 0], [2, 1]),
        ([2, 1], [1, 0]),
        ([2, 1], [1, 2]),
        ([2, 1], [2, 1]),
    ]
    .map(|(k0, k1)| format!("12 {{\"k0\": {k0:?}, \"k1\": {k1:?}}}\n"));
    ends(
        "table_de_vecteurs",
        &contents.each_ref().map(String::as_str),
    );
}

#[test]
fn un_contenu_qui_se_lit_en_se_detruisant() {
    ends("contenu_detruit", &["détruit 1\n", "détruit 2\n"]);
}

#[test]
fn ce_qu_un_fil_a_portee_ecrit_chez_un_autre() {
    ends("tas_emprunte", &["[1, 1] 4\n", "[2, 2] 14\n"]);
    ends("portees_emboitees", &["1 2\n", "2 12\n"]);
    ends("valeur_empruntee", &["1 [1, 7]\n", "2 [2, 7]\n"]);
}

/// Le contenu d'un verrou, ou un message, peut n'être qu'une référence : ce qu'elle
/// désigne change d'un fil à l'autre, pas elle.
#[test]
fn une_reference_qui_change_de_mains_dit_ce_qu_elle_designe() {
    ends(
        "verrou_qui_emprunte",
        &["vu 0\n4\n", "vu 1\n4\n", "vu 3\n4\n", "vu 4\n4\n"],
    );
    ends(
        "tranche_sous_verrou",
        &[
            "[44, 2]\n",
            "[50, 2]\n",
            "[52, 2]\n",
            "[68, 2]\n",
            "[70, 2]\n",
            "[76, 2]\n",
        ],
    );
    ends(
        "emprunt_par_canal",
        &["vu 0\n[0, 0, 0, 0]\n", "vu 5\n[0, 0, 5, 0]\n"],
    );
    ends(
        "liste_d_emprunts",
        &[
            "0\n1 2\n",
            "0\n3 0\n",
            "10\n1 2\n",
            "12\n1 2\n",
            "20\n3 0\n",
            "30\n3 0\n",
        ],
    );
}

/// La valeur d'une cellule n'est pas dans la mémoire de qui la désigne.
#[test]
fn la_valeur_d_une_cellule_appartient_a_qui_la_designe() {
    ends(
        "cellule_empruntee",
        &[
            "None\nOnceLock(1)\n",
            "None\nOnceLock(2)\n",
            "Some(1)\nOnceLock(1)\n",
            "Some(2)\nOnceLock(2)\n",
        ],
    );
    ends("reference_a_une_cellule", &["0\n", "1\n"]);
    ends(
        "cellule_de_static",
        &[
            "once 0\ninit 0 true\n",
            "once 0\ninit 1 true\n",
            "once 1\ninit 0 true\n",
            "once 1\ninit 1 true\n",
        ],
    );
    ends("fuite_modifiable", &["10\n", "14\n"]);
}

/// Se savoir le seul maître d'un `Arc`, et en prendre la valeur, ne font qu'un geste.
#[test]
fn etre_seul_maitre_se_decide_d_un_geste() {
    ends(
        "seul_maitre",
        &[
            "seul 1\n0\n",
            "seul 2\n2\n",
            "partagé 1\n1\n",
            "partagé 1\n2\n",
            "partagé 0\n2\n",
        ],
    );
    ends("maitre_et_temoin", &["Some(5) 6\n", "None 6\n"]);
}

/// Deux ordres des fermetures ; et le lecteur panique, ou initialise la cellule
/// avant ou après l'écrivain.
#[test]
fn des_fermetures_une_cellule_et_une_panique() {
    ends(
        "fermetures_en_boite",
        &[
            "10 1 Err(()) w 12\n",
            "10 1 Ok(1) w 12\n",
            "10 2 Ok(2) rr 12\n",
            "6 1 Err(()) w 11\n",
            "6 1 Ok(1) w 11\n",
            "6 2 Ok(2) rr 11\n",
        ],
    );
}

#[test]
fn qui_s_attend_soi_meme_le_lit_une_fois() {
    for (name, stdout, reason) in [
        ("lecture_gardee", "", "ce fil lui-même"),
        ("initialisation_reentrante", "init\n", "ce fil lui-même"),
    ] {
        let exploration = proved(own(name), &[(Deadlock, stdout)]);
        let outcomes = exploration.outcomes();
        let blocked = outcomes.iter().flat_map(|outcome| &outcome.blocked);
        let narrator = recit::Narrator::default();
        let text: String = blocked.map(|blocked| narrator.blocked(blocked)).collect();
        assert_eq!(text.matches(reason).count(), 1, "{name} : {text}");
    }
}

#[test]
fn un_salon() {
    ends(
        "annonce_trop_tot",
        &[
            "Ana est parti\nAna revient\n",
            "Ana est parti\nCe nom est pris\n",
        ],
    );
    ends(
        "salon_qui_evince",
        &[
            "reçu 1\névincé\n",
            "reçu 1\nreçu 2\névincé\n",
            "reçu 1\nreçu 2\nreçu 3\névincé\n",
        ],
    );
    proved(
        bounds::program("salon_2"),
        &[
            (Deadlock, ""),
            (Deadlock, "[1] 1 : salut\n"),
            (Deadlock, "[2] 2 : salut\n"),
            (Exit, "[1] 1 : salut\n[2] 2 : salut\nFin\n"),
            (Exit, "[2] 2 : salut\n[1] 1 : salut\nFin\n"),
        ],
    );
}

/// Le nombre de ceux qui sont entrés, et que le salon a prévenus ; les autres ont
/// trouvé la porte fermée.
#[test]
fn un_salon_de_trois_membres_s_eteint_toujours() {
    ends("salon_qui_s_eteint", &["0\n", "1\n", "2\n", "3\n"]);
}

/// Qui n'attend pas ne bloque jamais, et perd : un mot d'un autre, ou les siens.
#[test]
fn un_salon_qui_n_attend_pas_ses_membres() {
    let (un, deux) = ("[1] 1 : salut\n", "[2] 2 : salut\n");
    let (un_a_deux, deux_a_un) = ("[2] 1 : salut\n", "[1] 2 : salut\n");
    let perdu = "perdu\n";
    let expected = [
        vec![un, deux],
        vec![deux, un],
        vec![un, perdu, un_a_deux],
        vec![deux, perdu, deux_a_un],
        vec![perdu, un, deux],
        vec![perdu, deux, un],
        vec![perdu, un, un_a_deux],
        vec![perdu, un_a_deux, un],
        vec![perdu, deux, deux_a_un],
        vec![perdu, deux_a_un, deux],
        vec![perdu, perdu, un, un_a_deux],
        vec![perdu, perdu, un_a_deux, un],
        vec![perdu, perdu, deux, deux_a_un],
        vec![perdu, perdu, deux_a_un, deux],
    ]
    .map(|lines| lines.concat() + "Fin\n");
    ends("salon_qui_essaie", &expected.each_ref().map(String::as_str));
}

/// Trois membres : les affichages d'un calcul à part, qui ne partage rien avec
/// l'explorateur.
#[test]
fn un_salon_de_trois_membres() {
    let exploration = explored(bounds::program("salon_3"), &Config::default());
    if is_exact() {
        assert!(exploration.is_complete());
        assert!(exploration.graph().state_count() <= 150_043);
    }
    let found = found(&exploration);
    let ends = found.iter().filter(|(kind, _)| *kind == Exit).count();
    assert!(
        found
            .iter()
            .all(|(kind, _)| [Exit, Deadlock].contains(kind)),
        "{found:#?}"
    );
    if is_exact() {
        assert_eq!((ends, found.len() - ends), (6, 10), "{found:#?}");
    }
}

#[test]
fn qui_compte_ses_tours_n_est_jamais_prouve() {
    let found = incomplete(bounds::program("attente_comptee"), &few_states());
    assert_eq!(
        found,
        Found::from([(Exit, String::new()), (Panic, String::new())])
    );
    for name in ["longue_apres_3", "longue_apres_20"] {
        let found = incomplete(bounds::program(name), &few_states());
        let both = ["attente courte\n", "attente longue\n"];
        assert_eq!(
            found,
            both.map(|stdout| (Exit, stdout.to_owned())).into(),
            "{name}"
        );
    }
    let found = incomplete(bounds::program("compte_oublie"), &few_states());
    assert_eq!(found, Found::from([(Exit, "arrêté\n".to_owned())]));
}

#[test]
fn trois_mille_tours_finissent() {
    let program = bounds::program("trois_mille_tours");
    let end = Found::from([(Exit, "fini après 3000 tours\nfin\n".to_owned())]);
    let found_so_far = incomplete(program, &Config::default());
    assert!(found_so_far.is_subset(&end), "{found_so_far:#?}");
    let config = Config {
        max_steps: 10_000,
        ..Config::default()
    };
    let exploration = explored(program, &config);
    assert!(exploration.is_complete());
    assert_eq!(found(&exploration), end);
}

#[test]
fn une_infinite_d_issues_est_incomplete_avec_des_exemples() {
    let found = incomplete(bounds::program("tours_jusqu_a_l_arret"), &few_states());
    for turns in 0..5 {
        assert!(found.contains(&(Exit, format!("{turns} tours\n"))));
    }
    for (kind, stdout) in &found {
        let turns = stdout.strip_suffix(" tours\n");
        let turns = turns.and_then(|turns| turns.parse::<u32>().ok());
        assert!(*kind == Exit && turns.is_some(), "{kind:?} {stdout}");
    }

    let found = incomplete(bounds::program("battements_de_coeur"), &few_states());
    assert!(found.contains(&(Exit, "travail 1\narrêt\n".to_owned())));
    assert!(found.contains(&(Exit, "travail 1\ntic\narrêt\n".to_owned())));
    for (kind, stdout) in &found {
        let (before, after) = stdout.split_once("travail 1\n").unwrap();
        let after = after.strip_suffix("arrêt\n").unwrap();
        let beats = [before, after].concat();
        assert!(
            *kind == Exit && beats.lines().all(|line| line == "tic"),
            "{stdout}"
        );
    }
}

/// Sur une horloge, qui sonde laisse se lever celui qui dort.
#[test]
fn sonder_pendant_qu_un_autre_dort() {
    let config = Config {
        time: TimeModel::Ordered,
        ..Config::default()
    };
    let exploration = explored(own("sondage_d_un_dormeur"), &config);
    assert!(!is_exact() || exploration.is_complete());
    let found = found(&exploration);
    if exploration.is_complete() || !found.is_empty() {
        assert_eq!(found, Found::from([(Exit, "ok\n".to_owned())]));
    }
}
