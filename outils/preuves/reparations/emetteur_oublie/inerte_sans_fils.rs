use crossbeam_channel::unbounded;

fn main() {
    let (ch, reception) = unbounded();
    for id in 1..=2 {
        ch.send(id).unwrap();
    }
    drop(ch);
    for val in reception {
        println!("Reçu : {val}");
    }
    println!("Canal fermé");
}
