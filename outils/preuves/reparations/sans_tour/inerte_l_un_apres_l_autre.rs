use std::thread;

fn main() {
    for _ in 0..2 {
        for nom in ["Ana", "Luc"] {
            thread::spawn(move || println!("{nom} parle")).join().unwrap();
        }
    }
}
