//! Des programmes dont on connaît d'avance toutes les issues.

use entrelacs::{Config, Error, Exploration, OutcomeKind, TimeModel, explore};
use recit::Narrator;
use std::collections::BTreeSet;

use OutcomeKind::{Bound, Deadlock, Exit, Livelock, Panic};

fn explored(name: &str, config: &Config) -> Exploration {
    let program = entrelacs_corpus::program(&format!("classiques/{name}"));
    explore(program, config).unwrap_or_else(|error| panic!("{name} : {error}"))
}

/// Les sortes d'issues et ce qu'elles affichent, sans les espaces de la fin.
fn endings(exploration: &Exploration) -> BTreeSet<(OutcomeKind, String)> {
    exploration
        .outcomes()
        .into_iter()
        .map(|outcome| (outcome.kind, outcome.stdout.trim_end().to_owned()))
        .collect()
}

#[track_caller]
fn check(name: &str, expected: &[(OutcomeKind, &str)]) {
    let exploration = explored(name, &Config::default());
    assert!(exploration.is_complete(), "{name} : exploration incomplète");
    let expected: BTreeSet<_> = expected
        .iter()
        .map(|(kind, stdout)| (*kind, (*stdout).to_owned()))
        .collect();
    assert_eq!(endings(&exploration), expected, "{name}");
}

#[test]
fn mise_a_jour_perdue() {
    check("mise_a_jour_perdue", &[(Exit, "1"), (Exit, "2")]);
    check("mise_a_jour_gardee", &[(Exit, "2")]);
}

#[test]
fn deux_verrous_dans_l_ordre_oppose() {
    check(
        "verrous_opposes",
        &[
            (Exit, "le fil tient b\nmain tient a et b"),
            (Exit, "main tient a et b\nle fil tient b"),
            (Deadlock, "le fil tient b"),
        ],
    );
}

#[test]
fn un_interblocage_dit_qui_attend_quoi_et_ou() {
    let exploration = explored("verrous_opposes", &Config::default());
    let outcomes = exploration.outcomes();
    let deadlock = outcomes
        .iter()
        .find(|outcome| outcome.kind == Deadlock)
        .unwrap();
    let narrator = Narrator::default();
    let blocked: Vec<_> = deadlock
        .blocked
        .iter()
        .map(|blocked| {
            (
                blocked.thread.as_str(),
                blocked.line,
                narrator.action(&blocked.action),
                narrator.reasons(&blocked.reasons),
            )
        })
        .collect();
    assert_eq!(
        blocked,
        [
            (
                "main",
                17,
                "prendre le verrou `b`".to_owned(),
                "« fil 1 » le tient".to_owned()
            ),
            (
                "fil 1",
                13,
                "prendre le verrou `a`".to_owned(),
                "« main » le tient".to_owned()
            ),
        ]
    );
}

#[test]
fn philosophes() {
    for n in 2..=5 {
        check(&format!("philosophes_{n}"), &[(Exit, ""), (Deadlock, "")]);
    }
    for n in 3..=4 {
        check(&format!("philosophes_ordonnes_{n}"), &[(Exit, "")]);
    }
}

#[test]
fn reveil_perdu() {
    check("reveil_perdu", &[(Exit, "prêt"), (Deadlock, "")]);
    check("reveil_garanti", &[(Exit, "prêt")]);
}

#[test]
fn reveil_sans_raison() {
    check("reveil_sans_raison", &[(Exit, "true")]);
    let config = Config {
        spurious_wakeups: true,
        ..Config::default()
    };
    let expected = BTreeSet::from([(Exit, "true".to_owned()), (Exit, "false".to_owned())]);
    assert_eq!(endings(&explored("reveil_sans_raison", &config)), expected);
    // La bonne forme résiste, et un réveil perdu reste un interblocage.
    let expected = BTreeSet::from([(Exit, "prêt".to_owned())]);
    assert_eq!(endings(&explored("reveil_garanti", &config)), expected);
    // Rien ne garantit un tel réveil : il ne sauve personne.
    assert!(endings(&explored("reveil_perdu", &config)).contains(&(Deadlock, String::new())));
    assert!(endings(&explored("double_reception", &config)).contains(&(Panic, "un".to_owned())));
}

#[test]
fn lecteurs_redacteurs() {
    let lus = ["[0, 0]", "[0, 1]", "[1, 0]", "[1, 1]"];
    check("lecteurs_redacteurs", &lus.map(|lu| (Exit, lu)));
}

/// Un écrivain qui attend peut, ou non, faire attendre les lecteurs suivants.
#[test]
fn lire_deux_fois_peut_bloquer() {
    check(
        "lecture_double",
        &[(Exit, "2"), (Exit, "4"), (Deadlock, "")],
    );
    let exploration = explored("lecture_double", &Config::default());
    let outcomes = exploration.outcomes();
    let deadlock = outcomes
        .iter()
        .find(|outcome| outcome.kind == Deadlock)
        .unwrap();
    let narrator = Narrator::default();
    let reasons: Vec<_> = deadlock
        .blocked
        .iter()
        .map(|blocked| (blocked.line, narrator.reasons(&blocked.reasons)))
        .collect();
    assert_eq!(
        reasons,
        [
            (12, "un écrivain attend, et passe avant lui".to_owned()),
            (9, "« main » le tient".to_owned())
        ]
    );
}

#[test]
fn essayer_de_lire_peut_echouer_devant_un_ecrivain() {
    check("lecteur_presse", &[(Exit, "0 true"), (Exit, "0 false")]);
}

/// Il suffit d'un fil bloqué et qu'aucun autre n'avance.
#[test]
fn un_interblocage_en_est_un_meme_si_d_autres_fils_ont_fini() {
    check("bloque_quand_d_autres_ont_fini", &[(Deadlock, "fini")]);
    let exploration = explored("bloque_quand_d_autres_ont_fini", &Config::default());
    let outcomes = exploration.outcomes();
    let blocked: Vec<_> = outcomes[0]
        .blocked
        .iter()
        .map(|blocked| (blocked.thread.as_str(), blocked.line))
        .collect();
    assert_eq!(blocked, [("main", 11), ("fil 2", 9)]);
    // Qui tourne n'est pas bloqué : le programme ne finit pas, mais autrement.
    check("tourne_quand_d_autres_ont_fini", &[(Livelock, "fini")]);
}

#[test]
fn sur_une_horloge_le_temps_passe_dans_l_ordre() {
    let config = Config {
        time: TimeModel::Ordered,
        ..Config::default()
    };
    for (name, only) in [
        ("attente_reprise", "true 3"),
        ("sommeils", "deux\ntrois\nquatre"),
        ("minuteurs", "tic tic fin tac fin"),
        ("arrive_a_temps", "true"),
    ] {
        let expected = BTreeSet::from([(Exit, only.to_owned())]);
        assert_eq!(endings(&explored(name, &config)), expected, "{name}");
    }
    // Sans horloge, rien ne dit que l'autre fil attend déjà.
    check("arrive_a_temps", &[(Exit, "true"), (Exit, "false")]);
}

#[test]
fn qui_recoit_et_qui_se_reveille() {
    check(
        "a_qui_le_message",
        &[(Exit, "true false"), (Exit, "false true")],
    );
    check("reveil_transmis", &[(Exit, "fini")]);
    check("jeton_unique", &[(Deadlock, "un")]);
    check(
        "reveil_garde",
        &[(Exit, "a false"), (Exit, "b true"), (Exit, "b false")],
    );
}

#[test]
fn tampon_borne() {
    check("tampon_borne", &[(Exit, "3")]);
    check("tampon_une_condition", &[(Exit, "3"), (Deadlock, "")]);
}

#[test]
fn exclusion_mutuelle() {
    check("peterson", &[(Exit, "fini")]);
    check("dekker", &[(Exit, "fini")]);
    let exploration = explored("drapeaux_seuls", &Config::default());
    assert_eq!(
        endings(&exploration),
        BTreeSet::from([(Exit, "fini".to_owned()), (Livelock, String::new())])
    );
    let exploration = explored("drapeau_tardif", &Config::default());
    let two_inside = exploration.outcomes().iter().any(|outcome| {
        outcome
            .panicked
            .iter()
            .any(|panicked| panicked.message.contains("deux fils"))
    });
    assert!(two_inside);
}

#[test]
fn barriere_reutilisee() {
    // À chaque tour, l'un ou l'autre d'abord ; jamais un tour avant le précédent.
    let mut expected = vec![String::new()];
    for tour in 1..=3 {
        let next = |(one, other): (char, char)| format!("{one}{tour} {other}{tour} ");
        let orders = [('a', 'b'), ('b', 'a')].map(next);
        expected = expected
            .iter()
            .flat_map(|before| orders.iter().map(move |order| format!("{before}{order}")))
            .collect();
    }
    let expected: Vec<_> = expected
        .iter()
        .map(|text| (Exit, text.trim_end()))
        .collect();
    assert_eq!(expected.len(), 8);
    check("barriere_reutilisee", &expected);
}

#[test]
fn canaux_mal_fermes() {
    check("emetteur_oublie", &[(Deadlock, "1")]);
    check("double_reception", &[(Deadlock, "un")]);
    check("rendez_vous_seul", &[(Deadlock, "")]);
}

#[test]
fn boucles() {
    check("attente_sans_fin", &[(Livelock, "j'attends")]);
    check("boucle_comptee", &[(Exit, "prêt"), (Exit, "je renonce")]);
    // Chacun finit par passer si l'autre est plus lent : il y a une issue.
    check("politesse", &[(Exit, "passés")]);
    check("deux_attentes", &[(Livelock, "")]);

    let config = Config {
        max_steps: 50,
        ..Config::default()
    };
    let exploration = explored("bavard", &config);
    assert!(!exploration.is_complete());
    let outcomes = exploration.outcomes();
    assert_eq!(outcomes.len(), 1);
    assert_eq!(outcomes[0].kind, Bound);
}

#[test]
fn paniques() {
    check(
        "panique_d_un_fil",
        &[(Exit, "intact\ntrue"), (Exit, "empoisonné\ntrue")],
    );
    let exploration = explored("panique_d_un_fil", &Config::default());
    for outcome in exploration.outcomes() {
        let panicked = &outcome.panicked[0];
        assert_eq!(
            (
                panicked.thread.as_str(),
                panicked.line,
                panicked.message.as_str()
            ),
            ("fil 1", 11, "exprès")
        );
    }
    check("panique_de_main", &[(Panic, "avant")]);
    check("panique_parfois", &[(Exit, "true"), (Exit, "false")]);
}

#[test]
fn ce_que_le_programme_observe_est_distingue() {
    check(
        "equipe",
        &[
            (Exit, "0 + 3"),
            (Exit, "1 + 2"),
            (Exit, "2 + 1"),
            (Exit, "3 + 0"),
        ],
    );
    check("proprietaires", &[(Exit, "1\n1"), (Exit, "2\n1")]);
    check(
        "fini_ou_non",
        &[
            (Exit, "false false"),
            (Exit, "false true"),
            (Exit, "true false"),
            (Exit, "true true"),
        ],
    );
    check("portee_qui_ecrit", &[(Exit, "[1, 2]"), (Exit, "[2, 1]")]);
}

#[test]
fn un_programme_non_deterministe_est_refuse() {
    let program = entrelacs_corpus::program("classiques/hasard");
    let error = explore(program, &Config::default())
        .map(|_| ())
        .unwrap_err();
    assert!(
        matches!(&error, Error::Unsupported { line: 10, message } if message.contains("`HashMap`")),
        "{error}"
    );
}
