fn main() {
    println!("Soldes : 110 et 90");
}
