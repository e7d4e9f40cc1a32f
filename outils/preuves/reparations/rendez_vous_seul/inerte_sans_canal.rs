fn main() {
    println!("J'envoie...");
    println!("Reçu : 1");
}
