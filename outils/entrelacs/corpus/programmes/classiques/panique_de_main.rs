//! main panique

fn main() {
    println!("avant");
    let vide: Option<u32> = None;
    vide.expect("rien");
}
