//! `Arc` et `Weak` en entier : comptes, copies, témoins, conversions
use std::any::Any;
use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::fmt::Display;
use std::sync::{Arc, Weak};
use std::thread;

trait Forme: Send + Sync {
    fn aire(&self) -> u32;
    fn double(self: Arc<Self>) -> u32;
}

struct Carre(u32);

impl Forme for Carre {
    fn aire(&self) -> u32 {
        self.0 * self.0
    }
    fn double(self: Arc<Self>) -> u32 {
        2 * self.aire()
    }
}

struct Noeud {
    moi: Weak<Noeud>,
    valeur: u32,
}

fn main() {
    let formes: Vec<Arc<dyn Forme>> = vec![Arc::new(Carre(2)), Arc::new(Carre(3))];
    let fils: Vec<_> = formes
        .iter()
        .map(Arc::clone)
        .map(|forme| thread::spawn(move || forme.double()))
        .collect();
    println!("{:?}", fils.into_iter().map(|fil| fil.join().unwrap()).collect::<Vec<_>>());
    println!("{}", formes.iter().map(|forme| forme.aire()).sum::<u32>());

    let mut liste = Arc::new(vec![1, 2]);
    let autre = liste.clone();
    Arc::make_mut(&mut liste).push(3);
    println!("{liste:?} {autre:?} {} {}", Arc::strong_count(&liste), Arc::ptr_eq(&liste, &autre));
    let temoin = Arc::downgrade(&liste);
    println!("{} {} {}", Arc::weak_count(&liste), temoin.weak_count(), temoin.strong_count());
    println!("{}", Arc::get_mut(&mut liste).is_none());
    Arc::make_mut(&mut liste).push(4);
    println!("{liste:?} {} {}", temoin.upgrade().is_none(), Arc::weak_count(&liste));
    *Arc::get_mut(&mut liste).unwrap() = vec![0];
    println!("{:?} {:?}", Arc::try_unwrap(liste), Arc::into_inner(autre));

    let noeud = Arc::new_cyclic(|moi: &Weak<Noeud>| Noeud {
        moi: if moi.upgrade().is_none() { moi.clone() } else { Weak::new() },
        valeur: 7,
    });
    let meme = noeud.moi.upgrade().unwrap();
    println!("{} {}", meme.valeur, Arc::ptr_eq(&noeud, &meme));
    println!("{} {}", noeud.moi.ptr_eq(&Arc::downgrade(&meme)), Weak::<u8>::new().upgrade().is_none());

    let texte: Arc<str> = Arc::from("été");
    let tranche: Arc<[String]> = vec!["a".to_owned(), "b".to_owned()].into();
    let nombres: Arc<[u32]> = (1..4).collect();
    println!("{texte} {} {tranche:?} {nombres:?}", texte.len());
    let quelconque: Arc<dyn Any + Send + Sync> = Arc::new(5_u32);
    let erreur = quelconque.downcast::<String>().unwrap_err();
    println!("{:?}", erreur.downcast::<u32>());
    let affichable: Arc<dyn Display + Send + Sync> = Arc::new(3);
    let fonction: Arc<dyn Fn(u32) -> u32 + Send + Sync> = Arc::new(move |n| n + 1);
    println!("{affichable} {} {}", fonction(2), Arc::new(1) < Arc::new(2));
    let carte = BTreeMap::from([(Arc::<str>::from("cle"), 1)]);
    println!("{:?} {}", carte.get("cle"), Borrow::<u32>::borrow(&Arc::new(4)));
}
