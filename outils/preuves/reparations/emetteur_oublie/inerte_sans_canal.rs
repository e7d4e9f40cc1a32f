use std::thread;

fn main() {
    for id in 1..=2 {
        thread::spawn(move || println!("Reçu : {id}")).join().unwrap();
    }
    println!("Canal fermé");
}
