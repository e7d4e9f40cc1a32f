//! Le compte rendu reste lisible : peu de lignes, rien d'inexact, et la première
//! et la dernière disent si l'exploration est incomplète.

use entrelacs::std_shim as std;
use entrelacs::{Config, Program, StoppedBy, explore};
use std::process::Termination;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

/// Vingt-quatre issues : les ordres de quatre affichages.
fn orders() {
    thread::scope(|s| {
        for id in 0..4 {
            s.spawn(move || entrelacs::println!("{id}"));
        }
    });
}

/// Deux interblocages, au même endroit mais après des affichages différents, et
/// des fins.
fn sometimes_blocked() {
    let value = AtomicU32::new(0);
    let lock = Mutex::new(());
    thread::scope(|s| {
        s.spawn(|| value.store(1, SeqCst));
        s.spawn(|| value.store(2, SeqCst));
        let read = value.load(SeqCst);
        entrelacs::println!("{read}");
        let _first = lock.lock();
        if read > 0 {
            let _second = lock.lock();
        }
    });
}

fn chatty() {
    for line in 1..=100 {
        entrelacs::println!("ligne {line}");
    }
}

fn text(main: fn(), config: &Config, all: bool) -> String {
    report::text(&explore(&Program::new(main), config).unwrap(), all)
}

#[test]
fn dix_issues_sont_racontees_et_les_autres_comptees() {
    let config = Config::default();
    let short = text(orders, &config, false);
    assert!(short.starts_with("24 issues possibles ("), "{short}");
    assert!(
        short.contains("\nToutes les exécutions ont été explorées.\n"),
        "{short}"
    );
    assert_eq!(short.matches("   ou :\n").count(), 9, "{short}");
    assert!(
        short.contains("   ou encore 14 autres affichages\n"),
        "{short}"
    );
    assert!(
        short.ends_with("\n14 issues de plus ; `--toutes` les dit toutes.\n"),
        "{short}"
    );
    let all = text(orders, &config, true);
    assert_eq!(all.matches("   ou :\n").count(), 23, "{all}");
    assert!(!all.contains("--toutes"), "{all}");
}

#[test]
fn les_echecs_semblables_sont_dits_ensemble_avec_un_seul_chemin() {
    let config = Config::default();
    let short = text(sometimes_blocked, &config, false);
    assert!(short.starts_with("3 issues possibles"), "{short}");
    assert_eq!(short.matches("Interblocage : ").count(), 1, "{short}");
    assert_eq!(short.matches("Le programme se termine.").count(), 1);
    assert_eq!(
        short
            .matches("Comment arriver au premier affichage")
            .count(),
        1,
        "{short}"
    );
    assert!(short.contains("ce fil lui-même le tient déjà"), "{short}");
    // Demandées toutes, chacune a son chemin.
    let all = text(sometimes_blocked, &config, true);
    assert_eq!(all.matches("Comment y arriver").count(), 2, "{all}");
}

/// Une panique dont seul le message change n'est racontée qu'une fois.
#[test]
fn des_paniques_qui_ne_different_que_par_leur_message_sont_dites_ensemble() {
    let program = || {
        let value = AtomicU32::new(0);
        thread::scope(|s| {
            for _ in 0..3 {
                s.spawn(|| value.fetch_add(1, SeqCst));
            }
            let read = value.load(SeqCst);
            assert!(read > 3, "lu {read}");
        });
    };
    let text = text(program, &Config::default(), false);
    assert_eq!(text.matches("Le programme panique.").count(), 1, "{text}");
    assert_eq!(text.matches("Comment y arriver").count(), 1, "{text}");
    assert!(
        text.contains("Le message change d'une exécution à l'autre : il y en a 4."),
        "{text}"
    );
}

#[test]
fn un_long_affichage_est_coupe() {
    let short = text(chatty, &Config::default(), false);
    for expected in [
        "ligne 12\n      … 76 lignes\n      ligne 89\n",
        "ligne 100\n",
    ] {
        assert!(short.contains(expected), "{short}");
    }
    assert!(text(chatty, &Config::default(), true).contains("ligne 50\n"));
}

#[test]
fn incomplet_se_dit_au_debut_et_a_la_fin_sans_nombre_inexact() {
    let config = Config {
        max_states: 30,
        ..Config::default()
    };
    let exploration = explore(&Program::new(orders), &config).unwrap();
    assert_eq!(exploration.stopped(), Some(StoppedBy::States));
    let short = report::text(&exploration, false);
    let lines: Vec<&str> = short.lines().collect();
    for line in [lines[0], lines[lines.len() - 1]] {
        assert!(
            line.starts_with("Exploration incomplète, arrêtée à 30 états"),
            "{short}"
        );
    }
    let states = exploration.graph().state_count();
    let expected = format!("Aucune issue trouvée jusque-là (au moins {states} états)");
    assert_eq!(lines[1], expected);
    assert!(!short.contains("exécutions)"), "{short}");
    assert_eq!(exploration.to_json()["stopped"], "states");
}

#[test]
fn des_ordres_faibles_sont_dits_dans_le_verdict() {
    let program = Program {
        weak_orderings: true,
        ..Program::new(chatty)
    };
    let said = report::text(&explore(&program, &Config::default()).unwrap(), false);
    assert!(said.contains("comme si tout était `SeqCst`"), "{said}");
    let unsaid = text(chatty, &Config::default(), false);
    assert!(!unsaid.contains("SeqCst"), "{unsaid}");
}

#[test]
fn une_seule_etape_n_est_pas_plusieurs() {
    let text = text(|| {}, &Config::default(), false);
    assert!(
        text.starts_with("1 issue possible (2 états, 1 étape, 1 exécution)\n"),
        "{text}"
    );
}

#[test]
fn un_programme_qui_regarde_des_adresses_le_dit() {
    let said = "pour l'ordre qu'ont les adresses";
    let program = Program {
        addresses: true,
        ..Program::new(orders)
    };
    let text = report::text(&explore(&program, &Config::default()).unwrap(), false);
    assert!(text.contains(said), "{text}");
    let text = self::text(orders, &Config::default(), false);
    assert!(!text.contains(said), "{text}");
}

#[test]
fn l_erreur_que_rend_main_est_dite() {
    let main = || Err::<(), _>("raté").report();
    let text = text(main, &Config::default(), false);
    assert!(text.contains("Error: \"raté\""), "{text}");
}

#[test]
fn une_borne_atteinte_se_nomme() {
    let steps = Config {
        max_steps: 5,
        ..Config::default()
    };
    let time = Config {
        max_duration: Some(std::time::Duration::ZERO),
        ..Config::default()
    };
    for (config, expected) in [(steps, StoppedBy::Steps), (time, StoppedBy::Time)] {
        let exploration = explore(&Program::new(orders), &config).unwrap();
        assert_eq!(exploration.stopped(), Some(expected));
        assert!(!exploration.is_complete());
    }
    let complete = explore(&Program::new(orders), &Config::default()).unwrap();
    assert_eq!(complete.stopped(), None);
}
