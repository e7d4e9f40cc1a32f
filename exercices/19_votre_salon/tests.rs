//! Ce que l'exercice 19 doit faire, palier par palier

use super::Demande::{Dire, Entrer, Eteindre, Sortir};
use super::*;
use crossbeam_channel::{Receiver, Sender, bounded};
use std::cell::Cell;
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// Un salon, et par où lui parler. Ses annonces ont les numéros 1, 2, 3…
fn ouvrir() -> (Sender<Demande>, JoinHandle<()>) {
    let (parler, boite) = bounded(0);
    let salon = thread::spawn(move || {
        let dernier = Cell::new(0);
        tenir(boite, |texte| {
            dernier.set(dernier.get() + 1);
            Arc::new((dernier.get(), texte))
        });
    });
    (parler, salon)
}

/// Demande à entrer, avec une file de `places` places.
fn entrer(parler: &Sender<Demande>, id: u64, nom: &str, places: usize) -> Receiver<Annonce> {
    let (file, recus) = bounded(places);
    let demande = Entrer(id, nom.to_owned(), file);
    parler.send(demande).expect("le salon écoute");
    recus
}

fn dire(parler: &Sender<Demande>, id: u64, mot: &str) {
    let demande = Dire(id, mot.to_owned());
    parler.send(demande).expect("le salon écoute");
}

/// La prochaine annonce.
fn lire(recus: &Receiver<Annonce>) -> String {
    match recus.recv() {
        Ok(annonce) => annonce.1.clone(),
        Err(_) => panic!("la file est fermée, une annonce était attendue"),
    }
}

/// Les annonces qui restent, numérotées, jusqu'à la fin de la file.
fn tout(recus: &Receiver<Annonce>) -> Vec<String> {
    let annonces = recus.iter();
    annonces.map(|it| format!("{} {}", it.0, it.1)).collect()
}

/// Chacun lit ce que dit chacun, à commencer par sa propre entrée.
pub fn relais_chacun_lit_ce_que_dit_chacun() {
    let (parler, salon) = ouvrir();
    let ana = entrer(&parler, 1, "Ana", 4);
    assert_eq!(lire(&ana), "Ana entre", "ce qu'Ana lit d'abord");
    let luc = entrer(&parler, 2, "Luc", 4);
    dire(&parler, 2, "bonjour");
    drop(parler);
    salon.join().unwrap();
    assert_eq!(tout(&ana), ["2 Luc entre", "3 Luc : bonjour"], "pour Ana");
    assert_eq!(tout(&luc), ["2 Luc entre", "3 Luc : bonjour"], "pour Luc");
}

/// Deux membres parlent à la fois : tous lisent le même ordre, qui garde celui de
/// chacun.
pub fn relais_un_seul_ordre_pour_tous() {
    let (parler, salon) = ouvrir();
    let ana = entrer(&parler, 1, "Ana", 5);
    let luc = entrer(&parler, 2, "Luc", 5);
    let autre = parler.clone();
    let mot = thread::spawn(move || dire(&autre, 2, "tac"));
    dire(&parler, 1, "tic");
    dire(&parler, 1, "toc");
    drop(parler);
    mot.join().unwrap();
    salon.join().unwrap();
    let (ana, luc) = (tout(&ana), tout(&luc));
    assert_eq!(ana[1..], luc, "Ana et Luc lisent le même ordre");
    let rang = |mot: &str| ana.iter().position(|lu| lu.ends_with(mot));
    assert!(rang("tic") < rang("toc"), "l'ordre d'Ana : {ana:?}");
    assert_eq!(ana.len(), 5, "chaque annonce, une fois : {ana:?}");
}

/// Un nom pris est refusé : la file de qui le demande se ferme, vide, et il n'est pas
/// du salon.
pub fn noms_un_nom_pris_est_refuse() {
    let (parler, salon) = ouvrir();
    let ana = entrer(&parler, 1, "Ana", 4);
    let autre = entrer(&parler, 2, "Ana", 4);
    assert_eq!(tout(&autre), [""; 0], "sa file se ferme, vide");
    dire(&parler, 2, "coucou");
    parler.send(Sortir(2)).unwrap();
    dire(&parler, 1, "ouf");
    drop(parler);
    salon.join().unwrap();
    assert_eq!(tout(&ana), ["1 Ana entre", "2 Ana : ouf"], "pour Ana");
}

/// Qui lit « Ana sort » peut prendre son nom.
pub fn noms_libre_des_que_la_sortie_est_dite() {
    let (parler, salon) = ouvrir();
    let ana = entrer(&parler, 1, "Ana", 4);
    let luc = entrer(&parler, 2, "Luc", 4);
    let porte = parler.clone();
    let suivante = thread::spawn(move || {
        while lire(&luc) != "Ana sort" {}
        let ana = entrer(&porte, 3, "Ana", 4);
        assert_eq!(lire(&ana), "Ana entre", "le nom est libre");
    });
    parler.send(Sortir(1)).unwrap();
    drop((parler, ana));
    suivante.join().unwrap();
    salon.join().unwrap();
}

/// Luc ne lit plus, sa file est pleine : il est évincé, et Ana continue.
pub fn lent_qui_ne_lit_plus_est_evince() {
    let (parler, salon) = ouvrir();
    let ana = entrer(&parler, 1, "Ana", 4);
    let luc = entrer(&parler, 2, "Luc", 1);
    for mot in ["tic", "toc"] {
        dire(&parler, 1, mot);
    }
    for attendue in ["Ana entre", "Luc entre", "Ana : tic", "Ana : toc"] {
        assert_eq!(lire(&ana), attendue, "pour Ana");
    }
    let lues = tout(&luc);
    assert_eq!(lues, ["2 Luc entre"], "ce que gardait sa file, puis sa fin");
    drop(parler);
    salon.join().unwrap();
}

/// Évincé, Luc est encore là : son nom reste pris jusqu'à sa sortie, qui est dite.
pub fn lent_son_nom_reste_pris_jusqu_a_sa_sortie() {
    let (parler, salon) = ouvrir();
    let ana = entrer(&parler, 1, "Ana", 8);
    let luc = entrer(&parler, 2, "Luc", 1);
    dire(&parler, 1, "tic");
    let autre = entrer(&parler, 3, "Luc", 4);
    parler.send(Sortir(2)).unwrap();
    drop(parler);
    salon.join().unwrap();
    assert_eq!(tout(&luc), ["2 Luc entre"], "Luc est évincé");
    assert_eq!(tout(&autre), [""; 0], "le nom de Luc est encore pris");
    let attendues = ["1 Ana entre", "2 Luc entre", "3 Ana : tic", "4 Luc sort"];
    assert_eq!(tout(&ana), attendues, "pour Ana");
}

/// L'évincer ne prend pas de temps : personne n'attend, même un peu.
pub fn lent_personne_ne_l_attend() {
    // La durée est celle de l'horloge virtuelle de l'explorateur.
    let debut = Instant::now();
    let (parler, salon) = ouvrir();
    let _luc = entrer(&parler, 1, "Luc", 1);
    let ana = entrer(&parler, 2, "Ana", 4);
    assert_eq!(lire(&ana), "Ana entre", "pour Ana");
    let attente = debut.elapsed().as_millis();
    assert_eq!(attente, 0, "les millisecondes qu'Ana attend");
    drop(parler);
    salon.join().unwrap();
}

const SILENCE: Duration = Duration::from_millis(200);

/// Un membre qui répond aux sondes reste, jusqu'à ce qu'il parte de lui-même.
pub fn silence_qui_repond_reste() {
    let (signer, signes) = bounded(1);
    let (sonder, sondes) = bounded(1);
    let membre = thread::spawn(move || {
        for _ in sondes.iter().take(2) {
            signer.send(()).unwrap();
        }
    });
    let fin = veiller(signes, SILENCE, || {
        // Il est peut-être parti.
        let _ = sonder.send(());
    });
    assert_eq!(
        fin,
        Fin::Parti,
        "il a répondu à deux sondes, puis est parti"
    );
    membre.join().unwrap();
}

/// Rien ne vient : une sonde au bout d'un demi-silence, la fin au bout d'un silence.
pub fn silence_un_muet_est_coupe() {
    let (_signer, signes) = bounded(1);
    let (debut, mut sondes) = (Instant::now(), Vec::new());
    let fin = veiller(signes, SILENCE, || {
        assert!(
            sondes.is_empty(),
            "une seconde sonde, la première sans réponse"
        );
        sondes.push(debut.elapsed().as_millis());
    });
    assert_eq!(fin, Fin::Muet, "il n'a jamais répondu");
    assert_eq!(sondes, [100], "la sonde, au bout d'un demi-silence");
    assert_eq!(
        debut.elapsed().as_millis(),
        200,
        "la fin, au bout d'un silence"
    );
}

/// Tout signe compte, et le silence repart : un mot vaut une réponse.
pub fn silence_repart_a_chaque_signe() {
    let (signer, signes) = bounded(1);
    let mot = signer.clone();
    let membre = thread::spawn(move || {
        thread::sleep(SILENCE * 3 / 4);
        mot.send(()).unwrap();
    });
    let (debut, mut sondes) = (Instant::now(), Vec::new());
    let fin = veiller(signes, SILENCE, || {
        assert!(sondes.len() < 2, "deux sondes suffisent");
        sondes.push(debut.elapsed().as_millis());
    });
    assert_eq!(fin, Fin::Muet, "après son mot, plus rien n'est venu");
    assert_eq!(
        sondes,
        [100, 250],
        "les sondes, chacune un demi-silence après"
    );
    assert_eq!(debut.elapsed().as_millis(), 350, "un silence après son mot");
    drop(signer);
    membre.join().unwrap();
}

/// Un signe compte, même si aucune sonde ne l'a demandé.
pub fn silence_un_signe_repousse_la_sonde() {
    let (signer, signes) = bounded(1);
    let mot = signer.clone();
    let membre = thread::spawn(move || {
        thread::sleep(SILENCE / 4);
        mot.send(()).unwrap();
    });
    let (debut, mut sondes) = (Instant::now(), Vec::new());
    let fin = veiller(signes, SILENCE, || {
        assert!(sondes.is_empty(), "une seule sonde suffit");
        sondes.push(debut.elapsed().as_millis());
    });
    assert_eq!(fin, Fin::Muet, "après son signe, plus rien n'est venu");
    assert_eq!(sondes, [150], "la sonde, un demi-silence après son signe");
    let duree = debut.elapsed().as_millis();
    assert_eq!(duree, 250, "un silence après son signe");
    drop(signer);
    membre.join().unwrap();
}

/// Les annonces 10 à 14, dont les trois dernières sont gardées.
fn passe() -> Historique {
    let mut passe = Historique::new(10, 3);
    for (rang, texte) in ["a", "b", "c", "d", "e"].into_iter().enumerate() {
        let annonce = passe.noter(texte.to_owned());
        let attendue = (10 + rang as u64, texte.to_owned());
        assert_eq!(*annonce, attendue, "un numéro de plus à chaque annonce");
    }
    passe
}

/// Ce que rend une reprise : le trou, et les numéros.
fn reprise(passe: &Historique, vu: u64, avant: u64) -> (bool, Vec<u64>) {
    let reprise = passe.reprendre(vu, avant);
    let numeros = reprise.annonces.iter().map(|annonce| annonce.0);
    (reprise.trou, numeros.collect())
}

/// Qui revient reçoit ce qui suit ce qu'il a vu, dans l'ordre.
pub fn retour_ce_qui_suit_ce_que_l_on_a_vu() {
    let passe = passe();
    for (vu, attendus) in [(11, vec![12, 13, 14]), (13, vec![14]), (14, vec![])] {
        let dit = format!("le retour de qui a vu {vu}");
        assert_eq!(reprise(&passe, vu, 15), (false, attendus), "{dit}");
    }
    let textes = passe.reprendre(12, 15).annonces;
    assert_eq!(*textes[0], (13, "d".to_owned()), "l'annonce, entière");
}

/// Un trou se dit : un numéro trop ancien, ou qui ne précède pas ce qui vient par la
/// file. Zéro demande tout ce qui est gardé et la précède.
pub fn retour_un_trou_se_dit() {
    let passe = passe();
    for (vu, trou, attendus) in [
        (10, true, vec![12, 13, 14]),
        (0, false, vec![12, 13, 14]),
        (15, true, vec![]),
        (99, true, vec![]),
        (u64::MAX, true, vec![]),
    ] {
        let dit = format!("le trou, et le retour de qui a vu {vu}");
        assert_eq!(reprise(&passe, vu, 15), (trou, attendus), "{dit}");
    }
    let dit = "rien entre les deux";
    assert_eq!(reprise(&passe, 10, 11), (false, vec![]), "{dit}");
    let dit = "ce qui vient par la file n'en est pas";
    assert_eq!(reprise(&passe, 0, 14), (false, vec![12, 13]), "{dit}");
    let dit = "le trou, et le retour de qui a vu ce qui vient par la file";
    assert_eq!(reprise(&passe, 13, 13), (true, vec![]), "{dit}");
    let vide = Historique::new(10, 3);
    assert_eq!(reprise(&vide, 9, 10), (false, vec![]), "rien ne manque");
    assert_eq!(reprise(&vide, 8, 10), (true, vec![]), "la neuvième manque");
}

/// Luc parle pendant qu'Ana revient : elle lit chaque annonce, une fois.
pub fn retour_ni_trou_ni_doublon() {
    let (parler, boite) = bounded(0);
    let passe = Arc::new(Mutex::new(Historique::new(1, 8)));
    let note = passe.clone();
    let salon = thread::spawn(move || {
        tenir(boite, |texte| note.lock().unwrap().noter(texte));
    });
    let _luc = entrer(&parler, 1, "Luc", 8);
    let autre = parler.clone();
    let mots = thread::spawn(move || dire(&autre, 1, "tic"));
    let suite = entrer(&parler, 2, "Ana", 8);
    let entree = suite.recv().unwrap().0;
    // Elle avait vu la première.
    let (trou, mut lues) = reprise(&passe.lock().unwrap(), 1, entree);
    drop(parler);
    mots.join().unwrap();
    salon.join().unwrap();
    lues.push(entree);
    lues.extend(suite.iter().map(|annonce| annonce.0));
    assert_eq!(lues, [2, 3], "les numéros que lit Ana");
    assert!(!trou, "tout est gardé");
}

/// Éteint, le salon finit, et toutes les files se ferment.
pub fn arret_toutes_les_files_se_ferment() {
    let (parler, salon) = ouvrir();
    let ana = entrer(&parler, 1, "Ana", 4);
    let luc = entrer(&parler, 2, "Luc", 4);
    parler.send(Eteindre).unwrap();
    assert_eq!(tout(&ana), ["1 Ana entre", "2 Luc entre"], "pour Ana");
    assert_eq!(tout(&luc), ["2 Luc entre"], "pour Luc");
    salon.join().unwrap();
    let dit = parler.send(Dire(1, "encore ?".to_owned()));
    assert!(dit.is_err(), "plus personne n'écoute");
}

/// L'arrêt n'attend pas un membre qui ne lit plus.
pub fn arret_n_attend_aucun_membre() {
    let (parler, salon) = ouvrir();
    let luc = entrer(&parler, 1, "Luc", 1);
    parler.send(Eteindre).unwrap();
    salon.join().unwrap();
    assert_eq!(tout(&luc), ["1 Luc entre"], "ce que gardait sa file");
}

/// Ana entre pendant que le salon s'éteint : elle n'attend pas sans fin.
pub fn arret_a_tout_moment() {
    let (parler, salon) = ouvrir();
    let porte = parler.clone();
    let ana = thread::spawn(move || {
        let (file, recus) = bounded(2);
        // Fermée, la porte le dit ; ouverte, la file finira.
        if porte.send(Entrer(1, "Ana".to_owned(), file)).is_ok() {
            tout(&recus);
        }
    });
    parler.send(Eteindre).unwrap();
    salon.join().unwrap();
    ana.join().unwrap();
}
