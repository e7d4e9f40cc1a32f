//! Des programmes dont on connaît d'avance toutes les issues.

use entrelacs::{Config, Error, Exploration, Outcome, OutcomeKind, TimeModel, explore};
use entrelacs_corpus::check::{self, Found, found, set};
use entrelacs_corpus::program;
use recit::Narrator;

use OutcomeKind::{Bound, Deadlock, Exit, Livelock, Panic};

fn explored(name: &str, config: &Config) -> Exploration {
    check::explored(program(&format!("classiques/{name}")), config)
}

/// Les fins, sans les espaces qui finissent ce qu'elles affichent.
fn endings(exploration: &Exploration) -> Found {
    let trimmed = |(kind, stdout): (OutcomeKind, String)| (kind, stdout.trim_end().to_owned());
    found(exploration).into_iter().map(trimmed).collect()
}

#[track_caller]
fn check(name: &str, expected: &[(OutcomeKind, &str)]) -> Vec<Outcome> {
    let exploration = explored(name, &Config::default());
    assert!(exploration.is_complete(), "{name} : exploration incomplète");
    assert_eq!(endings(&exploration), set(expected), "{name}");
    exploration.outcomes()
}

/// Les fils bloqués de l'interblocage de ces issues : leur nom, la ligne, ce qu'ils
/// font, et ce qui les retient.
fn blocked(outcomes: &[Outcome]) -> Vec<(&str, u32, String, String)> {
    let narrator = Narrator::default();
    let deadlock = outcomes.iter().find(|outcome| outcome.kind == Deadlock);
    let blocked = deadlock.expect("un interblocage").blocked.iter();
    let told = blocked.map(|blocked| {
        let action = narrator.action(&blocked.action);
        let reasons = narrator.reasons(&blocked.reasons);
        (blocked.thread.as_str(), blocked.line, action, reasons)
    });
    told.collect()
}

#[test]
fn mise_a_jour_perdue() {
    check("mise_a_jour_perdue", &[(Exit, "1"), (Exit, "2")]);
    check("mise_a_jour_gardee", &[(Exit, "2")]);
}

#[test]
fn deux_verrous_dans_l_ordre_oppose() {
    let outcomes = check(
        "verrous_opposes",
        &[
            (Exit, "le fil tient b\nmain tient a et b"),
            (Exit, "main tient a et b\nle fil tient b"),
            (Deadlock, "le fil tient b"),
        ],
    );
    // L'interblocage dit qui attend quoi, et où.
    let told = |thread, line, lock: &str, holder: &str| {
        let action = format!("prendre le verrou `{lock}`");
        (thread, line, action, format!("« {holder} » le tient"))
    };
    let expected = [
        told("main", 17, "b", "fil 1"),
        told("fil 1", 13, "a", "main"),
    ];
    assert_eq!(blocked(&outcomes), expected);
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
    let both = set(&[(Exit, "true"), (Exit, "false")]);
    assert_eq!(endings(&explored("reveil_sans_raison", &config)), both);
    // La bonne forme résiste, et un réveil perdu reste un interblocage.
    let ready = set(&[(Exit, "prêt")]);
    assert_eq!(endings(&explored("reveil_garanti", &config)), ready);
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
    let expected = [(Exit, "2"), (Exit, "4"), (Deadlock, "")];
    let outcomes = check("lecture_double", &expected);
    let blocked = blocked(&outcomes).into_iter();
    let reasons: Vec<_> = blocked
        .map(|(_, line, _, reasons)| (line, reasons))
        .collect();
    let expected = [
        (12, "un écrivain attend, et passe avant lui".to_owned()),
        (9, "« main » le tient".to_owned()),
    ];
    assert_eq!(reasons, expected);
}

#[test]
fn essayer_de_lire_peut_echouer_devant_un_ecrivain() {
    check("lecteur_presse", &[(Exit, "0 true"), (Exit, "0 false")]);
}

/// Il suffit d'un fil bloqué et qu'aucun autre n'avance.
#[test]
fn un_interblocage_en_est_un_meme_si_d_autres_fils_ont_fini() {
    let outcomes = check("bloque_quand_d_autres_ont_fini", &[(Deadlock, "fini")]);
    let blocked = blocked(&outcomes).into_iter();
    let blocked: Vec<_> = blocked.map(|(thread, line, ..)| (thread, line)).collect();
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
        let expected = set(&[(Exit, only)]);
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
    let expected = set(&[(Exit, "fini"), (Livelock, "")]);
    assert_eq!(endings(&exploration), expected);
    let outcomes = explored("drapeau_tardif", &Config::default()).outcomes();
    let mut panicked = outcomes.iter().flat_map(|outcome| &outcome.panicked);
    let two_inside = panicked.any(|panicked| panicked.message.contains("deux fils"));
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
    let expected = [(Exit, "intact\ntrue"), (Exit, "empoisonné\ntrue")];
    for outcome in check("panique_d_un_fil", &expected) {
        let panicked = &outcome.panicked[0];
        let found = (&*panicked.thread, panicked.line, &*panicked.message);
        assert_eq!(found, ("fil 1", 11, "exprès"));
    }
    check("panique_de_main", &[(Panic, "avant")]);
    check("panique_parfois", &[(Exit, "true"), (Exit, "false")]);
}

#[test]
fn ce_que_le_programme_observe_est_distingue() {
    let shared = ["0 + 3", "1 + 2", "2 + 1", "3 + 0"];
    check("equipe", &shared.map(|shown| (Exit, shown)));
    check("proprietaires", &[(Exit, "1\n1"), (Exit, "2\n1")]);
    let ended = ["false false", "false true", "true false", "true true"];
    check("fini_ou_non", &ended.map(|shown| (Exit, shown)));
    check("portee_qui_ecrit", &[(Exit, "[1, 2]"), (Exit, "[2, 1]")]);
}

#[test]
fn un_programme_non_deterministe_est_refuse() {
    let error = explore(program("classiques/hasard"), &Config::default()).err();
    let said = format!("{error:?}");
    assert!(
        matches!(error, Some(Error::Unsupported { line: 10, message }) if message.contains("`HashMap`")),
        "{said}"
    );
}
