//! Ce que le chapitre « Le Web temps réel » dit de tokio : chaque programme y est
//! lancé. L'horloge est arrêtée : les délais passent sans attendre, toujours de même.

// ANCHOR: ligne
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, duplex};
use tokio::{select, time};

const UNE_SECONDE: Duration = Duration::from_secs(1);

#[tokio::test(start_paused = true)]
async fn une_ligne_perdue() {
    let (mut cable, recu) = duplex(64); // un tube, à la place du réseau
    tokio::spawn(async move {
        cable.write_all(b"bon").await.unwrap();
        time::sleep(UNE_SECONDE * 3 / 2).await;
        cable.write_all(b"jour\n").await.unwrap();
    });
    let mut recu = BufReader::new(recu);
    let mut ligne = String::new();
    while ligne.is_empty() {
        select! {
            lu = recu.read_line(&mut ligne) => assert_eq!(lu.unwrap(), 5),
            () = time::sleep(UNE_SECONDE) => println!("tic"),
        }
    }
    assert_eq!(ligne, "jour\n"); // « bon » est perdu
}
// ANCHOR_END: ligne

// ANCHOR: lignes
#[tokio::test(start_paused = true)]
async fn une_ligne_gardee() {
    let (mut cable, recu) = duplex(64);
    tokio::spawn(async move {
        cable.write_all(b"bon").await.unwrap();
        time::sleep(UNE_SECONDE * 3 / 2).await;
        cable.write_all(b"jour\n").await.unwrap();
    });
    let mut lignes = BufReader::new(recu).lines(); // garde ce qui est lu
    let ligne = loop {
        select! {
            ligne = lignes.next_line() => break ligne.unwrap(),
            () = time::sleep(UNE_SECONDE) => println!("tic"),
        }
    };
    assert_eq!(ligne.as_deref(), Some("bonjour"));
}
// ANCHOR_END: lignes

// ANCHOR: envoi
use tokio::sync::mpsc;

/// Un client qui ne lit rien pendant une seconde et demie.
async fn lire_tard(mut file: mpsc::Receiver<u32>) -> Vec<u32> {
    time::sleep(UNE_SECONDE * 3 / 2).await;
    let mut recues = Vec::new();
    while let Some(annonce) = file.recv().await {
        recues.push(annonce);
    }
    recues
}

#[tokio::test(start_paused = true)]
async fn une_annonce_perdue() {
    let (membre, file) = mpsc::channel(1);
    let lecteur = tokio::spawn(lire_tard(file));
    for annonce in 1..=3 {
        select! {
            envoi = membre.send(annonce) => envoi.unwrap(),
            () = time::sleep(UNE_SECONDE) => println!("tic"),
        }
    }
    drop(membre);
    assert_eq!(lecteur.await.unwrap(), [1, 3]);
}
// ANCHOR_END: envoi

// ANCHOR: reserve
#[tokio::test(start_paused = true)]
async fn une_place_d_abord() {
    let (membre, file) = mpsc::channel(1);
    let lecteur = tokio::spawn(lire_tard(file));
    for annonce in 1..=3 {
        let place = loop {
            select! {
                place = membre.reserve() => break place.unwrap(),
                () = time::sleep(UNE_SECONDE) => println!("tic"),
            }
        };
        place.send(annonce); // n'attend pas
    }
    drop(membre);
    assert_eq!(lecteur.await.unwrap(), [1, 2, 3]);
}
// ANCHOR_END: reserve

// ANCHOR: rien
use std::cell::Cell;

#[tokio::test]
async fn un_futur_ne_commence_pas_seul() {
    let vu = Cell::new(false);
    let futur = async { vu.set(true) };
    tokio::task::yield_now().await; // le temps de commencer, s'il le voulait
    assert!(!vu.get());
    futur.await;
    assert!(vu.get());
}
// ANCHOR_END: rien

// ANCHOR: bloque
#[tokio::test] // un seul fil pour toutes les tâches
async fn attendre_a_la_facon_d_un_fil() {
    let (envoi, reception) = std::sync::mpsc::channel();
    tokio::spawn(async move { envoi.send("bonjour") });
    let recu = reception.recv_timeout(Duration::from_millis(50));
    assert!(recu.is_err()); // l'autre tâche n'a pas pu commencer
}

#[tokio::test]
async fn attendre_a_la_facon_d_une_tache() {
    let (envoi, mut reception) = mpsc::channel(1);
    tokio::spawn(async move { envoi.send("bonjour").await });
    assert_eq!(reception.recv().await, Some("bonjour"));
}
// ANCHOR_END: bloque

// ANCHOR: ailleurs
#[tokio::test]
async fn attendre_sur_un_autre_fil() {
    let (envoi, reception) = std::sync::mpsc::channel();
    let attente = tokio::task::spawn_blocking(move || reception.recv());
    tokio::spawn(async move { envoi.send("bonjour") });
    assert_eq!(attente.await.unwrap(), Ok("bonjour"));
}
// ANCHOR_END: ailleurs

// ANCHOR: retenue
#[tokio::test] // un seul fil pour toutes les tâches
#[expect(clippy::await_holding_lock, reason = "c'est la faute montrée")]
async fn une_garde_de_std_reste_prise() {
    let total = std::sync::Mutex::new(0);
    let tenir = async {
        let _garde = total.lock().unwrap();
        tokio::task::yield_now().await;
    };
    let demander = async { total.try_lock().is_ok() }; // `lock` dormirait
    assert_eq!(tokio::join!(tenir, demander), ((), false));
}

#[tokio::test]
async fn une_garde_de_std_rendue_avant() {
    let total = std::sync::Mutex::new(0);
    let rendre = async {
        *total.lock().unwrap() += 1; // rendue à la fin de la ligne
        tokio::task::yield_now().await;
    };
    let demander = async { total.try_lock().is_ok() };
    assert_eq!(tokio::join!(rendre, demander), ((), true));
}
// ANCHOR_END: retenue

// ANCHOR: garde
use std::sync::Arc;
use tokio::sync::Mutex;

async fn compter(total: Arc<Mutex<u32>>) {
    let mut garde = total.lock().await; // une tâche attend, pas un fil
    let vu = *garde;
    tokio::task::yield_now().await; // d'autres tâches avancent
    *garde = vu + 1;
}

#[tokio::test]
async fn une_garde_traverse_un_await() {
    let total = Arc::new(Mutex::new(0));
    let taches: Vec<_> = (0..10)
        .map(|_| tokio::spawn(compter(Arc::clone(&total))))
        .collect();
    for tache in taches {
        tache.await.unwrap();
    }
    assert_eq!(*total.lock().await, 10);
}
// ANCHOR_END: garde

// ANCHOR: diffusion
use tokio::sync::broadcast::{self, error::RecvError};

#[tokio::test]
async fn un_retard_pris_pour_une_fin() {
    let (salon, mut membre) = broadcast::channel(2);
    for annonce in 1..=5 {
        salon.send(annonce).unwrap(); // les deux dernières sont gardées
    }
    drop(salon);
    let mut recues = Vec::new();
    while let Ok(annonce) = membre.recv().await {
        recues.push(annonce);
    }
    assert_eq!(recues, [0; 0]); // ni les perdues, ni les gardées
}
// ANCHOR_END: diffusion

// ANCHOR: retard
#[tokio::test]
async fn un_retard_n_est_pas_une_fin() {
    let (salon, mut membre) = broadcast::channel(2);
    for annonce in 1..=5 {
        salon.send(annonce).unwrap();
    }
    drop(salon);
    let mut recues = Vec::new();
    let perdues = loop {
        match membre.recv().await {
            Ok(annonce) => recues.push(annonce),
            Err(RecvError::Lagged(n)) => println!("{n} perdues"),
            Err(RecvError::Closed) => break 5 - recues.len(),
        }
    };
    assert_eq!((recues, perdues), (vec![4, 5], 3));
    let vide = broadcast::Sender::new(2).send(6);
    assert!(vide.is_err()); // la troisième : plus personne n'écoute
}
// ANCHOR_END: retard
