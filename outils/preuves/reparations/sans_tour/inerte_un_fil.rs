fn main() {
    for _ in 0..2 {
        for nom in ["Ana", "Luc"] {
            println!("{nom} parle");
        }
    }
}
