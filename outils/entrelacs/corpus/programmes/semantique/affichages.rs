//! Les macros d'affichage

fn main() {
    print!("sans fin de ligne");
    println!();
    print!("{} {:>3} ", 1, 2);
    let trois = 3;
    println!("{trois:03} {0}-{0}", "deux");
    eprint!("erreur");
    eprintln!();
    eprintln!("{trois}");
    println!("{}", dbg!(trois + 1));
    let (a, b) = dbg!(trois, "quatre");
    println!("{a} {b}");
    dbg!();
}
