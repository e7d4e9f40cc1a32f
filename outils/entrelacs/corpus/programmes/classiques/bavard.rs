//! Afficher sans fin

fn main() {
    loop {
        println!("encore");
    }
}
