//! Des noms que le modèle doit rendre tels quels
use std::io::{self, BufWriter, Cursor, Read, Write};
use std::pin::Pin;

fn main() {
    println!("{} {} {}", std::u64::MAX, std::i8::MIN, std::f64::EPSILON > 0.0);
    let mut memoire = Vec::new();
    writeln!(memoire, "{}", 3).unwrap();
    write!(BufWriter::new(&mut memoire), "fin").unwrap();
    let mut relu = String::new();
    Cursor::new(memoire).read_to_string(&mut relu).unwrap();
    println!("{relu:?} {:?}", io::Error::other("panne").kind());
    println!("{}", Pin::new(&5));
    let (a, b) = ([1, 2], [1, 2]);
    println!("{} {}", std::ptr::eq(&a, &a), std::ptr::from_ref(&a) == std::ptr::from_ref(&b));
}
