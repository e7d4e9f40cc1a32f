fn main() {
    println!("C'est prêt");
    println!("Réveillé");
}
