//! Parcourir une HashMap : son ordre est au hasard, c'est refusé
use std::collections::HashMap;

fn main() {
    let ages = HashMap::from([("Ada", 36), ("Alan", 41)]);
    println!("{}", ages.values().sum::<i32>());
    for (nom, age) in &ages {
        println!("{nom} {age}");
    }
}
