//! `HashMap` et `HashSet`, tant que l'ordre ne se voit pas
use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::sync::Mutex;
use std::thread;

#[derive(Clone, Debug, Default, PartialEq)]
struct Stock {
    quantites: HashMap<String, u32>,
}

fn main() {
    let stock = Mutex::new(Stock::default());
    thread::scope(|s| {
        for nom in ["poire", "prune"] {
            let stock = &stock;
            s.spawn(move || *stock.lock().unwrap().quantites.entry(nom.to_owned()).or_insert(0) += 2);
        }
    });
    let mut stock = stock.into_inner().unwrap();
    println!("{} {:?} {}", stock.quantites.len(), stock.quantites.get("poire"), stock.quantites["prune"]);
    println!("{} {}", stock.quantites.values().sum::<u32>(), stock.quantites.keys().count());
    println!("{:?} {:?}", stock.quantites.keys().max(), stock.quantites.values().all(|n| *n == 2));
    let copie = stock.clone();
    stock.quantites.remove("poire");
    println!("{} {:?} {:?}", copie == stock, stock, stock.quantites.iter().next());
    for (nom, nombre) in &mut stock.quantites {
        *nombre += 1;
        println!("{nom} {nombre}");
    }
    match stock.quantites.entry("prune".into()) {
        Entry::Occupied(entree) => println!("{}", entree.remove()),
        Entry::Vacant(_) => println!("absente"),
    }
    println!("{}", stock.quantites.is_empty());

    let (a, b) = (HashSet::from([1, 2, 3]), HashSet::from([2, 3, 4]));
    println!("{} {} {}", (&a & &b).len(), a.union(&b).count(), a.is_subset(&b));
    println!("{} {}", (&a | &b) == (&b | &a), a.contains(&1) && !b.contains(&1));
    let compte: HashMap<bool, usize> = a.iter().count().checked_sub(3).into_iter().map(|n| (n == 0, n)).collect();
    println!("{compte:?}");
}
