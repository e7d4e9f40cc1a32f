//! Ce que l'exercice 18 doit faire

use super::Recu::{Annonce, Jetees};
use super::*;
use std::thread;

/// Rien ne manque tant qu'il y a de la place ; puis le salon ferme.
pub fn tout_se_lit_s_il_y_a_de_la_place() {
    let mut salon = Salon::default();
    let mut ana = salon.entrer(3);
    for annonce in [1, 2, 3] {
        salon.annoncer(annonce);
    }
    drop(salon);
    let lues = [ana.lire(), ana.lire(), ana.lire(), ana.lire()];
    let attendues = [Some(Annonce(1)), Some(Annonce(2)), Some(Annonce(3)), None];
    assert_eq!(lues, attendues, "trois places, trois annonces");
}

/// Dans une file pleine, les plus vieilles s'en vont, et leur nombre se lit d'abord.
pub fn les_plus_vieilles_s_en_vont() {
    let mut salon = Salon::default();
    let mut ana = salon.entrer(2);
    for annonce in [1, 2, 3, 4] {
        salon.annoncer(annonce);
    }
    drop(salon);
    let lues = [ana.lire(), ana.lire(), ana.lire(), ana.lire()];
    let attendues = [Some(Jetees(2)), Some(Annonce(3)), Some(Annonce(4)), None];
    assert_eq!(lues, attendues, "deux places, quatre annonces");
}

/// Chaque trou est dit à sa place, et compté pour lui seul.
pub fn chaque_trou_est_a_sa_place() {
    let mut salon = Salon::default();
    let mut ana = salon.entrer(1);
    salon.annoncer(1);
    assert_eq!(ana.lire(), Some(Annonce(1)), "la première est lue à temps");
    for annonce in [2, 3] {
        salon.annoncer(annonce);
    }
    let lues = [ana.lire(), ana.lire()];
    assert_eq!(lues, [Some(Jetees(1)), Some(Annonce(3))], "le premier trou");
    for annonce in [4, 5, 6] {
        salon.annoncer(annonce);
    }
    let lues = [ana.lire(), ana.lire()];
    assert_eq!(lues, [Some(Jetees(2)), Some(Annonce(6))], "le second trou");
}

/// Un membre lent ne prend rien aux autres.
pub fn chacun_a_sa_file() {
    let mut salon = Salon::default();
    let (mut ana, mut luc) = (salon.entrer(1), salon.entrer(2));
    for annonce in [1, 2] {
        salon.annoncer(annonce);
    }
    drop(salon);
    let lues = [ana.lire(), ana.lire(), ana.lire()];
    assert_eq!(lues, [Some(Jetees(1)), Some(Annonce(2)), None], "Ana");
    let lues = [luc.lire(), luc.lire(), luc.lire()];
    assert_eq!(lues, [Some(Annonce(1)), Some(Annonce(2)), None], "Luc");
}

/// Ce qui s'est dit avant son entrée ne lui manque pas.
pub fn qui_entre_tard_n_a_rien_manque() {
    let mut salon = Salon::default();
    salon.annoncer(1);
    let mut ana = salon.entrer(1);
    salon.annoncer(2);
    assert_eq!(ana.lire(), Some(Annonce(2)), "rien ne lui manque");
}

/// Qui s'en va ne gêne personne.
pub fn un_membre_parti_ne_gene_personne() {
    let mut salon = Salon::default();
    let (ana, mut luc) = (salon.entrer(1), salon.entrer(3));
    salon.annoncer(1);
    drop(ana);
    for annonce in [2, 3] {
        salon.annoncer(annonce);
    }
    let lues = [luc.lire(), luc.lire(), luc.lire()];
    let attendues = [1, 2, 3].map(|annonce| Some(Annonce(annonce)));
    assert_eq!(lues, attendues, "Luc lit tout");
}

/// Qui attend une annonce la reçoit, puis apprend la fin du salon.
pub fn qui_attend_est_reveille() {
    let mut salon = Salon::default();
    let mut ana = salon.entrer(1);
    let lecture = thread::spawn(move || [ana.lire(), ana.lire()]);
    salon.annoncer(1);
    drop(salon);
    assert_eq!(lecture.join().unwrap(), [Some(Annonce(1)), None]);
}

/// On lit pendant que le salon annonce : ce qui est lu et ce qui est dit jeté se
/// suivent, jusqu'à la dernière annonce.
pub fn rien_ne_manque_sans_etre_dit() {
    let mut salon = Salon::default();
    let mut ana = salon.entrer(1);
    let lecture = thread::spawn(move || suivre(&mut ana));
    for annonce in [1, 2, 3] {
        salon.annoncer(annonce);
    }
    drop(salon);
    assert_eq!(lecture.join().unwrap(), 3, "la dernière annonce est lue");
}

/// Deux membres attendent la même annonce : tous deux la reçoivent.
pub fn deux_membres_attendent() {
    let mut salon = Salon::default();
    let (mut ana, mut luc) = (salon.entrer(1), salon.entrer(1));
    let ana = thread::spawn(move || ana.lire());
    let luc = thread::spawn(move || luc.lire());
    salon.annoncer(1);
    assert_eq!(ana.join().unwrap(), Some(Annonce(1)), "Ana");
    assert_eq!(luc.join().unwrap(), Some(Annonce(1)), "Luc");
}

/// Lit jusqu'à la fin, vérifie que les numéros se suivent, aux trous dits près, et
/// rend le dernier.
fn suivre(membre: &mut Membre) -> u32 {
    let mut dernier = 0;
    while let Some(recu) = membre.lire() {
        match recu {
            Annonce(annonce) => {
                assert_eq!(annonce, dernier + 1, "un trou n'est pas dit à sa place");
                dernier = annonce;
            }
            Jetees(manquent) => {
                assert_ne!(manquent, 0, "rien ne manque");
                dernier += manquent;
            }
        }
    }
    dernier
}
